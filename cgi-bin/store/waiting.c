/* What waits for somebody: read from the outbox, and from departures with their bookings. */
#include "store/waiting.h"

#include "base/date.h"
#include "base/pool.h"

#define MAIL_COLUMNS \
	"o.id, o.kind, b.locator, o.attempts, o.created_at, o.due_at, o.due_at <= NOW(6)," \
	" o.last_error"

static struct waiting_mail read_mail(const struct rows *rows)
{
	return (struct waiting_mail){
		.id = row_int(rows, 0),
		.kind = row_text(rows, 1),
		.locator = row_text(rows, 2),
		.attempts = row_int(rows, 3),
		.created_at = row_instant(rows, 4),
		.due_at = row_instant(rows, 5),
		.is_due = row_int(rows, 6) != 0,
		.error = row_text(rows, 7),
	};
}

const struct err *waiting_list_mails(struct db *db, struct waiting_place after, int64_t most,
    apr_pool_t *pool, const struct waiting_mail **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " MAIL_COLUMNS " FROM outbox o"
			" LEFT JOIN booking b ON b.id = o.booking_id"
			" WHERE o.sent_at IS NULL AND o.last_error IS NOT NULL"
			" AND (o.due_at > ? OR (o.due_at = ? AND o.id > ?))"
			" ORDER BY o.due_at, o.id LIMIT ?",
	};
	struct waiting_mail *list;
	struct rows *rows;

	TRY(db_select(db, &query,
	    ARGS(arg_instant(after.at), arg_instant(after.at), arg_int(after.id), arg_int(most)),
	    pool, &rows));
	list = pool_make_many(pool, struct waiting_mail, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = read_mail(rows);
	*out = list;
	return NULL;
}

const struct err *waiting_count_mails(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count, int64_t *last_id)
{
	static const struct query query = {
		.text = "SELECT COUNT(*), COALESCE(MAX(id), 0) FROM (SELECT id FROM outbox"
			" WHERE sent_at IS NULL AND last_error IS NOT NULL"
			" ORDER BY due_at, id LIMIT ?) failed",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(most)), pool, &rows));
	*count = *last_id = 0;
	if (rows_next(rows)) {
		*count = row_int(rows, 0);
		*last_id = row_int(rows, 1);
	}
	return NULL;
}

const struct err *waiting_lock_mail(
    struct db *db, int64_t id, apr_pool_t *pool, struct waiting_mail *out)
{
	static const struct query query = {
		.text = "SELECT o.id, o.kind, (SELECT b.locator FROM booking b"
			" WHERE b.id = o.booking_id), o.attempts, o.created_at, o.due_at,"
			" o.due_at <= NOW(6), o.last_error"
			" FROM outbox o WHERE o.id = ? AND o.sent_at IS NULL FOR UPDATE",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(id)), pool, &rows));
	*out = rows_next(rows) ? read_mail(rows) : (struct waiting_mail){ .id = 0 };
	return NULL;
}

const struct err *waiting_set_mail_due(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE outbox SET due_at = NOW(6) WHERE id = ? AND sent_at IS NULL",
	};

	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *waiting_set_mails_due(
    struct db *db, int64_t last_id, int64_t most, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text =
		    "UPDATE outbox SET due_at = NOW(6) WHERE sent_at IS NULL AND due_at > NOW(6)"
		    " AND last_error IS NOT NULL AND id <= ? ORDER BY due_at, id LIMIT ?",
	};
	struct db_done done;

	TRY(db_run(db, &query, ARGS(arg_int(last_id), arg_int(most)), pool, &done));
	*count = done.rows;
	return NULL;
}

const struct err *waiting_list_departures(struct db *db, struct waiting_place after, int64_t most,
    apr_pool_t *pool, const struct waiting_departure **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT d.id, d.flight_no, d.departs_on, d.origin, d.destination, d.departs_at,"
		    " d.origin_offset, d.state_no, COUNT(b.id),"
		    " COALESCE(SUM((SELECT COUNT(*) FROM passenger p"
		    " WHERE p.hold_id = b.hold_id AND p.cancelled_at IS NULL)), 0),"
		    " SUM(EXISTS (SELECT 1 FROM outbox o WHERE o.booking_id = b.id"
		    " AND o.kind = 'booking_changed' AND o.sent_at IS NULL))"
		    " FROM (SELECT x.id, x.flight_no, x.departs_on, x.origin, x.destination,"
		    " x.departs_at, x.arrives_at, x.origin_offset, x.state + 0 AS state_no,"
		    " x.state = 'cancelled' AS is_off FROM departure x"
		    " WHERE x.state IN ('retimed', 'cancelled') AND x.departs_at > NOW(6)"
		    " AND (x.departs_at > ? OR (x.departs_at = ? AND x.id > ?))"
		    " ORDER BY x.departs_at, x.id LIMIT ?) d"
		    " LEFT JOIN (segment s JOIN booking b ON b.hold_id = s.hold_id"
		    " AND b.state = 'confirmed') ON s.departure_id = d.id"
		    " AND s.cancelled_at IS NULL AND (d.is_off = 1"
		    " OR s.told_departs_at <> d.departs_at OR s.told_arrives_at <> d.arrives_at)"
		    " GROUP BY d.id, d.flight_no, d.departs_on, d.origin, d.destination,"
		    " d.departs_at, d.origin_offset, d.state_no"
		    " ORDER BY d.departs_at, d.id",
	};
	struct waiting_departure *list;
	struct rows *rows;

	TRY(db_select(db, &query,
	    ARGS(arg_instant(after.at), arg_instant(after.at), arg_int(after.id), arg_int(most)),
	    pool, &rows));
	list = pool_make_many(pool, struct waiting_departure, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct waiting_departure){
			.id = row_int(rows, 0),
			.name = apr_pstrcat(
			    pool, row_text(rows, 1), "/", date_text(row_date(rows, 2), pool), NULL),
			.origin = row_text(rows, 3),
			.destination = row_text(rows, 4),
			.departs_at = row_instant(rows, 5),
			.origin_offset = (int)row_int(rows, 6),
			.state = (enum departure_state)(row_int(rows, 7) - 1),
			.bookings = row_int(rows, 8),
			.passengers = row_int(rows, 9),
			.unsent = row_int(rows, 10),
		};
	*out = list;
	return NULL;
}
