/* The worker follows the flight service's feed: what is changed there is learned here, however much there is and whatever else goes wrong. */
#include "support/database.h"
#include "support/desks.h"
#include "support/feed.h"

#include "base/pool.h"
#include "domain/departure_internal.h"
#include "domain/departure_known.h"
#include "jobs/jobs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TEN \
	"(SELECT 0 d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL " \
	"SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL " \
	"SELECT 8 UNION ALL SELECT 9)"

/* ZF1 to ZF300 on 100 days from DATE: more than any one question may answer. */
static void insert_a_season(void)
{
	database_sql(desks_db(),
	    "INSERT INTO departure (flight_no, departs_on, origin, destination, departs_at,"
	    " arrives_at, origin_offset, destination_offset, state, service_version,"
	    " aircraft_code, aircraft_name) SELECT CONCAT('ZF', 1 + 100 * a.d + 10 * b.d + c.d),"
	    " '" DATE "' + INTERVAL 10 * e.d + f.d DAY, 'FRA', 'LHR', '" DATE " 08:00:00',"
	    " '" DATE " 09:00:00', 60, 0, 'scheduled', 1, 'T1', 'A test' FROM " TEN " a JOIN " TEN
	    " b JOIN " TEN " c JOIN " TEN " e JOIN " TEN " f WHERE a.d < 3");
}

static void lines_that_are_a_season_apart_are_followed_in_a_season_that_is_all_known(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	const char *lines;

	feed_serve(world, "AX204", 4, false);
	feed_learn(desk, feed_remember(world, "AX204"));
	insert_a_season();
	feed_serve(world, "AX204", 5, true);
	lines = apr_pstrcat(world->pool, feed_line(world, 8, "ZF300", "2027-03-10", 1), ",",
	    feed_line(world, 9, "AX204", DATE, 5), NULL);
	feed_serve_lines(world, 9, lines);
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(feed_is_cancelled("AX204", 5), 1);
	database_sql(desks_db(), "DELETE FROM departure WHERE flight_no LIKE 'ZF%%'");
}

/* AX204 and AX9 are known, and changed: AX9 is cancelled, and of AX204 the service gives this answer. */
static void change_both(struct world *world, struct desk *desk, const char *answer)
{
	const char *lines = apr_pstrcat(world->pool, feed_line(world, 8, "AX204", DATE, 2), ",",
	    feed_line(world, 9, "AX9", DATE, 2), NULL);

	feed_serve(world, "AX204", 1, false);
	feed_serve(world, "AX9", 1, false);
	feed_learn(desk, feed_remember(world, "AX204"));
	feed_learn(desk, feed_remember(world, "AX9"));
	assert_int_equal(feed_refresh(desk), 0);
	assert_int_equal(feed_questions(), 0);
	peer_serve(world->peer, ONE, answer, "");
	feed_serve(world, "AX9", 2, true);
	feed_serve_lines(world, 9, lines);
}

/* It waits for its turn, and the feed is read on; then the service mends it. */
static void assert_only_one_waits(struct world *world, struct desk *desk)
{
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(feed_is_cancelled("AX9", 2), 1);
	assert_int_equal(
	    database_number(desks_db(), "SELECT number FROM job_state WHERE name = 'changes'"), 9);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM departure_question q JOIN departure d"
			     " ON d.id = q.departure_id WHERE d.flight_no = 'AX204'"
			     " AND q.version = 2 AND q.failures = 1 AND q.due_at > NOW(6)"),
	    1);
	assert_int_equal(feed_questions(), 1);
	feed_serve(world, "AX204", 2, true);
	assert_int_equal(feed_refresh(desk), 0);
	database_sql(desks_db(), "UPDATE departure_question SET due_at = NOW(6)");
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(feed_is_cancelled("AX204", 2), 1);
	assert_int_equal(feed_questions(), 0);
}

