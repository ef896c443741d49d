/* A departure of the flight service: a good one becomes what it says, anything else is an error. */
#include "unit_pool.h"

#include "base/date.h"
#include "remote/flight_reader.h"
#include "remote/flight_writer.h"
#include "support/flight_json.h"
#include "support/times.h"

#include <string.h>

#define DATE "2026-12-01"

static int32_t on;

static const char *good(void)
{
	return flight_json_departure("AX204", DATE, "07:30", 3, pool);
}

static const struct err *read_one(const char *text, const struct departure **out)
{
	return flight_read_departure(text, strlen(text), "AX204", on, pool, out);
}

static void check_good(const struct departure *departure)
{
	const struct cabin *cabin = &departure->cabins[0];
	const struct fare *fare = &departure->fares[0];

	assert_string_equal(departure->name, "AX204/" DATE);
	assert_string_equal(departure->flight_no, "AX204");
	assert_int_equal(departure->on, on);
	assert_string_equal(departure->origin, "FRA");
	assert_string_equal(departure->destination, "LIS");
	assert_true(departure->departs_at == instant_of(DATE "T06:30:00Z"));
	assert_true(departure->arrives_at == instant_of(DATE "T09:30:00Z"));
	assert_int_equal(departure->origin_offset, 60);
	assert_int_equal(departure->destination_offset, 0);
	assert_int_equal(departure->state, DEPARTURE_SCHEDULED);
	assert_int_equal(departure->version, 3);
	assert_string_equal(departure->aircraft_code, "C208");
	assert_string_equal(departure->aircraft_name, "Cessna 208 Caravan");
	assert_int_equal(departure->cabin_count, 1);
	assert_string_equal(cabin->letters, "A BC");
	assert_int_equal(cabin->last_row, 5);
	assert_int_equal(cabin->exit_row_count, 1);
	assert_int_equal(cabin->exit_rows[0], 4);
	assert_int_equal(cabin->missing_count, 3);
	assert_string_equal(cabin->missing[2], "5C");
	assert_int_equal(departure->fare_count, 2);
	assert_string_equal(fare->basis, "YLIGHT");
	assert_int_equal(fare->amount_minor, 8900);
	assert_int_equal(fare->tax_count, 2);
	assert_string_equal(fare->taxes[1].code, "RA");
	assert_int_equal(fare->taxes[1].amount_minor, 990);
	assert_string_equal(fare->currency, "EUR");
	assert_false(fare->is_refundable);
	assert_true(departure->fares[1].is_refundable);
	assert_int_equal(fare->change_fee_minor, 4500);
	assert_int_equal(fare->cancel_fee_minor, 8900);
}

static void test_a_departure(void **state)
{
	const struct departure *departure;

	(void)state;
	assert_null(read_one(good(), &departure));
	check_good(departure);
}

static void test_unknown_members_are_ignored(void **state)
{
	const struct departure *departure;
	const char *text = flight_json_with(
	    good(), "{\"flight_no\"", "{\"gate\":{\"no\":[1,2.5,null]},\"flight_no\"", pool);

	(void)state;
	text = flight_json_with(text, "{\"basis\"", "{\"miles\":1e3,\"basis\"", pool);
	assert_null(read_one(text, &departure));
	check_good(departure);
}

static void test_written_and_read_again(void **state)
{
	const struct departure *departure;
	const char *text;
	size_t length;

	(void)state;
	assert_null(read_one(good(), &departure));
	text = flight_write_departure(departure, pool, &length);
	assert_int_equal(strlen(text), length);
	assert_null(read_one(text, &departure));
	check_good(departure);
}

