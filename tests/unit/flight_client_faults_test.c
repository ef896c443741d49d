/* The flight client against a service that is away, slow or mad: never long, never nonsense. */
#include "remote/flight_change.h"
#include "support/flight_world.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TOO_LONG_MS 2500

static void test_what_was_never_heard_of_cannot_be_had_while_it_is_away(void **state)
{
	struct world *world = *state;
	const struct departure *departure;
	struct airports airports;
	struct departures found;
	const struct err *err;
	bool is_cached;

	peer_stop(world->peer);
	err = world_search(world, &found);
	assert_true(err_is(err, CODE_FLIGHT_SERVICE_DOWN));
	assert_true(err->retry_after_s > 0);
	assert_true(err_is(world_find(world, 0, &departure, &is_cached), CODE_FLIGHT_SERVICE_DOWN));
	assert_true(err_is(flight_client_airports(world->client, world->pool, &airports),
	    CODE_FLIGHT_SERVICE_DOWN));
}

#define HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"

static const struct fault {
	const char *name;
	enum peer_way way;
	const char *raw;
} faults[] = {
	{ "a byte a second", PEER_DRIP, NULL },
	{ "closed", PEER_CLOSE, NULL },
	{ "100 MB", PEER_FLOOD, NULL },
	{ "a promise of 2 MB", PEER_RAW, "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n{" },
	{ "cut", PEER_RAW, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"depart" },
	{ "empty", PEER_RAW, HEAD },
	{ "a page", PEER_RAW, HEAD "<html>Hello</html>" },
	{ "zipped", PEER_RAW, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08" },
	{ "an array", PEER_RAW, HEAD "[]" },
	{ "bad UTF-8", PEER_RAW, HEAD "{\"departures\":[\"\xff\"]}" },
	{ "infinity", PEER_RAW, HEAD "{\"version\":1e309}" },
	{ "twice", PEER_RAW,
	    HEAD "{\"departures\":[],\"departures\":[],\"airports\":[],"
		 "\"airports\":[]}" },
	{ "500", PEER_RAW, "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}" },
	{ "503", PEER_RAW, "HTTP/1.1 503 No\r\nContent-Type: application/problem+json\r\n\r\n{}" },
	{ "429", PEER_RAW, "HTTP/1.1 429 Slow\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n" },
	{ "302", PEER_RAW,
	    "HTTP/1.1 302 Go\r\nLocation: /v1/airports\r\n"
	    "Content-Length: 0\r\n\r\n" },
	{ "to a file", PEER_RAW, "HTTP/1.1 302 Go\r\nLocation: file:///etc/passwd\r\n\r\n" },
	{ "404 of somebody else", PEER_RAW, "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n" },
	{ "204", PEER_RAW, "HTTP/1.1 204 Nothing\r\n\r\n" },
	{ "not HTTP", PEER_RAW, "220 mail.example ESMTP\r\n" },
};

/* With nothing in the cache it is an error, with something that is shown, and nobody waits long. */
static void test_faults(void **state)
{
	struct world *world = *state;
	const struct fault *fault;
	struct departures found;

	FOR_ROWS(fault, faults)
	{
		int64_t before = clock_monotonic_ms();
		int requests = peer_requests(world->peer);

		world_restart(world, "");
		peer_behave(world->peer, fault->way, fault->raw);
		if (!err_is(world_search(world, &found), CODE_FLIGHT_SERVICE_DOWN))
			fail_msg("%s: taken for an answer", fault->name);
		if (clock_monotonic_ms() - before > TOO_LONG_MS)
			fail_msg("%s: took too long", fault->name);
		if (peer_requests(world->peer) != requests + 1)
			fail_msg("%s: asked more than once", fault->name);
	}
	peer_behave(world->peer, PEER_WELL, NULL);
	assert_null(world_search(world, &found));
	FOR_ROWS(fault, faults)
	{
		world_restart(world, "");
		world_after(100);
		peer_behave(world->peer, fault->way, fault->raw);
		world_find_well(world, 1, 0, true);
		if (fault->way == PEER_DRIP)
			continue;
		assert_null(world_search(world, &found));
		assert_true(found.is_cached && found.as_of == START && found.n == 2);
	}
}

static void test_a_304_that_nobody_asked_for(void **state)
{
	struct world *world = *state;
	struct departures found;

	peer_behave(world->peer, PEER_RAW, "HTTP/1.1 304 Same\r\n\r\n");
	assert_true(err_is(world_search(world, &found), CODE_FLIGHT_SERVICE_DOWN));
}

static void test_headers_without_end(void **state)
{
	struct world *world = *state;
	const char *raw = "HTTP/1.1 200 OK\r\n";
	struct departures found;

	for (int i = 0; i < 10; i++)
		raw = apr_psprintf(world->pool, "%sX-Filler-%d: %4000d\r\n", raw, i, i);
	raw = apr_pstrcat(world->pool, raw, "\r\n{\"departures\":[]}", NULL);
	peer_behave(world->peer, PEER_RAW, raw);
	assert_true(err_is(world_search(world, &found), CODE_FLIGHT_SERVICE_DOWN));
}

static void test_the_largest_answer(void **state)
{
	struct world *world = *state;
	const size_t limit = (size_t)1024 * 1024;
	const char *list = flight_json_list(
	    flight_json_departure("AX204", DATE, "07:30", 1, world->pool), NULL, world->pool);
	struct departures found;
	char *body;

	for (size_t length = limit; length <= limit + 1; length++) {
		world_restart(world, "fresh_seconds = 0");
		body = apr_palloc(world->pool, length + 1);
		memset(body, ' ', length);
		memcpy(body, list, strlen(list));
		body[length] = '\0';
		peer_serve(world->peer, LIST, body, "");
		assert_null(world_search(world, &found));
		assert_int_equal(found.is_cached, length > limit);
	}
}

static void test_refusals_do_not_open_the_breaker(void **state)
{
	struct world *world = *state;
	struct departures found;

	peer_behave(world->peer, PEER_RAW,
	    "HTTP/1.1 422 Bad\r\n"
	    "Content-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}");
	for (int i = 0; i < 10; i++)
		assert_true(err_is(flight_client_departures(world->client, "FRA", "LIS",
				       world->on + i, 1, world->pool, &found),
		    CODE_INVALID));
	assert_int_equal(peer_requests(world->peer), 10);
}

/* A cabin called with one letter too many. */
static const char *beyond_the_limits(const struct world *world)
{
	const char *text = flight_json_departure("AX204", DATE, "07:30", 1, world->pool);

	return flight_json_with(
	    text, "Economy", "Economy, with more room than in any other", world->pool);
}

static void assert_the_breaker_is_closed(const struct world *world)
{
	assert_non_null(strstr(flight_client_metrics(world->pool),
	    apr_psprintf(
		world->pool, "aisle_flight_breaker_open{process=\"%d\"} 0\n", (int)getpid())));
}

static void test_a_departure_beyond_the_limits_keeps_no_other_from_being_shown(void **state)
{
	struct world *world = *state;
	const char *early = flight_json_departure("AX9", DATE, "06:00", 1, world->pool);
	const char *late = flight_json_departure("AX7", DATE, "18:00", 1, world->pool);
	struct departures found;

	peer_serve(world->peer, LIST,
	    flight_json_list(apr_pstrcat(world->pool, early, ",", beyond_the_limits(world), NULL),
		late, world->pool),
	    "");
	world_restart(world, "fresh_seconds = 0");
	for (int i = 1; i <= 10; i++) {
		assert_null(world_search(world, &found));
		assert_false(found.is_cached);
		assert_int_equal(found.n, 2);
		assert_string_equal(found.v[0]->flight_no, "AX9");
		assert_string_equal(found.v[1]->flight_no, "AX7");
		assert_int_equal(peer_requests(world->peer), i);
	}
	assert_the_breaker_is_closed(world);
}

/* Not sold, or as it was known; and the service is well. */
static void test_nor_does_asking_for_it(void **state)
{
	struct world *world = *state;
	const struct departure *departure;
	struct departures found;
	bool is_cached;

	peer_serve(world->peer, ONE, beyond_the_limits(world), "");
	for (int i = 0; i < 10; i++)
		assert_true(
		    err_is(world_find(world, 0, &departure, &is_cached), CODE_FLIGHT_SERVICE_DOWN));
	assert_int_equal(peer_requests(world->peer), 10);
	assert_the_breaker_is_closed(world);
	assert_null(world_search(world, &found));
	world_after(100);
	world_find_well(world, 1, 0, true);
}

static void test_an_aircraft_of_which_nothing_can_be_made_is_left_out(void **state)
{
	static const char fleet[] =
	    "{\"aircraft\":[{\"code\":\"A1\",\"name\":\"One\",\"cabins\":[{\"code\":\"Y\","
	    "\"name\":\"Economy\",\"first_row\":1,\"last_row\":5,\"letters\":\"A BC\","
	    "\"exit_rows\":[],\"missing\":[]}]},{\"code\":\"A2\",\"name\":\"Two\","
	    "\"cabins\":[{\"code\":\"Y\",\"name\":\"Economy\",\"first_row\":1,"
	    "\"last_row\":6,\"letters\":\"A BC\",\"exit_rows\":[],\"missing\":[]}]}]}";
	struct world *world = *state;
	const struct aircraft *aircraft;
	size_t count;

	peer_serve(world->peer, "/v1/aircraft", fleet, "");
	assert_null(flight_change_aircraft(world->client, world->pool, &aircraft, &count));
	assert_int_equal(count, 2);
	peer_serve(world->peer, "/v1/aircraft",
	    flight_json_with(
		fleet, "Economy", "Economy, with more room than in any other", world->pool),
	    "");
	assert_null(flight_change_aircraft(world->client, world->pool, &aircraft, &count));
	assert_int_equal(count, 1);
	assert_string_equal(aircraft[0].code, "A2");
	assert_int_equal(aircraft[0].cabins[0].last_row, 6);
}

static void test_after_five_failures_nobody_asks_for_a_while(void **state)
{
	struct world *world = *state;
	int64_t before;
	bool is_cached = true;

	world_find_well(world, 1, 0, false);
	world_restart(world, "pause_seconds = 1");
	world_after(100);
	peer_behave(world->peer, PEER_CLOSE, NULL);
	for (int i = 0; i < 20; i++)
		world_find_well(world, 1, 0, true);
	assert_int_equal(peer_requests(world->peer), 6);
	assert_non_null(strstr(flight_client_metrics(world->pool),
	    apr_psprintf(
		world->pool, "aisle_flight_breaker_open{process=\"%d\"} 1\n", (int)getpid())));
	peer_behave(world->peer, PEER_WELL, NULL);
	for (before = clock_monotonic_ms(); is_cached;) {
		apr_pool_t *scratch = pool_new(NULL);
		const struct departure *departure;

		assert_null(flight_client_departure(
		    world->client, "AX204", world->on, 0, scratch, &departure, &is_cached));
		assert_true(clock_monotonic_ms() - before < 10000);
		apr_pool_destroy(scratch);
	}
	assert_int_equal(peer_requests(world->peer), 7);
	assert_non_null(strstr(flight_client_metrics(world->pool),
	    apr_psprintf(
		world->pool, "aisle_flight_breaker_open{process=\"%d\"} 0\n", (int)getpid())));
}

static void cut(const char *path)
{
	assert_int_equal(truncate(path, 200), 0);
}

static void empty(const char *path)
{
	assert_int_equal(truncate(path, 0), 0);
}

/* Another price: it reads well, but nobody said it. */
static void change(const char *path)
{
	char text[4096];
	FILE *file = fopen(path, "r+");
	size_t length;
	char *price;

	assert_non_null(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	price = strstr(text, "8900");
	assert_non_null(price);
	assert_int_equal(fseek(file, price - text, SEEK_SET), 0);
	assert_int_not_equal(fputc('1', file), EOF);
	assert_int_equal(fclose(file), 0);
}

static void test_damaged_files_are_no_answers(void **state)
{
	static void (*const spoils[])(const char *) = { change, cut, empty };
	struct world *world = *state;
	const struct departure *departure;
	struct departures found;
	bool is_cached;

	for (size_t i = 0; i < ROWS(spoils); i++) {
		peer_behave(world->peer, PEER_WELL, NULL);
		world_restart(world, "fresh_seconds = 0");
		assert_null(world_search(world, &found));
		assert_false(found.is_cached);
		assert_int_equal(world_each_file(world, spoils[i]), 3);
		peer_behave(world->peer, PEER_CLOSE, NULL);
		world_restart(world, "");
		assert_true(err_is(world_search(world, &found), CODE_FLIGHT_SERVICE_DOWN));
		assert_true(
		    err_is(world_find(world, 0, &departure, &is_cached), CODE_FLIGHT_SERVICE_DOWN));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_was_never_heard_of_cannot_be_had_while_it_is_away),
		TEST(test_faults),
		TEST(test_a_304_that_nobody_asked_for),
		TEST(test_headers_without_end),
		TEST(test_the_largest_answer),
		TEST(test_refusals_do_not_open_the_breaker),
		TEST(test_a_departure_beyond_the_limits_keeps_no_other_from_being_shown),
		TEST(test_nor_does_asking_for_it),
		TEST(test_an_aircraft_of_which_nothing_can_be_made_is_left_out),
		TEST(test_after_five_failures_nobody_asks_for_a_while),
		TEST(test_damaged_files_are_no_answers),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
