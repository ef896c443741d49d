/* Open holds, changed and ended: passengers, extension, release, and time that is over. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct contact CONTACT = { "ada@example.com", "+49 69 1" };

static int32_t day(int year, int month, int of_month)
{
	int32_t on = DATE_NONE;
	assert_true(date_from_civil(year, month, of_month, &on));
	return on;
}

/* So many years before a day, and some days. */
static int32_t years_before(int32_t on, int years, int days)
{
	int year, month, of_month;
	date_to_civil(on, &year, &month, &of_month);
	if (month == 2 && of_month == 29)
		of_month = 28;
	return day(year - years, month, of_month) + days;
}

static void passengers_are_written_down(void **state)
{
	struct desk *desk = desk_new();
	const char *ref = desk_hold(desk,
	    &(struct wish){ .departures = { departure_new(48, 3) }, .party = { .adults = 2 } });
	struct passenger people[] = {
		{ .given_name = "", .surname = "Mononymous", .born_on = day(1980, 2, 29) },
		{ .given_name = "Åsa", .surname = "O'Brien-Ø", .born_on = day(1990, 1, 1) },
	};
	(void)state;
	assert_no_err(hold_set_passengers(desk, ref, people, 2, &CONTACT));
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->version, 2);
	assert_int_equal(hold->passenger_count, 2);
	assert_null(hold->passengers[0].given_name);
	assert_int_equal(hold->passengers[0].born_on, day(1980, 2, 29));
	assert_string_equal(hold->passengers[1].given_name, "Åsa");
	assert_string_equal(hold->passengers[1].surname, "O'Brien-Ø");
	assert_string_equal(hold->passengers[1].identity, "asa/obrieno");
	assert_int_equal(hold->passengers[1].no, 2);
	assert_string_equal(hold->contact.phone, "+49 69 1");
	/* The same again is no change; another phone is one. */
	assert_no_err(hold_set_passengers(desk, ref, people, 2, &CONTACT));
	assert_int_equal(desk_find_hold(desk, ref)->version, 2);
	assert_no_err(hold_set_passengers(
	    desk, ref, people, 2, &(const struct contact){ "ada@example.com", "" }));
	hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->version, 3);
	assert_null(hold->contact.phone);
}

static void expect_fields(struct desk *desk, const char *ref, const struct passenger *people,
    size_t count, const struct contact *contact, const char *fields)
{
	const struct err *err = assert_err(
	    hold_set_passengers(desk, ref, people, count, contact), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], fields);
}

static void ages_are_those_of_the_first_and_the_last_day(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(48 + 24 * 7, 3);
	const char *ref = desk_hold(desk,
	    &(struct wish){ .departures = { out, back },
		.party = { .adults = 1, .children = 1, .infants = 1 } });
	struct passenger people[] = {
		{ .given_name = "A", .surname = "X", .born_on = years_before(out->on, 12, 0) },
		{ .given_name = "B", .surname = "X", .born_on = years_before(out->on, 12, 1) },
		{ .given_name = "C", .surname = "X", .born_on = years_before(back->on, 2, 1) },
	};
	(void)state;
	assert_no_err(hold_set_passengers(desk, ref, people, 3, &CONTACT));
	people[0].born_on = years_before(out->on, 12, 1);
	expect_fields(desk, ref, people, 3, &CONTACT, "born_year.1");
	people[0].born_on = years_before(out->on, 40, 0);
	people[1].born_on = years_before(out->on, 12, 0);
	expect_fields(desk, ref, people, 3, &CONTACT, "born_year.2");
	people[1].born_on = years_before(out->on, 2, 1);
	people[2].born_on = years_before(back->on, 2, 0);
	expect_fields(desk, ref, people, 3, &CONTACT, "born_year.2 born_year.3");
	people[1].born_on = years_before(out->on, 2, 0);
	people[2].born_on = back->on + 1;
	expect_fields(desk, ref, people, 3, &CONTACT, "born_year.3");
	people[2].born_on = years_before(out->on, 1, 0);
	people[0].born_on = years_before(out->on, 121, -1);
	expect_fields(desk, ref, people, 3, &CONTACT, "born_year.1");
	assert_int_equal(desk_find_hold(desk, ref)->version, 2);
}

static void the_same_person_twice_is_the_later_ones_problem(void **state)
{
	struct desk *desk = desk_new();
	const char *ref = desk_hold(desk,
	    &(struct wish){ .departures = { departure_new(48, 3) }, .party = { .adults = 3 } });
	struct passenger people[] = {
		{ .given_name = "José", .surname = "García-López", .born_on = day(1980, 1, 2) },
		{ .given_name = "José", .surname = "García-López", .born_on = day(1980, 1, 3) },
		{ .given_name = "jose", .surname = "GARCIA LOPEZ", .born_on = day(1980, 1, 2) },
	};
	(void)state;
	expect_fields(desk, ref, people, 3, &CONTACT, "surname.3");
	people[2].surname = "'-'";
	expect_fields(desk, ref, people, 3, &CONTACT, "surname.3");
	expect_fields(desk, ref, people, 2, &CONTACT, "surname.3");
	people[2].surname = "Other";
	expect_fields(desk, ref, people, 3, &(const struct contact){ "nobody", NULL }, "email.1");
	assert_int_equal(desk_find_hold(desk, ref)->version, 1);
}

