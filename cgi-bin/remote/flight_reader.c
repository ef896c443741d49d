/* The flight service's answers to structs: all of an answer is checked before any is used. */
#include "remote/flight_reader.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/text.h"
#include "remote/flight_fields.h"
#include "remote/flight_plan_reader.h"

#include <apr_hash.h>
#include <stdlib.h>
#include <string.h>

#define FLYING_TIME_MAX (30 * CLOCK_HOUR)
#define OFFSET_MAX (15 * 60)
#define VERSION_MAX (INT64_C(1) << 53)

/* The whole text, in `scratch`; its error in `pool`, which lives longer. */
static const struct err *root_read(
    const char *text, size_t length, apr_pool_t *scratch, apr_pool_t *pool, const struct json **out)
{
	const struct err *err = json_parse(text, length, scratch, out);

	return err == NULL ? NULL : err_new(pool, CODE_INVALID, "%s", err->text);
}

static const struct err *zone_read(const struct json *json, apr_pool_t *pool, const char **out)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789_/+-";

	TRY(flight_read_text(json, "zone", 64, pool, out));
	if (strspn(*out, allowed) != strlen(*out))
		return err_new(pool, CODE_INVALID, "zone: not a time zone's name");
	return NULL;
}

static const struct err *airport_read(
    const struct json *json, apr_pool_t *pool, struct airport *out)
{
	TRY(flight_read_airport(json, "code", pool, &out->code));
	TRY(flight_read_text(json, "name", 200, pool, &out->name));
	TRY(flight_read_text(json, "city", 200, pool, &out->city));
	TRY(flight_read_code(json, "country", 2, 2, pool, &out->country));
	out->city_folded = text_fold_place(out->city, pool);
	out->name_folded = text_fold_place(out->name, pool);
	out->is_served = true;
	if (json_member(json, "served") != NULL)
		TRY(json_bool(json, "served", pool, &out->is_served));
	return zone_read(json, pool, &out->zone);
}

static int airport_order(const void *left, const void *right)
{
	const struct airport *a = left, *b = right;

	return strcmp(a->code, b->code);
}

static const struct err *airports_read(
    const char *text, size_t length, apr_pool_t *scratch, apr_pool_t *pool, struct airports *out)
{
	const struct json *root, *list;
	struct airport *airports;
	size_t count;

	TRY(root_read(text, length, scratch, pool, &root));
	TRY(json_list(root, "airports", FLIGHT_AIRPORTS_MAX, pool, &list));
	count = json_count(list);
	airports = pool_make_many(pool, struct airport, count);
	for (size_t i = 0; i < count; i++)
		TRY(airport_read(json_at(list, i), pool, &airports[i]));
	if (count > 1)
		qsort(airports, count, sizeof(*airports), airport_order);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(airports[i - 1].code, airports[i].code) == 0)
			return err_new(pool, CODE_INVALID, "airports: the same code twice");
	}
	out->v = airports;
	out->n = count;
	return NULL;
}

static const struct err *state_read(
    const struct json *json, apr_pool_t *pool, enum departure_state *out)
{
	const char *text;

	TRY(json_text(json, "state", 1, 16, pool, &text));
	if (flight_state_parse(text, out))
		return NULL;
	return err_new(pool, CODE_INVALID, "state: not one of a departure's states");
}

static const struct err *instant_read(
    const struct json *json, const char *name, apr_pool_t *pool, int64_t *at, int *offset)
{
	const char *text;

	TRY(json_text(json, name, 20, 40, pool, &text));
	if (!clock_parse(text, at, offset) || *offset < -OFFSET_MAX || *offset > OFFSET_MAX)
		return err_new(pool, CODE_INVALID, "%s: not an instant with an offset", name);
	return NULL;
}

/* The times make sense; what was retimed keeps its date although it may leave on the day after. */
static const struct err *times_read(
    const struct json *json, apr_pool_t *pool, struct departure *out)
{
	int32_t leaves_on;

	TRY(instant_read(json, "departs_at", pool, &out->departs_at, &out->origin_offset));
	TRY(instant_read(json, "arrives_at", pool, &out->arrives_at, &out->destination_offset));
	if (out->arrives_at <= out->departs_at)
		return err_new(pool, CODE_INVALID, "arrives_at: not after departs_at");
	if (out->arrives_at - out->departs_at > FLYING_TIME_MAX)
		return err_new(pool, CODE_INVALID, "arrives_at: too long after departs_at");
	leaves_on = date_at_offset(out->departs_at, out->origin_offset);
	if (out->state == DEPARTURE_SCHEDULED ? leaves_on != out->on
					      : leaves_on < out->on - 1 || leaves_on > out->on + 2)
		return err_new(pool, CODE_INVALID, "departs_at: not on the departure's date");
	return NULL;
}

