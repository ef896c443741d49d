/* The invariants that the data can show: looked at bit by bit, and what was found kept in mind until it is right again. */
#ifndef DOMAIN_VERIFY_H
#define DOMAIN_VERIFY_H

#include "domain/desk.h"

struct verify_result {
	const char *name;   /* "I1" */
	const char *title;  /* what must hold, in words; of a task, what there is to do */
	bool is_task;       /* no promise is broken, but somebody has to see to it */
	int64_t violations; /* that are known now, whichever run has found them */
	const char *sample; /* one of them; NULL */
};

/* Ids that were looked at one after another. */
struct verify_span {
	bool is_departures; /* else holds */
	int64_t first, last;
};

#define VERIFY_SPANS 5
struct verify_report {
	const struct verify_result *results; /* all checks, in order */
	size_t count;
	int64_t last_hold_id, last_departure_id; /* how far there were any */
	bool is_everything;
	/* What changed after `changed_since` (CLOCK_NONE: nobody has looked before): so many were looked at again. */
	int64_t changed_since, changed_holds, changed_departures;
	bool is_changed_done; /* false: time was up, the next run goes on there */
	struct verify_span spans[VERIFY_SPANS];
	size_t span_count;
	int64_t clicks, clicks_until; /* so many were looked at, up to those of then (0: none) */
	bool are_clicks_done;         /* these are all that there are */
	/* So many of the `audit_last_seq` entries of the audit log were looked at, some of them for the first time; and the last one's hash, 64 hexadecimal digits: kept elsewhere, it shows later that no entry up to it was changed. */
	int64_t audit_entries, audit_new, audit_last_seq;
	const char *audit_head;
	bool is_audit_done; /* these are all that there are */
	int64_t
	    days; /* so many were looked at of those that were summed up (domain/figures.h), sales and load apart */
	bool are_days_done; /* these are all that there are */
	/* The last whole round of holds and departures; CLOCK_NONE: none yet. */
	int64_t full_began_at, full_ended_at;
	/* While there was no whole round: from these on they were never looked at; past the last: none. */
	int64_t unseen_hold_id, unseen_departure_id;
};

#define VERIFY_ALL 0 /* as time allows: everything, whatever it takes */

/*
 * Look at what is small, at what changed since the last time, at what was found wrong before, at clicks, at the audit log, at days that were summed up, and then at everything in turn, going on where the last run stopped, until all was
 * looked at or `budget_ms` are over. A step of each is done in any case and a step that has begun is ended, so that it goes on however slow the database is. Any number may run
 * at once.
 */
const struct err *verify_run(struct desk *desk, int64_t budget_ms, struct verify_report *out);

/* What is known now, and when it was last looked at: of what changed, and of everything; CLOCK_NONE: never. */
struct verify_known {
	const struct verify_result *results; /* all checks, in order */
	size_t count;
	int64_t ran_at, full_ended_at;
};
const struct err *verify_known(struct desk *desk, struct verify_known *out);

/* What the last run left, as Prometheus text; "" when the database does not answer, which is known only after trying to connect to it: 4 s with one server. */
const char *verify_metrics(struct desk_parts *parts, apr_pool_t *pool);

#endif
