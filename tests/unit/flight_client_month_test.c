/* The flight client, asked for a month: one answer, whose departures nobody chooses from it. */
#include "support/flight_world.h"

#include "base/pool.h"

#define MONTH "/v1/departures?origin=FRA&destination=LIS&date=" DATE "&days=62"

static void serve_month(struct world *world, int version)
{
	const char *one = flight_json_departure("AX204", DATE, "07:30", version, world->pool);
	const char *two = flight_json_departure("AX9", DATE, "18:00", version, world->pool);

	peer_serve(world->peer, MONTH, flight_json_list(two, one, world->pool), "");
}

static int64_t version_of_month(struct world *world)
{
	struct departures found;

	assert_null(flight_client_departures(
	    world->client, "FRA", "LIS", world->on, 62, world->pool, &found));
	assert_int_equal(found.n, 2);
	return found.v[0]->version;
}

static void its_departures_are_no_files(void **state)
{
	struct world *world = *state;
	int before = world_each_file(world, NULL);

	serve_month(world, 1);
	assert_int_equal(version_of_month(world), 1);
	assert_int_equal(world_each_file(world, NULL), before + 1);
	world_find_well(world, 1, 0, false);
	assert_int_equal(peer_requests(world->peer), 2);
}

static void forgetting_a_departure_reaches_it(void **state)
{
	struct world *world = *state;

	serve_month(world, 1);
	assert_int_equal(version_of_month(world), 1);
	world_after(5);
	flight_client_forget(world->client, "AX204", world->on);
	world_after(6);
	serve_month(world, 2);
	assert_int_equal(version_of_month(world), 2);
}

/* As far as a departure has been in a list of its day, too: only then there is something to note it beside. */
static void forgetting_reaches_other_programs(void **state)
{
	struct world *world = *state;
	struct departures found;

	assert_null(world_search(world, &found));
	serve_month(world, 1);
	assert_int_equal(version_of_month(world), 1);
	world_after(5);
	flight_client_forget(world->client, "AX204", world->on);
	world_restart(world, "");
	world_after(6);
	serve_month(world, 2);
	assert_int_equal(version_of_month(world), 2);
	assert_int_equal(peer_requests(world->peer), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    its_departures_are_no_files, world_set_up, world_tear_down),
		cmocka_unit_test_setup_teardown(
		    forgetting_a_departure_reaches_it, world_set_up, world_tear_down),
		cmocka_unit_test_setup_teardown(
		    forgetting_reaches_other_programs, world_set_up, world_tear_down),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
