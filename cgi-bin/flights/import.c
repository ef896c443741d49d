/* A carrier's schedule from a file: lines to departures, compared with what is there, written in
 * one transaction. */
#include "flights/import.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "db/tx.h"
#include "flights/feed.h"
#include "flights/import_line.h"
#include "flights/rows.h"
#include "flights/schedule.h"
#include "flights/writes.h"

#include <stdlib.h>
#include <string.h>

#define SPAN_DAYS 400 /* of one flight, read at once */

/* A departure that the file asks for, and where it does. */
struct line {
	struct departure departure;
	size_t line;
};

struct import_work {
	struct line *lines; /* by flight number and date */
	size_t count;
	struct import_report *report;
	apr_array_header_t *fresh; /* struct departure: to be inserted */
	apr_array_header_t *moved; /* struct departure: updated */
};

/* Nothing but the number of lines that were refused matters to the caller. */
static const struct err *refused(apr_pool_t *pool)
{
	return err_new(pool, CODE_INVALID, "the file has lines that cannot stand");
}

static void add_error(struct import_report *report, size_t line, const char *text, apr_pool_t *pool)
{
	if (report->error_count == IMPORT_ERRORS_MAX) {
		report->has_more_errors = true;
		return;
	}
	report->errors[report->error_count++] = (struct import_error){ line,
		apr_pstrdup(pool, text) };
}

static int compare_lines(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	int order = strcmp(a->departure.flight_no, b->departure.flight_no);

	if (order == 0)
		order = (a->departure.on > b->departure.on) - (a->departure.on < b->departure.on);
	return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static int compare_errors(const void *left, const void *right)
{
	const struct import_error *a = left, *b = right;
	return (a->line > b->line) - (a->line < b->line);
}

static bool is_same_name(const struct departure *a, const struct departure *b)
{
	return a->on == b->on && strcmp(a->flight_no, b->flight_no) == 0;
}

/* All records as lines, in order of their names; what is wrong with them goes into the report. */
static void read_lines(const struct csv *csv, const struct catalog *catalog, apr_pool_t *pool,
    struct import_work *work)
{
	apr_pool_t *scratch = pool_new(pool);

	work->lines = pool_make_many(pool, struct line, csv->count);
	for (size_t i = 0; i < csv->count && !work->report->has_more_errors; i++) {
		struct line *line = &work->lines[work->count];
		line->line = csv->records[i].line;
		const struct err *err = import_line_read(
		    &csv->records[i], catalog, pool, scratch, &line->departure);
		if (err == NULL)
			work->count++;
		else
			add_error(work->report, line->line, err->text, pool);
		apr_pool_clear(scratch);
	}
	if (work->count > 1)
		qsort(work->lines, work->count, sizeof(struct line), compare_lines);
	for (size_t i = 1; i < work->count; i++)
		if (is_same_name(&work->lines[i - 1].departure, &work->lines[i].departure))
			add_error(work->report, work->lines[i].line,
			    apr_psprintf(pool, "%s stands on line %" APR_SIZE_T_FMT " already",
				schedule_name(&work->lines[i].departure, pool),
				work->lines[i - 1].line),
			    pool);
}

/* One line beside what is there (NULL: nothing). */
static const struct err *settle(struct import_work *work, struct db *db, const struct line *line,
    const struct departure *before, apr_pool_t *pool)
{
	struct departure after = line->departure;
	struct revision revision;

	if (before == NULL) {
		APR_ARRAY_PUSH(work->fresh, struct departure) = after;
		work->report->imported++;
		return NULL;
	}
	const struct err *err = schedule_revise(before, &after, clock_now(), pool, &revision);
	if (err != NULL) {
		add_error(work->report, line->line, err->text, pool);
		return NULL;
	}
	if (!revision.is_changed) {
		work->report->unchanged++;
		return NULL;
	}
	work->report->updated++;
	APR_ARRAY_PUSH(work->moved, struct departure) = after;
	return writes_update_departure(db, &after, revision.is_fares_changed, pool);
}

/* Lines first..last-1 are of one flight and within a span that is read at once. */
static const struct err *settle_span(
    struct import_work *work, struct db *db, size_t first, size_t last, apr_pool_t *pool)
{
	const struct departure *from = &work->lines[first].departure;
	const struct departure *to = &work->lines[last - 1].departure;
	const struct departure *there;
	size_t count, next = 0;

	TRY(rows_departures_of_flight(db, from->flight_no, from->on, to->on, pool, &there, &count));
	for (size_t i = first; i < last; i++) {
		while (next < count && there[next].on < work->lines[i].departure.on)
			next++;
		bool is_there = next < count && there[next].on == work->lines[i].departure.on;
		TRY(settle(work, db, &work->lines[i], is_there ? &there[next] : NULL, pool));
	}
	return NULL;
}

static const struct err *settle_all(struct import_work *work, struct db *db, apr_pool_t *pool)
{
	for (size_t first = 0, last; first < work->count; first = last) {
		const struct departure *from = &work->lines[first].departure;
		for (last = first + 1; last < work->count; last++) {
			const struct departure *to = &work->lines[last].departure;
			if (strcmp(to->flight_no, from->flight_no) != 0 ||
			    to->on - from->on >= SPAN_DAYS)
				break;
		}
		TRY(settle_span(work, db, first, last, pool));
	}
	return NULL;
}

static const struct err *write_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct import_work *work = arg;
	int64_t cursor;

	*work->report = (struct import_report){ .imported = 0 };
	work->fresh = apr_array_make(pool, 64, sizeof(struct departure));
	work->moved = apr_array_make(pool, 64, sizeof(struct departure));
	TRY(feed_lock(db, pool, &cursor));
	TRY(settle_all(work, db, pool));
	if (work->report->error_count > 0)
		return refused(pool);

	const struct departure *fresh = (const struct departure *)work->fresh->elts;
	const struct departure *moved = (const struct departure *)work->moved->elts;
	TRY(writes_insert_departures(db, fresh, (size_t)work->fresh->nelts, pool));
	TRY(feed_append(db, fresh, (size_t)work->fresh->nelts, pool, &cursor));
	TRY(feed_append(db, moved, (size_t)work->moved->nelts, pool, &cursor));
	return feed_close(db, cursor, pool);
}

const struct err *import_file(
    struct db *db, const char *path, apr_pool_t *pool, struct import_report *out)
{
	struct import_work work = { .report = out };
	struct catalog catalog;
	struct csv csv;

	*out = (struct import_report){ .imported = 0 };
	TRY(csv_read(path, ',', IMPORT_HEADER, pool, &csv));
	TRY(catalog_read(db, pool, &catalog));
	read_lines(&csv, &catalog, pool, &work);
	if (out->error_count == 0) {
		const struct err *err = tx_run(db, write_in_tx, &work, pool);
		if (err != NULL && out->error_count == 0)
			return err;
	}
	if (out->error_count > 1)
		qsort(out->errors, out->error_count, sizeof(out->errors[0]), compare_errors);
	return NULL;
}
