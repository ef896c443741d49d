/* A click counts once: copies, other requests under its key, refusals, and connections lost at COMMIT. */
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"

#include "base/pool.h"
#include "base/random.h"

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
	struct db_settings through = *database_settings();
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref, *locator;
	through.socket = proxy_socket(proxy);
	struct desk *shaky = desk_at(desk, &through);
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
	struct db_settings through = *database_settings();
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } });
	const char *locator;
	through.socket = proxy_socket(proxy);
	struct desk *shaky = desk_at(desk, &through);
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
		cmocka_unit_test(keys_are_forgotten_after_two_days),
	};
	desks_locking(LOCKING_PESSIMISTIC);
	int failed = cmocka_run_group_tests_name(
	    "click, pessimistic", tests, desks_start, desks_stop);
	desks_locking(LOCKING_OPTIMISTIC);
	return failed +
	    cmocka_run_group_tests_name("click, optimistic", tests, desks_start, desks_stop);
}
