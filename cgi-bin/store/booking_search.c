/* Finding bookings by what staff are told of them. */
#include "store/booking_search.h"

#include "base/pool.h"
#include "store/names.h"

/* Of bookings bk; their place in the order comes from `latest`. */
#define FOUND(key) \
	"SELECT bk.id, bk.hold_id, bk.locator, bk.state, bk.created_at, bk.currency," \
	" bk.total_minor - bk.credit_minor, bk.paid_minor - bk.refund_minor, bk.email, bk.phone," \
	" (SELECT GROUP_CONCAT(CONCAT_WS(', ', p.surname, p.given_name) ORDER BY p.no" \
	" SEPARATOR '; ') FROM passenger p WHERE p.hold_id = bk.hold_id" \
	" AND p.cancelled_at IS NULL)," \
	" (SELECT GROUP_CONCAT(CONCAT(d.flight_no, '/', d.departs_on) ORDER BY s.position" \
	" SEPARATOR ' ') FROM segment s JOIN departure d ON d.id = s.departure_id" \
	" WHERE s.hold_id = bk.hold_id AND s.cancelled_at IS NULL), " key

static const struct err *list(struct db *db, const struct query *query, const struct arg *args,
    size_t arg_count, apr_pool_t *pool, struct booking_found **out, size_t *count)
{
	struct rows *rows;
	TRY(db_select(db, query, args, arg_count, pool, &rows));
	*out = pool_make_many(pool, struct booking_found, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = (struct booking_found){
			.id = row_int(rows, 0),
			.hold_id = row_int(rows, 1),
			.locator = row_text(rows, 2),
			.state = row_booking_state(rows, 3),
			.created_at = row_instant(rows, 4),
			.currency = row_text(rows, 5),
			.owed_minor = row_int(rows, 6),
			.paid_minor = row_int(rows, 7),
			.email = row_text(rows, 8),
			.phone = row_text(rows, 9),
			.people = row_text(rows, 10),
			.flights = row_text(rows, 11),
			.key = row_text(rows, 12),
		};
	return NULL;
}

const struct err *booking_search_locator(
    struct db *db, const char *locator, apr_pool_t *pool, struct booking_found **out, size_t *count)
{
	static const struct query query = {
		.text = FOUND("''") " FROM booking bk WHERE bk.locator = ?",
	};
	return list(db, &query, ARGS(arg_text(locator)), pool, out, count);
}

const struct err *booking_search_email(struct db *db, const char *from, const char *until,
    const struct booking_place *place, int64_t most, apr_pool_t *pool, struct booking_found **out,
    size_t *count)
{
	static const struct query query = {
		.text = FOUND(
		    "latest.email_folded") " FROM (SELECT b.id, b.email_folded FROM booking b"
					   " WHERE b.email_folded BETWEEN ? AND ?"
					   " AND (b.email_folded > ? OR (b.email_folded = ? AND b.id > ?))"
					   " ORDER BY b.email_folded, b.id LIMIT ?) AS latest"
					   " JOIN booking bk ON bk.id = latest.id ORDER BY latest.email_folded, latest.id",
	};
	const char *key = place->key != NULL ? place->key : "";
	return list(db, &query,
	    ARGS(arg_text(from), arg_text(until), arg_text(key), arg_text(key), arg_int(place->id),
		arg_int(most)),
	    pool, out, count);
}

const struct err *booking_search_departure(struct db *db, const char *flight_no, int32_t on,
    const struct booking_place *place, int64_t most, apr_pool_t *pool, struct booking_found **out,
    size_t *count)
{
	static const struct query query = {
		.text = FOUND(
		    "''") " FROM (SELECT s.hold_id FROM departure d"
			  " JOIN segment s ON s.departure_id = d.id"
			  " JOIN booking b ON b.hold_id = s.hold_id"
			  " WHERE d.flight_no = ? AND d.departs_on = ? AND s.hold_id < ?"
			  " ORDER BY s.hold_id DESC LIMIT ?) AS latest"
			  " JOIN booking bk ON bk.hold_id = latest.hold_id ORDER BY latest.hold_id DESC",
	};
	int64_t before = place->key != NULL ? place->id : INT64_MAX;
	return list(db, &query,
	    ARGS(arg_text(flight_no), arg_date(on), arg_int(before), arg_int(most)), pool, out,
	    count);
}

#define READING "(p.surname_folded BETWEEN ? AND ? AND LOCATE(?, p.identity) = 1)"
#define READING_ARGS 3
/* Above every surname: no letter of Unicode comes after this. */
#define LAST_KEY "\xF4\x8F\xBF\xBF"

const struct err *booking_search_name(struct db *db,
    const struct name_reading readings[NAME_READINGS], const struct booking_place *place,
    int64_t most, apr_pool_t *pool, struct booking_found **out, size_t *count)
{
	static const struct query query = {
		.text = FOUND(
		    "latest.surname_folded") " FROM (SELECT p.surname_folded, p.hold_id FROM passenger p"
					     " JOIN booking b ON b.hold_id = p.hold_id WHERE (" READING
					     " OR " READING " OR " READING " OR " READING
					     " OR " READING " OR " READING " OR " READING
					     ") AND (p.surname_folded < ? OR (p.surname_folded = ? AND p.hold_id < ?))"
					     " ORDER BY p.surname_folded DESC, p.hold_id DESC LIMIT ?) AS latest"
					     " JOIN booking bk ON bk.hold_id = latest.hold_id"
					     " ORDER BY latest.surname_folded DESC, latest.hold_id DESC",
	};
	const char *key = place->key != NULL ? place->key : LAST_KEY;
	struct arg args[NAME_READINGS * READING_ARGS + 4];
	size_t n = 0;
	for (size_t i = 0; i < NAME_READINGS; i++) {
		args[n++] = arg_text(readings[i].from);
		args[n++] = arg_text(readings[i].until);
		args[n++] = arg_text(readings[i].given);
	}
	args[n++] = arg_text(key);
	args[n++] = arg_text(key);
	args[n++] = arg_int(place->id);
	args[n++] = arg_int(most);
	return list(db, &query, args, n, pool, out, count);
}
