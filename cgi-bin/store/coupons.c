/* Table coupon. */
#include "store/coupons.h"

#include "base/date.h"
#include "base/pool.h"
#include "store/batch.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS 5

const struct err *coupons_insert(struct db *db, const int64_t *departure_ids,
    size_t departure_count, int64_t booking_id, const struct passenger *passengers, size_t count,
    apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO coupon (departure_id, identity, born_on, booking_id, passenger_no)"
		    " VALUES",
		.row = "(?,?,?,?,?)",
	};
	size_t rows = departure_count * count;
	struct arg *args = pool_make_many(pool, struct arg, rows * COLUMNS);
	for (size_t i = 0; i < rows; i++) {
		const struct passenger *passenger = &passengers[i % count];
		struct arg *row = &args[i * COLUMNS];
		row[0] = arg_int(departure_ids[i / count]);
		row[1] = arg_text(passenger->identity);
		row[2] = arg_date(passenger->born_on);
		row[3] = arg_int(booking_id);
		row[4] = arg_int(passenger->no);
	}
	return batch_insert(db, &query, rows, COLUMNS, args, pool);
}

/* From the few to the few: left to itself the engine may read all departures, to see which of them a person is on. */
#define OVERLAPS \
	"SELECT STRAIGHT_JOIN s.position, s.departure_id, o.flight_no, o.departs_on," \
	" b.customer_id, o.id = s.departure_id, p.no" \
	" FROM passenger p JOIN coupon c FORCE INDEX (coupon_person)" \
	" ON c.identity = p.identity AND c.born_on = p.born_on" \
	" JOIN departure o ON o.id = c.departure_id JOIN segment s ON s.hold_id = p.hold_id" \
	" AND (o.state <> 'cancelled' OR o.id = s.departure_id)" \
	" JOIN departure d ON d.id = s.departure_id" \
	" AND o.departs_at < d.arrives_at AND o.arrives_at > d.departs_at" \
	" JOIN booking b ON b.id = c.booking_id WHERE p.hold_id = ?"

const struct err *coupons_list_overlaps_later(
    struct db *db, int64_t hold_id, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = { .text = OVERLAPS };
	return db_select_later(db, &query, ARGS(arg_int(hold_id)), pool, &out->rows);
}

const struct err *coupons_list_overlaps_of_booking(
    struct db *db, int64_t hold_id, int64_t booking_id, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = OVERLAPS " AND p.cancelled_at IS NULL AND s.cancelled_at IS NULL"
				 " AND c.booking_id <> ?",
	};
	return db_select(db, &query, ARGS(arg_int(hold_id), arg_int(booking_id)), pool, &out->rows);
}

const struct err *coupons_delete_of_passenger(
    struct db *db, int64_t booking_id, int64_t passenger_no, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM coupon WHERE booking_id = ? AND passenger_no = ?",
	};
	return db_run_later(db, &query, ARGS(arg_int(booking_id), arg_int(passenger_no)), pool);
}

/* By the booking: others wait for none of a departure's many. */
const struct err *coupons_delete_on(
    struct db *db, int64_t booking_id, int64_t departure_id, int64_t passenger_no, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE c FROM coupon c FORCE INDEX (coupon_booking) WHERE c.booking_id = ?"
			" AND c.departure_id = ? AND (? = 0 OR c.passenger_no = ?)",
	};
	return db_run_later(db, &query,
	    ARGS(arg_int(booking_id), arg_int(departure_id), arg_int(passenger_no),
		arg_int(passenger_no)),
	    pool);
}

static int in_travel_order(const void *a, const void *b)
{
	const struct coupon_overlap *left = a, *right = b;
	int order = (left->position > right->position) - (left->position < right->position);
	return order != 0 ? order : strcmp(left->other_name, right->other_name);
}

void coupons_read_overlaps(
    const struct asked *asked, apr_pool_t *pool, struct coupon_overlap **out, size_t *count)
{
	struct rows *rows = asked->rows;
	struct coupon_overlap *list = pool_make_many(pool, struct coupon_overlap, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct coupon_overlap){
			.position = row_int(rows, 0),
			.departure_id = row_int(rows, 1),
			.other_name = apr_pstrcat(
			    pool, row_text(rows, 2), "/", date_text(row_date(rows, 3), pool), NULL),
			.customer_id = row_int(rows, 4),
			.is_same = row_int(rows, 5) != 0,
			.passenger_no = row_int(rows, 6),
		};
	if (*count > 1)
		qsort(list, *count, sizeof(*list), in_travel_order);
	*out = list;
}
