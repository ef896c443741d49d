/* Finding bookings by what staff are told of them: each way goes along an index, from where the page before ended. */
#ifndef STORE_BOOKING_SEARCH_H
#define STORE_BOOKING_SEARCH_H

#include "db/statement.h"
#include "model/booking_file.h"

/* One way of reading a name: a folded surname, or all from `from` to `until`, and what the identity begins with (a folded given name, or "" for any). */
struct name_reading {
	const char *from, *until, *given;
};
#define NAME_READINGS 7

const struct err *booking_search_locator(struct db *db, const char *locator, apr_pool_t *pool,
    struct booking_found **out, size_t *count);
/* Lower-case addresses from `from` to `until`: by address, then from the oldest (`place.id` is the booking's). */
const struct err *booking_search_email(struct db *db, const char *from, const char *until,
    const struct booking_place *place, int64_t most, apr_pool_t *pool, struct booking_found **out,
    size_t *count);
/* Of a departure: the newest first (`place.id` is the hold's). */
const struct err *booking_search_departure(struct db *db, const char *flight_no, int32_t on,
    const struct booking_place *place, int64_t most, apr_pool_t *pool, struct booking_found **out,
    size_t *count);
/* Of passengers, who travel or did: by surname from the last, each with the newest first (`place.id` is the hold's). A booking comes as often as it has passengers of the name, one behind the other. */
const struct err *booking_search_name(struct db *db,
    const struct name_reading readings[NAME_READINGS], const struct booking_place *place,
    int64_t most, apr_pool_t *pool, struct booking_found **out, size_t *count);

#endif
