/* The flight client: what is asked, what is remembered, for how long, and by whom. */
#include "support/flight_world.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 8

static void test_a_young_answer_is_not_asked_for_again(void **state)
{
	struct world *world = *state;
	struct airports airports;

	assert_null(flight_client_airports(world->client, world->pool, &airports));
	assert_int_equal(airports.n, 2);
	assert_string_equal(airports.v[0].code, "FRA");
	assert_string_equal(airports.v[0].zone, "Europe/Berlin");
	world_after(29);
	assert_null(flight_client_airports(world->client, world->pool, &airports));
	assert_int_equal(peer_requests(world->peer), 1);
}

static void test_an_old_answer_is_confirmed_by_its_etag(void **state)
{
	struct world *world = *state;

	world_find_well(world, 1, 0, false);
	world_after(31);
	world_find_well(world, 1, 31, false);
	assert_int_equal(peer_requests(world->peer), 2);
	assert_non_null(strstr(peer_last(world->peer, world->pool), "If-None-Match: \"v1\"\r\n"));
	world_after(60);
	world_find_well(world, 1, 31, false);
	assert_int_equal(peer_requests(world->peer), 2);
	world_serve(world, 2);
	world_after(62);
	world_find_well(world, 2, 62, false);
}

static void test_a_search_makes_its_departures_known(void **state)
{
	struct world *world = *state;
	struct departures found;

	assert_null(world_search(world, &found));
	assert_int_equal(found.n, 2);
	assert_string_equal(found.v[0]->name, "AX204/" DATE);
	assert_string_equal(found.v[1]->name, "AX9/" DATE);
	assert_false(found.is_cached);
	assert_true(found.as_of == START && found.v[1]->as_of == START);
	world_find_well(world, 1, 0, false);
	assert_int_equal(peer_requests(world->peer), 1);
	peer_stop(world->peer);
	world_after(600);
	world_find_well(world, 1, 0, true);
}

static void test_a_hold_needs_an_answer_of_the_last_quarter_of_an_hour(void **state)
{
	struct world *world = *state;
	const struct departure *departure;
	bool is_cached;

	world_find_well(world, 1, 0, false);
	world_after(100);
	world_find_well(world, 1, 100, false); /* 304 */
	peer_behave(world->peer, PEER_CLOSE, NULL);
	world_after(1000);
	assert_null(world_find(world, 900, &departure, &is_cached));
	assert_true(is_cached);
	world_after(1001);
	assert_true(
	    err_is(world_find(world, 900, &departure, &is_cached), CODE_FLIGHT_SERVICE_DOWN));
	assert_null(world_find(world, 0, &departure, &is_cached));
	peer_behave(world->peer, PEER_WELL, NULL);
	assert_null(world_find(world, 900, &departure, &is_cached));
	assert_false(is_cached);
}

static void test_a_search_counts_as_an_answer_about_its_departures(void **state)
{
	struct world *world = *state;
	const struct departure *departure;
	struct departures found;
	bool is_cached;

	world_find_well(world, 1, 0, false);
	world_after(500);
	assert_null(world_search(world, &found));
	peer_behave(world->peer, PEER_CLOSE, NULL);
	world_after(1400);
	assert_null(world_find(world, 900, &departure, &is_cached));
	assert_true(is_cached && departure->as_of == START + 500 * CLOCK_SECOND);
}

static void test_a_clock_that_was_set_back(void **state)
{
	struct world *world = *state;
	const struct departure *departure;
	bool is_cached;

	world_find_well(world, 1, 0, false);
	world_after(-3600);
	world_serve(world, 2);
	world_find_well(world, 2, -3600, false);
	world_after(-7200);
	peer_behave(world->peer, PEER_CLOSE, NULL);
	assert_true(
	    err_is(world_find(world, 900, &departure, &is_cached), CODE_FLIGHT_SERVICE_DOWN));
	world_find_well(world, 2, -3600, true);
}

static void test_what_is_not_there(void **state)
{
	struct world *world = *state;
	const struct departure *departure;
	bool is_cached;

	for (int i = 0; i < 2; i++) {
		assert_true(err_is(flight_client_departure(world->client, "AX999", world->on, 900,
				       world->pool, &departure, &is_cached),
		    CODE_NOT_FOUND));
		world_after(4);
	}
	assert_int_equal(peer_requests(world->peer), 1);
	world_after(5);
	assert_true(err_is(flight_client_departure(world->client, "AX999", world->on, 900,
			       world->pool, &departure, &is_cached),
	    CODE_NOT_FOUND));
	assert_int_equal(peer_requests(world->peer), 2);
	assert_true(err_is(flight_client_departure(world->client, "../airports", world->on, 0,
			       world->pool, &departure, &is_cached),
	    CODE_NOT_FOUND));
	assert_int_equal(peer_requests(world->peer), 2);
}

