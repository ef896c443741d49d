/* A click counts once: copies, other requests under its key, refusals, and connections lost at COMMIT. */
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"

#include "base/pool.h"
#include "base/random.h"
#include "db/hosts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int64_t holds_of(const struct desk *desk)
{
	return database_number(
	    desks_db(), "SELECT COUNT(*) FROM hold WHERE address = '%s'", desk->address);
}

static void a_copy_gets_the_same_answer(void **state)
{
	struct desk *desk = desk_new();
	const char *key = random_ref(desks_pool());
	const struct wish wish = {
		.departures = { departure_new(48, 3) }, .seats = "1A", .key = key
	};
	const char *answer;
	const char *ref = desk_hold(desk, &wish);
	struct click click = click_of(key, "1A");
	(void)state;
	assert_string_equal(desk_hold(desk, &wish), ref);
	assert_int_equal(desk_find_hold(desk, ref)->version, 1);
	assert_no_err(click_find(desk, &click, &answer));
	assert_string_equal(answer, apr_pstrcat(desks_pool(), "/holds/", ref, NULL));
	/* Whatever happened since. */
	assert_no_err(hold_release(desk, ref));
	assert_string_equal(desk_hold(desk, &wish), ref);
	assert_int_equal(holds_of(desk), 1);
}

static void a_key_is_for_one_request_of_one_browser(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const char *key = random_ref(desks_pool());
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .seats = "1A", .key = key });
	const char *answer;
	struct click click = click_of(key, "something else");
	(void)state;
	assert_err(
	    desk_place(desk,
		&(struct wish){ .departures = { departure }, .seats = "1B", .key = key }, &answer),
	    CODE_KEY_REUSED);
	assert_err(click_find(desk, &click, &answer), CODE_KEY_REUSED);
	assert_no_err(click_find(other, &click, &answer));
	assert_null(answer);
	assert_string_not_equal(
	    desk_hold(
		other, &(struct wish){ .departures = { departure }, .seats = "1B", .key = key }),
	    ref);
}

static void a_refusal_is_not_kept(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const struct wish wish = { .departures = { departure_new(48, 3) },
		.seats = "1A",
		.key = random_ref(desks_pool()) };
	const char *ref;
	const char *in_the_way = desk_hold(
	    other, &(struct wish){ .departures = { wish.departures[0] }, .seats = "1A" });
	(void)state;
	assert_err(desk_place(desk, &wish, &ref), CODE_SEAT_TAKEN);
	assert_no_err(hold_release(other, in_the_way));
	desk_hold(desk, &wish);
}

#define COPIES 8
struct copies {
	struct desk *desks[COPIES];
	const char *refs[COPIES];
	const struct err *errs[COPIES];
	struct wish wish;
};

static void place_copy(size_t number, void *arg)
{
	struct copies *copies = arg;
	copies->errs[number] = desk_place(
	    copies->desks[number], &copies->wish, &copies->refs[number]);
}

static void copies_at_the_same_time_are_one(void **state)
{
	struct copies copies = { .wish = { .departures = { departure_new(48, 3) },
				     .seats = "2A",
				     .key = random_ref(desks_pool()) } };
	copies.desks[0] = desk_new();
	(void)state;
	for (size_t i = 1; i < COPIES; i++)
		copies.desks[i] = desk_tab(copies.desks[0]);
	at_once(COPIES, place_copy, &copies);
	for (size_t i = 0; i < COPIES; i++) {
		assert_no_err(copies.errs[i]);
		assert_string_equal(copies.refs[i], copies.refs[0]);
	}
	assert_int_equal(holds_of(copies.desks[0]), 1);
	assert_int_equal(desk_find_hold(copies.desks[0], copies.refs[0])->version, 1);
}

