/* Names and contact of a booking, corrected: the person stays one person, whoever else books at that moment. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })

/* A booking of one adult of these names, born on a day of the test's own. */
static const char *book(struct desk *desk, const struct departure *departure, const char *given,
    const char *surname, int32_t born_on)
{
	const struct passenger person = {
		.given_name = given, .surname = surname, .born_on = born_on
	};
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } }), *locator;
	assert_no_err(hold_set_passengers(
	    desk, ref, &person, 1, &(const struct contact){ "ada@example.com", NULL }));
	assert_no_err(booking_confirm(desk, ref, 2, 12000, &locator));
	return locator;
}

static const struct err *name(
    struct desk *desk, const char *locator, int64_t version, const char *given, const char *surname)
{
	const struct passenger typed = { .given_name = given, .surname = surname };
	return booking_set_names(
	    desk, &(struct name_change){ locator, version, &typed, 1, click_of(NULL, surname) });
}

#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

static void the_coupon_goes_along(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = desk_book(
	    desk, &(struct wish){ .departures = { back, out }, .party = TWO }, "Bergmann");
	const struct booking *booking = desk_find_booking(desk, locator);
	struct passenger typed[2];
	const char *found;
	(void)state;
	booking_travelling(booking, typed);
	typed[1].surname = "Bergman";
	const struct name_change change = { locator, 1, typed, 2, click_of(NULL, "names") };
	assert_no_err(booking_set_names(desk, &change));
	assert_no_err(booking_set_names(desk, &change)); /* a copy of the click */
	booking = desk_find_booking(desk, locator);
	assert_int_equal(booking->version, 2);
	assert_int_equal(booking->name_corrections, 1);
	assert_string_equal(booking->passengers[1].surname, "Bergman");
	assert_string_equal(booking->passengers[1].sold_surname, "Bergmann");
	assert_null(booking->passengers[0].sold_surname);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM coupon c JOIN booking b ON b.id = c.booking_id"
		   " WHERE b.locator = '%s' AND c.identity LIKE '%%/bergman'",
		locator),
	    2);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM coupon c JOIN booking b ON b.id = c.booking_id"
		   " WHERE b.locator = '%s'",
		locator),
	    4);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
		   " WHERE b.locator = '%s' AND o.kind = 'booking_changed'",
		locator),
	    1);
	assert_no_err(booking_lookup(other, locator, "BERGMAN", &found));
	assert_string_equal(found, locator);
}

static void capitals_alone_move_no_coupon(void **state)
{
	struct desk *desk = desk_new();
	const char *locator = book(desk, departure_new(48, 3), "grace", "HOPPER", 4000);
	(void)state;
	assert_no_err(name(desk, locator, 1, "Grace", "Hopper"));
	assert_string_equal(desk_find_booking(desk, locator)->passengers[0].surname, "Hopper");
	/* As it is written already. */
	assert_no_err(name(desk, locator, 1, "Grace", "Hopper"));
	assert_int_equal(desk_find_booking(desk, locator)->version, 2);
}

static void nobody_becomes_somebody_who_flies_already(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const struct departure *one = departure_new(48, 3);
	struct departure *meanwhile = pool_make(desks_pool(), struct departure);
	*meanwhile = *departure_new(48, 3);
	meanwhile->departs_at = one->departs_at;
	meanwhile->arrives_at = one->arrives_at;
	(void)state;
	const char *locator = book(desk, one, "Emmy", "Noetter", 4001);
	book(other, one, "Emmy", "Noether", 4001);
	const struct err *err = assert_err(
	    name(desk, locator, 1, "Emmy", "Noether"), CODE_DUPLICATE_PASSENGER);
	assert_string_equal(err->facts[FACT_DEPARTURE], one->name);
	const char *second = book(desk, one, "Hedy", "Lamar", 4002);
	book(other, meanwhile, "Hedy", "Lamarr", 4002);
	assert_err(name(desk, second, 1, "Hedy", "Lamarr"), CODE_PASSENGER_ELSEWHERE);
	assert_int_equal(desk_find_booking(desk, second)->version, 1);
	assert_string_equal(desk_find_booking(desk, second)->passengers[0].surname, "Lamar");
}

