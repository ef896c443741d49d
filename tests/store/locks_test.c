/* Which locks InnoDB takes at each statement of buying, changing, cancelling and closing: by the engine's own account, compared with the table in docs/transactions.md. */
#include "support/changes.h"
#include "support/database.h"
#include "support/desks.h"
#include "support/lock_table.h"
#include "support/proxy.h"
#include "support/proxy_wire.h"
#include "support/waits.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"
#include "domain/departure_work.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DOCUMENT "docs/transactions.md"
#define FROM "<!-- locks: written by tests/store/locks_test.c -->\n"
#define TO "<!-- locks: end -->\n"
#define CROWD 40

/* Two adults on one departure, as far as the scenario needs them. */
struct scenario {
	const char *title;
	void (*run)(struct scenario *scenario);
	bool is_booked, is_optimistic;
	struct desk *desk; /* behind the proxy */
	const struct departure *departure;
	const char *ref, *locator;
	const struct err *err;
};

static struct proxy *line;

static const char *full(const struct scenario *scenario, const char *seat)
{
	return apr_pstrcat(scenario->desk->pool, scenario->departure->name, "/", seat, NULL);
}

static void place(struct scenario *scenario)
{
	const struct wish wish = {
		.departures = { scenario->departure }, .seats = "2A 2B", .party = { .adults = 2 }
	};
	scenario->err = desk_place(scenario->desk, &wish, &scenario->ref);
}

static void confirm(struct scenario *scenario)
{
	scenario->err = booking_confirm(
	    scenario->desk, scenario->ref, 2, 24000, &scenario->locator);
}

static void change_seat(struct scenario *scenario)
{
	static const unsigned char what[32] = { 1 };
	scenario->err = booking_set_seat(scenario->desk,
	    &(struct seat_change){ scenario->locator, 1, scenario->departure->name, 1,
		full(scenario, "3C"), { "key-of-the-change", what, NULL } });
}

static void cancel(struct scenario *scenario)
{
	static const unsigned char what[32] = { 2 };
	const struct click click = { "key-of-cancelling", what, NULL };
	scenario->err = booking_cancel(scenario->desk, scenario->locator, 1, 0, &click);
}

static void correct_name(struct scenario *scenario)
{
	static const unsigned char what[32] = { 3 };
	struct passenger people[PARTY_PASSENGERS_MAX];
	size_t count = booking_travelling(
	    desk_find_booking(scenario->desk, scenario->locator), people);
	people[0].given_name = "Adah";
	scenario->err = booking_set_names(scenario->desk,
	    &(struct name_change){
		scenario->locator, 1, people, count, { "key-of-the-name", what, NULL } });
}

static void cancel_part(struct scenario *scenario)
{
	static const unsigned char what[32] = { 4 };
	scenario->err = booking_cancel_part(scenario->desk,
	    &(struct part_cancel){
		scenario->locator, 1, { 2, NULL }, 0, 12000, { "key-of-the-part", what, NULL } });
}

static void close_sales(struct scenario *scenario)
{
	bool is_changed;
	scenario->err = departure_close_sales(scenario->desk, scenario->departure->flight_no,
	    scenario->departure->on, "fog", &is_changed);
}

static void retime(struct scenario *scenario)
{
	struct departure later = *scenario->departure;
	int64_t id;
	later.version = 2;
	later.state = DEPARTURE_RETIMED;
	later.departs_at += CLOCK_HOUR;
	later.arrives_at += CLOCK_HOUR;
	scenario->err = departure_learn(scenario->desk, &later, &id);
}

/* Somebody else's party has to sit elsewhere. */
static void seat_anew(struct scenario *scenario)
{
	int64_t steps;
	scenario->err = departure_work_run(scenario->desk, 1, &steps);
}

static void sweep(struct scenario *scenario)
{
	int64_t count;
	scenario->err = hold_expire_due(scenario->desk, FROM_THE_FIRST, 0, &count);
}

