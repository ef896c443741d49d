/* `aisle verify`: the invariants of the booking database, one line each, and what was looked at. */
#include "commands/verify.h"
#include "commands/operator.h"

#include "base/clock.h"
#include "base/text.h"
#include "domain/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BUDGET_MS 1500
#define SECONDS_MAX 86400

static const char HELP[] =
    "usage: aisle verify [--all | --seconds N]\n\n"
    "Checks the booking database: each invariant is a query that must find nothing. No booking is\n"
    "changed or locked; it may run while customers buy.\n\n"
    "First what changed since the last look (the worker looks too, [worker] verify_seconds) and\n"
    "what was found wrong before, then clicks, the audit log, what was summed up of days and everything else in turn, going on\n"
    "where the last look stopped, for about a second and a half in all. The last lines say what was\n"
    "looked at; a small database is looked at whole each time. What is found is kept in mind and reported\n"
    "until it is right. So status 0 means: nothing is known to be wrong, and this much was looked\n"
    "at. Only --all looks at everything.\n\n"
    "A line \"to do\" is no broken promise and leaves the status as it is, but somebody has to see to\n"
    "it. RESEAT: seats that were sold and are not in the aircraft that flies now. The worker gives\n"
    "these passengers others, as far as there are some, and tells all of them; who is left chooses\n"
    "one on the page of the booking, or has one chosen. The line goes then, or when the departure\n"
    "has left.\n\n"
    "GATE: who is checked in, on board, or missing at the gate agrees with coupons, seats and events.\n\n"
    "AL: the audit log of staff is a chain, each entry's hash covers the entry and the hash before it.\n"
    "The last hash, kept elsewhere (the worker's log has it, verify.audit), shows later that nothing\n"
    "up to it was written anew.\n\n"
    "DAY: what staff are shown of days is summed up by the worker; of days that are over it has to be\n"
    "what the bookings say.\n\n"
    "  --all        everything, whatever it takes\n"
    "  --seconds N  for N seconds\n\n"
    "Of the invariants of the design I1, I4 to I9, I11 to I15, I17 and I18 can be seen in the data.\n"
    "I3 (a refused request leaves nothing) is seen as far as I4, I8, I9 and I17 go. Not to be seen:\n"
    "I2, I10, I16, I19 and I20, which are about answers; the tests attack those.\n\n"
    "Exit status: 0 nothing is known to be wrong (after --all: nothing is), 1 something is, 2 wrong\n"
    "usage.\n";

static void print_results(const struct verify_report *report, int *status)
{
	for (size_t i = 0; i < report->count; i++) {
		const struct verify_result *result = &report->results[i];

		if (result->violations == 0) {
			if (!result->is_task)
				printf("ok    %-4s %s\n", result->name, result->title);
			continue;
		}
		if (!result->is_task)
			*status = 1;
		printf("%s %-4s %s: %" PRId64 ", first: %s\n", result->is_task ? "to do" : "FAIL ",
		    result->name, result->title, result->violations, result->sample);
	}
}

static void print_changed(const struct verify_report *report, apr_pool_t *pool)
{
	if (report->changed_since == CLOCK_NONE)
		return;
	printf("looked at %s that changed since %s: %" PRId64 " holds, %" PRId64 " departures\n",
	    report->is_changed_done ? "all" : "the first of those",
	    clock_text(report->changed_since, pool), report->changed_holds,
	    report->changed_departures);
}

static void print_clicks(const struct verify_report *report, apr_pool_t *pool)
{
	if (report->are_clicks_done)
		printf("looked at all clicks: %" PRId64 "\n", report->clicks);
	else if (report->clicks > 0)
		printf("looked at %" PRId64 " clicks, on to those of %s\n", report->clicks,
		    clock_text(report->clicks_until, pool));
}

/* The first round is not complete yet. */
static void print_unseen(const struct verify_report *report)
{
	int64_t holds = report->unseen_hold_id > report->last_hold_id
	    ? 0
	    : report->last_hold_id - report->unseen_hold_id + 1;
	int64_t departures = report->last_departure_id - report->unseen_departure_id + 1;

	if (holds > 0)
		printf("%" PRId64 " of %" PRId64 " holds were never looked at yet\n", holds,
		    report->last_hold_id);
	if (departures > 0)
		printf("%" PRId64 " of %" PRId64 " departures were never looked at yet\n",
		    departures, report->last_departure_id);
	puts("aisle verify --all looks at everything");
}

static void print_covered(const struct verify_report *report, apr_pool_t *pool)
{
	if (report->is_everything) {
		printf("looked at everything: holds 1 to %" PRId64
		       " with their bookings, departures 1 to %" PRId64 "\n",
		    report->last_hold_id, report->last_departure_id);
		print_clicks(report, pool);
		return;
	}
	print_changed(report, pool);
	print_clicks(report, pool);
	for (size_t i = 0; i < report->span_count; i++) {
		const struct verify_span *span = &report->spans[i];

		printf("looked at %s %" PRId64 " to %" PRId64 " of %" PRId64 "\n",
		    span->is_departures ? "departures" : "holds", span->first, span->last,
		    span->is_departures ? report->last_departure_id : report->last_hold_id);
	}
	if (report->full_began_at == CLOCK_NONE)
		print_unseen(report);
	else
		printf("the rest of them was looked at between %s and %s\n",
		    clock_text(report->full_began_at, pool),
		    clock_text(report->full_ended_at, pool));
}

static void print_audit(const struct verify_report *report)
{
	printf("looked at %" PRId64 " of %" PRId64
	       " entries of the audit log, the last hash is %s\n",
	    report->audit_entries, report->audit_last_seq, report->audit_head);
}

static bool read_arguments(int argc, char **argv, int64_t *budget_ms)
{
	int64_t seconds;

	*budget_ms = BUDGET_MS;
	if (argc == 0)
		return true;
	if (argc == 1 && strcmp(argv[0], "--all") == 0) {
		*budget_ms = VERIFY_ALL;
		return true;
	}
	if (argc != 2 || strcmp(argv[0], "--seconds") != 0 ||
	    !text_to_int(argv[1], 1, SECONDS_MAX, &seconds))
		return false;
	*budget_ms = seconds * 1000;
	return true;
}

const struct err *command_verify(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	struct verify_report report;
	struct desk desk;
	int64_t budget_ms;

	if (argc > 0 && strcmp(argv[0], "--help") == 0) {
		fputs(HELP, stdout);
		return NULL;
	}
	if (!read_arguments(argc, argv, &budget_ms)) {
		fputs(HELP, stderr);
		*status = 2;
		return NULL;
	}
	TRY(operator_desk(config, "booking", pool, &desk));
	TRY(verify_run(&desk, budget_ms, &report));
	print_results(&report, status);
	print_covered(&report, pool);
	print_audit(&report);
	printf("looked at %" PRId64 " days that were summed up%s\n", report.days,
	    report.are_days_done ? ", all there are" : "");
	return NULL;
}