static void one_of_which_nothing_can_be_made_keeps_no_other_from_its_change(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);

	change_both(world, desk, "{}");
	assert_only_one_waits(world, desk);
}

static void one_that_is_said_to_be_older_than_in_the_feed_is_asked_for_again(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);

	change_both(world, desk, flight_json_departure("AX204", DATE, "07:30", 1, world->pool));
	assert_only_one_waits(world, desk);
}

static void one_that_left_long_ago_is_not_asked_for_again(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);

	change_both(world, desk, "{}");
	world_after(60 * 86400);
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(feed_questions(), 0);
}

static void an_answer_that_is_none_keeps_no_other_from_its_turn(void **state)
{
	static const char *const answers[] = {
		"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 404 Of somebody in between\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n",
	};
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	int64_t count = 0;
	bool has_more;

	feed_learn(desk, feed_remember(world, "AX204"));
	feed_serve(world, "AX9", 1, false);
	feed_learn(desk, feed_remember(world, "AX9"));
	for (int i = 0; i < 2; i++) {
		peer_behave(world->peer, PEER_RAW, answers[i]);
		database_sql(desks_db(), "UPDATE departure_question SET due_at = NOW(6)");
		assert_no_err(departure_ask_due(desk, WHOLE_TURN_MS, &count, &has_more));
		assert_int_equal(
		    database_number(desks_db(), "SELECT SUM(failures) FROM departure_question"),
		    2 * (i + 1));
	}
}

static void who_has_failed_comes_after_who_has_not(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	int64_t count = 0;
	bool has_more;

	feed_serve(world, "AX9", 1, false);
	feed_learn(desk, feed_remember(world, "AX204"));
	feed_learn(desk, feed_remember(world, "AX9"));
	database_sql(desks_db(),
	    "UPDATE departure_question q JOIN departure d ON d.id = q.departure_id"
	    " SET q.failures = 3, q.due_at = NOW(6) - INTERVAL 1 HOUR WHERE d.flight_no = 'AX204'");
	peer_behave(world->peer, PEER_CLOSE, NULL);
	assert_err(
	    departure_ask_due(desk, WHOLE_TURN_MS, &count, &has_more), CODE_FLIGHT_SERVICE_DOWN);
	assert_non_null(strstr(peer_last(world->peer, world->pool), "/AX9/"));
	peer_behave(world->peer, PEER_WELL, NULL);
	assert_no_err(departure_ask_due(desk, WHOLE_TURN_MS, &count, &has_more));
	assert_non_null(strstr(peer_last(world->peer, world->pool), "/AX204/"));
}

/* A turn of the worker for which there is no time: one is asked for; whether it says that there is more. */
static bool short_turn(struct desk *desk)
{
	struct job job = { .desk = desk, .budget_ms = 0 };
	int64_t before = feed_questions();

	assert_no_err(job_refresh_departures(&job));
	assert_int_equal(feed_questions(), before - 1);
	return job.has_more;
}

static void a_turn_whose_time_is_over_goes_on_when_the_others_had_theirs(void **state)
{
	static const char *const flights[] = { "AX204", "AX9", "AX12" };
	struct world *world = *state;
	struct desk *desk = feed_desk(world);

	for (size_t i = 0; i < ROWS(flights); i++) {
		departure_forget(apr_pstrcat(world->pool, flights[i], "/" DATE, NULL));
		feed_serve(world, flights[i], 1, false);
		feed_learn(desk, feed_remember(world, flights[i]));
	}
	assert_true(short_turn(desk));
	assert_true(short_turn(desk));
	assert_false(short_turn(desk));
}

/* A batch is read in any case; whether there is another one is asked in the next turn. */
static void a_long_feed_is_read_in_several_turns(void **state)
{
	struct world *world = *state;
	struct job job = { .desk = feed_desk(world), .budget_ms = 0 };

	feed_serve_lines(world, 7, feed_line(world, 7, "AX9", DATE, 2));
	assert_no_err(job_refresh_departures(&job));
	assert_true(job.has_more);
	job.has_more = false;
	assert_no_err(job_refresh_departures(&job));
	assert_false(job.has_more);
}

