/* What is told again is on disk by then: the server shows a commit before it is, and a kill at that moment takes it back. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The server may write its log down by itself between two of our statements; not again and again. */
#define TRIES 20

static int64_t log_number(const char *name)
{
	return database_number(desks_db(),
	    "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = '%s'",
	    name);
}

/* Commits are answered before they are on disk, as they are seen before. */
static void set_early(bool is_early)
{
	database_sql(
	    desks_db(), "SET GLOBAL innodb_flush_log_at_timeout = %d", is_early ? 2700 : 1);
	database_sql(
	    desks_db(), "SET GLOBAL innodb_flush_log_at_trx_commit = %d", is_early ? 0 : 1);
}

static int put_back(void **state)
{
	(void)state;
	database_sql(desks_db(), "SET GLOBAL innodb_flush_log_at_timeout = 1");
	database_sql(desks_db(), "SET GLOBAL innodb_flush_log_at_trx_commit = 0");
	return 0;
}

/* What is done once, and then told again. */
struct deed {
	struct desk *desk;
	struct wish wish;
	const char *ref;
	const char *locator;
	struct click click;
};
typedef void act(struct deed *deed);

static struct deed begin(void)
{
	return (struct deed){
		.desk = desk_new(),
		.wish = { .departures = { departure_new(48, 3) },
		    .seats = "1A",
		    .key = random_ref(desks_pool()) },
		.click = click_of(NULL, "cancel"),
	};
}

static void place(struct deed *deed)
{
	deed->ref = desk_hold(deed->desk, &deed->wish);
}

static void ask_for_the_click(struct deed *deed)
{
	struct click click = click_of(deed->wish.key, "1A");
	const char *answer;
	assert_no_err(click_find(deed->desk, &click, &answer));
	assert_non_null(answer);
}

static void hold(struct deed *deed)
{
	place(deed);
	desk_fill(deed->desk, deed->ref, "Lovelace");
}

static void confirm(struct deed *deed)
{
	const struct hold *seen = desk_find_hold(deed->desk, deed->ref);
	assert_no_err(booking_confirm(
	    deed->desk, deed->ref, seen->version, seen->total_minor, &deed->locator));
}

static void book(struct deed *deed)
{
	hold(deed);
	confirm(deed);
}

static void cancel(struct deed *deed)
{
	const struct booking *seen = desk_find_booking(deed->desk, deed->locator);
	assert_no_err(booking_cancel(deed->desk, deed->locator, seen->version, 0, &deed->click));
}

/* From another form, with a key of its own. */
static void cancel_anew(struct deed *deed)
{
	deed->click = click_of(NULL, "cancel");
	cancel(deed);
}

static void move(struct deed *deed)
{
	const struct booking *seen = desk_find_booking(deed->desk, deed->locator);
	const char *departure = deed->wish.departures[0]->name;
	const struct seat_change change = {
		.locator = deed->locator,
		.version = seen->version,
		.departure = departure,
		.passenger_no = 1,
		.seat = apr_pstrcat(desks_pool(), departure, "/2B", NULL),
		.click = click_of(NULL, "2B"),
	};
	assert_no_err(booking_set_seat(deed->desk, &change));
}

static void release(struct deed *deed)
{
	assert_no_err(hold_release(deed->desk, deed->ref));
}

static void fill(struct deed *deed)
{
	desk_fill(deed->desk, deed->ref, "Lovelace");
}

/* `again` changes nothing of its own; what `first` did is on disk when it has answered. */
static void is_on_disk(act *before, act *first, act *again)
{
	for (int i = 0; i < TRIES; i++) {
		struct deed deed = begin();
		set_early(false);
		if (before != NULL)
			before(&deed);
		set_early(true);
		first(&deed);
		int64_t done = log_number("Innodb_lsn_current");
		set_early(false);
		if (log_number("Innodb_lsn_flushed") >= done)
			continue;
		again(&deed);
		assert_true(log_number("Innodb_lsn_flushed") >= done);
		return;
	}
	fail_msg("the server has always written its log down by itself");
}

static void the_answer_of_a_click(void **state)
{
	(void)state;
	is_on_disk(NULL, place, place);
	is_on_disk(NULL, place, ask_for_the_click);
	is_on_disk(book, cancel, cancel);
}

static void the_booking_of_a_hold(void **state)
{
	(void)state;
	is_on_disk(hold, confirm, confirm);
}

static void what_is_so_already(void **state)
{
	(void)state;
	is_on_disk(book, cancel, cancel_anew);
	is_on_disk(book, move, move);
	is_on_disk(place, release, release);
	is_on_disk(place, fill, fill);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_answer_of_a_click, put_back),
		cmocka_unit_test_teardown(the_booking_of_a_hold, put_back),
		cmocka_unit_test_teardown(what_is_so_already, put_back),
	};
	return cmocka_run_group_tests_name("told_again", tests, desks_start, desks_stop);
}
