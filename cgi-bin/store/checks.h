/* The invariants as queries: each finds what must not be. One statement is one snapshot and takes no lock: it holds while customers go on buying. */
#ifndef STORE_CHECKS_H
#define STORE_CHECKS_H

#include "db/statement.h"

struct check {
	const char *name;  /* "I1" */
	const char *title; /* what must hold; of a task, what there is to do */
	bool is_task;      /* what is found breaks no promise, but somebody has to see to it */
};

/* All checks, in order; `*count` of them. */
const struct check *checks_list(size_t *count);

/* What a check goes through: what is small enough to be looked at whole, holds with all that hangs on them (bookings too), departures, clicks, the audit log, which no query can look at, or days that were summed up. */
enum check_scope {
	CHECK_WHOLE,
	CHECK_HOLDS,
	CHECK_DEPARTURES,
	CHECK_CLICKS,
	CHECK_AUDIT,
	CHECK_DAYS,
	CHECK_SCOPES
};

/* Ids to look at, from first to last: ranges that do not overlap, of existing or other ids. A click's is the instant it was written down at. */
#define CHECK_RANGES 16
struct check_ranges {
	int64_t first[CHECK_RANGES], last[CHECK_RANGES];
	size_t n;
};

/* A check's query of one scope; CHECK_AUDIT and CHECK_DAYS have none. */
struct check_part {
	const char *name; /* of the check */
	int uses;         /* how often the query names the ranges */
	struct query query;
};
const struct check_part *checks_parts(enum check_scope scope, size_t *count);

/* What breaks a check: so many violations by one hold, departure, click or entry of the audit log (id 0 where it is none; events of a booking that is not there go by its number among the holds), the first of them in words. */
struct check_offender {
	int64_t id;
	int64_t violations;
	const char *sample;
};

/* In order of id; 20,000 at most. `ranges` NULL: CHECK_WHOLE. */
const struct err *checks_run(struct db *db, enum check_scope scope, const struct check_part *part,
    const struct check_ranges *ranges, apr_pool_t *pool, const struct check_offender **out,
    size_t *count);

#endif
