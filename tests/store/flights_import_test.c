/* A carrier's file into a real flight database: all lines or none. */
#include "flights_tables.h"

#include "base/clock.h"
#include "flights/feed.h"
#include "flights/import.h"
#include "flights/rows.h"
#include "support/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define HEADER \
	"flight_no,date,origin,destination,departs,arrives,arrives_day,aircraft,currency," \
	"fare_minor,taxes_minor\n"
#define LINE_AX1 "AX1,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,12000,3500\n"

static char path[] = "/tmp/aisle-import-XXXXXX";

static struct import_report import(const char *lines)
{
	struct import_report report;
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(HEADER, file);
	fputs(lines, file);
	assert_int_equal(fclose(file), 0);
	assert_no_err(import_file(db, path, pool, &report));
	return report;
}

static void assert_report(
    const struct import_report *report, int imported, int updated, int unchanged)
{
	if (report->error_count > 0)
		fail_msg("line %zu: %s", report->errors[0].line, report->errors[0].text);
	assert_int_equal(report->imported, imported);
	assert_int_equal(report->updated, updated);
	assert_int_equal(report->unchanged, unchanged);
}

static const struct departure *there(const char *flight_no, const char *date)
{
	const struct departure *departure;
	assert_no_err(rows_departure(db, flight_no, day_of(date), pool, &departure));
	return departure;
}

static int64_t feed_length(void)
{
	return database_number(db, "SELECT COUNT(*) FROM departure_change");
}

static void lines_become_departures(void **state)
{
	struct import_report report = import(
	    LINE_AX1 "AX2,2030-12-01,AKL,RAR,09:00,14:15,-1,A333,NZD,45000,0\n"
		     "AX3,2030-12-01,FRA,JFK,23:30,02:15,1,A333,EUR,45000,100\n");

	(void)state;
	assert_report(&report, 3, 0, 0);
	const struct departure *first = there("AX1", "2030-12-01");
	assert_non_null(first);
	assert_string_equal(clock_text(first->departs_at, pool), "2030-12-01T09:00:00Z");
	assert_string_equal(clock_text(first->arrives_at, pool), "2030-12-01T10:45:00Z");
	assert_int_equal(first->fare_count, 1);
	assert_string_equal(first->fares[0].basis, "Y");
	assert_int_equal(first->fares[0].amount_minor, 12000);
	assert_true(first->fares[0].is_refundable);
	assert_int_equal(first->fares[0].cancel_fee_minor, 3000);
	assert_int_equal(first->fares[0].tax_count, 1);
	assert_int_equal(first->fares[0].taxes[0].amount_minor, 3500);
	/* Over the date line it lands the day before it left. */
	const struct departure *second = there("AX2", "2030-12-01");
	assert_string_equal(clock_text(second->departs_at, pool), "2030-11-30T20:00:00Z");
	assert_string_equal(clock_text(second->arrives_at, pool), "2030-12-01T00:15:00Z");
	assert_int_equal(second->fares[0].tax_count, 0);
	assert_string_equal(
	    clock_text(there("AX3", "2030-12-01")->arrives_at, pool), "2030-12-02T07:15:00Z");
	assert_int_equal(feed_length(), 3);
}

static void the_same_file_again_changes_nothing(void **state)
{
	(void)state;
	import(LINE_AX1);
	struct import_report report = import(LINE_AX1);
	assert_report(&report, 0, 0, 1);
	assert_int_equal(there("AX1", "2030-12-01")->version, 1);
	assert_int_equal(feed_length(), 1);
}

static void a_changed_line_moves_or_prices_the_departure_anew(void **state)
{
	(void)state;
	import(LINE_AX1 "AX1,2030-12-02,FRA,LHR,10:00,10:45,0,A320,EUR,12000,3500\n");
	struct import_report report = import(
	    "AX1,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,9900,3500\n"
	    "AX1,2030-12-02,FRA,LHR,11:00,11:45,0,A320,EUR,12000,3500\n"
	    "AX1,2030-12-03,FRA,LHR,10:00,10:45,0,A320,EUR,12000,3500\n");
	assert_report(&report, 1, 2, 0);

	const struct departure *priced = there("AX1", "2030-12-01");
	assert_int_equal(priced->version, 2);
	assert_int_equal(priced->state, DEPARTURE_SCHEDULED);
	assert_int_equal(priced->fare_count, 1);
	assert_int_equal(priced->fares[0].amount_minor, 9900);
	const struct departure *moved = there("AX1", "2030-12-02");
	assert_int_equal(moved->version, 2);
	assert_int_equal(moved->state, DEPARTURE_RETIMED);
	assert_int_equal(feed_length(), 5);
	assert_int_equal(
	    database_number(db,
		"SELECT COUNT(*) FROM departure d WHERE d.version <> "
		"(SELECT COUNT(*) FROM departure_change c WHERE c.flight_no = d.flight_no AND "
		"c.departs_on = d.departs_on)"),
	    0);
}

