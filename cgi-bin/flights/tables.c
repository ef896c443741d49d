/* The demo carrier's tables, read and checked. */
#include "flights/tables.h"

#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/text.h"
#include "flights/csv.h"
#include "flights/schedule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct err *refuse(
    const struct csv *csv, const struct csv_record *record, const char *value, apr_pool_t *pool)
{
	return err_new(
	    pool, CODE_INVALID, "%s:%zu: \"%s\" cannot be", csv->path, record->line, value);
}

static const struct err *read_table(
    const char *folder, const char *name, const char *header, apr_pool_t *pool, struct csv *out)
{
	return csv_read(apr_pstrcat(pool, folder, "/", name, NULL), '\t', header, pool, out);
}

static bool read_degrees(const char *text, double most, int64_t *out)
{
	char *end;
	double degrees = strtod(text, &end);

	if (end == text || *end != '\0' || !(fabs(degrees) <= most))
		return false;
	*out = llround(degrees * 1e6);
	return true;
}

static int compare_airports(const void *left, const void *right)
{
	return strcmp(((const struct airport *)left)->code, ((const struct airport *)right)->code);
}

static int compare_aircraft(const void *left, const void *right)
{
	return strcmp(
	    ((const struct aircraft *)left)->code, ((const struct aircraft *)right)->code);
}

static const struct err *read_airports(const char *folder, apr_pool_t *pool, struct catalog *out)
{
	struct csv csv;

	TRY(read_table(folder, "airports.tsv",
	    "code\tname\tcity\tcountry\tzone\tlatitude\tlongitude", pool, &csv));
	struct airport *airports = pool_make_many(pool, struct airport, csv.count);
	for (size_t i = 0; i < csv.count; i++) {
		const struct csv_record *record = &csv.records[i];
		const char *const *fields = record->fields;
		struct airport *airport = &airports[i];
		*airport = (struct airport){ .code = fields[0],
			.name = fields[1],
			.city = fields[2],
			.country = fields[3],
			.zone = fields[4] };
		if (!schedule_is_letters(airport->code, 3, 3))
			return refuse(&csv, record, airport->code, pool);
		if (!schedule_is_letters(airport->country, 2, 2))
			return refuse(&csv, record, airport->country, pool);
		if (!date_zone_exists(airport->zone))
			return refuse(&csv, record, airport->zone, pool);
		if (!read_degrees(fields[5], 90, &airport->latitude_e6))
			return refuse(&csv, record, fields[5], pool);
		if (!read_degrees(fields[6], 180, &airport->longitude_e6))
			return refuse(&csv, record, fields[6], pool);
	}
	if (csv.count > 1)
		qsort(airports, csv.count, sizeof(*airports), compare_airports);
	out->airports = airports;
	out->airport_count = csv.count;
	return NULL;
}

static const struct err *read_cabin(
    const struct csv *csv, const struct csv_record *record, apr_pool_t *pool, struct cabin *out)
{
	const char *const *fields = record->fields;

	*out = (struct cabin){ .aircraft = fields[0],
		.code = fields[1],
		.name = fields[2],
		.letters = fields[5],
		.exit_rows = fields[6],
		.missing = fields[7] };
	if (!schedule_is_letters(out->code, 1, 1))
		return refuse(csv, record, out->code, pool);
	if (!text_to_int(fields[3], 1, 99, &out->first_row))
		return refuse(csv, record, fields[3], pool);
	if (!text_to_int(fields[4], out->first_row, 99, &out->last_row))
		return refuse(csv, record, fields[4], pool);
	return NULL;
}

/* The cabins of each aircraft stand together in the file, from the nose. */
static const struct err *read_cabins(
    const char *folder, apr_pool_t *pool, struct aircraft *aircraft, size_t count)
{
	struct csv csv;

	TRY(read_table(folder, "cabins.tsv",
	    "aircraft\tcabin\tname\tfirst_row\tlast_row\tletters\texit_rows\tmissing", pool, &csv));
	struct cabin *cabins = pool_make_many(pool, struct cabin, csv.count);
	for (size_t i = 0; i < csv.count; i++) {
		TRY(read_cabin(&csv, &csv.records[i], pool, &cabins[i]));
		size_t owner = 0;
		while (owner < count && strcmp(aircraft[owner].code, cabins[i].aircraft) != 0)
			owner++;
		if (owner == count)
			return refuse(&csv, &csv.records[i], cabins[i].aircraft, pool);
		if (aircraft[owner].cabin_count > 0 &&
		    strcmp(cabins[i - 1].aircraft, cabins[i].aircraft) != 0)
			return refuse(&csv, &csv.records[i], cabins[i].aircraft, pool);
		if (aircraft[owner].cabin_count++ == 0)
			aircraft[owner].cabins = &cabins[i];
	}
	return NULL;
}

