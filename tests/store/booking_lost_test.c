/* Seats that another aircraft has not: who is told, and others instead of them, for many at once. */
#include "support/changes.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"
#include "domain/inventory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

/* The same flight with so many rows of Economy, and without Business where it is so. */
static const struct departure *flown_by(
    const struct departure *departure, int64_t version, int rows, bool has_business)
{
	struct departure *other = apr_pmemdup(desks_pool(), departure, sizeof(*other));
	struct cabin *cabins = apr_pmemdup(
	    desks_pool(), departure->cabins, departure->cabin_count * sizeof(*cabins));
	int64_t id;
	other->version = version;
	other->aircraft_code = "T2";
	cabins[1].last_row = rows;
	other->cabins = has_business ? cabins : cabins + 1;
	other->cabin_count = has_business ? 2 : 1;
	assert_no_err(departure_learn(desk_new(), other, &id));
	return other;
}

static const char *book(
    struct desk *desk, const struct departure *departure, const char *seats, const char *basis)
{
	size_t people = (strlen(seats) + 1) / 3;
	return desk_book(desk,
	    &(struct wish){ .departures = { departure },
		.seats = seats,
		.basis = basis,
		.party = { (int64_t)people, 0, 0 } },
	    surname_new());
}

static const char *to_accept(struct desk *desk, const char *locator)
{
	return booking_to_accept(desk_find_booking(desk, locator), clock_now(), desks_pool());
}

static const struct err *agree(struct desk *desk, const char *locator)
{
	const char *times = to_accept(desk, locator);
	return booking_accept(
	    desk, &(struct acceptance){ locator, 1, times, click_of(NULL, times) });
}

/* One change under a new key. */
static const struct err *sit(struct desk *desk, const char *locator, int64_t version,
    const struct departure *departure, int64_t passenger_no, const char *seat)
{
	return booking_set_seat(desk,
	    &(struct seat_change){ locator, version, departure->name, passenger_no,
		apr_pstrcat(desks_pool(), departure->name, "/", seat, NULL),
		click_of(NULL, seat) });
}

static int64_t mails(const char *locator)
{
	return NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
		      " WHERE b.locator = '%s' AND o.kind = 'booking_changed'",
	    locator);
}

/* All seats that are left are somebody's: nobody can be seated anew. */
static void who_loses_a_seat_is_told_once(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const struct departure *departure = departure_new(48, 4);
	const char *lost = book(desk, departure, "4A 2A", NULL);
	const char *kept = book(other, departure, "1A", NULL);
	(void)state;
	book(desk_new(), departure, "1B 1C 1D", NULL);
	book(desk_new(), departure, "2B 2C 2D 3A 3B 3C 3D", NULL);
	flown_by(departure, 2, 3, true);
	assert_int_equal(mails(lost), 0);
	changes_finish();
	assert_int_equal(mails(lost), 1);
	assert_int_equal(mails(kept), 0);
	flown_by(departure, 3, 3, true);
	changes_finish();
	assert_int_equal(mails(lost), 1);
	assert_string_equal(
	    to_accept(desk, lost), apr_pstrcat(desks_pool(), departure->name, " 4A", NULL));
	assert_string_equal(to_accept(other, kept), "");
	/* One seat more, by two changes of which the worker knows both when it comes. */
	flown_by(departure, 4, 2, true);
	flown_by(departure, 5, 1, true);
	changes_finish();
	assert_int_equal(mails(lost), 2);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
		   " WHERE b.locator = '%s' AND o.detail LIKE '%%has no seat 2A'",
		lost),
	    1);
	assert_int_equal(desk_find_booking(desk, lost)->version, 1);
	/* The large one is back: there is nothing to accept any more. */
	flown_by(departure, 6, 4, true);
	changes_finish();
	assert_string_equal(to_accept(desk, lost), "");
	assert_int_equal(mails(lost), 2);
	assert_err(agree(desk, lost), CODE_CHANGED_MEANWHILE);
	/* And gone again: that is news. */
	flown_by(departure, 7, 3, true);
	changes_finish();
	assert_int_equal(mails(lost), 3);
	flown_by(departure, 8, 4, true);
	changes_finish();
}

