/* The worker follows the flight service's feed: what is changed there is learned here, however much there is and whatever else goes wrong. */
#include "support/database.h"
#include "support/desks.h"
#include "support/flight_world.h"

#include "base/pool.h"
#include "domain/departure_internal.h"
#include "domain/departure_known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define FEED "/v1/changes?after=%d&limit=500"
#define LINE \
	"{\"cursor\":%d,\"flight_no\":\"%s\",\"date\":\"%s\",\"version\":%d,\"state\":\"retimed\"}"

static struct desk *desk_in(const struct world *world)
{
	struct desk *desk = desk_new();

	desk->flights = world->client;
	return desk;
}

static const char *line(
    struct world *world, int cursor, const char *flight_no, const char *date, int version)
{
	return apr_psprintf(world->pool, LINE, cursor, flight_no, date, version);
}

/* The feed from its start: these lines, the last one at `cursor`, and nothing more. */
static void serve_feed(struct world *world, int cursor, const char *lines)
{
	database_sql(desks_db(), "DELETE FROM job_state WHERE name = 'changes'");
	peer_serve(world->peer, apr_psprintf(world->pool, FEED, 0),
	    apr_pstrcat(world->pool, "{\"changes\":[", lines, "]}", NULL), "");
	peer_serve(world->peer, apr_psprintf(world->pool, FEED, cursor), "{\"changes\":[]}", "");
}

/* The service has this flight on DATE in this version, scheduled or cancelled. */
static void serve(struct world *world, const char *flight_no, int version, bool is_cancelled)
{
	const char *text = flight_json_departure(flight_no, DATE, "07:30", version, world->pool);

	if (is_cancelled)
		text = flight_json_with(text, "scheduled", "cancelled", world->pool);
	peer_serve(world->peer,
	    apr_pstrcat(world->pool, "/v1/departures/", flight_no, "/" DATE, NULL), text, "");
}

/* By somebody who wants a seat. */
static void learn(struct desk *desk, const struct departure *departure)
{
	int64_t id;

	assert_no_err(departure_learn(desk, departure, &id));
}

/* What a process knows of the flight at this moment, for as long as it likes. */
static const struct departure *remember(struct world *world, const char *flight_no)
{
	const struct departure *departure;
	bool is_cached;

	assert_no_err(flight_client_departure(
	    world->client, flight_no, world->on, 0, world->pool, &departure, &is_cached));
	return departure;
}

static int64_t refresh(struct desk *desk)
{
	int64_t count;

	assert_no_err(departure_refresh(desk, &count));
	return count;
}

static int64_t is_cancelled_in(const char *flight_no, int version)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM departure WHERE flight_no = '%s' AND departs_on = '" DATE
	    "' AND state = 'cancelled' AND service_version = %d",
	    flight_no, version);
}

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
	struct desk *desk = desk_in(world);
	const char *lines;

	serve(world, "AX204", 4, false);
	learn(desk, remember(world, "AX204"));
	insert_a_season();
	serve(world, "AX204", 5, true);
	lines = apr_pstrcat(world->pool, line(world, 8, "ZF300", "2027-03-10", 1), ",",
	    line(world, 9, "AX204", DATE, 5), NULL);
	serve_feed(world, 9, lines);
	assert_int_equal(refresh(desk), 1);
	assert_int_equal(is_cancelled_in("AX204", 5), 1);
	database_sql(desks_db(), "DELETE FROM departure WHERE flight_no LIKE 'ZF%%'");
}

static int64_t works_of(const char *flight_no)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM departure_work w JOIN departure d ON d.id = w.departure_id"
	    " WHERE d.flight_no = '%s' AND w.is_cancelled AND w.is_news",
	    flight_no);
}

static int64_t questions(void)
{
	return database_number(desks_db(), "SELECT COUNT(*) FROM departure_question");
}

/* Of AX204 version 1 was asked for; then it was cancelled, and the worker went past that while booking knew nothing of it. */
static const struct departure *miss_a_change(struct world *world, struct desk *desk)
{
	const struct departure *before;

	serve(world, "AX204", 1, false);
	before = remember(world, "AX204");
	serve(world, "AX204", 2, true);
	serve_feed(world, 8, line(world, 8, "AX204", DATE, 2));
	assert_int_equal(refresh(desk), 0);
	return before;
}