static const struct err *departure_read(
    const struct json *json, apr_pool_t *pool, struct departure *out)
{
	const struct json *aircraft = json_member(json, "aircraft");

	TRY(flight_read_number(json, "flight_no", pool, &out->flight_no));
	TRY(flight_read_date(json, "date", pool, &out->on));
	out->name = apr_pstrcat(pool, out->flight_no, "/", date_text(out->on, pool), NULL);
	TRY(flight_read_airport(json, "origin", pool, &out->origin));
	TRY(flight_read_airport(json, "destination", pool, &out->destination));
	if (strcmp(out->origin, out->destination) == 0)
		return err_new(pool, CODE_INVALID, "destination: the same as origin");
	TRY(state_read(json, pool, &out->state));
	TRY(times_read(json, pool, out));
	TRY(json_int(json, "version", 1, VERSION_MAX, pool, &out->version));
	if (!json_is_object(aircraft))
		return err_new(pool, CODE_INVALID, "aircraft: not an object");
	TRY(flight_read_code(aircraft, "code", 2, 8, pool, &out->aircraft_code));
	TRY(flight_read_text(
	    aircraft, "name", FLIGHT_AIRCRAFT_NAME_MAX, pool, &out->aircraft_name));
	return flight_read_plan(json, pool, out);
}

static int departure_order(const void *left, const void *right)
{
	const struct departure *a = *(const struct departure *const *)left;
	const struct departure *b = *(const struct departure *const *)right;

	if (a->departs_at != b->departs_at)
		return a->departs_at < b->departs_at ? -1 : 1;
	return strcmp(a->name, b->name);
}

static bool departure_answers(const struct departure *departure, const struct flight_search *asked)
{
	return strcmp(departure->origin, asked->origin) == 0 &&
	    strcmp(departure->destination, asked->destination) == 0 && departure->on >= asked->on &&
	    departure->on < asked->on + asked->days;
}

void flight_left_out_add(
    struct flight_left_out *left_out, const char *name, const struct err *reason)
{
	if (left_out->count++ > 0)
		return;
	left_out->first = name != NULL ? name : "";
	left_out->reason = reason;
}

void flight_left_out_tell(
    const struct flight_left_out *left_out, const char *list, apr_pool_t *pool)
{
	if (left_out->count > 0)
		log_line(LOG_WARN, "flight_service.left-out", "list", list, "count",
		    apr_psprintf(pool, "%" APR_SIZE_T_FMT, left_out->count), "first",
		    left_out->first, "reason", left_out->reason->text, NULL);
}

/* One that can be sold, among those before it. */
static const struct err *departure_add(const struct departure *departure,
    const struct flight_search *asked, apr_hash_t *names, apr_pool_t *pool)
{
	if (!departure_answers(departure, asked))
		return err_new(pool, CODE_INVALID, "departures: one not asked for");
	if (apr_hash_get(names, departure->name, APR_HASH_KEY_STRING) != NULL)
		return err_new(pool, CODE_INVALID, "departures: the same one twice");
	apr_hash_set(names, departure->name, APR_HASH_KEY_STRING, departure);
	return NULL;
}

/* Those that can be sold: one that cannot keeps no other from it. But a list of things of which none has so much as a departure's name is none. */
static const struct err *departures_read(const char *text, size_t length,
    const struct flight_search *asked, apr_pool_t *scratch, apr_pool_t *pool,
    struct departures *out)
{
	apr_hash_t *names = apr_hash_make(scratch);
	struct flight_left_out left_out = { .count = 0 };
	const struct json *root, *list;
	const struct departure **v;
	bool has_names = false;

