/* A saved traveller in words. */
#ifndef PAGES_TRAVELLER_WORDS_H
#define PAGES_TRAVELLER_WORDS_H

#include "model/traveller.h"

#include <apr_pools.h>

/* "Ada Lovelace"; "10 Dec 1985". */
const char *traveller_name(const struct traveller *traveller, apr_pool_t *pool);
const char *traveller_born(const struct traveller *traveller, apr_pool_t *pool);

#endif