static void a_commit_whose_answer_was_lost_is_found(void **state)
{
	apr_pool_t *pool = pool_new(desks_pool());
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref, *locator;
	struct desk *shaky = desk_behind(desk, proxy);
	(void)state;
	desk_hold(desk, &(struct wish){ .departures = { departure } }); /* the departure is known */
	proxy_fail(proxy, PROXY_CUT_AFTER_COMMIT, 1);
	assert_no_err(
	    desk_place(shaky, &(struct wish){ .departures = { departure }, .seats = "1A" }, &ref));
	assert_int_equal(proxy_faults(proxy), 1);
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->version, 2);
	desk_fill(desk, ref, "Hopper");
	proxy_fail(proxy, PROXY_CUT_AFTER_COMMIT, 1);
	assert_no_err(booking_confirm(shaky, ref, 3, hold->total_minor, &locator));
	assert_int_equal(proxy_faults(proxy), 2);
	assert_string_equal(desk_find_hold(desk, ref)->locator, locator);
	proxy_stop(proxy);
}

static void a_commit_that_never_arrived_had_no_effect(void **state)
{
	apr_pool_t *pool = pool_new(desks_pool());
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } });
	const char *locator;
	struct desk *shaky = desk_behind(desk, proxy);
	(void)state;
	desk_fill(desk, ref, "Hopper");
	proxy_fail(proxy, PROXY_CUT_AT_COMMIT, 1);
	assert_err(
	    desk_place(shaky, &(struct wish){ .departures = { departure }, .seats = "1A" }, &ref),
	    CODE_UNAVAILABLE);
	proxy_fail(proxy, PROXY_CUT_AT_COMMIT, 1);
	assert_err(booking_confirm(shaky, ref, 2, 12000, &locator), CODE_UNAVAILABLE);
	assert_int_equal(proxy_faults(proxy), 2);
	assert_int_equal(desk_find_hold(desk, ref)->version, 2);
	assert_int_equal(desk_find_hold(desk, ref)->state, HOLD_OPEN);
	proxy_stop(proxy);
}

/* Two servers, which are one and the same behind two doors; a request whose COMMIT is lost at the first while the program moves to the second. */
struct move {
	struct proxy *doors[2];
	struct db_hosts *hosts;
	enum proxy_fault fault;
	struct desk *desk;
	struct wish wish;
	const char *hold; /* NULL: `wish` is placed; else this one is booked */
	const char *answer;
	const struct err *err;
};

static void ask_and_move(size_t number, void *arg)
{
	struct move *move = arg;
	if (number == 0) {
		move->err = move->hold == NULL
		    ? desk_place(move->desk, &move->wish, &move->answer)
		    : booking_confirm(move->desk, move->hold, 2, 12000, &move->answer);
		return;
	}
	proxy_halted(move->doors[0]);
	hosts_move(move->hosts, 1);
	proxy_fail(move->doors[0], move->fault, 1);
	proxy_halt(move->doors[0], NULL);
	proxy_go(move->doors[0]);
}

static const struct err *lose_and_move(struct move *move, enum proxy_fault fault)
{
	int faults = proxy_faults(move->doors[0]);
	move->fault = fault;
	hosts_move(move->hosts, 0);
	proxy_halt(move->doors[0], "COMMIT");
	at_once(2, ask_and_move, move);
	assert_int_equal(proxy_faults(move->doors[0]), faults + 1);
	assert_int_equal(hosts_present(move->hosts), 1);
	return move->err;
}

static void move_start(struct move *move, apr_pool_t *pool)
{
	struct db_settings through = *database_settings();
	*move = (struct move){ .wish = {
				   .departures = { departure_new(48, 3) },
				   .seats = "2A",
				   .key = random_ref(pool),
			       } };
	for (size_t i = 0; i < 2; i++)
		move->doors[i] = proxy_start(through.socket, pool);
	through.socket = NULL;
	assert_no_err(hosts_read(apr_psprintf(pool, "127.0.0.1:%u 127.0.0.1:%u",
				     proxy_port(move->doors[0]), proxy_port(move->doors[1])),
	    3306, pool, &through.hosts));
	move->hosts = through.hosts;
	move->desk = desk_at(desk_new(), &through);
	/* The departure is known. */
	desk_hold(desk_new(),
	    &(struct wish){ .departures = { move->wish.departures[0] }, .seats = "3A" });
}

