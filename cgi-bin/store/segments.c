/* Table segment, read with its departure and its seats in one query. */
#include "store/segments.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "store/batch.h"
#include "store/cabins.h"
#include "store/names.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS 10

/* One row for each seat, and one for a segment without any. */
#define SEGMENT_COLUMNS \
	"s.position, s.departure_id, s.told_departs_at, s.told_arrives_at, s.cabin, s.basis," \
	" s.is_refundable, s.change_fee_minor, s.cancel_fee_minor, d.flight_no, d.departs_on," \
	" d.origin, d.destination, d.departs_at, d.arrives_at, d.origin_offset," \
	" d.destination_offset, d.state, d.sales = 'closed', d.service_version," \
	" d.aircraft_code, d.aircraft_name, s.cancelled_at IS NOT NULL," \
	" d.gate_closed_at IS NOT NULL, c.passenger_no, c.seat_no"
#define SEGMENT_JOINS \
	" JOIN departure d ON d.id = s.departure_id" \
	" LEFT JOIN seat_claim c ON c.hold_id = s.hold_id AND c.departure_id = s.departure_id"
#define PASSENGER_NO 24
#define SEAT_NO 25

/*
 * Behind them what the aircraft has now of the cabin; who does not ask for that is told of no change. Whether a seat is still there is found out here: an expression on text
 * is dearer than the five columns.
 */
#define PLAN_COLUMNS ", COALESCE(p.name, s.cabin), p.first_row, p.last_row, p.letters, p.missing"
#define PLAN_JOIN \
	" LEFT JOIN departure_cabin p ON p.departure_id = s.departure_id AND p.code = s.cabin"
#define CABIN_NAME 26
#define FIRST_ROW 27
#define LAST_ROW 28
#define LETTERS 29
#define MISSING 30
/* Instead of these. */
#define HOLD_ID 26

/* Behind the plan who of a booking is checked in: one row more for each but the first, with the seat of the others again. */
#define MARK_COLUMN ", g.passenger_no"
#define MARK_JOIN \
	" LEFT JOIN boarding g ON g.booking_id = ? AND g.departure_id = s.departure_id" \
	" AND g.state IN ('checked_in', 'boarded')"
#define CHECKED_IN 31

/* What a list was asked with. */
enum asked_for { SEATS_ALONE, SEATS_AND_PLAN, SEATS_PLAN_AND_MARKS };

static struct departure read_departure(const struct rows *rows, apr_pool_t *pool)
{
	struct departure departure = {
		.flight_no = row_text(rows, 9),
		.on = row_date(rows, 10),
		.origin = row_text(rows, 11),
		.destination = row_text(rows, 12),
		.departs_at = row_instant(rows, 13),
		.arrives_at = row_instant(rows, 14),
		.origin_offset = (int)row_int(rows, 15),
		.destination_offset = (int)row_int(rows, 16),
		.state = row_departure_state(rows, 17),
		.is_gate_closed = row_int(rows, 23) != 0,
		.version = row_int(rows, 19),
		.aircraft_code = row_text(rows, 20),
		.aircraft_name = row_text(rows, 21),
	};
	departure.name = apr_pstrcat(
	    pool, departure.flight_no, "/", date_text(departure.on, pool), NULL);
	return departure;
}

static struct segment read_segment(
    const struct rows *rows, enum asked_for asked, size_t seated, apr_pool_t *pool)
{
	return (struct segment){
		.position = row_int(rows, 0),
		.departure_id = row_int(rows, 1),
		.departure = read_departure(rows, pool),
		.is_sales_closed = row_int(rows, 18) != 0,
		.is_cancelled = row_int(rows, 22) != 0,
		.told_departs_at = row_instant(rows, 2),
		.told_arrives_at = row_instant(rows, 3),
		.cabin = row_text(rows, 4),
		.cabin_name = row_text(rows, asked == SEATS_ALONE ? 4 : CABIN_NAME),
		.basis = row_text(rows, 5),
		.is_refundable = row_int(rows, 6) != 0,
		.change_fee_minor = row_int(rows, 7),
		.cancel_fee_minor = row_int(rows, 8),
		.seats = pool_make_many(pool, const char *, seated),
		.lost = pool_make_many(pool, const char *, seated),
		.seat_count = seated,
	};
}

/* "12A": row 12, letter A, unless it is one of the missing ones. */
static bool is_on_plan(const struct rows *rows, const char *seat_no, apr_pool_t *pool)
{
	const char *letter = seat_no + strspn(seat_no, "0123456789");
	int64_t row = atoi(seat_no);
	size_t count;
	const char *const *missing;
	if (row_is_null(rows, LETTERS) || row < row_int(rows, FIRST_ROW) ||
	    row > row_int(rows, LAST_ROW) || letter[0] == '\0' ||
	    strchr(row_text(rows, LETTERS), letter[0]) == NULL)
		return false;
	missing = text_words(row_text(rows, MISSING), pool, &count);
	return !text_is_one_of(seat_no, missing, count);
}

