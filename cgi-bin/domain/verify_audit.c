/* Going through the audit log: each entry when it is new, and all of them round and round. */
#include "domain/audit_internal.h"
#include "domain/verify_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"
#include "store/job_states.h"
#include "store/verify_findings.h"

#define CHECK "AL"
/* Table job_state: the last entry that was looked at when it was new, and the one to go on from. */
#define NEW "verify.audit_new"
#define ROUND "verify.audit"
#define STEP 1000
#define FINDINGS_AGAIN 300

struct audit_walk {
	struct verifying *verifying;
	struct audit_head head;
	int64_t began_ms;
	int64_t seen_seq;  /* NEW */
	int64_t first_new; /* from here on it is looked at as new; before it is the round's */
};

static bool has_time(const struct audit_walk *walk)
{
	return walk->verifying->is_all ||
	    (clock_monotonic_ms() - walk->began_ms < walk->verifying->clicks_ms &&
		verify_has_time(walk->verifying, 0));
}

static const struct err *look(struct audit_walk *walk, int64_t first, int64_t last)
{
	struct verifying *verifying = walk->verifying;
	const struct check_ranges ranges = { .first = { first }, .last = { last }, .n = 1 };
	const struct check_offender *offenders;
	size_t count;
	apr_pool_t *pool = pool_new(verifying->desk->pool);

	TRY(audit_check(verifying->desk->db, first, last, &walk->head, pool, &offenders, &count));
	TRY(verify_record(verifying, CHECK, CHECK_AUDIT, &ranges, offenders, count, pool));
	apr_pool_destroy(pool);
	return NULL;
}

static const struct err *set_state(struct audit_walk *walk, const char *name, int64_t seq)
{
	return job_states_set(walk->verifying->desk->db, name, seq, walk->verifying->desk->pool);
}

static const struct err *look_again(struct audit_walk *walk)
{
	struct desk *desk = walk->verifying->desk;
	int64_t *ids;
	size_t count;

	if (!walk->verifying->has_findings)
		return NULL;
	TRY(verify_findings_list_ids(
	    desk->db, CHECK_AUDIT, FINDINGS_AGAIN, desk->pool, &ids, &count));
	for (size_t i = 0; i < count; i++)
		TRY(look(walk, ids[i], ids[i]));
	return NULL;
}

/* The last one is always looked at; a log that has become shorter has lost what was seen there. */
static const struct err *look_at_new(struct audit_walk *walk, bool *is_done)
{
	struct verify_report *report = walk->verifying->report;
	int64_t end = walk->head.seq > walk->seen_seq ? walk->head.seq : walk->seen_seq;
	int64_t first = walk->first_new;

	while (first <= end) {
		int64_t last = first + STEP - 1 < end ? first + STEP - 1 : end;

		TRY(look(walk, first, last));
		report->audit_entries += last - first + 1;
		if (last > walk->seen_seq) {
			report->audit_new += last - walk->seen_seq;
			walk->seen_seq = last;
			TRY(set_state(walk, NEW, last));
		}
		first = last + 1;
		if (!has_time(walk))
			break;
	}
	*is_done = first > end;
	return NULL;
}

static const struct err *go_round(struct audit_walk *walk)
{
	struct verify_report *report = walk->verifying->report;
	int64_t end = walk->first_new - 1, next, began;
	bool has_wrapped = false, is_done = end < 1;

	TRY(job_states_find(walk->verifying->desk->db, ROUND, walk->verifying->desk->pool, &next));
	if (next < 1 || next > end)
		next = 1;
	began = next;
	while (!is_done) {
		int64_t most = has_wrapped ? began - 1 : end;
		int64_t last = next + STEP - 1 < most ? next + STEP - 1 : most;

		TRY(look(walk, next, last));
		report->audit_entries += last - next + 1;
		has_wrapped = has_wrapped || last == end;
		next = last == end ? 1 : last + 1;
		is_done = has_wrapped && next >= began;
		TRY(set_state(walk, ROUND, next));
		if (!has_time(walk))
			break;
	}
	report->is_audit_done = is_done;
	return NULL;
}

/* What was seen is read before the head: in this order a head that is behind it is one that has gone back. */
static const struct err *begin(struct audit_walk *walk)
{
	struct desk *desk = walk->verifying->desk;
	struct verify_report *report = walk->verifying->report;

	TRY(job_states_find(desk->db, NEW, desk->pool, &walk->seen_seq));
	TRY(staff_audit_find_head(desk->db, desk->pool, &walk->head));
	report->audit_last_seq = walk->head.seq;
	report->audit_head = text_hex(walk->head.hash, sizeof(walk->head.hash), desk->pool);
	walk->first_new = walk->seen_seq + 1;
	if (walk->first_new > walk->head.seq)
		walk->first_new = walk->head.seq;
	if (walk->first_new < 1 || walk->verifying->is_all)
		walk->first_new = 1;
	return NULL;
}

const struct err *verify_audit(struct verifying *verifying)
{
	struct audit_walk walk = { .verifying = verifying, .began_ms = clock_monotonic_ms() };
	bool is_done;

	TRY(begin(&walk));
	TRY(look_again(&walk));
	TRY(look_at_new(&walk, &is_done));
	return is_done ? go_round(&walk) : NULL;
}
