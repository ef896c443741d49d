/* Asking the data whether the promises were kept. */
#include "domain/verify_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "store/verify_findings.h"

#include <stdlib.h>
#include <string.h>

#define EVENTS_AT_ONCE 250
#define FINDINGS_AGAIN 300

static int compare_ids(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* The subjects of one scope among these changes. */
static const struct err *look_at_changes(struct verifying *verifying,
    const struct verify_change *changes, size_t count, enum check_scope scope, apr_pool_t *pool,
    int64_t *looked)
{
	int64_t *ids = pool_make_many(pool, int64_t, count);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (changes[i].scope == scope && changes[i].id != 0)
			ids[n++] = changes[i].id;
	qsort(ids, n, sizeof(*ids), compare_ids);
	for (size_t i = 0; i < n; i++)
		*looked += i == 0 || ids[i] != ids[i - 1];
	return verify_look_at(verifying, scope, ids, n);
}

/* Of the events up to `head_id` it is certain that none comes in between any more: those after it are looked at, and will be again. */
static const struct err *look_at_changed(
    struct verifying *verifying, int64_t head_id, int64_t head_at)
{
	struct verify_report *report = verifying->report;
	struct verify_state *state = &verifying->state;
	int64_t done_id = state->event_id;
	size_t count = EVENTS_AT_ONCE;

	report->changed_since = state->event_at;
	while (count == EVENTS_AT_ONCE) {
		const struct verify_change *changes;
		apr_pool_t *pool = pool_new(verifying->desk->pool);

		TRY(verify_states_list_changes(
		    verifying->desk->db, done_id, EVENTS_AT_ONCE, pool, &changes, &count));
		TRY(look_at_changes(
		    verifying, changes, count, CHECK_HOLDS, pool, &report->changed_holds));
		TRY(look_at_changes(verifying, changes, count, CHECK_DEPARTURES, pool,
		    &report->changed_departures));
		if (count > 0) {
			bool is_certain = changes[count - 1].event_id <= head_id;

			done_id = changes[count - 1].event_id;
			state->event_id = is_certain ? done_id : head_id;
			state->event_at = is_certain ? changes[count - 1].event_at : head_at;
			TRY(verify_states_set(verifying->desk->db, state, false, pool));
		}
		apr_pool_destroy(pool);
		report->is_changed_done = count < EVENTS_AT_ONCE;
		if (!verify_has_time(verifying, verifying->round_ms))
			return NULL;
	}
	return NULL;
}

static const struct err *look_again(struct verifying *verifying, enum check_scope scope)
{
	int64_t *ids;
	size_t count;

	if (!verifying->has_findings)
		return NULL;
	TRY(verify_findings_list_ids(
	    verifying->desk->db, scope, FINDINGS_AGAIN, verifying->desk->pool, &ids, &count));
	return verify_look_at(verifying, scope, ids, count);
}

static const struct err *find_has_findings(struct verifying *verifying)
{
	const struct verify_finding *findings;
	size_t count;

	TRY(verify_findings_list(verifying->desk->db, verifying->desk->pool, &findings, &count));
	verifying->has_findings = count > 0;
	return NULL;
}

/* What is known now, by check. */
static const struct err *find_results(
    struct db *db, apr_pool_t *pool, const struct verify_result **out, size_t *count)
{
	const struct check *checks = checks_list(count);
	struct verify_result *results = pool_make_many(pool, struct verify_result, *count);
	const struct verify_finding *findings;
	size_t finding_count;

	TRY(verify_findings_list(db, pool, &findings, &finding_count));
	for (size_t i = 0; i < *count; i++) {
		results[i] = (struct verify_result){ .name = checks[i].name,
			.title = checks[i].title,
			.is_task = checks[i].is_task };
		for (size_t j = 0; j < finding_count; j++)
			if (strcmp(findings[j].name, checks[i].name) == 0) {
				results[i].violations = findings[j].violations;
				results[i].sample = findings[j].sample;
			}
	}
	*out = results;
	return NULL;
}

const struct err *verify_run(struct desk *desk, int64_t budget_ms, struct verify_report *out)
{
	struct verifying verifying = {
		.desk = desk,
		.until_ms = clock_monotonic_ms() + budget_ms,
		.round_ms = budget_ms / 3,
		.clicks_ms = budget_ms / 6,
		.is_all = budget_ms == VERIFY_ALL,
		.report = out,
	};
	struct verify_state *state = &verifying.state;
	int64_t head_id, head_at;

	*out = (struct verify_report){ .changed_since = CLOCK_NONE };
	TRY(verify_states_find(desk->db, desk->pool, state));
	TRY(verify_states_find_head(desk->db, desk->pool, &head_id, &head_at));
	TRY(verify_states_find_last(
	    desk->db, desk->pool, &out->last_hold_id, &out->last_departure_id));
	TRY(find_has_findings(&verifying));
	TRY(verify_look(&verifying, CHECK_WHOLE, NULL));
	if (!verifying.is_all && state->event_id != 0)
		TRY(look_at_changed(&verifying, head_id, head_at));
	TRY(look_again(&verifying, CHECK_HOLDS));
	TRY(look_again(&verifying, CHECK_DEPARTURES));
	TRY(look_again(&verifying, CHECK_CLICKS));
	TRY(verify_clicks(&verifying));
	TRY(verify_audit(&verifying));
	TRY(verify_days(&verifying));
	TRY(verify_round(&verifying, head_id, head_at));
	TRY(verify_states_set(desk->db, state, false, desk->pool));
	out->full_began_at = state->full_began_at;
	out->full_ended_at = state->full_ended_at;
	out->is_everything = out->is_everything && out->are_clicks_done && out->is_audit_done &&
	    out->are_days_done;
	out->unseen_hold_id = state->scope == CHECK_HOLDS ? state->next_id : INT64_MAX;
	out->unseen_departure_id = state->scope == CHECK_HOLDS ? 1 : state->next_id;
	return find_results(desk->db, desk->pool, &out->results, &out->count);
}

const struct err *verify_known(struct desk *desk, struct verify_known *out)
{
	struct verify_state state;

	TRY(verify_states_find(desk->db, desk->pool, &state));
	out->ran_at = state.ran_at;
	out->full_ended_at = state.full_ended_at;
	return find_results(desk->db, desk->pool, &out->results, &out->count);
}

static void push_counts(apr_array_header_t *lines, const struct verify_result *results,
    size_t count, bool is_task, const char *name, apr_pool_t *pool)
{
	for (size_t i = 0; i < count; i++)
		if (results[i].is_task == is_task)
			APR_ARRAY_PUSH(lines, const char *) = apr_psprintf(pool,
			    "%s\"%s\"} %" APR_INT64_T_FMT "\n", name, results[i].name,
			    results[i].violations);
}

static const struct err *write_metrics(struct db *db, apr_pool_t *pool, apr_array_header_t *lines)
{
	const struct verify_result *results;
	struct verify_state state;
	size_t count;

	TRY(verify_states_find(db, pool, &state));
	TRY(find_results(db, pool, &results, &count));
	APR_ARRAY_PUSH(lines,
	    const char *) = "# HELP aisle_verify_violations What is known to break an invariant.\n"
			    "# TYPE aisle_verify_violations gauge\n";
	push_counts(lines, results, count, false, "aisle_verify_violations{check=", pool);
	APR_ARRAY_PUSH(lines, const char *) =
	    "# HELP aisle_verify_tasks What breaks no promise, but has to be seen to.\n"
	    "# TYPE aisle_verify_tasks gauge\n";
	push_counts(lines, results, count, true, "aisle_verify_tasks{task=", pool);
	if (state.ran_at != CLOCK_NONE)
		APR_ARRAY_PUSH(lines, const char *) = apr_psprintf(pool,
		    "# HELP aisle_verify_last_run_timestamp_seconds The last look at the data.\n"
		    "# TYPE aisle_verify_last_run_timestamp_seconds gauge\n"
		    "aisle_verify_last_run_timestamp_seconds %" APR_INT64_T_FMT "\n",
		    state.ran_at / CLOCK_SECOND);
	if (state.full_ended_at != CLOCK_NONE)
		APR_ARRAY_PUSH(lines, const char *) = apr_psprintf(pool,
		    "# HELP aisle_verify_last_full_timestamp_seconds When everything had been"
		    " looked at.\n"
		    "# TYPE aisle_verify_last_full_timestamp_seconds gauge\n"
		    "aisle_verify_last_full_timestamp_seconds %" APR_INT64_T_FMT "\n",
		    state.full_ended_at / CLOCK_SECOND);
	return NULL;
}

/* While the database is away, what was counted in memory is told all the same, but only after waiting for it. */
const char *verify_metrics(struct desk_parts *parts, apr_pool_t *pool)
{
	apr_array_header_t *lines = apr_array_make(pool, 24, sizeof(const char *));

	if (write_metrics(parts->db, pool, lines) != NULL)
		return "";
	return apr_array_pstrcat(pool, lines, '\0');
}