static void each_pause_is_longer(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	int64_t pause = 0;

	change_both(world, desk, "{}");
	for (int i = 0; i < 12; i++) {
		int64_t before = pause;

		database_sql(desks_db(), "UPDATE departure_question SET due_at = NOW(6)");
		feed_refresh(desk);
		pause = database_number(desks_db(),
		    "SELECT TIMESTAMPDIFF(SECOND, NOW(6), due_at) FROM departure_question");
		assert_in_range(pause, before, 3600);
	}
	assert_in_range(pause, 3000, 3600);
}

/* How long AX204 has to wait when it failed so often by itself before, and the service is in trouble now. */
static int64_t pause_after(struct desk *desk, int failures)
{
	int64_t count = 0;
	bool has_more;

	database_sql(
	    desks_db(), "UPDATE departure_question SET due_at = NOW(6), failures = %d", failures);
	assert_err(
	    departure_ask_due(desk, WHOLE_TURN_MS, &count, &has_more), CODE_FLIGHT_SERVICE_DOWN);
	return database_number(desks_db(),
	    "SELECT CEIL(MAX(TIMESTAMPDIFF(MICROSECOND, NOW(6), due_at)) / 1000000)"
	    " FROM departure_question");
}

static void trouble_of_the_service_puts_nothing_off_for_long(void **state)
{
	static const char *const answers[] = {
		"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n",
	};
	struct world *world = *state;
	struct desk *desk = feed_desk(world);

	feed_learn(desk, feed_remember(world, "AX204"));
	for (size_t i = 0; i < ROWS(answers); i++) {
		peer_behave(world->peer, PEER_RAW, answers[i]);
		assert_in_range(pause_after(desk, 0), 1, 5);
		assert_in_range(pause_after(desk, 12), 1, 60);
	}
	peer_behave(world->peer, PEER_CLOSE, NULL);
	assert_in_range(pause_after(desk, 12), 1, 60);
}

/* However long it lasted: what is wrong with one alone then has its first pauses. */
static void nor_does_it_make_later_pauses_long(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	int64_t count = 0;
	bool has_more;

	change_both(world, desk, "{}");
	feed_refresh(desk);
	peer_behave(world->peer, PEER_CLOSE, NULL);
	for (int i = 0; i < 12; i++) {
		database_sql(desks_db(), "UPDATE departure_question SET due_at = NOW(6)");
		assert_err(departure_ask_due(desk, WHOLE_TURN_MS, &count, &has_more),
		    CODE_FLIGHT_SERVICE_DOWN);
	}
	assert_in_range(
	    database_number(desks_db(), "SELECT MAX(failures) FROM departure_question"), 1, 4);
}

static void what_left_long_ago_is_not_asked_for_for_ever_while_it_is_in_trouble(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	int64_t count = 0;
	bool has_more;

	feed_learn(desk, feed_remember(world, "AX204"));
	peer_behave(world->peer, PEER_CLOSE, NULL);
	world_after(60 * 86400);
	assert_err(
	    departure_ask_due(desk, WHOLE_TURN_MS, &count, &has_more), CODE_FLIGHT_SERVICE_DOWN);
	assert_int_equal(feed_questions(), 0);
}

static void a_batch_that_names_one_twice_asks_for_it_once(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	const char *lines = apr_pstrcat(world->pool, feed_line(world, 8, "AX204", DATE, 3), ",",
	    feed_line(world, 9, "AX204", DATE, 2), NULL);
	int before;

	feed_learn(desk, feed_remember(world, "AX204"));
	feed_serve(world, "AX204", 3, true);
	feed_serve_lines(world, 9, lines);
	before = peer_requests(world->peer);
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(peer_requests(world->peer) - before, 3); /* the feed twice */
	assert_int_equal(feed_is_cancelled("AX204", 3), 1);
}