/* The seats of a segment that is being read are still ours to fill in. */
static void read_seat(
    const struct rows *rows, enum asked_for asked, struct segment *segment, apr_pool_t *pool)
{
	size_t no = (size_t)row_int(rows, PASSENGER_NO);
	const char **seats = (const char **)(uintptr_t)segment->seats;
	const char **lost = (const char **)(uintptr_t)segment->lost;
	if (row_is_null(rows, SEAT_NO) || no < 1 || no > segment->seat_count ||
	    seats[no - 1] != NULL)
		return;
	seats[no - 1] = row_text(rows, SEAT_NO);
	if (asked == SEATS_ALONE || is_on_plan(rows, seats[no - 1], pool))
		return;
	lost[no - 1] = seats[no - 1];
	segment->lost_count++;
}

static void read_list(struct rows *rows, enum asked_for asked, size_t seated, apr_pool_t *pool,
    struct segment **out, size_t *count)
{
	*out = pool_make_many(pool, struct segment, rows_count(rows));
	*count = 0;
	while (rows_next(rows)) {
		if (*count == 0 || (*out)[*count - 1].position != row_int(rows, 0))
			(*out)[(*count)++] = read_segment(rows, asked, seated, pool);
		struct segment *segment = &(*out)[*count - 1];
		read_seat(rows, asked, segment, pool);
		if (asked == SEATS_PLAN_AND_MARKS && !row_is_null(rows, CHECKED_IN))
			segment->checked_in |= 1u << (row_int(rows, CHECKED_IN) - 1);
	}
}

void segments_read(
    const struct asked *asked, size_t seated, apr_pool_t *pool, struct segment **out, size_t *count)
{
	read_list(asked->rows, SEATS_ALONE, seated, pool, out, count);
}

void segments_read_with_plan(
    const struct asked *asked, size_t seated, apr_pool_t *pool, struct segment **out, size_t *count)
{
	read_list(asked->rows, SEATS_AND_PLAN, seated, pool, out, count);
}

const struct err *segments_list_by_ref_later(
    struct db *db, const char *ref, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = "SELECT " SEGMENT_COLUMNS
			" FROM hold h JOIN segment s ON s.hold_id = h.id" SEGMENT_JOINS
			" WHERE h.ref = ? ORDER BY s.position",
	};
	return db_select_later(db, &query, ARGS(arg_text(ref)), pool, &out->rows);
}

const struct err *segments_list_by_locator_later(
    struct db *db, const char *locator, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = "SELECT " SEGMENT_COLUMNS PLAN_COLUMNS
			" FROM booking b JOIN segment s ON s.hold_id = b.hold_id" SEGMENT_JOINS
			    PLAN_JOIN " WHERE b.locator = ? ORDER BY s.position",
	};
	return db_select_later(db, &query, ARGS(arg_text(locator)), pool, &out->rows);
}

const struct err *segments_list(struct db *db, int64_t hold_id, size_t seated, apr_pool_t *pool,
    struct segment **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " SEGMENT_COLUMNS " FROM segment s" SEGMENT_JOINS
			" WHERE s.hold_id = ? ORDER BY s.position",
	};
	struct asked asked;
	TRY(db_select(db, &query, ARGS(arg_int(hold_id)), pool, &asked.rows));
	segments_read(&asked, seated, pool, out, count);
	return NULL;
}

static const struct err *list_many(struct db *db, const struct query *query, int64_t customer_id,
    int64_t first_id, int64_t last_id, apr_pool_t *pool, struct segment_row **out, size_t *count)
{
	struct rows *rows;
	struct segment_row *last = NULL;
	TRY(db_select(db, query, ARGS(arg_int(customer_id), arg_int(first_id), arg_int(last_id)),
	    pool, &rows));
	*out = pool_make_many(pool, struct segment_row, rows_count(rows));
	*count = 0;
	while (rows_next(rows)) {
		int64_t hold_id = row_int(rows, HOLD_ID);
		if (last == NULL || last->hold_id != hold_id ||
		    last->segment.position != row_int(rows, 0)) {
			last = &(*out)[(*count)++];
			last->hold_id = hold_id;
			last->segment = read_segment(rows, SEATS_ALONE, PARTY_SEATS_MAX, pool);
		}
		read_seat(rows, SEATS_ALONE, &last->segment, pool);
	}
	return NULL;
}

const struct err *segments_list_of_customer(struct db *db, int64_t customer_id,
    int64_t first_booking_id, int64_t last_booking_id, apr_pool_t *pool, struct segment_row **out,
    size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT " SEGMENT_COLUMNS ", s.hold_id FROM booking b"
		    " JOIN segment s ON s.hold_id = b.hold_id" SEGMENT_JOINS
		    " WHERE b.customer_id = ? AND b.id BETWEEN ? AND ? ORDER BY b.id, s.position",
	};
	return list_many(
	    db, &query, customer_id, first_booking_id, last_booking_id, pool, out, count);
}