static void what_is_learned_late_in_an_older_version_is_brought_up_once(void **state)
{
	struct world *world = *state;
	struct desk *desk = desk_in(world);
	int before;

	learn(desk, miss_a_change(world, desk));
	assert_int_equal(is_cancelled_in("AX204", 2), 0);
	assert_int_equal(refresh(desk), 1);
	assert_int_equal(is_cancelled_in("AX204", 2), 1);
	assert_int_equal(works_of("AX204"), 1);
	before = peer_requests(world->peer);
	assert_int_equal(refresh(desk), 0);
	assert_int_equal(peer_requests(world->peer) - before, 1); /* the feed alone */
}

static void so_is_what_staff_learn_of_a_route(void **state)
{
	struct world *world = *state;
	const struct departure_route route = { "FRA", "LIS", world->on, world->on };
	struct desk *desk = desk_in(world);
	const struct departure *before = miss_a_change(world, desk);
	const struct departures found = { .v = &before, .n = 1 };

	assert_no_err(departure_learn_route(desk, &route, &found));
	assert_int_equal(refresh(desk), 1);
	assert_int_equal(is_cancelled_in("AX204", 2), 1);
	assert_int_equal(works_of("AX204"), 1);
}

static void what_is_to_be_asked_outlives_a_service_that_is_away(void **state)
{
	struct world *world = *state;
	struct desk *desk = desk_in(world);
	int64_t count = 0;

	learn(desk, miss_a_change(world, desk));
	peer_behave(world->peer, PEER_CLOSE, NULL);
	assert_err(departure_refresh(desk, &count), CODE_FLIGHT_SERVICE_DOWN);
	assert_err(departure_ask_due(desk, &count), CODE_FLIGHT_SERVICE_DOWN);
	assert_int_equal(questions(), 1);
	peer_behave(world->peer, PEER_WELL, NULL);
	assert_int_equal(refresh(desk), 0); /* its turn comes after a pause */
	database_sql(desks_db(), "UPDATE departure_question SET due_at = NOW(6)");
	assert_int_equal(refresh(desk_in(world)), 1);
	assert_int_equal(is_cancelled_in("AX204", 2), 1);
	assert_int_equal(questions(), 0);
}

static void a_departure_that_vanished_is_asked_for_once_and_stays(void **state)
{
	struct world *world = *state;
	struct desk *desk = desk_in(world);
	struct departure gone = *remember(world, "AX204");

	gone.flight_no = "AX77";
	gone.name = "AX77/" DATE;
	learn(desk, &gone);
	serve_feed(world, 8, line(world, 8, "AX77", DATE, 2));
	assert_int_equal(refresh(desk), 0);
	assert_int_equal(questions(), 0);
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

	refresh(workers->desks[number]);
}

static void workers_at_once_learn_it_once(void **state)
{
	struct world *world = *state;
	struct workers workers;

	for (size_t i = 0; i < WORKERS; i++) {
		workers.desks[i] = desk_new();
		workers.desks[i]->flights = flight_client_open(world->program);
	}
	learn(workers.desks[0], miss_a_change(world, workers.desks[0]));
	at_once(WORKERS, work, &workers);
	assert_int_equal(is_cancelled_in("AX204", 2), 1);
	assert_int_equal(works_of("AX204"), 1);
	assert_int_equal(questions(), 0);
}

/* As if booking had never known a departure. */
static int set_up(void **state)
{
	database_sql(desks_db(), "DELETE FROM departure_question");
	database_sql(desks_db(), "DELETE FROM departure_work_cabin");
	database_sql(desks_db(), "DELETE FROM departure_work");
	database_sql(desks_db(), "DELETE FROM departure_cabin");
	database_sql(desks_db(), "DELETE FROM departure");
	database_sql(desks_db(), "DELETE FROM event");
	departure_forget("AX204/" DATE);
	return world_set_up(state);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_that_are_a_season_apart_are_followed_in_a_season_that_is_all_known),
		TEST(what_is_learned_late_in_an_older_version_is_brought_up_once),
		TEST(so_is_what_staff_learn_of_a_route),
		TEST(what_is_to_be_asked_outlives_a_service_that_is_away),
		TEST(a_departure_that_vanished_is_asked_for_once_and_stays),
		TEST(workers_at_once_learn_it_once),
	};

	return cmocka_run_group_tests_name("departure feed", tests, desks_start, desks_stop);
}