static void *run(void *arg)
{
	struct scenario *scenario = arg;
	scenario->run(scenario);
	return NULL;
}

static void set_up(struct scenario *scenario)
{
	struct desk *customer = desk_new();
	const struct wish wish = {
		.departures = { scenario->departure = departure_new(48, 4) },
		.seats = "1A 1B",
		.party = { .adults = 2 },
	};
	desks_settings()->locking = scenario->is_optimistic ? LOCKING_OPTIMISTIC
							    : LOCKING_PESSIMISTIC;
	scenario->desk = desk_behind(customer, line);
	desk_book(desk_new(),
	    &(struct wish){ .departures = { scenario->departure }, .seats = "4D" }, surname_new());
	if (scenario->is_booked) {
		scenario->locator = desk_book(customer, &wish, surname_new());
	} else if (scenario->run != place) {
		scenario->ref = desk_hold(customer, &wish);
		desk_fill(customer, scenario->ref, surname_new());
	} else {
		/* A browser that was here before. */
		assert_no_err(hold_release(customer,
		    desk_hold(customer, &(struct wish){ .departures = { departure_new(48, 4) } })));
	}
	if (scenario->run == sweep)
		hold_is_over(scenario->ref);
	changes_finish();
	if (scenario->run == seat_anew) {
		struct departure smaller = changes_reequipped(scenario->departure, 3, true);
		changes_learn(&smaller);
	}
}

/* One scenario: a line for each of its statements, from the first of the transaction to the last before COMMIT. */
static void look_at(struct scenario *scenario, struct lock_table *out)
{
	char statement[PROXY_TEXT_MAX] = "";
	pthread_t thread;
	set_up(scenario);
	int64_t connection = database_number(scenario->desk->db, "SELECT CONNECTION_ID()");
	lock_table_title(out, scenario->title);
	proxy_split(line, true);
	proxy_halt(line, "");
	assert_int_equal(pthread_create(&thread, NULL, run, scenario), 0);
	for (;;) {
		const char *next = proxy_halted(line);
		assert_non_null(next);
		if (statement[0] != '\0' && strcmp(statement, PROXY_BEGIN) != 0)
			lock_table_add(out, statement, connection);
		bool is_last = strcmp(next, "COMMIT") == 0;
		if (statement[0] != '\0' || strcmp(next, PROXY_BEGIN) == 0)
			strcpy(statement, next);
		if (is_last)
			break;
		proxy_go(line);
	}
	proxy_halt(line, NULL);
	proxy_split(line, false);
	proxy_go(line);
	pthread_join(thread, NULL);
	assert_no_err(scenario->err);
}

static const char *document(apr_pool_t *pool)
{
	static char text[65536];
	FILE *file = fopen(DOCUMENT, "r");
	assert_non_null(file);
	size_t length = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[length] = '\0';
	const char *from = strstr(text, FROM), *to = strstr(text, TO);
	assert_non_null(from);
	assert_non_null(to);
	from += strlen(FROM);
	return apr_pstrmemdup(pool, from, (apr_size_t)(to - from));
}

/* Enough of everything that the server reads by its keys, as it does on a real site. */
static void fill_tables(void)
{
	for (int i = 0; i < CROWD; i++)
		desk_book(desk_new(),
		    &(struct wish){ .departures = { departure_new(48, 4), departure_new(72, 4) } },
		    surname_new());
	database_sql(desks_db(),
	    "ANALYZE TABLE browser, customer, departure, departure_cabin, hold, segment, passenger,"
	    " price_line, booking, seat_claim, coupon, ledger, event, seat_event, outbox, click");
}

