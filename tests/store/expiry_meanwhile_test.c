/* A hold whose time is over between the look at it and what is written of it: the statement that writes decides, whatever was read. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* One customer's click, made in time. */
struct click_in_time {
	struct desk *desk;
	struct desk *late; /* the same customer's, behind a line that can be held up */
	const struct departure *departure;
	const char *ref;
	const char *answer;
	const struct err *err;
};

static void *sell(void *arg)
{
	struct click_in_time *click = arg;
	click->err = booking_confirm(click->late, click->ref, 2, 12000, &click->answer);
	return NULL;
}

static void *give_back(void *arg)
{
	struct click_in_time *click = arg;
	click->err = hold_release(click->late, click->ref);
	return NULL;
}

static void *keep_longer(void *arg)
{
	struct click_in_time *click = arg;
	click->err = hold_extend(click->late, click->ref);
	return NULL;
}

static void *name_somebody(void *arg)
{
	static const struct passenger ada = {
		.given_name = "Ada", .surname = "Lovelace", .born_on = 3652
	};
	static const struct contact contact = { "ada@example.com", NULL };
	struct click_in_time *click = arg;
	click->err = hold_set_passengers(click->late, click->ref, &ada, 1, &contact);
	return NULL;
}

static void *move(void *arg)
{
	struct click_in_time *click = arg;
	click->err = desk_place(click->late,
	    &(struct wish){ .departures = { click->departure }, .seats = "2A" }, &click->answer);
	return NULL;
}

/*
 * `run`, held up before the statement that begins with `start`; then the hold is over, and it goes on. What it wants to write of the hold is not written: that is open still, at `version`, until the worker writes down that it is over.
 */
static void run_past_the_end(
    struct click_in_time *click, void *(*run)(void *arg), const char *start, int version)
{
	struct proxy *line = proxy_start(database_settings()->socket, desks_pool());
	pthread_t thread;
	click->late = desk_behind(click->desk, line);
	proxy_halt(line, start);
	assert_int_equal(pthread_create(&thread, NULL, run, click), 0);
	assert_non_null(proxy_halted(line));
	proxy_halt(line, NULL);
	/* Without a look at the customer's row, which the click has for itself. */
	database_sql(desks_db(), "SET foreign_key_checks = 0");
	database_sql(
	    desks_db(), "UPDATE hold SET expires_at = NOW(6) WHERE ref = '%s'", click->ref);
	database_sql(desks_db(), "SET foreign_key_checks = 1");
	proxy_go(line);
	pthread_join(thread, NULL);
	proxy_stop(line);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM hold h LEFT JOIN booking b ON b.hold_id = h.id"
			     " WHERE h.ref = '%s' AND h.state = 'open' AND h.version = %d"
			     " AND h.ended_at IS NULL AND h.expires_at <= NOW(6) AND b.id IS NULL",
			     click->ref, version),
	    1);
	hold_is_over(click->ref);
	int64_t count;
	assert_no_err(hold_expire_due(desk_new(), FROM_THE_FIRST, WHOLE_TURN_MS, &count));
	assert_int_equal(count, 1);
}

static struct click_in_time *with_a_hold(void)
{
	struct click_in_time *click = pool_make(desks_pool(), struct click_in_time);
	click->desk = desk_new();
	click->departure = departure_new(48, 3);
	click->ref = desk_hold(
	    click->desk, &(struct wish){ .departures = { click->departure }, .seats = "1A" });
	return click;
}

static void what_is_over_when_it_is_written_is_not_sold(void **state)
{
	struct click_in_time *click = with_a_hold();
	(void)state;
	desk_fill(click->desk, click->ref, "Lovelace");
	run_past_the_end(click, sell, "INSERT INTO booking", 2);
	assert_err(click->err, CODE_HOLD_EXPIRED);
	assert_int_equal(claims_on(click->departure), 0);
}

static void what_is_over_when_it_is_written_is_not_kept_longer(void **state)
{
	struct click_in_time *click = with_a_hold();
	(void)state;
	run_past_the_end(click, keep_longer, "UPDATE hold", 1);
	assert_err(click->err, CODE_HOLD_EXPIRED);
	assert_int_equal(claims_on(click->departure), 0);
}

static void what_is_over_when_it_is_written_is_not_filled_in(void **state)
{
	struct click_in_time *click = with_a_hold();
	(void)state;
	run_past_the_end(click, name_somebody, "INSERT INTO passenger", 1);
	assert_err(click->err, CODE_HOLD_EXPIRED);
}

/* To who gives back it is the same; to the history it is not. */
static void what_is_over_when_it_is_written_is_expired_and_not_given_back(void **state)
{
	struct click_in_time *click = with_a_hold();
	(void)state;
	run_past_the_end(click, give_back, "UPDATE hold", 1);
	assert_no_err(click->err);
	assert_int_equal(desk_find_hold(click->desk, click->ref)->state, HOLD_EXPIRED);
}

static void what_is_over_when_it_is_written_is_not_moved(void **state)
{
	struct click_in_time *click = with_a_hold();
	(void)state;
	run_past_the_end(click, move, "UPDATE hold", 1);
	assert_no_err(click->err);
	assert_string_not_equal(click->answer, click->ref);
	assert_int_equal(claims_on(click->departure), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_over_when_it_is_written_is_not_sold),
		cmocka_unit_test(what_is_over_when_it_is_written_is_not_kept_longer),
		cmocka_unit_test(what_is_over_when_it_is_written_is_not_filled_in),
		cmocka_unit_test(what_is_over_when_it_is_written_is_expired_and_not_given_back),
		cmocka_unit_test(what_is_over_when_it_is_written_is_not_moved),
	};
	return DESKS_RUN("expiry meanwhile", tests, desks_stop);
}
