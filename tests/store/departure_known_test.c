/* What a process remembers of the departures that it has learned. */
#include "support/database.h"
#include "support/desks.h"
#include "support/flight_world.h"

#include "domain/departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int64_t service_version(const struct departure *departure)
{
	return database_number(desks_db(),
	    "SELECT service_version FROM departure WHERE flight_no = '%s'", departure->flight_no);
}

static int64_t learn(struct desk *desk, const struct departure *departure)
{
	int64_t id;
	assert_no_err(departure_learn(desk, departure, &id));
	return id;
}

static void what_was_learned_is_not_asked_for_again(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	struct departure departure = *departure_new(48, 3);
	(void)state;
	int64_t id = learn(desk, &departure);
	uint64_t before = db_round_trips(other->db);
	assert_int_equal(learn(other, &departure), id);
	assert_int_equal(db_round_trips(other->db) - before, 0);
	departure.version = 2;
	assert_int_equal(learn(other, &departure), id);
	assert_int_equal(service_version(&departure), 2);
	departure.version = 1; /* an older word is known as well */
	before = db_round_trips(desk->db);
	assert_int_equal(learn(desk, &departure), id);
	assert_int_equal(db_round_trips(desk->db) - before, 0);
}

/* Also where the database was killed before what others saw was on its disk. */
static void departures_of_a_database_that_was_put_back_are_learned_again(void **state)
{
	const struct departure *gone = departure_new(48, 3);
	struct departure changed = *departure_new(72, 3);
	(void)state;
	changed.version = 2;
	learn(desk_new(), &changed);
	int64_t id = learn(desk_new(), gone);
	database_sql(desks_db(), "UPDATE departure SET service_version = 1 WHERE flight_no = '%s'",
	    changed.flight_no);
	desk_hold(desk_new(), &(struct wish){ .departures = { &changed } });
	assert_int_equal(service_version(&changed), 2);
	database_sql(desks_db(), "DELETE FROM departure_question WHERE departure_id = %d", (int)id);
	database_sql(desks_db(), "DELETE FROM departure_cabin WHERE departure_id = %d", (int)id);
	database_sql(desks_db(), "DELETE FROM departure WHERE id = %d", (int)id);
	database_sql(desks_db(),
	    "DELETE FROM event WHERE subject = 'departure' AND subject_id = %d", (int)id);
	desk_hold(desk_new(), &(struct wish){ .departures = { &changed, gone } });
	assert_int_equal(service_version(gone), 1);
}

/* The number of another departure, which took the place of this one. */
static void a_number_that_is_anothers_is_learned_again(void **state)
{
	const struct departure *one = departure_new(48, 3);
	struct desk *desk = desk_new();
	(void)state;
	learn(desk, one);
	database_sql(desks_db(), "UPDATE departure SET flight_no = 'AX0' WHERE flight_no = '%s'",
	    one->flight_no);
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { one } });
	assert_string_equal(desk_find_hold(desk, ref)->segments[0].departure.name, one->name);
}

/* AX204 is learned in version 4, and then, cancelled, in version 5. */
static int64_t learn_the_worlds(struct world *world, struct desk *desk)
{
	const struct departure *departure;
	bool is_cached;
	desk->flights = world->client;
	for (int version = 4; version <= 5; version++) {
		const char *text = flight_json_departure(
		    "AX204", DATE, "07:30", version, world->pool);
		if (version == 5)
			text = flight_json_with(text, "scheduled", "cancelled", world->pool);
		peer_serve(world->peer, ONE, text, "");
		flight_client_forget(world->client, "AX204", world->on);
		assert_no_err(world_find(world, 0, &departure, &is_cached));
		learn(desk, departure);
	}
	return learn(desk, departure);
}

static void what_the_worker_reads_again_after_a_database_was_put_back_is_written_again(void **state)
{
	static const char change[] = "{\"changes\":[{\"cursor\":8,\"flight_no\":\"AX204\","
				     "\"date\":\"" DATE
				     "\",\"version\":5,\"state\":\"cancelled\"}]}";
	struct world *world = *state;
	struct desk *desk = desk_new();
	int id = (int)learn_the_worlds(world, desk);
	int64_t count;
	bool has_more;
	database_sql(desks_db(),
	    "UPDATE departure SET service_version = 4, state = 'scheduled', version = 1 WHERE id = %d",
	    id);
	database_sql(desks_db(),
	    "DELETE FROM event WHERE subject = 'departure' AND subject_id = %d AND version = 2",
	    id);
	peer_serve(world->peer, "/v1/changes?after=0&limit=500", change, "");
	peer_serve(world->peer, "/v1/changes?after=8&limit=500", "{\"changes\":[]}", "");
	assert_no_err(departure_refresh(desk, WHOLE_TURN_MS, &count, &has_more));
	assert_int_equal(count, 1);
	assert_int_equal(
	    database_number(desks_db(),
		"SELECT COUNT(*) FROM departure WHERE id = %d AND service_version = 5 AND state = 'cancelled'",
		id),
	    1);
}

static void staff_close_the_sales_of_a_departure_that_was_put_back_out_of_the_database(void **state)
{
	struct world *world = *state;
	struct desk *desk = desk_new();
	int id = (int)learn_the_worlds(world, desk);
	bool is_changed;
	database_sql(desks_db(), "DELETE FROM departure_question WHERE departure_id = %d", id);
	database_sql(desks_db(), "DELETE FROM departure_cabin WHERE departure_id = %d", id);
	database_sql(desks_db(),
	    "DELETE k FROM departure_work_cabin k JOIN departure_work w ON w.id = k.work_id"
	    " WHERE w.departure_id = %d",
	    id);
	database_sql(desks_db(), "DELETE FROM departure_work WHERE departure_id = %d", id);
	database_sql(desks_db(), "DELETE FROM departure WHERE id = %d", id);
	database_sql(
	    desks_db(), "DELETE FROM event WHERE subject = 'departure' AND subject_id = %d", id);
	assert_no_err(departure_close_sales(desk, "AX204", world->on, "", &is_changed));
	assert_true(is_changed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_learned_is_not_asked_for_again),
		cmocka_unit_test(departures_of_a_database_that_was_put_back_are_learned_again),
		cmocka_unit_test(a_number_that_is_anothers_is_learned_again),
		cmocka_unit_test_setup_teardown(
		    what_the_worker_reads_again_after_a_database_was_put_back_is_written_again,
		    world_set_up, world_tear_down),
		cmocka_unit_test_setup_teardown(
		    staff_close_the_sales_of_a_departure_that_was_put_back_out_of_the_database,
		    world_set_up, world_tear_down),
	};
	return cmocka_run_group_tests_name("departure known", tests, desks_start, desks_stop);
}