static void one_wrong_line_keeps_all_out_and_every_wrong_line_is_named(void **state)
{
	static const char *const wrong[] = {
		"204,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,12000,3500",
		"AX2,2030-02-30,FRA,LHR,10:00,10:45,0,A320,EUR,12000,3500",
		"AX2,2030-12-01,QQQ,LHR,10:00,10:45,0,A320,EUR,12000,3500",
		"AX2,2030-12-01,FRA,QQQ,10:00,10:45,0,A320,EUR,12000,3500",
		"AX2,2030-12-01,FRA,FRA,10:00,10:45,0,A320,EUR,12000,3500",
		"AX2,2030-12-01,FRA,LHR,24:00,10:45,0,A320,EUR,12000,3500",
		"AX2,2030-12-01,FRA,LHR,9:00,10:45,0,A320,EUR,12000,3500",
		"AX2,2030-12-01,FRA,LHR,10:00,08:45,0,A320,EUR,12000,3500",
		"AX2,2030-12-01,FRA,LHR,10:00,10:45,2,A320,EUR,12000,3500",
		"AX2,2030-12-01,FRA,LHR,10:00,10:45,0,B744,EUR,12000,3500",
		"AX2,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUX,12000,3500",
		"AX2,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,-1,3500",
		"AX2,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,1e3,3500",
		"AX2,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,12000,1000000001",
		"AX2,2030-03-31,FRA,LHR,02:30,04:45,0,A320,EUR,12000,3500",
	};
	enum { WRONG = sizeof(wrong) / sizeof(wrong[0]) };
	const char *lines = LINE_AX1;

	(void)state;
	for (size_t i = 0; i < WRONG; i++)
		lines = apr_pstrcat(pool, lines, wrong[i], "\n", NULL);
	struct import_report report = import(lines);
	assert_int_equal(report.error_count, WRONG);
	for (size_t i = 0; i < WRONG; i++)
		assert_int_equal(report.errors[i].line, i + 3);
	assert_null(there("AX1", "2030-12-01"));
	assert_int_equal(feed_length(), 0);
}

static void at_most_twenty_wrong_lines_are_named(void **state)
{
	const char *lines = "";

	(void)state;
	for (int i = 0; i < 30; i++)
		lines = apr_pstrcat(
		    pool, lines, "204,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,1,1\n", NULL);
	struct import_report report = import(lines);
	assert_int_equal(report.error_count, 20);
	assert_true(report.has_more_errors);
}

static void a_departure_stands_once_in_a_file(void **state)
{
	(void)state;
	struct import_report report = import(LINE_AX1 LINE_AX1);
	assert_int_equal(report.error_count, 1);
	assert_int_equal(report.errors[0].line, 3);
	assert_non_null(strstr(report.errors[0].text, "line 2"));
}

static void what_has_ended_or_flies_elsewhere_stays_and_keeps_the_file_out(void **state)
{
	(void)state;
	import(LINE_AX1 "AX2,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,12000,3500\n");
	database_sql(db, "UPDATE departure SET state = 'cancelled' WHERE flight_no = 'AX1'");
	struct import_report report = import(
	    "AX1,2030-12-01,FRA,LHR,11:00,11:45,0,A320,EUR,12000,3500\n"
	    "AX2,2030-12-01,FRA,JFK,10:00,13:45,0,A320,EUR,12000,3500\n"
	    "AX3,2030-12-01,FRA,LHR,10:00,10:45,0,A320,EUR,12000,3500\n");
	assert_int_equal(report.error_count, 2);
	assert_int_equal(report.errors[0].line, 2);
	assert_int_equal(report.errors[1].line, 3);
	assert_null(there("AX3", "2030-12-01"));
	/* Saying again what is so is no change. */
	report = import(LINE_AX1);
	assert_report(&report, 0, 0, 1);
}

static void a_whole_season_goes_in_at_once(void **state)
{
	enum { FLIGHTS = 5, DAYS = 700 };
	const char *date;
	apr_array_header_t *lines = apr_array_make(pool, FLIGHTS * DAYS, sizeof(const char *));

	(void)state;
	for (int day = 0; day < DAYS; day++) {
		date = apr_pstrndup(pool,
		    clock_text(instant_of("2030-01-01T00:00:00Z") + day * CLOCK_DAY, pool), 10);
		for (int flight = 1; flight <= FLIGHTS; flight++)
			APR_ARRAY_PUSH(lines, const char *) = apr_psprintf(pool,
			    "AX%d,%s,FRA,LHR,10:00,10:45,0,A320,EUR,12000,3500\n", flight, date);
	}
	const char *all = apr_array_pstrcat(pool, lines, 0);
	struct import_report report = import(all);
	assert_report(&report, FLIGHTS * DAYS, 0, 0);
	report = import(all);
	assert_report(&report, 0, 0, FLIGHTS * DAYS);
	assert_int_equal(feed_length(), FLIGHTS * DAYS);
}

static int start(void **state)
{
	int file = mkstemp(path);
	return file < 0 || close(file) != 0 ? -1 : database_start(state);
}

static int stop(void **state)
{
	unlink(path);
	return database_stop(state);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, flights_set_up, flights_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_become_departures),
		TEST(the_same_file_again_changes_nothing),
		TEST(a_changed_line_moves_or_prices_the_departure_anew),
		TEST(one_wrong_line_keeps_all_out_and_every_wrong_line_is_named),
		TEST(at_most_twenty_wrong_lines_are_named),
		TEST(a_departure_stands_once_in_a_file),
		TEST(what_has_ended_or_flies_elsewhere_stays_and_keeps_the_file_out),
		TEST(a_whole_season_goes_in_at_once),
	};
	return cmocka_run_group_tests_name("flights_import", tests, start, stop);
}
