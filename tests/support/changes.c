/* Departures that change, for tests of what follows. */
#include "support/changes.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"
#include "domain/departure_work.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

int64_t changes_run(struct desk *desk, int64_t most)
{
	int64_t steps;

	assert_no_err(departure_work_run(desk, most, &steps));
	return steps;
}

/* Everything that is open, by a worker of its own. */
void changes_finish(void)
{
	changes_run(desk_new(), CHANGES_MANY);
}

void changes_learn(const struct departure *changed)
{
	int64_t id;

	assert_no_err(departure_learn(desk_new(), changed, &id));
}

struct departure changes_retimed(const struct departure *departure)
{
	struct departure changed = *departure;

	changed.version++;
	changed.state = DEPARTURE_RETIMED;
	changed.departs_at += CLOCK_HOUR;
	changed.arrives_at += CLOCK_HOUR;
	return changed;
}

/* Another aircraft: economy of so many rows, and no business where it has none. */
struct departure changes_reequipped(const struct departure *departure, int rows, bool has_business)
{
	struct departure changed = *departure;
	struct cabin *cabins = pool_make_many(desks_pool(), struct cabin, 2);

	changed.version++;
	changed.aircraft_code = apr_psprintf(desks_pool(), "T%d", rows);
	changed.aircraft_name = "Another aircraft";
	cabins[0] = (struct cabin){
		.code = "Y", .name = "Economy", .first_row = 1, .last_row = rows, .letters = "AB CD"
	};
	for (size_t i = 0; i < departure->cabin_count; i++)
		if (strcmp(departure->cabins[i].code, "J") == 0)
			cabins[1] = departure->cabins[i];
	changed.cabins = cabins;
	changed.cabin_count = has_business ? 2 : 1;
	return changed;
}

const char *changes_book(const struct departure *departure, const char *seats, int64_t adults)
{
	const struct wish wish = {
		.departures = { departure }, .seats = seats, .party = { .adults = adults }
	};

	return desk_book(desk_new(), &wish, surname_new());
}

/* Of the booking: its mails of changes, its version, and the seats that it has by passenger. */
int64_t changes_mails(const char *locator, const char *pattern)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
	    " WHERE b.locator = '%s' AND o.kind = 'booking_changed' AND o.detail LIKE '%s'",
	    locator, pattern);
}

int64_t changes_version(const char *locator)
{
	return database_number(
	    desks_db(), "SELECT version FROM booking WHERE locator = '%s'", locator);
}

int64_t changes_sits(const char *locator, const char *seat)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM seat_claim c JOIN booking b ON b.id = c.booking_id"
	    " WHERE b.locator = '%s' AND c.seat_no = '%s'",
	    locator, seat);
}

int64_t changes_open(void)
{
	return database_number(
	    desks_db(), "SELECT COUNT(*) FROM departure_work WHERE state = 'open'");
}
