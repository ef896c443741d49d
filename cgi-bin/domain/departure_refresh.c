/* Keeping up with the flight service: its changes feed, read from where it stood. What it names is written down as to be asked for before the feed is gone on with, and then asked. */
#include "domain/departure_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "remote/flight_client.h"
#include "store/departure_questions.h"
#include "store/job_states.h"

#include <stdlib.h>

#define JOB "changes"

/* What is to be asked for of a batch, each departure once, in the order of their rows. */
struct noting {
	struct departure_question *list;
	size_t count;
};

/* What booking knows of the departures that a batch names, line by line. */
static const struct err *known_of(struct desk *desk, const struct departure_change *changes,
    size_t count, const struct departure_known **out)
{
	struct departure_known *known = pool_make_many(desk->pool, struct departure_known, count);
	struct departure *named = pool_make_many(desk->pool, struct departure, count);
	const struct departure **list = pool_make_many(desk->pool, const struct departure *, count);

	for (size_t i = 0; i < count; i++) {
		named[i].flight_no = changes[i].flight_no;
		named[i].on = changes[i].on;
		list[i] = &named[i];
	}
	*out = known;
	return departures_list_named(desk->db, list, count, desk->pool, known);
}

static int by_departure(const void *a, const void *b)
{
	const struct departure_question *left = a, *right = b;

	if (left->departure_id != right->departure_id)
		return left->departure_id < right->departure_id ? -1 : 1;
	return left->version < right->version ? -1 : left->version > right->version;
}

/* Of those whose rows are older than the change the last change of each. */
static void choose(const struct departure_change *changes, const struct departure_known *known,
    size_t count, struct noting *out)
{
	size_t kept = 0;

	out->count = 0;
	for (size_t i = 0; i < count; i++)
		if (known[i].id != 0 &&
		    (changes[i].version == 0 || known[i].service_version < changes[i].version))
			out->list[out->count++] = (struct departure_question){
				.departure_id = known[i].id, .version = changes[i].version
			};
	if (out->count == 0)
		return;
	qsort(out->list, out->count, sizeof(*out->list), by_departure);
	for (size_t i = 1; i < out->count; i++) {
		if (out->list[i].departure_id != out->list[kept].departure_id)
			kept++;
		out->list[kept] = out->list[i];
	}
	out->count = kept + 1;
}

static const struct err *note_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct noting *noting = arg;
	struct departure_question *fresh = pool_make_many(
	    pool, struct departure_question, noting->count);
	const struct err *err;
	size_t count = 0;

	for (size_t i = 0; i < noting->count; i++) {
		bool is_there;

		TRY(departure_questions_set_version(
		    db, noting->list[i].departure_id, noting->list[i].version, pool, &is_there));
		if (!is_there)
			fresh[count++] = noting->list[i];
	}
	TRY(departure_questions_insert_later(db, fresh, count, pool));
	err = db_settle(db, pool);
	return db_is_duplicate(err, "PRIMARY") ? tx_again(pool, "somebody else has noted it") : err;
}

/* Caches may be older than what the feed tells. */
static void forget(struct desk *desk, const struct departure_change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		flight_client_forget(desk->flights, changes[i].flight_no, changes[i].on);
}

/* Noted before the feed is gone on with: whoever dies in between reads it again. */
static const struct err *note_batch(
    struct desk *desk, const struct departure_change *changes, size_t count)
{
	struct noting noting = { .list = pool_make_many(
				     desk->pool, struct departure_question, count) };
	const struct departure_known *known;

	forget(desk, changes, count);
	TRY(known_of(desk, changes, count, &known));
	choose(changes, known, count, &noting);
	if (noting.count > 0)
		TRY(tx_run(desk->db, note_in_tx, &noting, desk->pool));
	return job_states_set(desk->db, JOB, changes[count - 1].cursor, desk->pool);
}

/* The feed's next batch, if there is one. */
static const struct err *follow(struct desk *desk, int64_t *cursor, bool *has_lines)
{
	const struct departure_change *changes;
	size_t count;

	TRY(flight_client_changes(desk->flights, *cursor, desk->pool, &changes, &count));
	*has_lines = count > 0;
	if (count == 0)
		return NULL;
	TRY(note_batch(desk, changes, count));
	*cursor = changes[count - 1].cursor;
	return NULL;
}

const struct err *departure_kept(const struct err *err, apr_pool_t *pool)
{
	return err == NULL ? NULL : err_new(pool, err->code, "%s", err->text);
}

const struct err *departure_refresh(
    struct desk *desk, int64_t budget_ms, int64_t *count, bool *has_more)
{
	int64_t until_ms = clock_monotonic_ms() + budget_ms;
	bool has_lines;
	int64_t cursor;

	*count = 0;
	*has_more = false;
	TRY(job_states_find(desk->db, JOB, desk->pool, &cursor));
	do {
		struct desk own = *desk;
		const struct err *err;

		own.pool = pool_new(desk->pool);
		err = departure_kept(follow(&own, &cursor, &has_lines), desk->pool);
		apr_pool_destroy(own.pool);
		TRY(err);
	} while (has_lines && clock_monotonic_ms() < until_ms);
	TRY(departure_ask_due(desk, until_ms - clock_monotonic_ms(), count, has_more));
	*has_more |= has_lines;
	return NULL;
}
