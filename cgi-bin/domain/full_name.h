/* A person's name as people say it. */
#ifndef DOMAIN_FULL_NAME_H
#define DOMAIN_FULL_NAME_H

#include <apr_pools.h>

/* "Ada Lovelace"; of who has one name (`given_name` NULL), that. */
const char *full_name(const char *given_name, const char *surname, apr_pool_t *pool);

#endif
