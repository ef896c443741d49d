/* Made-up sales, written whole; here their events. */
#include "store/demo_sales.h"

#include "base/clock.h"
#include "base/pool.h"
#include "store/demo_internal.h"
#include "store/sheet.h"

#define REQUEST "demo"

static void add_event(struct sheet *sheet, int64_t at, const char *actor, const char *subject,
    int64_t id, int64_t version, const char *from, const char *to)
{
	sheet_add(sheet,
	    ARGS(arg_instant(at), arg_text(actor), arg_text(subject), arg_int(id), arg_int(version),
		arg_text(from), arg_text(to)));
}

static struct sheet *new_events(apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO event (at, actor, request_id, subject, subject_id, version,"
			" from_state, to_state) VALUES",
		.row = "(?,?,'" REQUEST "',?,?,?,?,?)",
	};

	return sheet_new(&query, 7, pool);
}

static void add_hold_events(struct sheet *sheet, const struct demo_sale *sale)
{
	static const char *const ends[] = { "used", "used", "released", "expired" };
	int64_t version = 1;

	add_event(sheet, sale->placed_at, "customer", "hold", sale->hold_id, version, "", "open");
	if (sale->named_at != CLOCK_NONE)
		add_event(sheet, sale->named_at, "customer", "hold", sale->hold_id, ++version,
		    "open", "open");
	add_event(sheet, sale->ended_at, sale->end == DEMO_EXPIRED ? "worker" : "customer", "hold",
	    sale->hold_id, ++version, "open", ends[sale->end]);
}

static void add_booking_events(struct sheet *sheet, const struct demo_sale *sale)
{
	if (!demo_has_booking(sale))
		return;
	add_event(
	    sheet, sale->ended_at, "customer", "booking", sale->booking_id, 1, "", "confirmed");
	if (sale->end == DEMO_CANCELLED)
		add_event(sheet, sale->cancelled_at, "customer", "booking", sale->booking_id, 2,
		    "confirmed", "cancelled");
}

static void add_seat_events(
    struct sheet *sheet, const struct demo_sale *sale, const char *what, int64_t at)
{
	for (size_t i = 0; i < sale->segment_count; i++)
		for (size_t j = 0; j < sale->segments[i].seat_count; j++)
			sheet_add(sheet,
			    ARGS(arg_int(sale->segments[i].departure_id),
				arg_text(sale->segments[i].seats[j]), arg_instant(at),
				arg_text(what), arg_int(sale->hold_id)));
}

static const struct err *insert_events(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO seat_event (departure_id, seat_no, at, what, hold_id) VALUES",
		.row = "(?,?,?,?,?)",
	};
	static const char *const ends[] = { "sold", "sold", "released", "expired" };
	struct sheet *seats = sheet_new(&query, 5, pool);
	struct sheet *events = new_events(pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++) {
		add_hold_events(events, sale);
		add_booking_events(events, sale);
		add_seat_events(seats, sale, "held", sale->placed_at);
		add_seat_events(seats, sale, ends[sale->end], sale->ended_at);
		if (sale->end == DEMO_CANCELLED)
			add_seat_events(seats, sale, "cancelled", sale->cancelled_at);
	}
	TRY(sheet_write(db, seats, pool));
	return sheet_write(db, events, pool);
}

const struct err *demo_sales_insert(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	TRY(demo_holds_insert(db, sales, count, pool));
	TRY(demo_bookings_insert(db, sales, count, pool));
	return insert_events(db, sales, count, pool);
}

const struct err *demo_departures_record(
    struct db *db, const int64_t *ids, size_t count, int64_t at, apr_pool_t *pool)
{
	struct sheet *events = new_events(pool);

	for (size_t i = 0; i < count; i++)
		add_event(events, at, "worker", "departure", ids[i], 1, "", "scheduled");
	return sheet_write(db, events, pool);
}

const struct err *demo_sales_find_room(struct db *db, apr_pool_t *pool, struct demo_room *out)
{
	static const struct query query = {
		.text = "SELECT (SELECT COUNT(*) FROM hold), (SELECT COUNT(*) FROM departure),"
			" (SELECT COALESCE(MAX(id), 0) + 1 FROM customer),"
			" (SELECT COALESCE(MAX(id), 0) + 1 FROM browser),"
			" (SELECT COALESCE(MAX(id), 0) + 1 FROM hold),"
			" (SELECT COALESCE(MAX(id), 0) + 1 FROM booking)",
	};
	struct rows *rows;

	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	if (!rows_next(rows))
		return err_new(pool, CODE_BROKEN, "a SELECT without a row");
	*out = (struct demo_room){ row_int(rows, 0), row_int(rows, 1), row_int(rows, 2),
		row_int(rows, 3), row_int(rows, 4), row_int(rows, 5) };
	return NULL;
}
