/* Departures made from a timetable, a week at a time. */
#include "flights/generate.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "db/tx.h"
#include "flights/feed.h"
#include "flights/price.h"
#include "flights/rows.h"
#include "flights/schedule.h"
#include "flights/writes.h"

#include <stdlib.h>
#include <string.h>

#define WEEK 7

struct week {
	const struct catalog *catalog;
	const struct timetable *timetable;
	int32_t from, to;
	int64_t added, known;
};

const struct err *generate_departure(const struct timetable_row *row, const struct catalog *catalog,
    int32_t on, apr_pool_t *pool, struct departure *out)
{
	const struct airport *origin = catalog_airport(catalog, row->origin);
	const struct airport *destination = catalog_airport(catalog, row->destination);
	const struct aircraft *aircraft = catalog_aircraft(catalog, row->aircraft);

	*out = (struct departure){
		.flight_no = row->flight_no,
		.on = on,
		.origin = row->origin,
		.destination = row->destination,
		.state = DEPARTURE_SCHEDULED,
		.version = 1,
		.aircraft = row->aircraft,
	};
	TRY(date_local_to_instant(on, row->departs, origin->zone, pool, &out->departs_at));
	out->arrives_at = out->departs_at +
	    schedule_block_minutes(origin, destination, aircraft->cruise_kmh) * CLOCK_MINUTE;
	price_departure(row, aircraft, origin, on, pool, out);
	return NULL;
}

static int compare_names(const void *left, const void *right)
{
	const struct departure_name *a = left, *b = right;
	if (a->on != b->on)
		return a->on < b->on ? -1 : 1;
	return strcmp(a->flight_no, b->flight_no);
}

/* The rows of the timetable that fly on a date and are not among the names: appended to `out` as
 * departures. */
static const struct err *missing_on(struct week *week, int32_t on,
    const struct departure_name *names, size_t count, apr_pool_t *pool, apr_array_header_t *out)
{
	for (size_t i = 0; i < week->timetable->count; i++) {
		const struct timetable_row *row = &week->timetable->rows[i];
		const struct departure_name name = { row->flight_no, on };
		if ((row->weekdays & 1u << (date_weekday(on) - 1)) == 0)
			continue;
		if (count > 0 &&
		    bsearch(&name, names, count, sizeof(name), compare_names) != NULL) {
			week->known++;
			continue;
		}
		struct departure departure;
		TRY(generate_departure(row, week->catalog, on, pool, &departure));
		APR_ARRAY_PUSH(out, struct departure) = departure;
	}
	return NULL;
}

static const struct err *missing_in(
    struct db *db, struct week *week, apr_pool_t *pool, apr_array_header_t **out)
{
	const struct departure_name *names;
	size_t count;

	*out = apr_array_make(pool, 64, sizeof(struct departure));
	week->known = 0;
	TRY(rows_departure_names(db, week->from, week->to, pool, &names, &count));
	for (int32_t on = week->from; on <= week->to; on++)
		TRY(missing_on(week, on, names, count, pool, *out));
	return NULL;
}

static const struct err *add_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct week *week = arg;
	apr_array_header_t *missing;
	int64_t cursor;

	TRY(feed_lock(db, pool, &cursor));
	TRY(missing_in(db, week, pool, &missing));
	const struct departure *departures = (const struct departure *)missing->elts;
	week->added = missing->nelts;
	TRY(writes_insert_departures(db, departures, (size_t)missing->nelts, pool));
	TRY(feed_append(db, departures, (size_t)missing->nelts, pool, &cursor));
	return feed_close(db, cursor, pool);
}

/* Looks without a lock first: mostly there is nothing to do. */
static const struct err *fill_week(struct db *db, struct week *week, apr_pool_t *pool)
{
	apr_array_header_t *missing;

	TRY(missing_in(db, week, pool, &missing));
	if (missing->nelts == 0)
		return NULL;
	return tx_run(db, add_in_tx, week, pool);
}

const struct err *generate_departures(struct db *db, const struct catalog *catalog,
    const struct timetable *timetable, int32_t from, int days, apr_pool_t *pool,
    struct generate_report *out)
{
	*out = (struct generate_report){ .added = 0 };
	for (int32_t on = from; on < from + days; on += WEEK) {
		apr_pool_t *own = pool_new(pool);
		struct week week = { .catalog = catalog, .timetable = timetable, .from = on };
		week.to = on + WEEK < from + days ? on + WEEK - 1 : from + days - 1;
		TRY(fill_week(db, &week, own));
		out->added += week.added;
		out->known += week.known;
		apr_pool_destroy(own);
	}
	return NULL;
}
