/* Tables seat_claim and booking: seats that were sold and are not in the aircraft any more, since the flight service gave the departure another one. */
#ifndef STORE_LOST_SEATS_H
#define STORE_LOST_SEATS_H

#include "db/statement.h"

struct lost_seat {
	int64_t booking_id;
	const char *seat_no;
};

/* Of one departure, as booking knows its cabins now: by booking, then by passenger. */
const struct err *lost_seats_list(struct db *db, int64_t departure_id, apr_pool_t *pool,
    const struct lost_seat **out, size_t *count);

#endif
