/* Tables seat_claim and booking: seats that were sold and are not in the aircraft any more. */
#include "store/lost_seats.h"

#include "base/pool.h"
#include "store/seat_plan.h"

const struct err *lost_seats_list(struct db *db, int64_t departure_id, apr_pool_t *pool,
    const struct lost_seat **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT c.booking_id, c.seat_no FROM seat_claim c"
			" LEFT JOIN departure_cabin p ON p.departure_id = c.departure_id"
			" AND p.code = c.cabin WHERE c.departure_id = ? AND c.state = 'sold'"
			" AND " NOT_ON_THE_PLAN " ORDER BY c.booking_id, c.passenger_no",
	};
	struct lost_seat *list;
	struct rows *rows;
	size_t n = 0;

	TRY(db_select(db, &query, ARGS(arg_int(departure_id)), pool, &rows));
	list = pool_make_many(pool, struct lost_seat, rows_count(rows));
	while (rows_next(rows))
		list[n++] = (struct lost_seat){ row_int(rows, 0), row_text(rows, 1) };
	*out = list;
	*count = n;
	return NULL;
}