/* Taking seats optimistically is the same but for the one statement that locks them first, which is a plain read there. */
static void look_at_the_other_way(const struct lock_table *pessimistic, apr_pool_t *pool)
{
	static const char LOCKING[] = "| | SELECT seat_claim FOR UPDATE | seat_claim IX |\n";
	static const char LAST[] = " | none |\n"; /* the plain reads */
	struct scenario scenario = { .title = "`hold_place`", .run = place, .is_optimistic = true };
	struct lock_table *table = lock_table_new(pool);
	look_at(&scenario, table);
	const char *before = lock_table_text(pessimistic);
	const char *at = strstr(before, LOCKING);
	assert_non_null(at);
	const char *rest = at + strlen(LOCKING);
	const char *end = strstr(rest, LAST);
	assert_non_null(end);
	assert_string_equal(lock_table_text(table),
	    apr_pstrcat(pool, apr_pstrmemdup(pool, before, (apr_size_t)(at - before)),
		apr_pstrmemdup(pool, rest, (apr_size_t)(end - rest)), ", seat_claim", end, NULL));
}

static void the_document_says_what_the_engine_says(void **state)
{
	struct scenario scenarios[] = {
		{ .title = "`hold_place`", .run = place },
		{ .title = "`booking_confirm`", .run = confirm },
		{ .title = "`booking_set_seat`", .run = change_seat, .is_booked = true },
		{ .title = "`booking_cancel`", .run = cancel, .is_booked = true },
		{ .title = "`booking_cancel_part`", .run = cancel_part, .is_booked = true },
		{ .title = "`booking_set_names`", .run = correct_name, .is_booked = true },
		{ .title = "`hold_expire_due`", .run = sweep },
		{ .title = "`departure_close_sales`", .run = close_sales, .is_booked = true },
		{ .title = "`departure_learn`", .run = retime, .is_booked = true },
		{ .title = "`departure_work_run`", .run = seat_anew, .is_booked = true },
	};
	apr_pool_t *pool = pool_new(desks_pool());
	(void)state;
	database_sql(desks_db(), "SET GLOBAL innodb_status_output_locks = ON");
	line = proxy_start(database_settings()->socket, pool);
	/* Whoever sees the past keeps deleted rows from being swept away: the engine's locks on them are there each time. */
	struct db *past = database_open(pool);
	database_sql(past, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
	database_sql(past, "START TRANSACTION WITH CONSISTENT SNAPSHOT");
	fill_tables();
	struct lock_table *table = lock_table_new(pool);
	for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
		look_at(&scenarios[i], table);
		if (i == 0)
			look_at_the_other_way(table, pool);
	}
	desks_reset();
	proxy_stop(line);
	const char *seen = lock_table_text(table);
	if (strcmp(seen, document(pool)) == 0)
		return;
	printf(
	    "%s says something else between its two marks. The engine says:\n%s", DOCUMENT, seen);
	fail();
}

/* A row that was just inserted is locked by its transaction's number alone, until somebody wants it: then the engine shows who waits for whom. */
static void a_new_claim_is_locked_when_somebody_wants_it(void **state)
{
	static const char *const wanted[] = { "X", "S" };
	apr_pool_t *pool = pool_new(desks_pool());
	(void)state;
	for (int locking = 0; locking < 2; locking++) {
		struct scenario first = {
			.title = "", .run = place, .is_optimistic = locking == 1
		};
		pthread_t threads[2];
		line = proxy_start(database_settings()->socket, pool);
		set_up(&first);
		struct scenario second = first;
		second.desk = desk_new();
		proxy_halt(line, "COMMIT");
		assert_int_equal(pthread_create(&threads[0], NULL, run, &first), 0);
		assert_non_null(proxy_halted(line));
		assert_int_equal(pthread_create(&threads[1], NULL, run, &second), 0);
		await_lock_waits("seat_claim", wanted[locking], 1);
		proxy_halt(line, NULL);
		proxy_go(line);
		for (int i = 0; i < 2; i++)
			pthread_join(threads[i], NULL);
		assert_no_err(first.err);
		assert_err(second.err, CODE_SEAT_TAKEN);
		proxy_stop(line);
	}
	desks_reset();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_document_says_what_the_engine_says),
		cmocka_unit_test(a_new_claim_is_locked_when_somebody_wants_it),
	};
	return cmocka_run_group_tests_name("locks", tests, desks_start, desks_stop);
}
