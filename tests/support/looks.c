/* Looks at seats, shared. */
#include "support/looks.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/changes.h"
#include "domain/seat_looks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define AN_HOUR_MS 3600000

static char file[] = "/tmp/aisle-seat-looks.XXXXXX";

void looks_count(void)
{
	changes_start(file);
}

int looks_start(void **state)
{
	int fd = mkstemp(file);

	if (fd < 0 || close(fd) != 0)
		return -1;
	looks_count();
	return desks_start(state);
}

int looks_stop(void **state)
{
	return unlink(file) != 0 ? -1 : desks_stop(state);
}

int share_for_an_hour(void **state)
{
	(void)state;
	desks_reset();
	desks_settings()->look_ms = AN_HOUR_MS;
	return 0;
}

struct seat_look look_at(struct desk *desk, const struct departure *departure, bool is_anew)
{
	struct seat_map_name name = { departure->flight_no, departure->on };
	struct seat_look look;

	assert_no_err(seat_looks_at(desk, &name, 1, is_anew, &look));
	return look;
}

const struct looked_seat *taken_of(struct seat_look look, const char *seat_no)
{
	for (size_t i = 0; i < look.count; i++)
		if (strcmp(look.seats[i].seat_no, seat_no) == 0)
			return &look.seats[i];
	return NULL;
}

bool is_taken(struct desk *desk, const struct departure *departure, const char *seat_no)
{
	return taken_of(look_at(desk, departure, false), seat_no) != NULL;
}

void share(struct desk *desk, const struct departure *departure)
{
	uint64_t before;

	look_at(desk, departure, false);
	look_at(desk, departure, false);
	before = db_round_trips(desk->db);
	look_at(desk, departure, false);
	assert_int_equal(db_round_trips(desk->db), before);
}

const struct departure *departure_known_to_booking(void)
{
	const struct departure *departure = departure_new(48, 4);

	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "4D" });
	return departure;
}

void taken_elsewhere(const struct departure *departure, const char *seat_no)
{
	database_sql(desks_db(),
	    "INSERT INTO seat_claim (departure_id, seat_no, cabin, state, reason) SELECT id, '%s',"
	    " 'Y', 'blocked', 'elsewhere' FROM departure WHERE flight_no = '%s'",
	    seat_no, departure->flight_no);
	database_sql(desks_db(),
	    "INSERT INTO seat_event (departure_id, seat_no, at, what) SELECT id, '%s', NOW(6),"
	    " 'blocked' FROM departure WHERE flight_no = '%s'",
	    seat_no, departure->flight_no);
}
