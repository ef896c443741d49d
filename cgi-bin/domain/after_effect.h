/* What goes wrong in a request that had an effect already. */
#ifndef DOMAIN_AFTER_EFFECT_H
#define DOMAIN_AFTER_EFFECT_H

#include "base/err.h"

/*
 * `err` (may be NULL) of a request of which something is committed: nobody can say any more that it had no effect, as kind ERR_BUSY does. CODE_UNSURE then, whose text begins with `done` ("the hold is changed");
 * else `err` itself.
 */
const struct err *after_effect(const struct err *err, const char *done, apr_pool_t *pool);

#endif
