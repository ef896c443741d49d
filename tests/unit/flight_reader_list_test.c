/* The flight service's lists: departures, airports, changes; and texts that are no answer. */
#include "unit_pool.h"

#include "base/date.h"
#include "remote/flight_reader.h"
#include "support/flight_json.h"

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

static const struct err *read_list(const char *text, struct departures *out)
{
	const struct flight_search asked = { "FRA", "LIS", on, 2 };

	return flight_read_departures(text, strlen(text), &asked, pool, out);
}

static void test_a_list_is_sorted(void **state)
{
	const char *late = flight_json_departure("AX9", DATE, "18:00", 1, pool);
	const char *next = flight_json_departure("AX204", "2026-12-02", "07:30", 1, pool);
	struct departures list;

	(void)state;
	assert_null(read_list(flight_json_list(next, late, pool), &list));
	assert_int_equal(list.n, 2);
	assert_string_equal(list.v[0]->name, "AX9/" DATE);
	assert_string_equal(list.v[1]->name, "AX204/2026-12-02");
	assert_null(read_list("{\"departures\":[]}", &list));
	assert_int_equal(list.n, 0);
}

static void test_lists_with_what_was_not_asked_for(void **state)
{
	const char *after = flight_json_departure("AX204", "2026-12-03", "07:30", 1, pool);
	const char *before = flight_json_departure("AX204", "2026-11-30", "07:30", 1, pool);
	struct departures list;

	(void)state;
	assert_non_null(read_list(flight_json_list(good(), after, pool), &list));
	assert_non_null(read_list(flight_json_list(good(), before, pool), &list));
	assert_non_null(read_list(flight_json_list(good(), good(), pool), &list));
	assert_non_null(read_list(
	    flight_json_list(flight_json_with(good(), "\"FRA\"", "\"MUC\"", pool), NULL, pool),
	    &list));
}

/* The middle one of three. */
static const struct err *read_with(const char *middle, struct departures *out)
{
	const char *first = flight_json_departure("AX9", DATE, "06:00", 1, pool);
	const char *last = flight_json_departure("AX9", "2026-12-02", "06:00", 1, pool);

	return read_list(
	    flight_json_list(apr_pstrcat(pool, first, ",", middle, NULL), last, pool), out);
}

static void test_what_is_not_as_it_should_be_is_left_out(void **state)
{
	static const struct {
		const char *from, *to;
	} rows[] = { { "\"YLIGHT\"", "\"Y LIGHT\"" }, { "\"last_row\":5", "\"last_row\":100" },
		{ "\"scheduled\"", "\"boarding\"" }, { "\"AX204\"", "\"AXE204\"" },
		{ DATE "T07:30", "2026-12-04T07:30" }, { "\"version\":3", "\"version\":0" } };
	struct departures list;

	(void)state;
	assert_null(read_with(good(), &list));
	assert_int_equal(list.n, 3);
	for (size_t i = 0; i < ROWS(rows); i++) {
		assert_null(
		    read_with(flight_json_with(good(), rows[i].from, rows[i].to, pool), &list));
		assert_int_equal(list.n, 2);
		assert_string_equal(list.v[0]->name, "AX9/" DATE);
		assert_string_equal(list.v[1]->name, "AX9/2026-12-02");
	}
	assert_null(read_with("null", &list));
	assert_int_equal(list.n, 2);
	/* The only one: nothing is sold then. */
	assert_null(
	    read_list(flight_json_list(
			  flight_json_with(good(), "\"YLIGHT\"", "\"Y LIGHT\"", pool), NULL, pool),
		&list));
	assert_int_equal(list.n, 0);
}

static void test_airports(void **state)
{
	static const struct {
		const char *from, *to;
	} rows[] = { { "\"LIS\"", "\"FRA\"" }, { "\"LIS\"", "\"L\"" }, { "\"PT\"", "\"Pt\"" },
		{ "\"Lisboa\"", "\"\"" }, { "Europe/Lisbon", "../../etc/passwd" },
		{ "\"Lisboa\"", "\"Lis\\u000d\\u000aboa\"" }, { "\"zone\"", "\"tz\"" } };
	const char *text = FLIGHT_JSON_AIRPORTS;
	struct airports airports;

	(void)state;
	assert_null(flight_read_airports(text, strlen(text), pool, &airports));
	assert_int_equal(airports.n, 2);
	assert_string_equal(airports.v[0].code, "FRA");
	assert_string_equal(airports.v[1].city, "Lisboa");
	for (size_t i = 0; i < ROWS(rows); i++) {
		const char *bad = flight_json_with(text, rows[i].from, rows[i].to, pool);

		assert_true(
		    err_is(flight_read_airports(bad, strlen(bad), pool, &airports), CODE_INVALID));
	}
}