static void names_of_any_script_and_length_are_kept(void **state)
{
	struct desk *desk = desk_new();
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure_new(48, 3) } });
	const char *name = "";
	for (int i = 0; i < 100; i++) /* folds to eighteen letters each */
		name = apr_pstrcat(desks_pool(), name, "\xEF\xB7\xBA", NULL);
	struct passenger people[] = { { .given_name = name, .surname = name, .born_on = 0 } };
	(void)state;
	assert_no_err(hold_set_passengers(desk, ref, people, 1, &CONTACT));
	assert_string_equal(desk_find_hold(desk, ref)->passengers[0].surname, name);
	people[0].surname = apr_pstrcat(desks_pool(), name, "x", NULL);
	expect_fields(desk, ref, people, 1, &CONTACT, "surname.1");
}

static void extending_is_from_now(void **state)
{
	struct desk *desk = desk_new();
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure_new(48, 3) } });
	(void)state;
	database_sql(desks_db(),
	    "UPDATE hold SET expires_at = NOW(6) + INTERVAL 60 SECOND,"
	    " placed_at = NOW(6) - INTERVAL 1140 SECOND WHERE ref = '%s'",
	    ref);
	int64_t before = desk_find_hold(desk, ref)->expires_at;
	assert_no_err(hold_extend(desk, ref));
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_in_range(hold->expires_at - before, 1139 * CLOCK_SECOND, 1200 * CLOCK_SECOND);
	assert_int_equal(hold->version, 2);
	assert_int_equal(
	    database_number(desks_db(),
		"SELECT COUNT(*) FROM seat_claim c JOIN hold h"
		" ON h.id = c.hold_id WHERE h.ref = '%s' AND c.held_until = h.expires_at",
		ref),
	    1);
	database_sql(desks_db(),
	    "UPDATE hold SET placed_at = NOW(6) - INTERVAL 6600 SECOND"
	    " WHERE ref = '%s'",
	    ref);
	database_sql(desks_db(),
	    "UPDATE hold SET expires_at = placed_at + INTERVAL 7200 SECOND"
	    " WHERE ref = '%s'",
	    ref);
	assert_err(hold_extend(desk, ref), CODE_HOLD_LIMIT);
	assert_int_equal(desk_find_hold(desk, ref)->version, 2);
}

static void released_seats_are_free(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const struct passenger ada = { .given_name = "Ada", .surname = "L", .born_on = 0 };
	const char *ref = desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .seats = "1A" });
	(void)state;
	assert_no_err(hold_release(desk, ref));
	assert_no_err(hold_release(desk, ref));
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->state, HOLD_RELEASED);
	assert_int_equal(hold->version, 2);
	assert_string_equal(hold->seats_text, "");
	assert_null(hold->segments[0].seats[0]);
	assert_err(hold_extend(desk, ref), CODE_HOLD_ENDED);
	assert_err(hold_set_passengers(desk, ref, &ada, 1, &CONTACT), CODE_HOLD_ENDED);
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "1A" });
}

static void time_that_is_over_counts_at_once(void **state)
{
	struct desk *desk = desk_new(), *worker = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const struct passenger ada = { .given_name = "Ada", .surname = "L", .born_on = 0 };
	const char *ref = desk_hold(desk,
	    &(struct wish){
		.departures = { departure }, .seats = "1A 1B", .party = { .adults = 2 } });
	int64_t count;
	(void)state;
	hold_is_over(ref);
	assert_int_equal(desk_find_hold(desk, ref)->state, HOLD_EXPIRED);
	assert_string_equal(desk_find_hold(desk, ref)->seats_text, "");
	assert_string_equal(desk_find_hold(desk, ref)->segments[0].seats[1], "1B");
	assert_err(hold_extend(desk, ref), CODE_HOLD_EXPIRED);
	assert_err(
	    hold_set_passengers(desk, ref, (const struct passenger[]){ ada, ada }, 2, &CONTACT),
	    CODE_INVALID);
	assert_no_err(hold_release(desk, ref));
	assert_int_equal(desk_find_hold(desk, ref)->version, 1);
	/* Somebody else takes one of its seats; the worker then writes down the end, once. */
	const char *next = desk_hold(
	    desk_new(), &(struct wish){ .departures = { departure }, .seats = "1B" });
	worker->browser = NULL;
	worker->actor = "worker";
	assert_no_err(hold_expire_due(worker, FROM_THE_FIRST, WHOLE_TURN_MS, &count));
	assert_true(count >= 1);
	assert_no_err(hold_expire_due(worker, FROM_THE_FIRST, WHOLE_TURN_MS, &count));
	assert_int_equal(count, 0);
	const struct hold *over = desk_find_hold(desk, ref);
	assert_int_equal(over->version, 2);
	assert_int_equal(over->state, HOLD_EXPIRED);
	assert_string_equal(over->seats_text, "");
	assert_string_equal(over->segments[0].seats[0], "1A");
	assert_null(over->segments[0].seats[1]);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM seat_claim c JOIN hold h"
			     " ON h.id = c.hold_id WHERE h.ref = '%s'",
			     next),
	    1);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM seat_claim c JOIN hold h"
			     " ON h.id = c.hold_id WHERE h.ref = '%s'",
			     ref),
	    0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passengers_are_written_down),
		cmocka_unit_test(ages_are_those_of_the_first_and_the_last_day),
		cmocka_unit_test(the_same_person_twice_is_the_later_ones_problem),
		cmocka_unit_test(names_of_any_script_and_length_are_kept),
		cmocka_unit_test(extending_is_from_now),
		cmocka_unit_test(released_seats_are_free),
		cmocka_unit_test(time_that_is_over_counts_at_once),
	};
	return DESKS_RUN("hold changed", tests, desks_stop);
}