/* A flight that the airline cancelled keeps its coupons, and a booking that has it among others can be corrected still. */
static void who_is_on_a_cancelled_flight_is_somebody_too(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const struct passenger person = {
		.given_name = "Karen", .surname = "Uhlenbek", .born_on = 4005
	};
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { out, back } }), *locator;
	(void)state;
	assert_no_err(hold_set_passengers(
	    desk, ref, &person, 1, &(const struct contact){ "ada@example.com", NULL }));
	assert_no_err(booking_confirm(desk, ref, 2, 24000, &locator));
	book(other, out, "Karen", "Uhlenbeck", 4005);
	database_sql(desks_db(), "UPDATE departure SET state = 'cancelled' WHERE flight_no = '%s'",
	    out->flight_no);
	const struct err *err = assert_err(
	    name(desk, locator, 1, "Karen", "Uhlenbeck"), CODE_DUPLICATE_PASSENGER);
	assert_string_equal(err->facts[FACT_DEPARTURE], out->name);
	assert_no_err(name(desk, locator, 1, "Karen", "Uhlenbekk"));
}

static void not_more_than_three_times_and_no_other_person(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = book(desk, departure, "Niels", "Abel", 4003);
	(void)state;
	const struct err *err = assert_err(name(desk, locator, 1, "Niels", "Bohr"), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "surname.1");
	assert_err(name(desk, locator, 2, "Niels", "Abell"), CODE_CHANGED_MEANWHILE);
	assert_err(name(desk_new(), locator, 1, "Niels", "Abell"), CODE_NOT_FOUND);
	assert_no_err(name(desk, locator, 1, "Niels", "Abell"));
	assert_no_err(name(desk, locator, 2, "Niels", "Abel"));
	assert_no_err(name(desk, locator, 3, "Nils", "Abel"));
	assert_err(name(desk, locator, 4, "Niels", "Abel"), CODE_INVALID);
	assert_int_equal(desk_find_booking(desk, locator)->version, 4);
	database_sql(desks_db(), "UPDATE departure SET state = 'departed' WHERE flight_no = '%s'",
	    departure->flight_no);
	desks_settings()->name_corrections = 9;
	assert_err(name(desk, locator, 4, "Niels", "Abel"), CODE_SALES_CLOSED);
	desks_reset();
}

/* By one who acts for everybody. */
static const struct err *rename_by_staff(
    const char *locator, int64_t version, const char *given, const char *surname)
{
	static const struct desk_act act = { "booking-names", "booking/test", "" };
	const struct passenger typed = { .given_name = given, .surname = surname };
	struct desk *staff = desk_new();
	struct click click = click_of(NULL, surname);
	staff->actor = "ada";
	staff->is_staff = true;
	staff->act = &act;
	click.desk = staff;
	return booking_set_names(
	    staff, &(struct name_change){ locator, version, &typed, 1, click });
}