static void a_line_that_says_no_version_is_asked_for(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);

	feed_learn(desk, feed_remember(world, "AX204"));
	feed_refresh(desk);
	feed_serve(world, "AX204", 2, true);
	feed_serve_lines(world, 9,
	    apr_pstrcat(world->pool, feed_line(world, 8, "none", DATE, 2), ",",
		flight_json_with(
		    feed_line(world, 9, "AX204", DATE, 2), ":2,", ":\"2\",", world->pool),
		NULL));
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(feed_is_cancelled("AX204", 2), 1);
}

/* `count` times `text`, the first one without the comma. */
static const char *many(const char *text, int from, int to, apr_pool_t *pool)
{
	const char *list = "";

	for (int i = from; i <= to; i++)
		list = apr_pstrcat(pool, list, i == from ? "" : ",",
		    flight_json_with(text, "#", apr_itoa(pool, i), pool), NULL);
	return list;
}

/* What is read at its longest can be written down. */
static void names_and_lists_at_their_longest_are_learned(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	apr_pool_t *pool = world->pool;
	const char *text = flight_json_departure("AX204", DATE, "07:30", 2, pool), *name = "";

	feed_learn(desk, feed_remember(world, "AX204"));
	for (int i = 0; i < 40; i++)
		name = apr_pstrcat(pool, name, "\xf0\x9f\x92\xba", NULL);
	text = flight_json_with(text, "Economy", name, pool);
	text = flight_json_with(
	    text, "Cessna 208 Caravan", apr_pstrcat(pool, name, name, NULL), pool);
	text = flight_json_with(text, "\"last_row\":5", "\"last_row\":99", pool);
	text = flight_json_with(text, "\"A BC\"", "\"ABCD EFGH JKLMNP\"", pool);
	text = flight_json_with(
	    text, "[4]", apr_pstrcat(pool, "[", many("#", 60, 92, pool), "]", NULL), pool);
	text = flight_json_with(text, "\"1A\",\"5B\",\"5C\"",
	    apr_pstrcat(pool, many("\"#A\"", 10, 99, pool), ",", many("\"#B\"", 10, 99, pool), ",",
		many("\"#C\"", 30, 99, pool), NULL),
	    pool);
	text = flight_json_with(text, "scheduled", "cancelled", pool);
	peer_serve(world->peer, ONE, text, "");
	feed_serve_lines(world, 8, feed_line(world, 8, "AX204", DATE, 2));
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(feed_is_cancelled("AX204", 2), 1);
	assert_int_equal(feed_works("AX204"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, feed_set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_that_are_a_season_apart_are_followed_in_a_season_that_is_all_known),
		TEST(one_of_which_nothing_can_be_made_keeps_no_other_from_its_change),
		TEST(one_that_is_said_to_be_older_than_in_the_feed_is_asked_for_again),
		TEST(one_that_left_long_ago_is_not_asked_for_again),
		TEST(an_answer_that_is_none_keeps_no_other_from_its_turn),
		TEST(who_has_failed_comes_after_who_has_not),
		TEST(a_turn_whose_time_is_over_goes_on_when_the_others_had_theirs),
		TEST(a_long_feed_is_read_in_several_turns),
		TEST(each_pause_is_longer),
		TEST(trouble_of_the_service_puts_nothing_off_for_long),
		TEST(nor_does_it_make_later_pauses_long),
		TEST(what_left_long_ago_is_not_asked_for_for_ever_while_it_is_in_trouble),
		TEST(a_batch_that_names_one_twice_asks_for_it_once),
		TEST(a_line_that_says_no_version_is_asked_for),
		TEST(names_and_lists_at_their_longest_are_learned),
	};

	return cmocka_run_group_tests_name("departure feed", tests, desks_start, desks_stop);
}