/* Each row spoils the good answer at one place. */
static void test_spoiled_departures(void **state)
{
	static const struct {
		const char *from, *to;
	} rows[] = {
		{ "\"AX204\"", "\"AX205\"" }, /* another flight than asked for */
		{ "\"AX204\"", "\"ax204\"" },
		{ "\"AX204\"", "204" },
		{ "\"AX204\"", "null" },
		{ "\"flight_no\":\"AX204\",", "" },
		{ "{\"flight_no\"", "{\"version\":3,\"flight_no\"" }, /* twice */
		{ "\"date\":\"2026-12-01\"", "\"date\":\"2026-12-02\"" },
		{ "\"date\":\"2026-12-01\"", "\"date\":\"2026-12-32\"" },
		{ "\"date\":\"2026-12-01\"", "\"date\":\"2026-12-1\"" },
		{ "\"FRA\"", "\"FR\"" },
		{ "\"FRA\"", "\"FR1\"" },
		{ "\"FRA\"", "\"F\\u00c4A\"" },
		{ "\"FRA\"", "\"LIS\"" },
		{ "T07:30:00+01:00", "T07:30:00" },
		{ "T07:30:00+01:00", "T25:30:00+01:00" },
		{ "2026-12-01T07:30:00+01:00", "2026-12-02T07:30:00+01:00" },
		{ "T09:30:00+00:00", "T06:30:00+00:00" }, /* arrives when it leaves */
		{ "2026-12-01T09:30:00+00:00", "2026-12-03T09:30:00+00:00" },
		{ "\"scheduled\"", "\"Scheduled\"" },
		{ "\"scheduled\"", "7" },
		{ "\"version\":3", "\"version\":0" },
		{ "\"version\":3", "\"version\":-3" },
		{ "\"version\":3", "\"version\":3.0" },
		{ "\"version\":3", "\"version\":1e309" },
		{ "\"version\":3", "\"version\":\"3\"" },
		{ "\"version\":3", "\"version\":9223372036854775808" },
		{ "{\"code\":\"C208\",\"name\":\"Cessna 208 Caravan\"}", "\"C208\"" },
		{ "\"C208\"", "\"\"" },
		{ "Caravan", "Cara\\nvan" },
		{ "Caravan", "Cara\\u0000van" },
		{ "Caravan", "Cara\xc3\x28van" },
		{ "Caravan", "Cara\xed\xa0\x80van" },
		{ "\"cabins\":[{\"code\":\"Y\"", "\"cabins\":[],\"old\":[{\"code\":\"Y\"" },
		{ "\"first_row\":1", "\"first_row\":0" },
		{ "\"first_row\":1", "\"first_row\":6" },
		{ "\"last_row\":5", "\"last_row\":100" },
		{ "\"last_row\":5", "\"last_row\":\"5\"" },
		{ "\"A BC\"", "\"A  BC\"" },
		{ "\"A BC\"", "\" A BC\"" },
		{ "\"A BC\"", "\"A BC \"" },
		{ "\"A BC\"", "\"A BA\"" },
		{ "\"A BC\"", "\"A Bc\"" },
		{ "\"A BC\"", "\"A B1\"" },
		{ "\"A BC\"", "\" \"" },
		{ "\"A BC\"", "\"\"" },
		{ "[4]", "[6]" },
		{ "[4]", "[4,4]" },
		{ "[4]", "[\"4\"]" },
		{ "[4]", "4" },
		{ "\"1A\"", "\"1D\"" },
		{ "\"1A\"", "\"6A\"" },
		{ "\"1A\"", "\"01A\"" },
		{ "\"1A\"", "\"A1\"" },
		{ "\"1A\"", "\"1 \"" },
		{ "\"1A\"", "\"5C\"" }, /* twice */
		{ "\"1A\"", "1" },
		{ "\"YLIGHT\",\"cabin\":\"Y\"", "\"YLIGHT\",\"cabin\":\"J\"" },
		{ "\"YFLEX\"", "\"YLIGHT\"" },
		{ "\"YFLEX\"", "\"Y FLEX\"" },
		{ "8900", "-1" },
		{ "8900", "-0" },
		{ "8900", "89.00" },
		{ "8900", "1000000001" },
		{ "8900", "\"8900\"" },
		{ "1250", "-1250" },
		{ "1250", "true" },
		{ "\"EUR\"", "\"eur\"" },
		{ "\"EUR\"", "\"EURO\"" },
		{ "\"EUR\"", "\"XQX\"" },
		{ "\"refundable\":false", "\"refundable\":0" },
		{ "\"change_fee_minor\":4500", "\"change_fee\":4500" },
		{ "\"cancel_fee_minor\":8900", "\"cancel_fee_minor\":null" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const struct departure *departure;
		const struct err *err = read_one(
		    flight_json_with(good(), rows[i].from, rows[i].to, pool), &departure);

		if (!err_is(err, CODE_INVALID))
			fail_msg("taken: %s for %s", rows[i].to, rows[i].from);
	}
}

static void test_limits_are_where_they_are_said_to_be(void **state)
{
	const struct departure *departure;
	const char *plan = "\"first_row\":1,\"last_row\":5";

	(void)state;
	assert_null(read_one(flight_json_with(good(), "8900", "1000000000", pool), &departure));
	assert_null(read_one(flight_json_with(good(), "8900", "0", pool), &departure));
	assert_null(read_one(
	    flight_json_with(good(), plan, "\"first_row\":1,\"last_row\":99", pool), &departure));
	assert_int_equal(departure->cabins[0].last_row, 99);
	/* What was retimed past midnight keeps its date. */
	assert_null(read_one(
	    flight_json_with(
		flight_json_with(flight_json_with(good(), "\"scheduled\"", "\"retimed\"", pool),
		    DATE "T07", "2026-12-02T00", pool),
		DATE "T09", "2026-12-02T02", pool),
	    &departure));
	assert_int_equal(departure->state, DEPARTURE_RETIMED);
}

/* So many letters of two bytes each. */
static const char *letters(int count)
{
	const char *text = "";

	for (int i = 0; i < count; i++)
		text = apr_pstrcat(pool, text, "\u00e4", NULL);
	return text;
}

static void test_names_are_as_long_as_tables_take_them(void **state)
{
	static const struct {
		const char *name;
		int most;
	} rows[] = { { "Economy", 40 }, { "Cessna 208 Caravan", 80 } };
	const struct departure *departure;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		for (int extra = 0; extra < 2; extra++)
			assert_int_equal(read_one(flight_json_with(good(), rows[i].name,
						      letters(rows[i].most + extra), pool),
					     &departure) == NULL,
			    extra == 0);
}

/* `count` copies of a list's element, each with its own number where the element has a %d. */
static const char *repeated(const char *element, int count)
{
	const char *text = "";

	for (int i = 0; i < count; i++)
		text = apr_pstrcat(pool, text, i == 0 ? "" : ",",
		    flight_json_with(element, "%d", apr_itoa(pool, i), pool), NULL);
	return text;
}

static void test_long_lists_are_refused(void **state)
{
	static const char tax[] = "{\"code\":\"T%d\",\"amount_minor\":1}";
	static const char fare[] =
	    "{\"basis\":\"Y%d\",\"cabin\":\"Y\",\"amount_minor\":1,"
	    "\"taxes\":[],\"currency\":\"EUR\",\"refundable\":true,\"change_fee_minor\":0,"
	    "\"cancel_fee_minor\":0}";
	static const char cabin[] =
	    "{\"code\":\"C%d\",\"name\":\"C\",\"first_row\":1%d,"
	    "\"last_row\":1%d,\"letters\":\"A\",\"exit_rows\":[],\"missing\":[]}";
	const struct departure *departure;

	(void)state;
	for (int extra = 0; extra < 2; extra++) {
		const char *taxes = flight_json_with(good(), "\"taxes\":[]",
		    apr_pstrcat(pool, "\"taxes\":[", repeated(tax, 20 + extra), "]", NULL), pool);
		const char *fares = flight_json_with(good(), "\"fares\":[",
		    apr_pstrcat(pool, "\"fares\":[", repeated(fare, 18 + extra), ",", NULL), pool);
		const char *cabins = "";

		for (int i = 0; i < 3 + extra; i++) {
			const char *no = apr_itoa(pool, i);
			const char *one = flight_json_with(cabin, "%d", no, pool);

			one = flight_json_with(one, "%d", no, pool);
			cabins = apr_pstrcat(
			    pool, cabins, flight_json_with(one, "%d", no, pool), ",", NULL);
		}
		cabins = flight_json_with(
		    good(), "\"cabins\":[", apr_pstrcat(pool, "\"cabins\":[", cabins, NULL), pool);
		assert_int_equal(read_one(taxes, &departure) == NULL, extra == 0);
		assert_int_equal(read_one(fares, &departure) == NULL, extra == 0);
		assert_int_equal(read_one(cabins, &departure) == NULL, extra == 0);
	}
}

/* `form` with each number of these, as a JSON list. */
static const char *numbered(const char *form, int first, int last)
{
	const char *text = "";

	for (int i = first; i <= last; i++) {
		const char *one = form;

		while (strchr(one, '#') != NULL)
			one = flight_json_with(one, "#", apr_itoa(pool, i), pool);
		text = apr_pstrcat(pool, text, i == first ? "[" : ",", one, NULL);
	}
	return apr_pstrcat(pool, text, "]", NULL);
}

static void test_lists_of_rows_and_seats_are_as_long_as_tables_take_them(void **state)
{
	static const char missing[] = "[\"1A\",\"5B\",\"5C\"]";
	const char *plan = flight_json_with(good(), "\"last_row\":5", "\"last_row\":99", pool);
	const struct departure *departure;

	(void)state;
	for (int extra = 0; extra < 2; extra++) {
		const char *exits = flight_json_with(
		    plan, "[4]", numbered("#", 60, 92 + extra), pool);
		const char *seats = flight_json_with(
		    plan, missing, numbered("\"#A\",\"#B\",\"#C\"", 10, 92), pool);

		seats = flight_json_with(seats, "\"92C\"",
		    extra == 0 ? "\"92C\",\"9A\"" : "\"92C\",\"9A\",\"9B\"", pool);
		assert_int_equal(read_one(exits, &departure) == NULL, extra == 0);
		assert_int_equal(read_one(seats, &departure) == NULL, extra == 0);
	}
}

static void test_cabins_that_share_rows(void **state)
{
	static const char second[] =
	    "{\"code\":\"J\",\"name\":\"Business\",\"first_row\":5,"
	    "\"last_row\":9,\"letters\":\"A\",\"exit_rows\":[],\"missing\":[]},{\"code\":\"Y\"";
	const struct departure *departure;

	(void)state;
	assert_true(
	    err_is(read_one(flight_json_with(good(), "{\"code\":\"Y\"", second, pool), &departure),
		CODE_INVALID));
	assert_null(read_one(flight_json_with(good(), "{\"code\":\"Y\"",
				 flight_json_with(second, "5", "6", pool), pool),
	    &departure));
}

static int set_up(void **state)
{
	pool_set_up(state);
	return date_parse(DATE, &on) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_departure),
		cmocka_unit_test(test_unknown_members_are_ignored),
		cmocka_unit_test(test_written_and_read_again),
		cmocka_unit_test(test_spoiled_departures),
		cmocka_unit_test(test_limits_are_where_they_are_said_to_be),
		cmocka_unit_test(test_names_are_as_long_as_tables_take_them),
		cmocka_unit_test(test_long_lists_are_refused),
		cmocka_unit_test(test_lists_of_rows_and_seats_are_as_long_as_tables_take_them),
		cmocka_unit_test(test_cabins_that_share_rows),
	};

	pool_start();
	return cmocka_run_group_tests(tests, set_up, pool_tear_down);
}