static void test_what_is_not_there_any_more(void **state)
{
	struct world *world = *state;
	const struct departure *departure;
	bool is_cached;

	world_find_well(world, 1, 0, false);
	peer_behave(world->peer, PEER_RAW,
	    "HTTP/1.1 404 Gone\r\n"
	    "Content-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}");
	world_after(40);
	assert_true(err_is(world_find(world, 0, &departure, &is_cached), CODE_NOT_FOUND));
	peer_behave(world->peer, PEER_CLOSE, NULL);
	world_after(50);
	assert_true(err_is(world_find(world, 0, &departure, &is_cached), CODE_FLIGHT_SERVICE_DOWN));
}

static void test_a_restart_finds_the_files(void **state)
{
	struct world *world = *state;
	struct airports airports;
	struct departures found;

	assert_null(flight_client_airports(world->client, world->pool, &airports));
	assert_null(world_search(world, &found));
	world_restart(world, "");
	world_after(10);
	world_find_well(world, 1, 0, false);
	assert_int_equal(peer_requests(world->peer), 2);
	peer_stop(world->peer);
	world_restart(world, "");
	world_after(300);
	world_find_well(world, 1, 0, true);
	assert_null(world_search(world, &found));
	assert_true(found.is_cached && found.n == 2 && found.as_of == START);
	assert_null(flight_client_airports(world->client, world->pool, &airports));
	assert_int_equal(airports.n, 2);
}

static void test_a_304_makes_the_files_young_too(void **state)
{
	struct world *world = *state;
	struct airports airports;

	assert_null(flight_client_airports(world->client, world->pool, &airports));
	world_find_well(world, 1, 0, false);
	world_after(100);
	assert_null(flight_client_airports(world->client, world->pool, &airports));
	world_find_well(world, 1, 100, false);
	world_restart(world, "");
	world_after(110);
	world_find_well(world, 1, 100, false);
	assert_null(flight_client_airports(world->client, world->pool, &airports));
	assert_int_equal(peer_requests(world->peer), 4);
}

static void test_forgetting_makes_old(void **state)
{
	struct world *world = *state;
	struct departures found;

	assert_null(world_search(world, &found));
	world_after(5);
	flight_client_forget(world->client, "AX204", world->on);
	world_after(6);
	world_serve(world, 2);
	world_find_well(world, 2, 6, false);
	assert_null(world_search(world, &found));
	assert_int_equal(found.v[0]->version, 2);
	assert_int_equal(peer_requests(world->peer), 3);
	world_after(7);
	flight_client_forget(world->client, "AX204", world->on);
	peer_behave(world->peer, PEER_CLOSE, NULL);
	world_find_well(world, 2, 6, true);
}

/* The worker forgets; a program that is started then does not take the file for young. */
static void test_forgetting_reaches_other_programs(void **state)
{
	struct world *world = *state;
	struct departures found;

	assert_null(world_search(world, &found));
	world_after(5);
	flight_client_forget(world->client, "AX204", world->on);
	world_restart(world, "");
	world_serve(world, 2);
	world_after(6);
	assert_null(world_search(world, &found));
	assert_int_equal(found.v[0]->version, 2);
	world_restart(world, "");
	world_find_well(world, 2, 6, false);
	assert_int_equal(peer_requests(world->peer), 2);
}

static void test_changes(void **state)
{
	static const char body[] = "{\"changes\":[{\"cursor\":8,\"flight_no\":\"AX204\","
				   "\"date\":\"" DATE "\",\"version\":4,\"state\":\"cancelled\"}]}";
	struct world *world = *state;
	const struct departure_change *changes;
	size_t count;

	peer_serve(world->peer, "/v1/changes?after=7&limit=500", body, "");
	for (int i = 0; i < 2; i++) {
		assert_null(flight_client_changes(world->client, 7, world->pool, &changes, &count));
		assert_int_equal(count, 1);
		assert_int_equal(changes[0].cursor, 8);
		assert_int_equal(changes[0].version, 4);
	}
	assert_int_equal(peer_requests(world->peer), 2);
	peer_serve(world->peer, "/v1/changes?after=8&limit=500", body, "");
	assert_true(err_is(flight_client_changes(world->client, 8, world->pool, &changes, &count),
	    CODE_FLIGHT_SERVICE_DOWN));
	peer_stop(world->peer);
	assert_true(err_is(flight_client_changes(world->client, 7, world->pool, &changes, &count),
	    CODE_FLIGHT_SERVICE_DOWN));
}

