/* Table booking: making and changing. */
#include "store/bookings.h"

const struct err *bookings_insert(struct db *db, const char *locator, int64_t hold_id,
    int64_t version, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text =
		    "INSERT INTO booking (locator, hold_id, customer_id, state, created_at, currency,"
		    " total_minor, email, phone) SELECT ?, id, customer_id, 'confirmed', NOW(6),"
		    " currency, total_minor, email, phone FROM hold"
		    " WHERE id = ? AND version = ? + 1 AND state = 'used'",
	};
	struct db_done done;
	TRY(db_run(
	    db, &query, ARGS(arg_text(locator), arg_int(hold_id), arg_int(version)), pool, &done));
	*id = done.rows == 1 ? done.id : 0;
	return NULL;
}

const struct err *bookings_set_cancelled(struct db *db, int64_t id, int64_t version,
    int64_t refund_minor, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text =
		    "UPDATE booking SET state = 'cancelled', cancelled_at = NOW(6), refund_minor = ?,"
		    " version = version + 1 WHERE id = ? AND version = ? AND state = 'confirmed'",
	};
	struct db_done done;
	TRY(db_run(
	    db, &query, ARGS(arg_int(refund_minor), arg_int(id), arg_int(version)), pool, &done));
	*is_done = done.rows == 1;
	return NULL;
}

const struct err *bookings_set_version(
    struct db *db, int64_t id, int64_t version, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE booking SET version = version + 1"
			" WHERE id = ? AND version = ? AND state = 'confirmed'",
	};
	struct db_done done;
	TRY(db_run(db, &query, ARGS(arg_int(id), arg_int(version)), pool, &done));
	*is_done = done.rows == 1;
	return NULL;
}

const struct err *bookings_set_customer(
    struct db *db, int64_t from_customer_id, int64_t to_customer_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE booking SET customer_id = ?,"
			" version = version + (state IN ('pending', 'confirmed'))"
			" WHERE customer_id = ?",
	};
	return db_run(
	    db, &query, ARGS(arg_int(to_customer_id), arg_int(from_customer_id)), pool, NULL);
}
