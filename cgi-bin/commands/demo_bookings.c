/* Bookings on the demo carrier's departures: what it flies is told to the rules, who make up who bought. */
#include "commands/demo_bookings.h"
#include "commands/operator.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/demo.h"
#include "flights/demo.h"
#include "flights/generate.h"
#include "flights/rows.h"
#include "flights/tables.h"

#include <inttypes.h>
#include <stdio.h>

/* The two sides. */
struct making {
	struct db *flights;
	struct catalog catalog;
	struct timetable timetable;
	int32_t today;
	struct demo *demo;
	apr_pool_t *pool;
};

static void add_aircraft(struct making *making)
{
	for (size_t i = 0; i < making->catalog.aircraft_count; i++) {
		const struct aircraft *aircraft = &making->catalog.aircraft[i];

		demo_add_aircraft(making->demo, aircraft->code, aircraft->name);
		for (size_t j = 0; j < aircraft->cabin_count; j++) {
			const struct cabin *cabin = &aircraft->cabins[j];

			demo_add_cabin(making->demo, cabin->code, cabin->name,
			    (int)cabin->first_row, (int)cabin->last_row, cabin->letters,
			    cabin->exit_rows, cabin->missing);
		}
	}
}

static const struct err *add_departure(struct making *making, const struct departure *departure)
{
	struct demo_departure told = {
		.flight_no = departure->flight_no,
		.on = departure->on,
		.origin = departure->origin,
		.destination = departure->destination,
		.departs_at = departure->departs_at,
		.arrives_at = departure->arrives_at,
		.version = departure->version,
		.aircraft = departure->aircraft,
	};
	const struct airport *origin = catalog_airport(&making->catalog, told.origin);
	const struct airport *destination = catalog_airport(&making->catalog, told.destination);

	TRY(date_zone_offset(told.departs_at, origin->zone, making->pool, &told.origin_offset));
	TRY(date_zone_offset(
	    told.arrives_at, destination->zone, making->pool, &told.destination_offset));
	demo_add_departure(making->demo, &told);
	for (size_t i = 0; i < departure->fare_count; i++) {
		const struct fare *fare = &departure->fares[i];

		demo_add_fare(making->demo, fare->basis, fare->cabin, fare->amount_minor,
		    fare->currency, fare->is_refundable, fare->change_fee_minor,
		    fare->cancel_fee_minor);
		for (size_t j = 0; j < fare->tax_count; j++)
			demo_add_tax(
			    making->demo, fare->taxes[j].code, fare->taxes[j].amount_minor);
	}
	return NULL;
}

/* What the flight service sells, as it has it. */
static const struct err *add_future(struct making *making, const struct timetable_row *row)
{
	const struct departure *departures;
	size_t count;

	TRY(rows_departures_of_flight(making->flights, row->flight_no, making->today,
	    making->today + DEMO_DAYS, making->pool, &departures, &count));
	for (size_t i = 0; i < count; i++)
		if (departures[i].state == DEPARTURE_SCHEDULED)
			TRY(add_departure(making, &departures[i]));
	return NULL;
}

/* What was flown before its database began: by the timetable. */
static const struct err *add_past(
    struct making *making, const struct timetable_row *row, int days_back)
{
	struct departure departure;

	for (int32_t on = making->today - days_back; on < making->today; on++) {
		if ((row->weekdays & 1u << (date_weekday(on) - 1)) == 0)
			continue;
		TRY(generate_departure(row, &making->catalog, on, making->pool, &departure));
		TRY(add_departure(making, &departure));
	}
	return NULL;
}

static int64_t seats_a_day(const struct making *making)
{
	int64_t seats = 0;

	for (size_t i = 0; i < making->timetable.count; i++) {
		const struct timetable_row *row = &making->timetable.rows[i];

		for (unsigned day = 0; day < 7; day++)
			if ((row->weekdays & 1u << day) != 0)
				seats += demo_seats(making->demo, row->aircraft);
	}
	return seats / 7;
}

static const struct err *add_departures(struct making *making)
{
	int days_back = demo_days_back(making->demo, seats_a_day(making));

	for (size_t i = 0; i < making->timetable.count; i++) {
		const struct timetable_row *row = &making->timetable.rows[i];

		TRY(add_past(making, row, days_back));
		TRY(add_future(making, row));
	}
	return NULL;
}

static const struct err *sell(struct demo *demo, int64_t bookings)
{
	int64_t made = 0, told = 0;

	while (made < bookings) {
		TRY(demo_sell(demo, &made));
		if (made < told + 50000 && made < bookings)
			continue;
		fprintf(
		    stderr, "aisle demo: %" PRId64 " of %" PRId64 " bookings\n", made, bookings);
		told = made;
	}
	return NULL;
}

static const struct err *begin(const struct config *config, int64_t bookings, int64_t seed,
    int32_t today, apr_pool_t *pool, struct demo **out)
{
	struct desk *desk = pool_make(pool, struct desk);

	TRY(operator_desk(config, "booking", pool, desk));
	return demo_begin(desk, bookings, (uint64_t)seed, today, out);
}

const struct err *demo_bookings_check(const struct config *config, apr_pool_t *pool)
{
	struct demo *demo;

	return begin(config, 1, 0, 0, pool, &demo);
}

const struct err *demo_bookings_make(
    const struct config *config, int64_t bookings, int64_t seed, int32_t today, apr_pool_t *pool)
{
	const char *folder = config_text(config, "demo", "folder", "sql/demo");
	struct making making = { .today = today, .pool = pool };
	struct db_settings settings;

	TRY(begin(config, bookings, seed, today, pool, &making.demo));
	TRY(db_settings_read(config, "flights", pool, &settings));
	making.flights = db_open(&settings, pool);
	TRY(catalog_read(making.flights, pool, &making.catalog));
	TRY(tables_timetable(folder, &making.catalog, pool, &making.timetable));
	add_aircraft(&making);
	TRY(add_departures(&making));
	return sell(making.demo, bookings);
}