	TRY(root_read(text, length, scratch, pool, &root));
	TRY(json_list(root, "departures", FLIGHT_DEPARTURES_MAX, pool, &list));
	v = pool_make_many(pool, const struct departure *, json_count(list));
	out->n = 0;
	for (size_t i = 0; i < json_count(list); i++) {
		struct departure *departure = pool_make(pool, struct departure);
		const struct err *err = departure_read(json_at(list, i), pool, departure);

		has_names |= departure->name != NULL;
		if (err != NULL) {
			flight_left_out_add(&left_out, departure->name, err);
			continue;
		}
		TRY(departure_add(departure, asked, names, pool));
		v[out->n++] = departure;
	}
	if (left_out.count > 0 && !has_names)
		return left_out.reason;
	flight_left_out_tell(&left_out, "departures", scratch);
	if (out->n > 1)
		qsort(v, out->n, sizeof(*v), departure_order);
	out->v = v;
	return NULL;
}

static const struct err *name_read(
    const struct json *json, apr_pool_t *pool, struct departure_change *out)
{
	TRY(flight_read_number(json, "flight_no", pool, &out->flight_no));
	return flight_read_date(json, "date", pool, &out->on);
}

/* What cannot be read in a line is told in the log, and keeps the lines behind it from nothing. */
static const struct err *change_read(
    const struct json *json, int64_t after, apr_pool_t *pool, struct departure_change *out)
{
	const struct err *err;

	TRY(json_int(json, "cursor", after + 1, INT64_MAX - 1, pool, &out->cursor));
	err = name_read(json, pool, out);
	if (err != NULL)
		out->flight_no = "";
	else
		err = json_int(json, "version", 1, VERSION_MAX, pool, &out->version);
	if (err != NULL)
		log_line(LOG_WARN, "flight_service.change", "cursor",
		    apr_psprintf(pool, "%" APR_INT64_T_FMT, out->cursor), "reason", err->text,
		    NULL);
	return NULL;
}

static const struct err *changes_read(const char *text, size_t length, int64_t cursor,
    apr_pool_t *scratch, apr_pool_t *pool, const struct departure_change **out, size_t *count)
{
	const struct json *root, *list;
	struct departure_change *changes;

	TRY(root_read(text, length, scratch, pool, &root));
	TRY(json_list(root, "changes", FLIGHT_CHANGES_MAX, pool, &list));
	*count = json_count(list);
	changes = pool_make_many(pool, struct departure_change, *count);
	for (size_t i = 0; i < *count; i++) {
		TRY(change_read(json_at(list, i), cursor, pool, &changes[i]));
		cursor = changes[i].cursor;
	}
	*out = changes;
	return NULL;
}

const struct err *flight_read_airports(
    const char *text, size_t length, apr_pool_t *pool, struct airports *out)
{
	apr_pool_t *scratch = pool_new(NULL);
	const struct err *err = airports_read(text, length, scratch, pool, out);

	apr_pool_destroy(scratch);
	return err;
}

const struct err *flight_read_departures(const char *text, size_t length,
    const struct flight_search *asked, apr_pool_t *pool, struct departures *out)
{
	apr_pool_t *scratch = pool_new(NULL);
	const struct err *err = departures_read(text, length, asked, scratch, pool, out);

	apr_pool_destroy(scratch);
	return err;
}

const struct err *flight_read_departure(const char *text, size_t length, const char *flight_no,
    int32_t on, apr_pool_t *pool, const struct departure **out)
{
	apr_pool_t *scratch = pool_new(NULL);
	struct departure *departure = pool_make(pool, struct departure);
	const struct json *root;
	const struct err *err = root_read(text, length, scratch, pool, &root);

	if (err == NULL)
		err = departure_read(root, pool, departure);
	if (departure->name != NULL &&
	    (strcmp(departure->flight_no, flight_no) != 0 || departure->on != on))
		err = err_new(pool, CODE_INVALID, "flight_no, date: not what was asked for");
	else if (err != NULL && departure->name != NULL)
		err = err_with(
		    err_new(pool, CODE_INVALID, "%s", err->text), FACT_DEPARTURE, departure->name);
	apr_pool_destroy(scratch);
	*out = departure;
	return err;
}

const struct err *flight_read_changes(const char *text, size_t length, int64_t cursor,
    apr_pool_t *pool, const struct departure_change **out, size_t *count)
{
	apr_pool_t *scratch = pool_new(NULL);
	const struct err *err = changes_read(text, length, cursor, scratch, pool, out, count);

	apr_pool_destroy(scratch);
	return err;
}