static void test_changes(void **state)
{
	static const char text[] =
	    "{\"changes\":[{\"cursor\":8,\"flight_no\":\"AX204\","
	    "\"date\":\"2026-12-01\",\"version\":4,\"state\":\"cancelled\"},{\"cursor\":11,"
	    "\"flight_no\":\"AX9\",\"date\":\"2026-12-02\",\"version\":1,\"state\":\"retimed\"}]}";
	const struct departure_change *changes;
	size_t count;

	(void)state;
	assert_null(flight_read_changes(text, strlen(text), 7, pool, &changes, &count));
	assert_int_equal(count, 2);
	assert_int_equal(changes[0].cursor, 8);
	assert_int_equal(changes[0].version, 4);
	assert_string_equal(changes[1].flight_no, "AX9");
	assert_int_equal(changes[1].on, on + 1);
	/* Not after what was asked for; not rising. */
	assert_non_null(flight_read_changes(text, strlen(text), 8, pool, &changes, &count));
	assert_non_null(flight_read_changes(
	    flight_json_with(text, "11", "8", pool), strlen(text) - 1, 7, pool, &changes, &count));
}

static void test_a_line_of_which_nothing_can_be_made_keeps_no_other_back(void **state)
{
	static const char line[] = "{\"cursor\":%s,\"flight_no\":\"%s\",\"date\":\"2026-12-0%s\","
				   "\"version\":%s,\"state\":\"a new one\"}";
	const char *text = apr_pstrcat(pool, "{\"changes\":[",
	    apr_psprintf(pool, line, "8", "ax 204", "1", "4"), ",",
	    apr_psprintf(pool, line, "9", "AX204", "x", "4"), ",",
	    apr_psprintf(pool, line, "10", "AX204", "1", "\"4\""), ",",
	    apr_psprintf(pool, line, "11", "AX9", "2", "5"), ",7]}", NULL);
	const struct departure_change *changes;
	size_t count;

	(void)state;
	assert_non_null(flight_read_changes(text, strlen(text), 7, pool, &changes, &count));
	text = flight_json_with(text, ",7]", ",{\"cursor\":12}]", pool);
	assert_null(flight_read_changes(text, strlen(text), 7, pool, &changes, &count));
	assert_int_equal(count, 5);
	assert_string_equal(changes[0].flight_no, "");
	assert_string_equal(changes[1].flight_no, "");
	assert_string_equal(changes[2].flight_no, "AX204");
	assert_int_equal(changes[2].version, 0);
	assert_string_equal(changes[3].flight_no, "AX9");
	assert_int_equal(changes[3].version, 5);
	assert_string_equal(changes[4].flight_no, "");
	assert_int_equal(changes[4].cursor, 12);
}

/* Wherever it is cut. */
static void test_cut_answers(void **state)
{
	const char *text = flight_json_list(good(), NULL, pool);
	struct departures list;

	(void)state;
	assert_null(read_list(text, &list));
	for (size_t length = 0; length < strlen(text); length++) {
		apr_pool_t *scratch = pool_new(pool);

		assert_non_null(read_list(apr_pstrmemdup(scratch, text, length), &list));
		apr_pool_destroy(scratch);
	}
}

static void test_texts_that_are_no_answer(void **state)
{
	static const char *const rows[] = { "", " ", "null", "7", "\"AX204\"", "[]", "{}", "[[]]",
		"{\"departures\":{}}", "{\"departures\":[null]}", "{\"departures\":[[]]}",
		"{\"departures\":[{}]}", "{\"departures\":\"\"}", "<html></html>", "\xff\xfe" };
	size_t deep = 1000000;
	char *text = apr_palloc(pool, deep + 1);
	const struct departure *departure;
	struct departures list;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		assert_true(err_is(read_one(rows[i], &departure), CODE_INVALID));
		assert_true(err_is(read_list(rows[i], &list), CODE_INVALID));
	}
	memset(text, '[', deep);
	text[deep] = '\0';
	assert_true(err_is(read_list(text, &list), CODE_INVALID));
}

static int set_up(void **state)
{
	pool_set_up(state);
	return date_parse(DATE, &on) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_list_is_sorted),
		cmocka_unit_test(test_lists_with_what_was_not_asked_for),
		cmocka_unit_test(test_what_is_not_as_it_should_be_is_left_out),
		cmocka_unit_test(test_airports),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_a_line_of_which_nothing_can_be_made_keeps_no_other_back),
		cmocka_unit_test(test_cut_answers),
		cmocka_unit_test(test_texts_that_are_no_answer),
	};

	pool_start();
	return cmocka_run_group_tests(tests, set_up, pool_tear_down);
}
