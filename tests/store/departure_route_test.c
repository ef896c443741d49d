/* Staff look at a route that booking knows little of: what is new of it is learned in a few transactions, whoever else does so at the same moment. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "domain/departure_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define DEPARTURES 310 /* five a day for 62 days */
#define LOOKERS 4

/* On a route that nobody flew before. */
static struct departures route_new(struct departure_route *route)
{
	static char letter = 'A';
	const struct departure **list = pool_make_many(
	    desks_pool(), const struct departure *, DEPARTURES);

	*route = (struct departure_route){ apr_psprintf(desks_pool(), "ZZ%c", letter++), "LHR",
		INT32_MAX, INT32_MIN };
	for (size_t i = 0; i < DEPARTURES; i++) {
		struct departure *departure = pool_make(desks_pool(), struct departure);

		*departure = *departure_new(200 + (int)i, 2 + (int)(i % 7));
		departure->origin = route->origin;
		list[i] = departure;
		if (departure->on < route->from_on)
			route->from_on = departure->on;
		if (departure->on > route->until_on)
			route->until_on = departure->on;
	}
	return (struct departures){ .v = list, .n = DEPARTURES };
}

static int64_t known(const struct departure_route *route, const char *what)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM departure d %s AND d.origin = '%s'", what, route->origin);
}

/* Each with its two cabins, its own rows in Y, and one event. */
static void assert_whole(const struct departure_route *route, const struct departures *found)
{
	assert_int_equal(known(route, "WHERE 1"), DEPARTURES);
	assert_int_equal(known(route, "JOIN departure_cabin k ON k.departure_id = d.id WHERE 1"),
	    DEPARTURES * 2);
	assert_int_equal(known(route,
			     "JOIN event e ON e.subject = 'departure' AND e.subject_id = d.id"
			     " WHERE e.version = 1 AND e.detail = 'flight service version 1'"),
	    DEPARTURES);
	for (size_t i = 0; i < found->n; i += 61)
		assert_int_equal(database_number(desks_db(),
				     "SELECT k.last_row FROM departure_cabin k JOIN departure d"
				     " ON d.id = k.departure_id WHERE k.code = 'Y'"
				     " AND d.flight_no = '%s'",
				     found->v[i]->flight_no),
		    found->v[i]->cabins[1].last_row);
}

static void a_route_is_learned_in_a_few_transactions_and_asked_for_once_later(void **state)
{
	struct desk *desk = desk_new();
	struct departure_route route;
	struct departures found = route_new(&route);
	uint64_t before = db_round_trips(desk->db);

	(void)state;
	assert_no_err(departure_learn_route(desk, &route, &found));
	assert_in_range(db_round_trips(desk->db) - before, 1, DEPARTURES / 3);
	assert_whole(&route, &found);
	before = db_round_trips(desk->db);
	assert_no_err(departure_learn_route(desk, &route, &found));
	assert_int_equal(db_round_trips(desk->db) - before, 1);
	assert_whole(&route, &found);
}

struct race {
	struct desk *desks[LOOKERS + 1];
	struct departures found[LOOKERS + 1];
	const struct departure_route *route;
	const struct err *errors[LOOKERS + 1];
};

/* The last one is a buyer, of one departure after the other. */
static void look(size_t who, void *arg)
{
	struct race *race = arg;
	int64_t id;

	if (who < LOOKERS) {
		race->errors[who] = departure_learn_route(
		    race->desks[who], race->route, &race->found[who]);
		return;
	}
	for (size_t i = 0; i < DEPARTURES && race->errors[who] == NULL; i += 13)
		race->errors[who] = departure_learn(race->desks[who], race->found[who].v[i], &id);
}

/* As another answer of the service might have it. */
static struct departures turned(const struct departures *found)
{
	const struct departure **list = pool_make_many(
	    desks_pool(), const struct departure *, found->n);

	for (size_t i = 0; i < found->n; i++)
		list[i] = found->v[found->n - 1 - i];
	return (struct departures){ .v = list, .n = found->n };
}

static void who_learns_the_same_at_once_waits_and_nothing_is_written_twice(void **state)
{
	struct departure_route route;
	struct departures found = route_new(&route);
	struct race race = { .route = &route };

	(void)state;
	for (size_t i = 0; i <= LOOKERS; i++) {
		race.desks[i] = desk_new();
		race.found[i] = i % 2 == 0 ? found : turned(&found);
	}
	at_once(LOOKERS + 1, look, &race);
	for (size_t i = 0; i <= LOOKERS; i++)
		assert_no_err(race.errors[i]);
	assert_whole(&route, &found);
}

static void what_is_known_under_another_route_is_left_as_it_is(void **state)
{
	struct desk *desk = desk_new();
	struct departure_route route;
	struct departures found = route_new(&route);
	struct departure other = *found.v[100];
	int64_t id;

	(void)state;
	other.origin = "FRA";
	assert_no_err(departure_learn(desk, &other, &id));
	assert_no_err(departure_learn_route(desk, &route, &found));
	assert_int_equal(known(&route, "WHERE 1"), DEPARTURES - 1);
	assert_int_equal(database_number(desks_db(),
			     "SELECT version FROM departure WHERE flight_no = '%s'"
			     " AND origin = 'FRA'",
			     other.flight_no),
	    1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_route_is_learned_in_a_few_transactions_and_asked_for_once_later),
		cmocka_unit_test(who_learns_the_same_at_once_waits_and_nothing_is_written_twice),
		cmocka_unit_test(what_is_known_under_another_route_is_left_as_it_is),
	};

	return cmocka_run_group_tests_name("departure_route", tests, desks_start, desks_stop);
}
