/* `aisle demo --bookings`. */
#ifndef COMMANDS_DEMO_BOOKINGS_H
#define COMMANDS_DEMO_BOOKINGS_H

#include "base/config.h"
#include "base/err.h"

/* Is booking's database empty, so that bookings may be made up in it? CODE_INVALID: it is not. */
const struct err *demo_bookings_check(const struct config *config, apr_pool_t *pool);

/* So many bookings on the demo carrier's departures, which are there already. Tells its progress on standard error. */
const struct err *demo_bookings_make(
    const struct config *config, int64_t bookings, int64_t seed, int32_t today, apr_pool_t *pool);

#endif