static void corrections_are_counted_from_what_staff_wrote_and_do_not_add_up(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = book(desk, departure, "Sofie", "Germain", 4020);
	(void)state;
	desks_settings()->name_corrections = 9;
	assert_no_err(rename_by_staff(locator, 1, "Maryam", "Mirzakani"));
	/* Back to the name that was sold is another person now. */
	assert_err(name(desk, locator, 2, "Sofie", "Germain"), CODE_INVALID);
	assert_no_err(name(desk, locator, 2, "Maryam", "Mirzakhani"));
	assert_no_err(name(desk, locator, 3, "Maryem", "Mirzakhany"));
	assert_no_err(name(desk, locator, 4, "Meryem", "Mirsakhany"));
	/* One letter more each is a slip, and together too many. */
	assert_err(name(desk, locator, 5, "Merijem", "Mirsakhany"), CODE_INVALID);
	assert_err(name(desk, locator, 5, "Meryem", "Mirsakhanyo"), CODE_INVALID);
	const struct passenger *passenger = desk_find_booking(desk, locator)->passengers;
	assert_string_equal(passenger->surname, "Mirsakhany");
	assert_string_equal(passenger->sold_surname, "Germain");
	assert_string_equal(passenger->named_surname, "Mirzakani");
	/* Staff write it anew: it is counted from there. */
	assert_no_err(rename_by_staff(locator, 5, "Maryam", "Mirsakhany"));
	assert_no_err(name(desk, locator, 6, "Maryam", "Mirsakhanyo"));
	desks_reset();
}

static void a_finder_changes_nothing(void **state)
{
	struct desk *desk = desk_new(), *finder = desk_new();
	const char *locator = book(desk, departure_new(48, 3), "Lise", "Meitner", 4004), *found;
	(void)state;
	assert_no_err(booking_lookup(finder, locator, "Meitner", &found));
	assert_err(name(finder, locator, 1, "Liese", "Meitner"), CODE_NEEDS_LINK);
	const struct contact_change change = { locator, 1, { "me@example.com", NULL },
		click_of(NULL, "contact") };
	assert_err(booking_set_contact(finder, &change), CODE_NEEDS_LINK);
}

static void both_addresses_are_told(void **state)
{
	struct desk *desk = desk_new();
	const char *locator = book(desk, departure_new(48, 3), "Ada", "Yonath", 4005);
	struct contact_change change = { locator, 1, { "new@example.com", "+49 30 1" },
		click_of(NULL, "contact") };
	(void)state;
	assert_no_err(booking_set_contact(desk, &change));
	assert_no_err(booking_set_contact(desk, &change));
	const struct booking *booking = desk_find_booking(desk, locator);
	assert_int_equal(booking->version, 2);
	assert_string_equal(booking->contact.email, "new@example.com");
	assert_string_equal(booking->contact.phone, "+49 30 1");
	static const char *const told[][2] = { { "booking_moved", "ada@example.com" },
		{ "booking_changed", "new@example.com" } };
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(
		    NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
			   " WHERE b.locator = '%s' AND o.kind = '%s' AND o.recipient = '%s'",
			locator, told[i][0], told[i][1]),
		    1);
	/* The phone alone is nobody else's business. */
	change = (struct contact_change){ locator, 2, { "new@example.com", "" },
		click_of(NULL, "contact") };
	assert_no_err(booking_set_contact(desk, &change));
	assert_null(desk_find_booking(desk, locator)->contact.phone);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
		   " WHERE b.locator = '%s' AND o.kind IN ('booking_changed', 'booking_moved')",
		locator),
	    3);
	change.click = click_of(NULL, "again");
	change.contact.email = "nobody";
	assert_err(booking_set_contact(desk, &change), CODE_INVALID);
	change.contact.email = "late@example.com";
	assert_err(booking_set_contact(desk, &change), CODE_CHANGED_MEANWHILE);
}

static int64_t mails_that_wait(const char *locator, const char *email, const char *which)
{
	return NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
		      " WHERE b.locator = '%s' AND o.recipient = '%s' AND o.sent_at IS NULL AND %s",
	    locator, email, which);
}

