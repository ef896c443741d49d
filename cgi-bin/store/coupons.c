/* Table coupon. */
#include "store/coupons.h"

#include "base/pool.h"
#include "store/batch.h"

#define COLUMNS 5

const struct err *coupons_insert(struct db *db, int64_t departure_id, int64_t booking_id,
    const struct passenger *passengers, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO coupon (departure_id, identity, born_on, booking_id, passenger_no)"
		    " VALUES",
		.row = "(?,?,?,?,?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);
	for (size_t i = 0; i < count; i++) {
		struct arg *row = &args[i * COLUMNS];
		row[0] = arg_int(departure_id);
		row[1] = arg_text(passengers[i].identity);
		row[2] = arg_date(passengers[i].born_on);
		row[3] = arg_int(booking_id);
		row[4] = arg_int(passengers[i].no);
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *coupons_delete(struct db *db, int64_t booking_id, apr_pool_t *pool)
{
	static const struct query query = { .text = "DELETE FROM coupon WHERE booking_id = ?" };
	return db_run(db, &query, ARGS(arg_int(booking_id)), pool, NULL);
}