static void a_cabin_that_is_gone_has_no_other_seat(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 4);
	const char *locator = book(desk, departure, "20A", "JFLEX");
	(void)state;
	flown_by(departure, 2, 4, false);
	assert_err(agree(desk, locator), CODE_SOLD_OUT);
	assert_int_equal(desk_find_booking(desk, locator)->version, 1);
	flown_by(departure, 3, 4, true);
	assert_string_equal(to_accept(desk, locator), "");
}

/* Its Business is elsewhere, and where it was is Economy now. */
static void a_seat_that_is_in_another_cabin_now_is_lost_for_all_of_the_party(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 4);
	const char *locator = book(desk, departure, "20A 20C", "JFLEX");
	struct departure *other = apr_pmemdup(desks_pool(), departure, sizeof(*other));
	struct cabin *cabins = apr_pmemdup(
	    desks_pool(), departure->cabins, departure->cabin_count * sizeof(*cabins));
	struct inventory inventory;
	int64_t id;
	(void)state;
	cabins[0].first_row = cabins[0].last_row = 30;
	cabins[1].last_row = 20;
	other->version = 2;
	other->cabins = cabins;
	assert_no_err(departure_learn(desk_new(), other, &id));
	assert_no_err(inventory_of(desk_new(), departure->flight_no, departure->on, &inventory));
	assert_false(inventory_is_on_plan(&inventory, "20A", desks_pool()));
	assert_true(inventory_is_on_plan(&inventory, "20B", desks_pool()));
	assert_no_err(sit(desk, locator, 1, departure, 1, "30A"));
	assert_err(sit(desk, locator, 2, departure, 2, "30A"), CODE_INVALID);
	const struct segment *segment = &desk_find_booking(desk, locator)->segments[0];
	assert_string_equal(segment->seats[0], "30A");
	assert_int_equal(segment->lost_count, 1);
	assert_no_err(sit(desk, locator, 2, departure, 2, "30C"));
	assert_string_equal(to_accept(desk, locator), "");
}

#define PARTIES 4
struct scene {
	struct desk *desks[PARTIES], *buyers[PARTIES];
	const char *locators[PARTIES];
	const struct departure *departure;
	const struct err *errs[PARTIES];
};

/* Half of them have lost seats, half of them buy. */
static void run(size_t number, void *arg)
{
	struct scene *scene = arg;
	const char *ref;
	if (number < PARTIES)
		scene->errs[number] = agree(scene->desks[number], scene->locators[number]);
	else
		(void)desk_place(scene->buyers[number - PARTIES],
		    &(struct wish){ .departures = { scene->departure } }, &ref);
}

static void many_at_once_get_seats_of_their_own(void **state)
{
	static const char *const SEATS[PARTIES] = { "6A 6B", "6C 6D", "7A 7B", "7C 7D" };
	(void)state;
	for (int locking = 0; locking < 2; locking++) {
		struct scene scene = { .departure = departure_new(48, 7) };
		desks_locking(locking == 0 ? LOCKING_PESSIMISTIC : LOCKING_OPTIMISTIC);
		for (size_t i = 0; i < PARTIES; i++) {
			scene.desks[i] = desk_new();
			scene.buyers[i] = desk_new();
			scene.locators[i] = book(scene.desks[i], scene.departure, SEATS[i], NULL);
		}
		scene.departure = flown_by(scene.departure, 2, 5, true);
		at_once(2 * PARTIES, run, &scene);
		for (size_t i = 0; i < PARTIES; i++) {
			const struct booking *booking = desk_find_booking(
			    scene.desks[i], scene.locators[i]);
			assert_no_err(scene.errs[i]);
			assert_int_equal(booking->version, 2);
			assert_int_equal(booking->segments[0].lost_count, 0);
			for (size_t p = 0; p < 2; p++)
				assert_true(booking->segments[0].seats[p][0] <= '5');
		}
		assert_int_equal(NUMBER("SELECT COUNT(*) FROM seat_claim c JOIN departure d"
					" ON d.id = c.departure_id WHERE d.flight_no = '%s'",
				     scene.departure->flight_no),
		    3 * PARTIES);
	}
	desks_reset();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_loses_a_seat_is_told_once),
		cmocka_unit_test(a_cabin_that_is_gone_has_no_other_seat),
		cmocka_unit_test(a_seat_that_is_in_another_cabin_now_is_lost_for_all_of_the_party),
		cmocka_unit_test(many_at_once_get_seats_of_their_own),
	};
	return cmocka_run_group_tests_name("seats lost", tests, desks_start, desks_stop);
}
