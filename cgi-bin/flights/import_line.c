/* One line of an import as a departure: local times become instants, two amounts become a fare. */
#include "flights/import_line.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "flights/schedule.h"

#include <string.h>

enum column {
	COLUMN_FLIGHT_NO,
	COLUMN_DATE,
	COLUMN_ORIGIN,
	COLUMN_DESTINATION,
	COLUMN_DEPARTS,
	COLUMN_ARRIVES,
	COLUMN_ARRIVES_DAY,
	COLUMN_AIRCRAFT,
	COLUMN_CURRENCY,
	COLUMN_FARE,
	COLUMN_TAXES
};

#define FEE_DIVISOR 4

static const struct err *read_minutes(
    const char *text, const char *column, apr_pool_t *scratch, int *out)
{
	bool is_form = strlen(text) == 5 && text[2] == ':';
	for (int i = 0; i < 5 && is_form; i++)
		is_form = i == 2 || (text[i] >= '0' && text[i] <= '9');
	int hour = is_form ? (text[0] - '0') * 10 + text[1] - '0' : 24;
	int minute = is_form ? (text[3] - '0') * 10 + text[4] - '0' : 60;
	if (hour > 23 || minute > 59)
		return err_new(scratch, CODE_INVALID, "%s: a time is 00:00 to 23:59, not \"%s\"",
		    column, text);
	*out = hour * 60 + minute;
	return NULL;
}

/* A local time at an airport; an unknown airport is left to schedule_check. */
static const struct err *read_instant(int32_t on, const char *text, const char *column,
    const struct airport *airport, apr_pool_t *scratch, int64_t *out)
{
	int minutes;

	TRY(read_minutes(text, column, scratch, &minutes));
	if (airport == NULL) {
		*out = CLOCK_NONE;
		return NULL;
	}
	const struct err *err = schedule_local(on, minutes, airport->zone, scratch, out);
	if (err != NULL)
		return err_new(scratch, CODE_INVALID, "%s: %s", column, err->text);
	return NULL;
}

static const struct err *read_times(const struct csv_record *record, const struct catalog *catalog,
    apr_pool_t *scratch, struct departure *out)
{
	const char *const *fields = record->fields;
	int64_t day;

	if (!date_parse(fields[COLUMN_DATE], &out->on))
		return err_new(scratch, CODE_INVALID, "date: a date is like 2026-12-01, not \"%s\"",
		    fields[COLUMN_DATE]);
	if (!text_to_int(fields[COLUMN_ARRIVES_DAY], -1, 1, &day))
		return err_new(scratch, CODE_INVALID, "arrives_day: 0, 1 or -1, not \"%s\"",
		    fields[COLUMN_ARRIVES_DAY]);
	TRY(read_instant(out->on, fields[COLUMN_DEPARTS], "departs",
	    catalog_airport(catalog, out->origin), scratch, &out->departs_at));
	return read_instant(out->on + (int32_t)day, fields[COLUMN_ARRIVES], "arrives",
	    catalog_airport(catalog, out->destination), scratch, &out->arrives_at);
}

static const struct err *read_amount(
    const char *text, const char *column, apr_pool_t *scratch, int64_t *out)
{
	if (!text_to_int(text, 0, SCHEDULE_AMOUNT_MAX, out))
		return err_new(scratch, CODE_INVALID,
		    "%s: a whole number of minor units from 0 to %lld, not \"%s\"", column,
		    (long long)SCHEDULE_AMOUNT_MAX, text);
	return NULL;
}

static const struct err *read_fare(
    const struct csv_record *record, apr_pool_t *pool, apr_pool_t *scratch, struct departure *out)
{
	struct fare *fare = pool_make(pool, struct fare);
	int64_t taxes;

	TRY(read_amount(record->fields[COLUMN_FARE], "fare_minor", scratch, &fare->amount_minor));
	TRY(read_amount(record->fields[COLUMN_TAXES], "taxes_minor", scratch, &taxes));
	fare->basis = "Y";
	fare->cabin = "Y";
	fare->currency = record->fields[COLUMN_CURRENCY];
	fare->is_refundable = true;
	fare->change_fee_minor = fare->amount_minor / FEE_DIVISOR;
	fare->cancel_fee_minor = fare->amount_minor / FEE_DIVISOR;
	if (taxes > 0) {
		struct tax *tax = pool_make(pool, struct tax);
		*tax = (struct tax){ "XT", taxes };
		fare->taxes = tax;
		fare->tax_count = 1;
	}
	out->fares = fare;
	out->fare_count = 1;
	return NULL;
}

const struct err *import_line_read(const struct csv_record *record, const struct catalog *catalog,
    apr_pool_t *pool, apr_pool_t *scratch, struct departure *out)
{
	*out = (struct departure){
		.flight_no = record->fields[COLUMN_FLIGHT_NO],
		.origin = record->fields[COLUMN_ORIGIN],
		.destination = record->fields[COLUMN_DESTINATION],
		.aircraft = record->fields[COLUMN_AIRCRAFT],
		.state = DEPARTURE_SCHEDULED,
		.version = 1,
	};
	TRY(read_times(record, catalog, scratch, out));
	TRY(read_fare(record, pool, scratch, out));
	return schedule_check(out, catalog, scratch);
}