static const struct err *read_aircraft(const char *folder, apr_pool_t *pool, struct catalog *out)
{
	struct csv csv;

	TRY(read_table(folder, "aircraft.tsv", "code\tname\tcruise_kmh", pool, &csv));
	struct aircraft *aircraft = pool_make_many(pool, struct aircraft, csv.count);
	for (size_t i = 0; i < csv.count; i++) {
		const char *const *fields = csv.records[i].fields;
		aircraft[i] = (struct aircraft){ .code = fields[0], .name = fields[1] };
		if (!schedule_is_code(fields[0], 3, 4))
			return refuse(&csv, &csv.records[i], fields[0], pool);
		if (!text_to_int(fields[2], 100, 3000, &aircraft[i].cruise_kmh))
			return refuse(&csv, &csv.records[i], fields[2], pool);
	}
	if (csv.count > 1)
		qsort(aircraft, csv.count, sizeof(*aircraft), compare_aircraft);
	TRY(read_cabins(folder, pool, aircraft, csv.count));
	out->aircraft = aircraft;
	out->aircraft_count = csv.count;
	return NULL;
}

const struct err *tables_catalog(const char *folder, apr_pool_t *pool, struct catalog *out)
{
	*out = (struct catalog){ .airports = NULL };
	TRY(read_airports(folder, pool, out));
	return read_aircraft(folder, pool, out);
}

/* "10:25" */
static bool read_time(const char *text, int *out)
{
	int64_t hour, minute;
	char part[3] = { 0 };

	if (strlen(text) != 5 || text[2] != ':')
		return false;
	memcpy(part, text + (text[0] == '0'), text[0] == '0' ? 1 : 2);
	if (!text_to_int(part, 0, 23, &hour))
		return false;
	if (!text_to_int(text + (text[3] == '0' ? 4 : 3), 0, 59, &minute))
		return false;
	*out = (int)(hour * 60 + minute);
	return true;
}

/* "1567": Monday is 1. */
static bool read_weekdays(const char *text, unsigned *out)
{
	*out = 0;
	for (; *text >= '1' && *text <= '7'; text++)
		*out |= 1u << (*text - '1');
	return *text == '\0' && *out != 0;
}

static const struct err *read_flight(const struct csv *csv, const struct csv_record *record,
    const struct catalog *catalog, apr_pool_t *pool, struct timetable_row *out)
{
	const char *const *fields = record->fields;

	*out = (struct timetable_row){ .flight_no = fields[0],
		.origin = fields[1],
		.destination = fields[2],
		.aircraft = fields[5],
		.currency = fields[8] };
	if (!schedule_is_flight_no(out->flight_no))
		return refuse(csv, record, out->flight_no, pool);
	if (catalog_airport(catalog, out->origin) == NULL)
		return refuse(csv, record, out->origin, pool);
	if (catalog_airport(catalog, out->destination) == NULL)
		return refuse(csv, record, out->destination, pool);
	if (!read_time(fields[3], &out->departs))
		return refuse(csv, record, fields[3], pool);
	if (!read_weekdays(fields[4], &out->weekdays))
		return refuse(csv, record, fields[4], pool);
	if (catalog_aircraft(catalog, out->aircraft) == NULL)
		return refuse(csv, record, out->aircraft, pool);
	if (!text_to_int(fields[6], 0, 90, &out->season_pct))
		return refuse(csv, record, fields[6], pool);
	if (!text_to_int(fields[7], 1, SCHEDULE_AMOUNT_MAX / 10, &out->base_fare_minor))
		return refuse(csv, record, fields[7], pool);
	if (!money_is_currency(out->currency))
		return refuse(csv, record, out->currency, pool);
	return NULL;
}

const struct err *tables_timetable(
    const char *folder, const struct catalog *catalog, apr_pool_t *pool, struct timetable *out)
{
	struct csv csv;

	TRY(read_table(folder, "network.tsv",
	    "flight_no\torigin\tdestination\tdeparts\tdays\taircraft\tseason_pct\t"
	    "base_fare_minor\tcurrency",
	    pool, &csv));
	struct timetable_row *rows = pool_make_many(pool, struct timetable_row, csv.count);
	for (size_t i = 0; i < csv.count; i++)
		TRY(read_flight(&csv, &csv.records[i], catalog, pool, &rows[i]));
	*out = (struct timetable){ rows, csv.count };
	return NULL;
}
