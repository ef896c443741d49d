/* A click that is refused while its copy had its effect: it is answered as the copy was. */
#include "support/database.h"
#include "support/desks.h"
#include "support/flight_world.h"

#include "base/date.h"
#include "base/random.h"
#include "base/secret.h"
#include "domain/departure.h"

#include <pthread.h>
#include <string.h>

#define FLIGHT "AX9204"
#define SEAT "2A"

struct asking {
	struct desk *desk;
	struct hold_request request;
	const struct err *err;
	const char *ref;
};

static void *ask(void *arg)
{
	struct asking *asking = arg;
	asking->err = hold_place(asking->desk, &asking->request, &asking->ref);
	return NULL;
}

/* In ten days, from now on as the flight service says; "cancelled" or "scheduled". */
static void serve(struct world *world, int32_t on, int version, const char *is)
{
	const char *date = date_text(on, world->pool);
	peer_serve(world->peer, apr_pstrcat(world->pool, "/v1/departures/" FLIGHT "/", date, NULL),
	    flight_json_with(flight_json_departure(FLIGHT, date, "07:30", version, world->pool),
		"scheduled", is, world->pool),
	    "");
}

static struct click click_of_seat(const char *key, apr_pool_t *pool)
{
	unsigned char *digest = apr_palloc(pool, SECRET_DIGEST_BYTES);
	secret_digest(SEAT, strlen(SEAT), digest);
	return (struct click){ key, digest, NULL };
}

/* Its departure is newer than was known, and is asked for again; meanwhile a copy places the hold, and then the departure is cancelled. */
static void a_click_that_asks_again_is_told_what_its_copy_did(void **state)
{
	struct world *world = *state;
	struct asking asking = { .desk = desk_new() };
	const struct departure *first;
	struct departure second;
	pthread_t thread;
	bool is_cached;
	int64_t id;
	clock_set(CLOCK_NONE);
	int32_t on = date_at_offset(clock_now(), 0) + 10;
	serve(world, on, 1, "scheduled");
	assert_no_err(
	    flight_client_departure(world->client, FLIGHT, on, 0, world->pool, &first, &is_cached));
	second = *first;
	second.version = 2;
	assert_no_err(departure_learn(desk_new(), &second, &id));
	asking.desk->flights = world->client;
	const char *key = random_ref(world->pool);
	const char *seat = apr_pstrcat(world->pool, first->name, "/" SEAT, NULL);
	asking.request = (struct hold_request){ .offer = { .departures = &first->name,
						    .departure_count = 1,
						    .cabin = "Y",
						    .party = { .adults = 1 } },
		.seats = &seat,
		.seat_count = 1,
		.click = click_of_seat(key, world->pool) };
	struct desk *tab = desk_tab(asking.desk);
	int requests = peer_requests(world->peer);
	peer_behave(world->peer, PEER_HOLD, NULL);
	assert_int_equal(pthread_create(&thread, NULL, ask, &asking), 0);
	peer_await(world->peer, requests + 1);
	const char *ref = desk_hold(
	    tab, &(struct wish){ .departures = { &second }, .seats = SEAT, .key = key });
	serve(world, on, 3, "cancelled");
	peer_behave(world->peer, PEER_WELL, NULL);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_no_err(asking.err);
	assert_string_equal(asking.ref, ref);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_click_that_asks_again_is_told_what_its_copy_did,
		    world_set_up, world_tear_down),
	};
	return cmocka_run_group_tests_name("copies refused", tests, desks_start, desks_stop);
}
