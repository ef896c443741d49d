/* Table hold: placing and changing. Each change is one statement that looks and writes at once. */
#include "store/holds.h"

#include <string.h>

/* By its own row alone: the key of expiry would lock the next hold to be over, a stranger's. */
#define CHANGE_HOLD "UPDATE hold FORCE INDEX (PRIMARY) SET "
/* The last two arguments of every change: id and version. */
#define STILL_OPEN \
	", version = version + 1 WHERE id = ? AND version = ? AND state = 'open'" \
	" AND expires_at > NOW(6)"

const struct err *holds_insert(
    struct db *db, const struct hold_new *hold, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text =
		    "INSERT INTO hold (ref, customer_id, browser_id, address, state, placed_at,"
		    " expires_at, adults, children, infants, currency, total_minor, email, phone)"
		    " VALUES (?,?,?,?,'open',?,?,?,?,?,?,?,?,?)",
	};
	struct db_done done;
	TRY(db_run(db, &query,
	    ARGS(arg_text(hold->ref), arg_int(hold->customer_id), arg_int(hold->browser_id),
		arg_bytes(hold->address, strlen(hold->address)), arg_instant(hold->placed_at),
		arg_instant(hold->expires_at), arg_int(hold->party.adults),
		arg_int(hold->party.children), arg_int(hold->party.infants),
		arg_text(hold->currency), arg_int(hold->total_minor), arg_text(hold->contact.email),
		arg_text(hold->contact.phone)),
	    pool, &done));
	*id = done.id;
	return NULL;
}

const struct err *holds_insert_used(struct db *db, const struct hold_new *hold,
    const char *sold_seats, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text = "INSERT INTO hold (ref, customer_id, browser_id, address, state, version,"
			" placed_at, expires_at, ended_at, adults, children, infants, currency,"
			" total_minor, email, phone, sold_seats)"
			" VALUES (?,?,?,?,'used',2,NOW(6),NOW(6),NOW(6),?,?,?,?,?,?,?,?)",
	};
	struct db_done done;
	TRY(db_run(db, &query,
	    ARGS(arg_text(hold->ref), arg_int(hold->customer_id), arg_int(hold->browser_id),
		arg_bytes(hold->address, strlen(hold->address)), arg_int(hold->party.adults),
		arg_int(hold->party.children), arg_int(hold->party.infants),
		arg_text(hold->currency), arg_int(hold->total_minor), arg_text(hold->contact.email),
		arg_text(hold->contact.phone), arg_text(sold_seats)),
	    pool, &done));
	*id = done.id;
	return NULL;
}

static const struct err *change(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, bool *is_done)
{
	struct db_done done;
	TRY(db_run(db, query, args, count, pool, &done));
	*is_done = done.rows == 1;
	return NULL;
}

const struct err *holds_set_moved(struct db *db, int64_t id, int64_t version,
    const struct hold_new *hold, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = CHANGE_HOLD
		"browser_id = ?, address = ?, expires_at = ?, adults = ?,"
		" children = ?, infants = ?, currency = ?, total_minor = ?, email = ?,"
		" phone = ?" STILL_OPEN,
	};
	return change(db, &query,
	    ARGS(arg_int(hold->browser_id), arg_bytes(hold->address, strlen(hold->address)),
		arg_instant(hold->expires_at), arg_int(hold->party.adults),
		arg_int(hold->party.children), arg_int(hold->party.infants),
		arg_text(hold->currency), arg_int(hold->total_minor), arg_text(hold->contact.email),
		arg_text(hold->contact.phone), arg_int(id), arg_int(version)),
	    pool, is_done);
}

const struct err *holds_set_contact(struct db *db, int64_t id, int64_t version,
    const struct contact *contact, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = CHANGE_HOLD "email = ?, phone = ?" STILL_OPEN,
	};
	return change(db, &query,
	    ARGS(arg_text(contact->email), arg_text(contact->phone), arg_int(id), arg_int(version)),
	    pool, is_done);
}

const struct err *holds_set_expires_at(
    struct db *db, int64_t id, int64_t version, int64_t expires_at, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = { .text = CHANGE_HOLD "expires_at = ?" STILL_OPEN };
	return change(db, &query, ARGS(arg_instant(expires_at), arg_int(id), arg_int(version)),
	    pool, is_done);
}

const struct err *holds_set_end(struct db *db, int64_t id, int64_t expires_at, apr_pool_t *pool)
{
	static const struct query query = { .text = CHANGE_HOLD "expires_at = ? WHERE id = ?" };
	return db_run_later(db, &query, ARGS(arg_instant(expires_at), arg_int(id)), pool);
}

const struct err *holds_set_released(
    struct db *db, int64_t id, int64_t version, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = CHANGE_HOLD "state = 'released', ended_at = NOW(6)" STILL_OPEN,
	};
	return change(db, &query, ARGS(arg_int(id), arg_int(version)), pool, is_done);
}

const struct err *holds_set_used(struct db *db, int64_t id, int64_t version, const char *sold_seats,
    apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = CHANGE_HOLD "sold_seats = ?, state = 'used', ended_at = NOW(6)" STILL_OPEN,
	};
	return change(
	    db, &query, ARGS(arg_text(sold_seats), arg_int(id), arg_int(version)), pool, is_done);
}

const struct err *holds_set_expired(struct db *db, int64_t id, int64_t version,
    const char *kept_seats, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = CHANGE_HOLD
		"sold_seats = ?, state = 'expired', ended_at = NOW(6),"
		" version = version + 1"
		" WHERE id = ? AND version = ? AND state = 'open' AND expires_at <= NOW(6)",
	};
	return change(
	    db, &query, ARGS(arg_text(kept_seats), arg_int(id), arg_int(version)), pool, is_done);
}

const struct err *holds_set_customer(
    struct db *db, int64_t from_customer_id, int64_t to_customer_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE hold SET customer_id = ?, version = version + (state = 'open')"
			" WHERE customer_id = ?",
	};
	return db_run(
	    db, &query, ARGS(arg_int(to_customer_id), arg_int(from_customer_id)), pool, NULL);
}