struct crowd {
	pthread_barrier_t barrier;
	int32_t on;
	atomic_int good;
};

static void *crowd_member(void *arg)
{
	struct crowd *crowd = arg;
	apr_pool_t *pool = pool_new(NULL);
	struct flight_client *client = flight_client_open(pool);
	struct departures found;

	(void)pthread_barrier_wait(&crowd->barrier);
	if (flight_client_departures(client, "FRA", "LIS", crowd->on, 1, pool, &found) == NULL &&
	    !found.is_cached && found.n == 2)
		atomic_fetch_add(&crowd->good, 1);
	apr_pool_destroy(pool);
	return NULL;
}

static void test_a_crowd_asks_once(void **state)
{
	struct world *world = *state;
	struct crowd crowd = { .on = world->on };
	pthread_t threads[THREADS];

	peer_behave(world->peer, PEER_HOLD, NULL);
	assert_int_equal(pthread_barrier_init(&crowd.barrier, NULL, THREADS), 0);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, crowd_member, &crowd), 0);
	peer_await(world->peer, 1);
	peer_behave(world->peer, PEER_WELL, NULL);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	(void)pthread_barrier_destroy(&crowd.barrier);
	assert_int_equal(atomic_load(&crowd.good), THREADS);
	assert_int_equal(peer_requests(world->peer), 1);
}

static void test_connections_are_kept(void **state)
{
	struct world *world = *state;
	struct departures found;

	world_restart(world, "fresh_seconds = 0");
	for (int i = 0; i < 5; i++)
		assert_null(world_search(world, &found));
	assert_int_equal(peer_requests(world->peer), 5);
	assert_int_equal(peer_connections(world->peer), 1);
}

static void test_who_is_asking(void **state)
{
	struct world *world = *state;
	const char *request;
	struct departures found;

	assert_int_equal(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
	world_restart(world, "");
	assert_null(world_search(world, &found));
	assert_int_equal(unsetenv("http_proxy"), 0);
	request = peer_last(world->peer, world->pool);
	assert_non_null(strstr(request, "\r\nUser-Agent: Aisle/"));
	assert_null(strstr(request, "Accept-Encoding"));
}

static void test_sweeping(void **state)
{
	struct world *world = *state;
	struct departures found;

	clock_set(CLOCK_NONE);
	assert_null(world_search(world, &found));
	assert_int_equal(flight_client_sweep(3600), 0);
	assert_int_equal(world_each_file(world, NULL), 3);
	clock_set(clock_now() + 2 * CLOCK_HOUR);
	assert_int_equal(flight_client_sweep(3600), 3);
	assert_int_equal(world_each_file(world, NULL), 0);
}

static void test_settings_that_cannot_be(void **state)
{
	static const char *const urls[] = { "", "flights.example", "ftp://flights.example/",
		"file:///etc/passwd", "http://", "http://me:secret@flights.example/",
		"http://flights.example/?q=1" };
	struct world *world = *state;

	for (size_t i = 0; i < ROWS(urls); i++) {
		world_stop(world);
		assert_true(err_is(world_start(world, urls[i], ""), CODE_INVALID));
	}
	world_stop(world);
	assert_true(
	    err_is(world_start(world, "http://a.example", "fresh_seconds = 3601"), CODE_INVALID));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_young_answer_is_not_asked_for_again),
		TEST(test_an_old_answer_is_confirmed_by_its_etag),
		TEST(test_a_search_makes_its_departures_known),
		TEST(test_a_hold_needs_an_answer_of_the_last_quarter_of_an_hour),
		TEST(test_a_search_counts_as_an_answer_about_its_departures),
		TEST(test_a_clock_that_was_set_back),
		TEST(test_what_is_not_there),
		TEST(test_what_is_not_there_any_more),
		TEST(test_a_restart_finds_the_files),
		TEST(test_a_304_makes_the_files_young_too),
		TEST(test_forgetting_makes_old),
		TEST(test_forgetting_reaches_other_programs),
		TEST(test_changes),
		TEST(test_a_crowd_asks_once),
		TEST(test_connections_are_kept),
		TEST(test_who_is_asking),
		TEST(test_sweeping),
		TEST(test_settings_that_cannot_be),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
