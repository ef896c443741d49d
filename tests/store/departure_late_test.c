/* A departure is learned in an older version than the worker has read of in the feed: it is brought up all the same. */
#include "support/database.h"
#include "support/desks.h"
#include "support/feed.h"

#include "domain/departure_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Of AX204 version 1 was asked for; then it was cancelled, and the worker went past that while booking knew nothing of it. */
static const struct departure *miss_a_change(struct world *world, struct desk *desk)
{
	const struct departure *before;

	feed_serve(world, "AX204", 1, false);
	before = feed_remember(world, "AX204");
	feed_serve(world, "AX204", 2, true);
	feed_serve_lines(world, 8, feed_line(world, 8, "AX204", DATE, 2));
	assert_int_equal(feed_refresh(desk), 0);
	return before;
}

static void what_is_learned_late_in_an_older_version_is_brought_up_once(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	int before;

	feed_learn(desk, miss_a_change(world, desk));
	assert_int_equal(feed_is_cancelled("AX204", 2), 0);
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(feed_is_cancelled("AX204", 2), 1);
	assert_int_equal(feed_works("AX204"), 1);
	before = peer_requests(world->peer);
	assert_int_equal(feed_refresh(desk), 0);
	assert_int_equal(peer_requests(world->peer) - before, 1); /* the feed alone */
}

static void so_is_what_staff_learn_of_a_route(void **state)
{
	struct world *world = *state;
	const struct departure_route route = { "FRA", "LIS", world->on, world->on };
	struct desk *desk = feed_desk(world);
	const struct departure *before = miss_a_change(world, desk);
	const struct departures found = { .v = &before, .n = 1 };

	assert_no_err(departure_learn_route(desk, &route, &found));
	assert_int_equal(feed_refresh(desk), 1);
	assert_int_equal(feed_is_cancelled("AX204", 2), 1);
	assert_int_equal(feed_works("AX204"), 1);
}

static void what_is_to_be_asked_outlives_a_service_that_is_away(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	int64_t count = 0;
	bool has_more = true;

	feed_learn(desk, miss_a_change(world, desk));
	peer_behave(world->peer, PEER_CLOSE, NULL);
	assert_err(
	    departure_refresh(desk, WHOLE_TURN_MS, &count, &has_more), CODE_FLIGHT_SERVICE_DOWN);
	assert_false(has_more);
	assert_err(
	    departure_ask_due(desk, WHOLE_TURN_MS, &count, &has_more), CODE_FLIGHT_SERVICE_DOWN);
	assert_false(has_more);
	assert_int_equal(feed_questions(), 1);
	peer_behave(world->peer, PEER_WELL, NULL);
	assert_int_equal(feed_refresh(desk), 0); /* its turn comes after a pause */
	database_sql(desks_db(), "UPDATE departure_question SET due_at = NOW(6)");
	assert_int_equal(feed_refresh(feed_desk(world)), 1);
	assert_int_equal(feed_is_cancelled("AX204", 2), 1);
	assert_int_equal(feed_questions(), 0);
}

static void a_departure_that_vanished_is_asked_for_once_and_stays(void **state)
{
	struct world *world = *state;
	struct desk *desk = feed_desk(world);
	struct departure gone = *feed_remember(world, "AX204");

	gone.flight_no = "AX77";
	gone.name = "AX77/" DATE;
	feed_learn(desk, &gone);
	feed_serve_lines(world, 8, feed_line(world, 8, "AX77", DATE, 2));
	assert_int_equal(feed_refresh(desk), 0);
	assert_int_equal(feed_questions(), 0);
	assert_int_equal(
	    database_number(desks_db(),
		"SELECT COUNT(*) FROM departure WHERE flight_no = 'AX77' AND state = 'scheduled'"),
	    1);
}

#define WORKERS 3

struct workers {
	struct desk *desks[WORKERS];
};

static void work(size_t number, void *arg)
{
	struct workers *workers = arg;

	feed_refresh(workers->desks[number]);
}

static void workers_at_once_learn_it_once(void **state)
{
	struct world *world = *state;
	struct workers workers;

	for (size_t i = 0; i < WORKERS; i++) {
		workers.desks[i] = desk_new();
		workers.desks[i]->flights = flight_client_open(world->program);
	}
	feed_learn(workers.desks[0], miss_a_change(world, workers.desks[0]));
	at_once(WORKERS, work, &workers);
	assert_int_equal(feed_is_cancelled("AX204", 2), 1);
	assert_int_equal(feed_works("AX204"), 1);
	assert_int_equal(feed_questions(), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, feed_set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_learned_late_in_an_older_version_is_brought_up_once),
		TEST(so_is_what_staff_learn_of_a_route),
		TEST(what_is_to_be_asked_outlives_a_service_that_is_away),
		TEST(a_departure_that_vanished_is_asked_for_once_and_stays),
		TEST(workers_at_once_learn_it_once),
	};

	return cmocka_run_group_tests_name("departure late", tests, desks_start, desks_stop);
}