/* The first server might live and commit what was sent to it, after the second one was asked. */
static void what_another_server_does_not_know_stays_unsure(void **state)
{
	apr_pool_t *pool = pool_new(desks_pool());
	struct move move;
	const char *ref;
	(void)state;
	move_start(&move, pool);
	assert_err(lose_and_move(&move, PROXY_CUT_AT_COMMIT), CODE_UNSURE);
	assert_int_equal(holds_of(move.desk), 0);
	/* The same again settles it. */
	ref = desk_hold(move.desk, &move.wish);
	assert_int_equal(holds_of(move.desk), 1);
	desk_fill(move.desk, ref, "Hopper");
	move.hold = ref;
	assert_err(lose_and_move(&move, PROXY_CUT_AT_COMMIT), CODE_UNSURE);
	assert_int_equal(desk_find_hold(move.desk, ref)->state, HOLD_OPEN);
	assert_no_err(booking_confirm(move.desk, ref, 2, 12000, &move.answer));
	assert_string_equal(desk_find_hold(move.desk, ref)->locator, move.answer);
	/* And where nothing has moved since, what is not there is known not to be. */
	move.wish.key = random_ref(pool);
	move.wish.seats = "2B";
	proxy_fail(move.doors[1], PROXY_CUT_AT_COMMIT, 1);
	assert_err(desk_place(move.desk, &move.wish, &ref), CODE_UNAVAILABLE);
	assert_int_equal(proxy_faults(move.doors[1]), 1);
	for (size_t i = 0; i < 2; i++)
		proxy_stop(move.doors[i]);
}

static void what_another_server_knows_is_done(void **state)
{
	struct move move;
	(void)state;
	move_start(&move, pool_new(desks_pool()));
	assert_no_err(lose_and_move(&move, PROXY_CUT_AFTER_COMMIT));
	assert_int_equal(holds_of(move.desk), 1);
	const char *ref = move.hold = move.answer;
	desk_fill(move.desk, ref, "Hopper");
	assert_no_err(lose_and_move(&move, PROXY_CUT_AFTER_COMMIT));
	assert_string_equal(desk_find_hold(move.desk, ref)->locator, move.answer);
	for (size_t i = 0; i < 2; i++)
		proxy_stop(move.doors[i]);
}

/* By the database's clock, and by the sweep alone: until then even an older one answers. */
static void keys_are_forgotten_after_two_days(void **state)
{
	struct desk *desk = desk_new();
	const char *answer;
	int64_t count;
	const char *old = random_ref(desks_pool()), *young = random_ref(desks_pool());
	struct click click = click_of(old, "");
	(void)state;
	desk_hold(desk, &(struct wish){ .departures = { departure_new(48, 3) }, .key = old });
	desk_hold(desk, &(struct wish){ .departures = { departure_new(48, 3) }, .key = young });
	database_sql(desks_db(),
	    "UPDATE click SET created_at = NOW(6) - INTERVAL '48:01' HOUR_MINUTE"
	    " WHERE form_key = '%s'",
	    old);
	database_sql(desks_db(),
	    "UPDATE click SET created_at = NOW(6) - INTERVAL '47:59' HOUR_MINUTE"
	    " WHERE form_key = '%s'",
	    young);
	assert_no_err(click_find(desk, &click, &answer));
	assert_non_null(answer);
	assert_no_err(click_sweep(desk, 1000, &count));
	assert_int_equal(count, 1);
	assert_no_err(click_find(desk, &click, &answer));
	assert_null(answer);
	click.key = young;
	assert_no_err(click_find(desk, &click, &answer));
	assert_non_null(answer);
	assert_no_err(click_sweep(desk, 1000, &count));
	assert_int_equal(count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_gets_the_same_answer),
		cmocka_unit_test(a_key_is_for_one_request_of_one_browser),
		cmocka_unit_test(a_refusal_is_not_kept),
		cmocka_unit_test(copies_at_the_same_time_are_one),
		cmocka_unit_test(a_commit_whose_answer_was_lost_is_found),
		cmocka_unit_test(a_commit_that_never_arrived_had_no_effect),
		cmocka_unit_test(what_another_server_does_not_know_stays_unsure),
		cmocka_unit_test(what_another_server_knows_is_done),
		cmocka_unit_test(keys_are_forgotten_after_two_days),
	};
	return DESKS_RUN("click", tests, desks_stop);
}
