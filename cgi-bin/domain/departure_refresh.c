/* Keeping up with the flight service: its changes feed, read from where it stood. */
#include "domain/departure_internal.h"

#include "base/date.h"
#include "base/pool.h"
#include "domain/departure_known.h"
#include "remote/flight_client.h"
#include "store/departures.h"
#include "store/job_states.h"

#define JOB "changes"

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

/* Its row is older than the change. Asked for afresh, since the cache may be older too; a departure that vanished stays as booking knows it. */
static const struct err *learn(
    struct desk *desk, const struct departure_change *change, int64_t *count)
{
	const struct departure *departure;
	const struct err *err;
	bool is_cached;
	int64_t id;

	err = flight_client_departure(
	    desk->flights, change->flight_no, change->on, 0, desk->pool, &departure, &is_cached);
	if (err_is(err, CODE_NOT_FOUND))
		return NULL;
	TRY(err);
	if (is_cached)
		return err_new(desk->pool, CODE_FLIGHT_SERVICE_DOWN, "%s/%s not confirmed",
		    change->flight_no, date_text(change->on, desk->pool));
	departure_forget(departure->name);
	TRY(departure_learn(desk, departure, &id));
	(*count)++;
	return NULL;
}

static const struct err *learn_batch(
    struct desk *desk, const struct departure_change *changes, size_t count, int64_t *learned)
{
	const struct departure_known *known;

	TRY(known_of(desk, changes, count, &known));
	for (size_t i = 0; i < count; i++) {
		flight_client_forget(desk->flights, changes[i].flight_no, changes[i].on);
		if (known[i].id != 0 && known[i].service_version < changes[i].version)
			TRY(learn(desk, &changes[i], learned));
	}
	return job_states_set(desk->db, JOB, changes[count - 1].cursor, desk->pool);
}

/* The feed's next batch, if there is one. */
static const struct err *follow(
    struct desk *desk, int64_t *cursor, int64_t *learned, bool *has_more)
{
	const struct departure_change *changes;
	size_t count;

	TRY(flight_client_changes(desk->flights, *cursor, desk->pool, &changes, &count));
	*has_more = count > 0;
	if (count == 0)
		return NULL;
	TRY(learn_batch(desk, changes, count, learned));
	*cursor = changes[count - 1].cursor;
	return NULL;
}

const struct err *departure_kept(const struct err *err, apr_pool_t *pool)
{
	return err == NULL ? NULL : err_new(pool, err->code, "%s", err->text);
}

const struct err *departure_refresh(struct desk *desk, int64_t *count)
{
	bool has_more = true;
	int64_t cursor;

	*count = 0;
	TRY(job_states_find(desk->db, JOB, desk->pool, &cursor));
	while (has_more) {
		struct desk own = *desk;
		const struct err *err;

		own.pool = pool_new(desk->pool);
		err = departure_kept(follow(&own, &cursor, count, &has_more), desk->pool);
		apr_pool_destroy(own.pool);
		TRY(err);
	}
	return departure_ask_due(desk, count);
}
