/* Made-up sales: who bought, and the holds with what belongs to them. */
#include "store/demo_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "store/names.h"
#include "store/sheet.h"

#include <string.h>

static const char *state_of(const struct demo_sale *sale)
{
	static const char *const states[] = { "used", "used", "released", "expired" };

	return states[sale->end];
}

static int64_t version_of(const struct demo_sale *sale)
{
	return sale->named_at == CLOCK_NONE ? 2 : 3;
}

static const struct err *insert_customers(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query customer = {
		.text = "INSERT INTO customer (id, created_at) VALUES",
		.row = "(?,?)",
	};
	static const struct query browser = {
		.text =
		    "INSERT INTO browser (id, token_digest, customer_id, created_at, seen_at) VALUES",
		.row = "(?,?,?,?,?)",
	};
	struct sheet *customers = sheet_new(&customer, 2, pool);
	struct sheet *browsers = sheet_new(&browser, 5, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++) {
		if (sale->token_digest == NULL)
			continue;
		sheet_add(
		    customers, ARGS(arg_int(sale->customer_id), arg_instant(sale->placed_at)));
		sheet_add(browsers,
		    ARGS(arg_int(sale->browser_id), arg_bytes(sale->token_digest, 32),
			arg_int(sale->customer_id), arg_instant(sale->placed_at),
			arg_instant(sale->ended_at)));
	}
	TRY(sheet_write(db, customers, pool));
	return sheet_write(db, browsers, pool);
}

static const struct err *insert_holds(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO hold (id, ref, customer_id, browser_id, address, state,"
			" version, placed_at, expires_at, ended_at, adults, children, infants,"
			" currency, total_minor, email, sold_seats) VALUES",
		.row = "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	};
	struct sheet *sheet = sheet_new(&query, 17, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++)
		sheet_add(sheet,
		    ARGS(arg_int(sale->hold_id), arg_text(sale->ref), arg_int(sale->customer_id),
			arg_int(sale->browser_id), arg_bytes(sale->address, strlen(sale->address)),
			arg_text(state_of(sale)), arg_int(version_of(sale)),
			arg_instant(sale->placed_at), arg_instant(sale->expires_at),
			arg_instant(sale->ended_at), arg_int(sale->party.adults),
			arg_int(sale->party.children), arg_int(sale->party.infants),
			arg_text(sale->currency), arg_int(sale->total_minor),
			arg_text(sale->named_at == CLOCK_NONE ? NULL : sale->email),
			arg_text(sale->end == DEMO_RELEASED ? "" : sale->seats_text)));
	return sheet_write(db, sheet, pool);
}

static const struct err *insert_segments(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO segment (hold_id, position, departure_id, told_departs_at,"
			" told_arrives_at, cabin, basis, is_refundable, change_fee_minor,"
			" cancel_fee_minor) VALUES",
		.row = "(?,?,?,?,?,?,?,?,?,?)",
	};
	struct sheet *sheet = sheet_new(&query, 10, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++)
		for (size_t i = 0; i < sale->segment_count; i++) {
			const struct segment *segment = &sale->segments[i];

			sheet_add(sheet,
			    ARGS(arg_int(sale->hold_id), arg_int(segment->position),
				arg_int(segment->departure_id),
				arg_instant(segment->told_departs_at),
				arg_instant(segment->told_arrives_at), arg_text(segment->cabin),
				arg_text(segment->basis), arg_int(segment->is_refundable ? 1 : 0),
				arg_int(segment->change_fee_minor),
				arg_int(segment->cancel_fee_minor)));
		}
	return sheet_write(db, sheet, pool);
}

static const struct err *insert_prices(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO price_line (hold_id, line_no, position, kind, code, type, quantity,"
		    " unit_minor, amount_minor) VALUES",
		.row = "(?,?,?,?,?,?,?,?,?)",
	};
	struct sheet *sheet = sheet_new(&query, 9, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++)
		for (size_t i = 0; i < sale->price_count; i++) {
			const struct price_line *line = &sale->prices[i];

			sheet_add(sheet,
			    ARGS(arg_int(sale->hold_id), arg_int((int64_t)i + 1),
				arg_int(line->position), arg_text(name_of_price_kind(line->kind)),
				arg_text(line->code), arg_text(name_of_passenger_type(line->type)),
				arg_int(line->quantity), arg_int(line->unit_minor),
				arg_int(line->amount_minor)));
		}
	return sheet_write(db, sheet, pool);
}

static const struct err *insert_passengers(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO passenger (hold_id, no, type, given_name, surname, born_on,"
			" identity, surname_folded) VALUES",
		.row = "(?,?,?,?,?,?,?,?)",
	};
	struct sheet *sheet = sheet_new(&query, 8, pool);

	for (const struct demo_sale *sale = sales; sale < sales + count; sale++)
		for (size_t i = 0; sale->named_at != CLOCK_NONE && i < sale->passenger_count; i++) {
			const struct passenger *passenger = &sale->passengers[i].passenger;

			sheet_add(sheet,
			    ARGS(arg_int(sale->hold_id), arg_int(passenger->no),
				arg_text(name_of_passenger_type(passenger->type)),
				arg_text(passenger->given_name), arg_text(passenger->surname),
				arg_date(passenger->born_on), arg_text(passenger->identity),
				arg_text(sale->passengers[i].surname_folded)));
		}
	return sheet_write(db, sheet, pool);
}

const struct err *demo_holds_insert(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool)
{
	TRY(insert_customers(db, sales, count, pool));
	TRY(insert_holds(db, sales, count, pool));
	TRY(insert_segments(db, sales, count, pool));
	TRY(insert_prices(db, sales, count, pool));
	return insert_passengers(db, sales, count, pool);
}
