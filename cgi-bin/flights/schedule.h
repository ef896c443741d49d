/* The rules of a schedule: names, times in zones, what a departure must be like, and how it may
 * change. */
#ifndef FLIGHTS_SCHEDULE_H
#define FLIGHTS_SCHEDULE_H

#include "flights/catalog.h"
#include "flights/nouns.h"

#define SCHEDULE_AMOUNT_MAX INT64_C(1000000000) /* of one fare, tax or fee, in minor units */

/* Two characters of a carrier (a letter at least) and a number 1..9999 without leading zeros:
 * "AX204", "9W7". */
bool schedule_is_flight_no(const char *text);
/* Exactly `least`..`most` of A-Z, or of A-Z and 0-9. */
bool schedule_is_letters(const char *text, size_t least, size_t most);
bool schedule_is_code(const char *text, size_t least, size_t most);

/* "AX204/2026-12-01" */
const char *schedule_name(const struct departure *departure, apr_pool_t *pool);

/* CODE_INVALID that names a member of a Departure ("fares/0/currency") or a parameter in
 * FACT_FIELDS. */
const struct err *schedule_invalid(apr_pool_t *pool, const char *member, const char *format, ...)
    __attribute__((format(printf, 3, 4), returns_nonnull));

/* The state as the world sees it: departed once its time has passed, unless cancelled. */
enum departure_state schedule_state(const struct departure *departure, int64_t now);

/*
 * The instant of a local time that a schedule prints. CODE_INVALID for a time that the clock
 * skips on that day (spring); of an hour that comes twice (autumn) the first is meant.
 */
const struct err *schedule_local(
    int32_t on, int minutes, const char *zone, apr_pool_t *pool, int64_t *out);
/* The local date of an instant. */
const struct err *schedule_date(int64_t at, const char *zone, apr_pool_t *pool, int32_t *out);

/* Block time: great circle at cruising speed plus 35 minutes for taxiing, climb and approach,
 * rounded up to 5. */
int schedule_block_minutes(
    const struct airport *origin, const struct airport *destination, int64_t cruise_kmh);

/*
 * Is this a departure that may be sold? Number, places, whole minutes between 2000 and 2150, a
 * local date from one day before to two days after its name, arrival after departure by at most
 * 30 hours, aircraft, 1 to 20 fares in its cabins, one currency, amounts in range. CODE_INVALID
 * with the member.
 */
const struct err *schedule_check(
    const struct departure *departure, const struct catalog *catalog, apr_pool_t *pool);

/* What a revision came to. */
struct revision {
	bool is_changed;
	bool is_fares_changed;
};

/*
 * `after` is `before` with what somebody wants otherwise (times, aircraft, fares, or cancelled);
 * on return it has the state and version that follow: moved times make it retimed, any change
 * adds 1 to the version. CODE_INVALID: another route. CODE_DEPARTURE_ENDED: a cancelled or
 * departed one stays as it is.
 */
const struct err *schedule_revise(const struct departure *before, struct departure *after,
    int64_t now, apr_pool_t *pool, struct revision *out);

#endif
