/* Made-up sales: bookings, whose seats they have, money and mails. */
#include "store/demo_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "store/sheet.h"

static const struct err *insert_bookings(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO booking (id, locator, hold_id, customer_id, state, version,"
			" created_at, cancelled_at, currency, total_minor, email) VALUES",
		.row = "(?,?,?,?,?,?,?,?,?,?,?)",
	};
	struct sheet *sheet = sheet_new(&query, 11, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++) {
		bool is_cancelled = sale->end == DEMO_CANCELLED;

		if (!demo_has_booking(sale))
			continue;
		sheet_add(sheet,
		    ARGS(arg_int(sale->booking_id), arg_text(sale->locator), arg_int(sale->hold_id),
			arg_int(sale->customer_id),
			arg_text(is_cancelled ? "cancelled" : "confirmed"),
			arg_int(is_cancelled ? 2 : 1), arg_instant(sale->ended_at),
			arg_instant(is_cancelled ? sale->cancelled_at : CLOCK_NONE),
			arg_text(sale->currency), arg_int(sale->total_minor),
			arg_text(sale->email)));
	}
	return sheet_write(db, sheet, pool);
}

static void add_claims(struct sheet *sheet, const struct demo_sale *sale)
{
	for (size_t i = 0; i < sale->segment_count; i++)
		for (size_t j = 0; j < sale->segments[i].seat_count; j++)
			sheet_add(sheet,
			    ARGS(arg_int(sale->segments[i].departure_id),
				arg_text(sale->segments[i].seats[j]),
				arg_text(sale->segments[i].cabin), arg_int(sale->hold_id),
				arg_int((int64_t)j + 1), arg_int(sale->booking_id)));
}

static void add_coupons(struct sheet *sheet, const struct demo_sale *sale)
{
	for (size_t i = 0; i < sale->segment_count; i++)
		for (size_t j = 0; j < sale->passenger_count; j++) {
			const struct passenger *passenger = &sale->passengers[j].passenger;

			sheet_add(sheet,
			    ARGS(arg_int(sale->segments[i].departure_id),
				arg_text(passenger->identity), arg_date(passenger->born_on),
				arg_int(sale->booking_id), arg_int(passenger->no)));
		}
}

/* Only of who still has the seats. */
static const struct err *insert_claims(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query claim = {
		.text = "INSERT INTO seat_claim (departure_id, seat_no, cabin, state, hold_id,"
			" passenger_no, booking_id) VALUES",
		.row = "(?,?,?,'sold',?,?,?)",
	};
	static const struct query coupon = {
		.text =
		    "INSERT INTO coupon (departure_id, identity, born_on, booking_id, passenger_no)"
		    " VALUES",
		.row = "(?,?,?,?,?)",
	};
	struct sheet *claims = sheet_new(&claim, 6, pool);
	struct sheet *coupons = sheet_new(&coupon, 5, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++) {
		if (sale->end != DEMO_SOLD)
			continue;
		add_claims(claims, sale);
		add_coupons(coupons, sale);
	}
	TRY(sheet_write(db, claims, pool));
	return sheet_write(db, coupons, pool);
}

static const struct err *insert_ledger(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO ledger (booking_id, at, kind, amount_minor, currency) VALUES",
		.row = "(?,?,'sale',?,?)",
	};
	struct sheet *sheet = sheet_new(&query, 4, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++)
		if (demo_has_booking(sale))
			sheet_add(sheet,
			    ARGS(arg_int(sale->booking_id), arg_instant(sale->ended_at),
				arg_int(sale->total_minor), arg_text(sale->currency)));
	return sheet_write(db, sheet, pool);
}

static void add_mail(
    struct sheet *sheet, const struct demo_sale *sale, const char *kind, int64_t at)
{
	sheet_add(sheet,
	    ARGS(arg_text(kind), arg_int(sale->booking_id), arg_text(sale->email), arg_instant(at),
		arg_instant(at), arg_instant(at + 2 * CLOCK_SECOND)));
}

/* They count as sent. */
static const struct err *insert_mails(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO outbox (kind, booking_id, recipient, created_at, due_at,"
			" attempts, sent_at) VALUES",
		.row = "(?,?,?,?,?,1,?)",
	};
	struct sheet *sheet = sheet_new(&query, 6, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++) {
		if (demo_has_booking(sale))
			add_mail(sheet, sale, "booking_confirmed", sale->ended_at);
		if (sale->end == DEMO_CANCELLED)
			add_mail(sheet, sale, "booking_cancelled", sale->cancelled_at);
	}
	return sheet_write(db, sheet, pool);
}

const struct err *demo_bookings_insert(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	TRY(insert_bookings(db, sales, count, pool));
	TRY(insert_claims(db, sales, count, pool));
	TRY(insert_ledger(db, sales, count, pool));
	return insert_mails(db, sales, count, pool);
}
