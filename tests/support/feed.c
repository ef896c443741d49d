/* The flight service's feed and what it names, for tests of who follows it. */
#include "support/feed.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "domain/departure.h"
#include "domain/departure_known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FEED "/v1/changes?after=%d&limit=500"
#define LINE \
	"{\"cursor\":%d,\"flight_no\":\"%s\",\"date\":\"%s\",\"version\":%d,\"state\":\"retimed\"}"

struct desk *feed_desk(const struct world *world)
{
	struct desk *desk = desk_new();

	desk->flights = world->client;
	return desk;
}

const char *feed_line(
    struct world *world, int cursor, const char *flight_no, const char *date, int version)
{
	return apr_psprintf(world->pool, LINE, cursor, flight_no, date, version);
}

void feed_serve_lines(struct world *world, int cursor, const char *lines)
{
	database_sql(desks_db(), "DELETE FROM job_state WHERE name = 'changes'");
	peer_serve(world->peer, apr_psprintf(world->pool, FEED, 0),
	    apr_pstrcat(world->pool, "{\"changes\":[", lines, "]}", NULL), "");
	peer_serve(world->peer, apr_psprintf(world->pool, FEED, cursor), "{\"changes\":[]}", "");
}

void feed_serve(struct world *world, const char *flight_no, int version, bool is_cancelled)
{
	const char *text = flight_json_departure(flight_no, DATE, "07:30", version, world->pool);

	if (is_cancelled)
		text = flight_json_with(text, "scheduled", "cancelled", world->pool);
	peer_serve(world->peer,
	    apr_pstrcat(world->pool, "/v1/departures/", flight_no, "/" DATE, NULL), text, "");
}

void feed_learn(struct desk *desk, const struct departure *departure)
{
	int64_t id;

	assert_no_err(departure_learn(desk, departure, &id));
}

const struct departure *feed_remember(struct world *world, const char *flight_no)
{
	const struct departure *departure;
	bool is_cached;

	assert_no_err(flight_client_departure(
	    world->client, flight_no, world->on, 0, world->pool, &departure, &is_cached));
	return departure;
}

int64_t feed_refresh(struct desk *desk)
{
	int64_t count;
	bool has_more;

	assert_no_err(departure_refresh(desk, WHOLE_TURN_MS, &count, &has_more));
	assert_false(has_more);
	return count;
}

int64_t feed_is_cancelled(const char *flight_no, int version)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM departure WHERE flight_no = '%s' AND departs_on = '" DATE
	    "' AND state = 'cancelled' AND service_version = %d",
	    flight_no, version);
}

int64_t feed_works(const char *flight_no)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM departure_work w JOIN departure d ON d.id = w.departure_id"
	    " WHERE d.flight_no = '%s' AND w.is_cancelled AND w.is_news",
	    flight_no);
}

int64_t feed_questions(void)
{
	return database_number(desks_db(), "SELECT COUNT(*) FROM departure_question");
}

int feed_set_up(void **state)
{
	struct world *world;

	database_sql(desks_db(), "DELETE FROM departure_question");
	database_sql(desks_db(), "DELETE FROM departure_work_cabin");
	database_sql(desks_db(), "DELETE FROM departure_work");
	database_sql(desks_db(), "DELETE FROM departure_cabin");
	database_sql(desks_db(), "DELETE FROM departure");
	database_sql(desks_db(), "DELETE FROM event");
	departure_forget("AX204/" DATE);
	departure_forget("AX9/" DATE);
	database_sql(desks_db(), "DELETE FROM job_state WHERE name = 'changes'");
	if (world_set_up(state) != 0)
		return -1;
	world = *state;
	peer_serve(world->peer, apr_psprintf(world->pool, FEED, 0), "{\"changes\":[]}", "");
	return 0;
}
