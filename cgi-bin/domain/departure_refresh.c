/* Keeping up with the flight service: its changes feed, read from where it stood. */
#include "domain/departure.h"

#include "base/date.h"
#include "base/pool.h"
#include "domain/departure_known.h"
#include "remote/flight_client.h"
#include "store/departures.h"
#include "store/job_states.h"

#include <apr_hash.h>

#define JOB "changes"

static const char *name_of(const struct departure_change *change, apr_pool_t *pool)
{
	return apr_pstrcat(pool, change->flight_no, "/", date_text(change->on, pool), NULL);
}

/* What booking knows of the departures in a batch: name -> struct departure_known. */
static const struct err *known_of(
    struct desk *desk, const struct departure_change *changes, size_t count, apr_hash_t **out)
{
	const struct departure_known *known;
	int32_t from = changes[0].on, to = changes[0].on;
	size_t known_count;

	for (size_t i = 1; i < count; i++) {
		from = changes[i].on < from ? changes[i].on : from;
		to = changes[i].on > to ? changes[i].on : to;
	}
	TRY(departures_list_known(desk->db, from, to, desk->pool, &known, &known_count));
	*out = apr_hash_make(desk->pool);
	for (size_t i = 0; i < known_count; i++)
		apr_hash_set(*out, known[i].name, APR_HASH_KEY_STRING, &known[i]);
	return NULL;
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
	apr_hash_t *known;

	TRY(known_of(desk, changes, count, &known));
	for (size_t i = 0; i < count; i++) {
		const struct departure_known *row;

		flight_client_forget(desk->flights, changes[i].flight_no, changes[i].on);
		row = apr_hash_get(known, name_of(&changes[i], desk->pool), APR_HASH_KEY_STRING);
		if (row != NULL && row->service_version < changes[i].version)
			TRY(learn(desk, &changes[i], learned));
	}
	return job_states_set(desk->db, JOB, changes[count - 1].cursor, desk->pool);
}

const struct err *departure_refresh(struct desk *desk, int64_t *count)
{
	const struct departure_change *changes;
	size_t change_count;
	int64_t cursor;

	*count = 0;
	TRY(job_states_find(desk->db, JOB, desk->pool, &cursor));
	for (;;) {
		TRY(flight_client_changes(
		    desk->flights, cursor, desk->pool, &changes, &change_count));
		if (change_count == 0)
			return NULL;
		TRY(learn_batch(desk, changes, change_count, count));
		cursor = changes[change_count - 1].cursor;
	}
}
