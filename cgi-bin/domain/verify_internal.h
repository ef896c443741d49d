/* What the files of verify share. */
#ifndef DOMAIN_VERIFY_INTERNAL_H
#define DOMAIN_VERIFY_INTERNAL_H

#include "domain/verify.h"
#include "store/verify_states.h"

/* Ids that are looked at in one step: small ones end in time, large ones are done sooner. */
#define VERIFY_STEP 1000
#define VERIFY_STEP_OF_ALL 5000

struct verifying {
	struct desk *desk;
	int64_t until_ms, round_ms; /* when to end; how much of it is for going round */
	int64_t clicks_ms;          /* how much is for clicks, and how much for the audit log */
	bool is_all;
	bool has_findings; /* some are known: what is looked at may have come right */
	struct verify_state state;
	struct verify_report *report;
};

/* All queries of a scope, for these ranges; what they find is written down. */
const struct err *verify_look(
    struct verifying *verifying, enum check_scope scope, const struct check_ranges *ranges);

/* What was found wrong in these ranges, and nothing else that was known of them. */
const struct err *verify_record(struct verifying *verifying, const char *name,
    enum check_scope scope, const struct check_ranges *ranges,
    const struct check_offender *offenders, size_t count, apr_pool_t *pool);

/* verify_look for ids in order (twice the same is fine), as few steps as it takes. */
const struct err *verify_look_at(
    struct verifying *verifying, enum check_scope scope, const int64_t *ids, size_t count);

bool verify_has_time(const struct verifying *verifying, int64_t for_ms);

/* On through everything, while there is time. `event_id`, `event_at`: the head of the events as the run began. */
const struct err *verify_round(struct verifying *verifying, int64_t event_id, int64_t event_at);

/* On through the clicks, which go by after two days, for a part of the time. */
const struct err *verify_clicks(struct verifying *verifying);

/* The same of the audit log: what was found wrong there, what is new, then on through the rest. */
const struct err *verify_audit(struct verifying *verifying);

/* And of the days that were summed up: those found wrong, then on through all. */
const struct err *verify_days(struct verifying *verifying);

#endif
