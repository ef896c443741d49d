/* Record locators: six characters that people read to each other without mistaking one for another. */
#ifndef DOMAIN_LOCATOR_H
#define DOMAIN_LOCATOR_H

#include "base/err.h"

/* A random one. */
const char *locator_new(apr_pool_t *pool);

/* As it is written in the tables, whatever case and blanks around it were typed; NULL: this is none. */
const char *locator_normal(const char *typed, apr_pool_t *pool);

/* One of all there can be, by number: different ones for numbers that differ by less than 28^6 (and are not negative). */
const char *locator_nth(int64_t number, apr_pool_t *pool);

#endif
