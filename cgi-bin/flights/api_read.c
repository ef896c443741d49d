/* GET: airports, aircraft, departures of a route, one departure, and what has changed. */
#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "flights/api.h"
#include "flights/feed.h"
#include "flights/rows.h"
#include "flights/schedule.h"
#include "web/form.h"

#define DAYS_MAX 62
#define LAST_YEAR 2150
#define CHANGES_DEFAULT 100
#define CHANGES_MAX 1000

struct route_query {
	const char *origin, *destination;
	int32_t date;
	int64_t days;
};

static const struct field ROUTE_FIELDS[] = {
	{ .name = "origin",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct route_query, origin),
	    .min = 3,
	    .max = 3,
	    .is_required = true,
	    .label = "Origin" },
	{ .name = "destination",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct route_query, destination),
	    .min = 3,
	    .max = 3,
	    .is_required = true,
	    .label = "Destination" },
	{ .name = "date",
	    .kind = FIELD_DATE,
	    .target = offsetof(struct route_query, date),
	    .is_required = true,
	    .label = "Date" },
	{ .name = "days",
	    .kind = FIELD_INT,
	    .target = offsetof(struct route_query, days),
	    .min = 1,
	    .max = DAYS_MAX,
	    .fallback = 1,
	    .label = "Days" },
};
static const struct form_table ROUTE_TABLE = { "departures", ROUTE_FIELDS,
	sizeof(ROUTE_FIELDS) / sizeof(ROUTE_FIELDS[0]) };

struct changes_query {
	int64_t after, limit;
};

static const struct field CHANGES_FIELDS[] = {
	{ .name = "after",
	    .kind = FIELD_INT,
	    .target = offsetof(struct changes_query, after),
	    .min = 0,
	    .max = INT64_MAX,
	    .fallback = 0,
	    .label = "After" },
	{ .name = "limit",
	    .kind = FIELD_INT,
	    .target = offsetof(struct changes_query, limit),
	    .min = 1,
	    .max = CHANGES_MAX,
	    .fallback = CHANGES_DEFAULT,
	    .label = "Limit" },
};
static const struct form_table CHANGES_TABLE = { "changes", CHANGES_FIELDS,
	sizeof(CHANGES_FIELDS) / sizeof(CHANGES_FIELDS[0]) };

/* The query string into `target`; CODE_INVALID for the first parameter that is wrong. */
static const struct err *read_query(
    struct request *request, const struct form_table *table, void *target)
{
	struct form *form;

	TRY(form_read(request, table, &form));
	if (form_check(form, target))
		return NULL;
	struct form_complaint complaint = form_complaint_at(form, 0);
	return schedule_invalid(request->pool, complaint.name, "%s", complaint.message);
}

const struct err *api_airports_list(struct request *request, struct reply *reply)
{
	const struct catalog *catalog;

	TRY(catalog_get(api_db(request), CATALOG_AGE_MS, request->pool, &catalog));
	const struct body body = { catalog->airports_json, catalog->airports_json_length,
		catalog->airports_etag };
	api_answer(request, reply, &body);
	return NULL;
}

const struct err *api_aircraft_list(struct request *request, struct reply *reply)
{
	const struct catalog *catalog;
	struct body body;

	TRY(catalog_get(api_db(request), CATALOG_AGE_MS, request->pool, &catalog));
	encode_aircraft(catalog, request->pool, &body);
	api_answer(request, reply, &body);
	return NULL;
}

/* An airport that was added a moment ago is found too. */
static const struct err *need_airport(
    struct request *request, const char *member, const char *code, const struct catalog **catalog)
{
	if (!schedule_is_letters(code, 3, 3))
		return schedule_invalid(
		    request->pool, member, "an airport code is three capital letters");
	if (catalog_airport(*catalog, code) != NULL)
		return NULL;
	TRY(catalog_get(api_db(request), CATALOG_AGE_MISSED_MS, request->pool, catalog));
	if (catalog_airport(*catalog, code) == NULL)
		return schedule_invalid(request->pool, member, "there is no airport %s", code);
	return NULL;
}

const struct err *api_departures_list(struct request *request, struct reply *reply)
{
	struct route_query query;
	const struct catalog *catalog;
	const struct departure *departures;
	struct body body;
	int32_t last;
	size_t count;

	TRY(read_query(request, &ROUTE_TABLE, &query));
	if (!date_from_civil(LAST_YEAR, 12, 31, &last) || query.date > last)
		return schedule_invalid(
		    request->pool, "date", "there is nothing after %d", LAST_YEAR);
	TRY(catalog_get(api_db(request), CATALOG_AGE_MS, request->pool, &catalog));
	TRY(need_airport(request, "origin", query.origin, &catalog));
	TRY(need_airport(request, "destination", query.destination, &catalog));
	TRY(rows_departures_on_route(api_db(request), query.origin, query.destination, query.date,
	    query.date + (int32_t)query.days - 1, request->pool, &departures, &count));
	const struct err *err = encode_departures(
	    departures, count, catalog, clock_now(), request->pool, &body);
	if (err_is(err, CODE_NOT_FOUND)) {
		TRY(catalog_get(api_db(request), 0, request->pool, &catalog));
		err = encode_departures(
		    departures, count, catalog, clock_now(), request->pool, &body);
	}
	TRY(err);
	api_answer(request, reply, &body);
	return NULL;
}

const struct err *api_departure_show(struct request *request, struct reply *reply)
{
	const struct departure *departure;
	struct body body;

	TRY(api_departure_of_path(request, &departure));
	TRY(api_departure_body(request, departure, &body));
	api_answer(request, reply, &body);
	return NULL;
}

const struct err *api_changes_list(struct request *request, struct reply *reply)
{
	struct changes_query query;
	const struct change *changes;
	struct body body;
	size_t count;

	TRY(read_query(request, &CHANGES_TABLE, &query));
	TRY(feed_list(api_db(request), query.after, query.limit, request->pool, &changes, &count));
	encode_changes(changes, count, request->pool, &body);
	api_answer(request, reply, &body);
	return NULL;
}