const struct err *segments_list_of_unsold(struct db *db, int64_t customer_id, int64_t first_hold_id,
    int64_t last_hold_id, apr_pool_t *pool, struct segment_row **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " SEGMENT_COLUMNS ", s.hold_id FROM hold h"
			" JOIN segment s ON s.hold_id = h.id" SEGMENT_JOINS
			" WHERE h.customer_id = ? AND h.state <> 'used' AND h.id BETWEEN ? AND ?"
			" ORDER BY h.id, s.position",
	};
	return list_many(db, &query, customer_id, first_hold_id, last_hold_id, pool, out, count);
}

const struct err *segments_list_shown(struct db *db, int64_t hold_id, size_t seated,
    apr_pool_t *pool, struct segment **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " SEGMENT_COLUMNS PLAN_COLUMNS
			" FROM segment s" SEGMENT_JOINS PLAN_JOIN
			" WHERE s.hold_id = ? ORDER BY s.position",
	};
	struct asked asked;
	TRY(db_select(db, &query, ARGS(arg_int(hold_id)), pool, &asked.rows));
	segments_read_with_plan(&asked, seated, pool, out, count);
	return NULL;
}

const struct err *segments_list_booked(struct db *db, int64_t hold_id, int64_t booking_id,
    size_t seated, apr_pool_t *pool, struct segment **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " SEGMENT_COLUMNS PLAN_COLUMNS MARK_COLUMN
			" FROM segment s" SEGMENT_JOINS PLAN_JOIN MARK_JOIN
			" WHERE s.hold_id = ? ORDER BY s.position",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_int(booking_id), arg_int(hold_id)), pool, &rows));
	read_list(rows, SEATS_PLAN_AND_MARKS, seated, pool, out, count);
	return NULL;
}

const struct err *segments_fill_cabins(
    struct db *db, struct segment *segments, size_t count, apr_pool_t *pool)
{
	struct departure_row rows[DEPARTURES_PER_HOLD] = { { .id = 0 } };
	for (size_t i = 0; i < count && i < DEPARTURES_PER_HOLD; i++)
		rows[i].id = segments[i].departure_id;
	TRY(cabins_fill(db, rows, count, pool));
	for (size_t i = 0; i < count && i < DEPARTURES_PER_HOLD; i++) {
		segments[i].departure.cabins = rows[i].departure.cabins;
		segments[i].departure.cabin_count = rows[i].departure.cabin_count;
	}
	return NULL;
}

const struct err *segments_insert(
    struct db *db, int64_t hold_id, const struct segment *segments, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO segment (hold_id, position, departure_id, told_departs_at,"
			" told_arrives_at, cabin, basis, is_refundable, change_fee_minor,"
			" cancel_fee_minor) VALUES",
		.row = "(?,?,?,?,?,?,?,?,?,?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);
	for (size_t i = 0; i < count; i++) {
		const struct segment *segment = &segments[i];
		struct arg *row = &args[i * COLUMNS];
		row[0] = arg_int(hold_id);
		row[1] = arg_int(segment->position);
		row[2] = arg_int(segment->departure_id);
		row[3] = arg_instant(segment->told_departs_at);
		row[4] = arg_instant(segment->told_arrives_at);
		row[5] = arg_text(segment->cabin);
		row[6] = arg_text(segment->basis);
		row[7] = arg_int(segment->is_refundable ? 1 : 0);
		row[8] = arg_int(segment->change_fee_minor);
		row[9] = arg_int(segment->cancel_fee_minor);
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *segments_delete(struct db *db, int64_t hold_id, apr_pool_t *pool)
{
	static const struct query query = { .text = "DELETE FROM segment WHERE hold_id = ?" };
	return db_run_later(db, &query, ARGS(arg_int(hold_id)), pool);
}

const struct err *segments_set_cancelled(
    struct db *db, int64_t hold_id, int64_t position, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE segment SET cancelled_at = NOW(6)"
			" WHERE hold_id = ? AND position = ? AND cancelled_at IS NULL",
	};
	return db_run_later(db, &query, ARGS(arg_int(hold_id), arg_int(position)), pool);
}

const struct err *segments_set_told(struct db *db, int64_t hold_id, int64_t position,
    int64_t departs_at, int64_t arrives_at, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE segment SET told_departs_at = ?, told_arrives_at = ?"
			" WHERE hold_id = ? AND position = ?",
	};
	return db_run_later(db, &query,
	    ARGS(arg_instant(departs_at), arg_instant(arrives_at), arg_int(hold_id),
		arg_int(position)),
	    pool);
}
