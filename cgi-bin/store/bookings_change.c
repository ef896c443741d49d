/* Table booking: making and changing. */
#include "store/bookings.h"

#include "base/words.h"

const struct err *bookings_insert_later(
    struct db *db, const struct booking_new *booking, apr_pool_t *pool, struct asked *id)
{
	static const struct query insert = {
		.text =
		    "INSERT INTO booking (locator, hold_id, customer_id, state, created_at, currency,"
		    " total_minor, email, phone, language)"
		    " VALUES (?,?,?,'confirmed',NOW(6),?,?,?,?,?)",
	};
	return db_run_later_done(db, &insert,
	    ARGS(arg_text(booking->locator), arg_int(booking->hold_id),
		arg_int(booking->customer_id), arg_text(booking->currency),
		arg_int(booking->total_minor), arg_text(booking->contact.email),
		arg_text(booking->contact.phone), arg_text(words_spoken()->code)),
	    pool, &id->done);
}

int64_t bookings_read_id(const struct asked *id)
{
	return id->done.id;
}

const struct err *bookings_insert_split(struct db *db, const struct booking_new *booking,
    int64_t from_id, int64_t paid_minor, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text = "INSERT INTO booking (locator, hold_id, customer_id, state, created_at,"
			" currency, total_minor, paid_minor, email, phone, language)"
			" SELECT ?, ?, ?, 'confirmed', b.created_at, ?, ?, ?, ?, ?, b.language"
			" FROM booking b WHERE b.id = ?",
	};
	struct db_done done;
	TRY(db_run(db, &query,
	    ARGS(arg_text(booking->locator), arg_int(booking->hold_id),
		arg_int(booking->customer_id), arg_text(booking->currency),
		arg_int(booking->total_minor), arg_int(paid_minor),
		arg_text(booking->contact.email), arg_text(booking->contact.phone),
		arg_int(from_id)),
	    pool, &done));
	*id = done.id;
	return NULL;
}

/* The last two arguments of every change: id and version. */
#define STILL_CONFIRMED "version = version + 1 WHERE id = ? AND version = ? AND state = 'confirmed'"

static const struct err *change(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, bool *is_done)
{
	struct db_done done;
	TRY(db_run(db, query, args, count, pool, &done));
	*is_done = done.rows == 1;
	return NULL;
}

const struct err *bookings_set_cancelled(struct db *db, int64_t id, int64_t version,
    int64_t refund_minor, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE booking SET state = 'cancelled', cancelled_at = NOW(6),"
			" refund_minor = refund_minor + ?, " STILL_CONFIRMED,
	};
	return change(
	    db, &query, ARGS(arg_int(refund_minor), arg_int(id), arg_int(version)), pool, is_done);
}

const struct err *bookings_set_part_cancelled(struct db *db, int64_t id, int64_t version,
    int64_t credit_minor, int64_t refund_minor, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE booking SET credit_minor = credit_minor + ?,"
			" refund_minor = refund_minor + ?, " STILL_CONFIRMED,
	};
	return change(db, &query,
	    ARGS(arg_int(credit_minor), arg_int(refund_minor), arg_int(id), arg_int(version)), pool,
	    is_done);
}

const struct err *bookings_set_names_corrected(
    struct db *db, int64_t id, int64_t version, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text =
		    "UPDATE booking SET name_corrections = name_corrections + 1, " STILL_CONFIRMED,
	};
	return change(db, &query, ARGS(arg_int(id), arg_int(version)), pool, is_done);
}

const struct err *bookings_set_contact(struct db *db, int64_t id, int64_t version,
    const struct contact *contact, int64_t link_no, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE booking SET email = ?, phone = ?, link_no = ?, " STILL_CONFIRMED,
	};
	return change(db, &query,
	    ARGS(arg_text(contact->email), arg_text(contact->phone), arg_int(link_no), arg_int(id),
		arg_int(version)),
	    pool, is_done);
}

const struct err *bookings_set_paid(
    struct db *db, int64_t id, int64_t version, int64_t paid_minor, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE booking SET paid_minor = paid_minor + ?, " STILL_CONFIRMED,
	};
	return change(
	    db, &query, ARGS(arg_int(paid_minor), arg_int(id), arg_int(version)), pool, is_done);
}

const struct err *bookings_set_goodwill(struct db *db, const struct booking *booking,
    int64_t goodwill_minor, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE booking SET goodwill_minor = ?,"
			" version = version + (state = 'confirmed')"
			" WHERE id = ? AND version = ? AND goodwill_minor = ?",
	};
	return change(db, &query,
	    ARGS(arg_int(goodwill_minor), arg_int(booking->id), arg_int(booking->version),
		arg_int(booking->goodwill_minor)),
	    pool, is_done);
}

const struct err *bookings_set_split(struct db *db, int64_t id, int64_t version,
    int64_t credit_minor, int64_t moved_minor, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE booking SET credit_minor = credit_minor + ?,"
			" paid_minor = paid_minor - ?, " STILL_CONFIRMED,
	};
	return change(db, &query,
	    ARGS(arg_int(credit_minor), arg_int(moved_minor), arg_int(id), arg_int(version)), pool,
	    is_done);
}

const struct err *bookings_set_version(
    struct db *db, int64_t id, int64_t version, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = { .text = "UPDATE booking SET " STILL_CONFIRMED };
	return change(db, &query, ARGS(arg_int(id), arg_int(version)), pool, is_done);
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
