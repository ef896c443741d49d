/* What is taken along of an account, however much it is: more rows of each kind than an answer of the database may have. */
#include "domain/account_export.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* 36 seats and 28 price lines each. */
#define BOOKINGS 980
#define HOLDS 80
#define PARTY ((struct party){ .adults = 7, .children = 2, .infants = 1 })
/* The first number of a hold that is a copy. */
#define COPIES 100000
#define EMAIL "agency@example.com"
#define PASSWORD "a password of tests"

#define SQL(...) database_sql(desks_db(), __VA_ARGS__)
#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

static struct desk *desk_signed_in(void)
{
	struct desk *desk = desk_new();
	const char *token;
	assert_no_err(account_register(desk, EMAIL, PASSWORD));
	assert_no_err(account_sign_in(desk, EMAIL, PASSWORD, "a test", &token));
	desk->browser = token;
	return desk;
}

/* So many copies more of a hold, with people and prices. */
static void copy(int64_t id, int count, const char *state)
{
	int after = (int)NUMBER("SELECT GREATEST(MAX(id), %d) FROM hold", COPIES);
	SQL("INSERT INTO hold (id, ref, customer_id, browser_id, address, state, version,"
	    " placed_at, expires_at, ended_at, adults, children, infants, currency, total_minor)"
	    " SELECT %d + seq, CONCAT('copy', LPAD(%d + seq, 18, '0')), customer_id, browser_id,"
	    " address, '%s', version, placed_at, expires_at, NOW(6), adults, children, infants,"
	    " currency, total_minor FROM hold JOIN seq_1_to_%d WHERE id = %d",
	    after, after, state, count, (int)id);
	SQL("INSERT INTO segment (hold_id, position, departure_id, told_departs_at,"
	    " told_arrives_at, cabin, basis, is_refundable, change_fee_minor, cancel_fee_minor)"
	    " SELECT h.id, s.position, s.departure_id, s.told_departs_at, s.told_arrives_at,"
	    " s.cabin, s.basis, s.is_refundable, s.change_fee_minor, s.cancel_fee_minor"
	    " FROM hold h JOIN segment s ON s.hold_id = %d WHERE h.id > %d",
	    (int)id, after);
	SQL("INSERT INTO price_line (hold_id, line_no, position, kind, code, type, quantity,"
	    " unit_minor, amount_minor) SELECT h.id, l.line_no, l.position, l.kind, l.code,"
	    " l.type, l.quantity, l.unit_minor, l.amount_minor"
	    " FROM hold h JOIN price_line l ON l.hold_id = %d WHERE h.id > %d",
	    (int)id, after);
	/* From a table of its own: read from the one that is written to, so many would lie in a temporary file meanwhile. */
	SQL("CREATE TABLE kept AS SELECT * FROM passenger WHERE hold_id = %d", (int)id);
	SQL("INSERT INTO passenger (hold_id, no, type, given_name, surname, born_on, identity,"
	    " surname_folded) SELECT h.id, p.no, p.type, p.given_name, p.surname, p.born_on,"
	    " p.identity, p.surname_folded FROM hold h JOIN kept p WHERE h.id > %d",
	    after);
	SQL("DROP TABLE kept");
}

/* Bookings of the copies that are sold, each with seats of its own. */
static void sell_copies(const char *locator)
{
	SQL("INSERT INTO booking (locator, hold_id, customer_id, state, created_at, currency,"
	    " total_minor, email) SELECT h.id, h.id, h.customer_id, 'confirmed', NOW(6),"
	    " h.currency, h.total_minor, b.email FROM hold h JOIN booking b ON b.locator = '%s'"
	    " WHERE h.id > %d AND h.state = 'used'",
	    locator, COPIES);
	SQL("INSERT INTO seat_claim (departure_id, seat_no, cabin, state, hold_id, passenger_no,"
	    " booking_id) SELECT s.departure_id, CONV(1296 + (b.hold_id - %d) * 9 + p.no, 10, 36),"
	    " s.cabin, 'sold', b.hold_id, p.no, b.id FROM booking b"
	    " JOIN segment s ON s.hold_id = b.hold_id JOIN passenger p ON p.hold_id = b.hold_id"
	    " WHERE b.hold_id > %d AND p.type <> 'infant'",
	    COPIES, COPIES);
	SQL("INSERT INTO booking_note (booking_id, at, actor, words) SELECT id, NOW(6), 'ada',"
	    " CONCAT('note of ', locator) FROM booking JOIN seq_1_to_25 WHERE hold_id > %d",
	    COPIES);
}

static void delete_copies(void)
{
	static const char *const tables[] = { "seat_claim", "price_line", "passenger", "segment" };
	SQL("DELETE n FROM booking_note n JOIN booking b ON b.id = n.booking_id"
	    " WHERE b.hold_id > %d",
	    COPIES);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		SQL("DELETE FROM %s WHERE hold_id > %d", tables[i], COPIES);
	SQL("DELETE FROM booking WHERE hold_id > %d", COPIES);
	SQL("DELETE FROM hold WHERE id > %d", COPIES);
}

static int64_t sum(const struct price_line *lines, size_t count)
{
	int64_t total = 0;
	for (size_t i = 0; i < count; i++)
		total += lines[i].amount_minor;
	return total;
}

static void check_booking(const struct account_booking *one, const struct booking *original)
{
	const struct booking *booking = one->booking;
	assert_int_equal(booking->passenger_count, 10);
	assert_int_equal(booking->segment_count, 4);
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < 9; j++)
			assert_non_null(booking->segments[i].seats[j]);
	assert_int_equal(booking->price_count, original->price_count);
	assert_int_equal(sum(booking->prices, booking->price_count), original->total_minor);
	if (strcmp(booking->locator, original->locator) == 0)
		return;
	assert_int_equal(one->note_count, 25);
	assert_string_equal(
	    one->notes[24].words, apr_pstrcat(desks_pool(), "note of ", booking->locator, NULL));
}

static void check_hold(const struct hold *hold, const struct booking *original)
{
	assert_int_equal(hold->segment_count, 4);
	assert_int_equal(hold->price_count, original->price_count);
	assert_int_equal(sum(hold->prices, hold->price_count), original->total_minor);
}

static void all_of_a_large_account_is_taken_along(void **state)
{
	struct desk *desk = desk_signed_in();
	const struct wish wish = { .departures = { departure_new(48, 9), departure_new(60, 9),
				       departure_new(72, 9), departure_new(84, 9) },
		.party = PARTY };
	const char *locator = desk_book(desk, &wish, surname_new());
	const struct booking *original = desk_find_booking(desk, locator);
	int64_t id = NUMBER("SELECT hold_id FROM booking WHERE locator = '%s'", locator);
	struct account_export all;
	(void)state;
	copy(id, BOOKINGS - 1, "used");
	copy(id, HOLDS, "released");
	sell_copies(locator);
	assert_no_err(account_export(desk, &all));
	delete_copies();
	assert_true(all.is_complete);
	assert_int_equal(all.booking_count, BOOKINGS);
	assert_int_equal(all.hold_count, HOLDS);
	assert_string_equal(all.bookings[BOOKINGS - 1].booking->locator, locator);
	for (size_t i = 0; i < BOOKINGS; i++)
		check_booking(&all.bookings[i], original);
	for (size_t i = 0; i < HOLDS; i++)
		check_hold(all.holds[i].hold, original);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_a_large_account_is_taken_along),
	};
	return cmocka_run_group_tests_name("account export", tests, desks_start, desks_stop);
}