static void what_waits_goes_to_the_new_address(void **state)
{
	struct desk *desk = desk_new();
	const char *locator = book(desk, departure_new(48, 3), "Tu", "Youyou", 4006);
	struct contact_change change = { locator, 1, { "second@example.com", NULL },
		click_of(NULL, "contact") };
	(void)state;
	database_sql(desks_db(),
	    "UPDATE outbox o JOIN booking b ON b.id = o.booking_id SET o.attempts = 5,"
	    " o.last_error = 'no such host', o.due_at = NOW(6) + INTERVAL 1 HOUR"
	    " WHERE b.locator = '%s'",
	    locator);
	assert_no_err(booking_set_contact(desk, &change));
	assert_int_equal(mails_that_wait(locator, "second@example.com",
			     "o.kind = 'booking_confirmed' AND o.due_at <= NOW(6)"
			     " AND o.attempts = 0 AND o.last_error IS NULL"),
	    1);
	assert_int_equal(mails_that_wait(locator, "ada@example.com", "1 = 1"), 1);
	/* What was sent stays as it was; the word to the first address is for that alone. */
	database_sql(desks_db(),
	    "UPDATE outbox o JOIN booking b ON b.id = o.booking_id SET o.sent_at = NOW(6)"
	    " WHERE b.locator = '%s' AND o.kind = 'booking_confirmed'",
	    locator);
	change = (struct contact_change){ locator, 2, { "third@example.com", NULL },
		click_of(NULL, "contact") };
	assert_no_err(booking_set_contact(desk, &change));
	assert_int_equal(mails_that_wait(locator, "third@example.com", "1 = 1"), 2);
	assert_int_equal(mails_that_wait(locator, "second@example.com", "1 = 1"), 1);
	assert_int_equal(mails_that_wait(locator, "ada@example.com", "1 = 1"), 1);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
		   " WHERE b.locator = '%s' AND o.recipient = 'second@example.com'"
		   " AND o.sent_at IS NOT NULL",
		locator),
	    1);
}

#define SPELLERS 8
struct spelling {
	struct desk *desks[SPELLERS];
	const char *locators[SPELLERS];
	const struct err *errs[SPELLERS];
};

static void spell(size_t number, void *arg)
{
	struct spelling *all = arg;
	all->errs[number] = name(all->desks[number], all->locators[number], 1, "Maria", "Curie");
}

/* Each is somebody else so far, on departures at the same time, and wants to be the one Maria Curie. */
static void one_of_many_becomes_the_person(void **state)
{
	struct spelling all;
	const struct departure *one = departure_new(48, 9);
	size_t won = 0;
	(void)state;
	for (size_t i = 0; i < SPELLERS; i++) {
		struct departure *departure = pool_make(desks_pool(), struct departure);
		*departure = *departure_new(48, 3);
		departure->departs_at = one->departs_at;
		departure->arrives_at = one->arrives_at;
		all.desks[i] = desk_new();
		all.locators[i] = book(all.desks[i], i % 2 == 0 ? one : departure, "Maria",
		    apr_psprintf(desks_pool(), "Curi%c", (char)('f' + i)), 4006);
	}
	at_once(SPELLERS, spell, &all);
	for (size_t i = 0; i < SPELLERS; i++) {
		won += all.errs[i] == NULL ? 1 : 0;
		if (all.errs[i] != NULL)
			assert_string_equal(
			    err_code_name(all.errs[i]->code), "duplicate-passenger");
	}
	assert_int_equal(won, 1);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM coupon WHERE identity = 'maria/curie'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_coupon_goes_along),
		cmocka_unit_test(capitals_alone_move_no_coupon),
		cmocka_unit_test(nobody_becomes_somebody_who_flies_already),
		cmocka_unit_test(who_is_on_a_cancelled_flight_is_somebody_too),
		cmocka_unit_test(not_more_than_three_times_and_no_other_person),
		cmocka_unit_test(corrections_are_counted_from_what_staff_wrote_and_do_not_add_up),
		cmocka_unit_test(a_finder_changes_nothing),
		cmocka_unit_test(both_addresses_are_told),
		cmocka_unit_test(what_waits_goes_to_the_new_address),
		cmocka_unit_test(one_of_many_becomes_the_person),
	};
	return cmocka_run_group_tests_name("names corrected", tests, desks_start, desks_stop);
}
