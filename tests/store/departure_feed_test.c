/* The worker follows the flight service's feed: what is changed there is learned here, however much there is and whatever else goes wrong. */
#include "support/database.h"
#include "support/desks.h"
#include "support/flight_world.h"

#include "base/pool.h"
#include "domain/departure.h"

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

/* As a hold would have it: what this process knows of the flight, fresh or not. */
static void learn(struct world *world, struct desk *desk, const char *flight_no)
{
	const struct departure *departure;
	bool is_cached;
	int64_t id;

	assert_no_err(flight_client_departure(
	    world->client, flight_no, world->on, 0, world->pool, &departure, &is_cached));
	assert_no_err(departure_learn(desk, departure, &id));
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
	learn(world, desk, "AX204");
	insert_a_season();
	serve(world, "AX204", 5, true);
	lines = apr_pstrcat(world->pool, line(world, 8, "ZF300", "2027-03-10", 1), ",",
	    line(world, 9, "AX204", DATE, 5), NULL);
	serve_feed(world, 9, lines);
	assert_int_equal(refresh(desk), 1);
	assert_int_equal(is_cancelled_in("AX204", 5), 1);
	database_sql(desks_db(), "DELETE FROM departure WHERE flight_no LIKE 'ZF%%'");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_that_are_a_season_apart_are_followed_in_a_season_that_is_all_known),
	};

	return cmocka_run_group_tests_name("departure feed", tests, desks_start, desks_stop);
}
