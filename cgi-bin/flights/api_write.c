/* POST and PATCH: departures put on sale, moved, cancelled or priced anew by the holder of the
 * token. */
#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "db/tx.h"
#include "flights/api.h"
#include "flights/decode.h"
#include "flights/feed.h"
#include "flights/rows.h"
#include "flights/schedule.h"
#include "flights/writes.h"

#include <string.h>

/* A PATCH on its way through the transaction, which leaves in `after` what is then so. */
struct change_work {
	const struct request *request;
	const struct catalog *catalog;
	const char *if_match;
	struct departure after;
};

/* A departure that is put on sale is scheduled, under the local date on which it leaves, and has
 * not left. */
static const struct err *check_new(const struct departure *departure, unsigned present,
    const struct catalog *catalog, apr_pool_t *pool)
{
	const char *missing = decode_missing(present, MEMBERS_NEW);
	int32_t on;

	if (missing != NULL)
		return schedule_invalid(pool, missing, "%s is missing", missing);
	TRY(schedule_check(departure, catalog, pool));
	if (departure->state != DEPARTURE_SCHEDULED)
		return schedule_invalid(pool, "state", "a new departure is scheduled");
	TRY(schedule_date(
	    departure->departs_at, catalog_airport(catalog, departure->origin)->zone, pool, &on));
	if (on != departure->on)
		return schedule_invalid(pool, "date", "it departs on %s, local time of %s",
		    date_text(on, pool), departure->origin);
	if (departure->departs_at <= clock_now())
		return schedule_invalid(pool, "departs_at", "that has passed");
	return NULL;
}

static const struct err *create_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct departure *departure = arg;
	int64_t cursor;

	TRY(feed_lock(db, pool, &cursor));
	TRY(writes_insert_departures(db, departure, 1, pool));
	TRY(feed_append(db, departure, 1, pool, &cursor));
	return feed_close(db, cursor, pool);
}

const struct err *api_departure_create(struct request *request, struct reply *reply)
{
	struct departure departure = { .flight_no = "",
		.on = DATE_NONE,
		.origin = "",
		.destination = "",
		.aircraft = "",
		.version = 1 };
	const struct catalog *catalog;
	unsigned present;
	struct body body;

	TRY(api_authorize(request));
	TRY(catalog_get(api_db(request), CATALOG_AGE_MISSED_MS, request->pool, &catalog));
	TRY(decode_departure(
	    request->body, request->body_length, catalog, request->pool, &departure, &present));
	TRY(check_new(&departure, present, catalog, request->pool));
	const struct err *err = tx_run(api_db(request), create_in_tx, &departure, request->pool);
	const char *name = schedule_name(&departure, request->pool);
	if (err_is(err, CODE_DUPLICATE))
		return err_new(request->pool, CODE_DUPLICATE, "there is a departure %s", name);
	TRY(err);
	TRY(api_departure_body(request, &departure, &body));
	reply_header(reply, "Location", apr_pstrcat(request->pool, "/v1/departures/", name, NULL));
	reply_header(reply, "ETag", body.etag);
	reply_body(reply, 201, "application/json", body.text, body.length);
	return NULL;
}

/* What names a departure may be sent back, but not be otherwise. */
static const struct err *check_name(
    const struct departure *before, const struct departure *after, apr_pool_t *pool)
{
	if (strcmp(before->flight_no, after->flight_no) != 0)
		return schedule_invalid(pool, "flight_no", "a departure keeps its flight number");
	if (before->on != after->on)
		return schedule_invalid(
		    pool, "date", "a departure keeps its date, also when it is moved");
	return NULL;
}

/* The state that was asked for must be the one that the change leads to. */
static const struct err *check_state(const struct departure *before, const struct departure *after,
    enum departure_state wanted, int64_t now, apr_pool_t *pool)
{
	enum departure_state is = schedule_state(after, now);

	if (wanted == is)
		return NULL;
	if (before->state == DEPARTURE_CANCELLED || is == DEPARTURE_DEPARTED)
		return err_new(pool, CODE_DEPARTURE_ENDED, "%s is %s: it stays so",
		    schedule_name(before, pool), rows_state_text(is));
	return schedule_invalid(pool, "state", "it is %s and can be cancelled, not set %s",
	    rows_state_text(is), rows_state_text(wanted));
}

/* `before` with the body's members: what is to be written, if anything. */
static const struct err *revise(struct change_work *work, const struct departure *before,
    apr_pool_t *pool, struct revision *revision)
{
	const struct request *request = work->request;
	struct departure *after = &work->after;
	int64_t now = clock_now();
	unsigned present;

	*after = *before;
	TRY(decode_departure(
	    request->body, request->body_length, work->catalog, pool, after, &present));
	enum departure_state wanted = after->state;
	if ((present & MEMBERS_WRITABLE) == 0)
		return err_new(pool, CODE_INVALID, "the body has no member that can be changed");
	TRY(check_name(before, after, pool));
	if (wanted != DEPARTURE_CANCELLED)
		after->state = before->state;
	TRY(schedule_revise(before, after, now, pool, revision));
	if (present & MEMBER_STATE)
		TRY(check_state(before, after, wanted, now, pool));
	if (!revision->is_changed)
		return NULL;
	TRY(schedule_check(after, work->catalog, pool));
	if (after->state != DEPARTURE_CANCELLED && after->departs_at <= now)
		return schedule_invalid(pool, "departs_at", "that has passed");
	return NULL;
}

static const struct err *change_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct change_work *work = arg;
	const struct departure *before;
	struct revision revision;
	int64_t cursor;

	TRY(feed_lock(db, pool, &cursor));
	TRY(api_departure_of_path(work->request, &before));
	if (!encode_etag_matches(
		work->if_match, encode_departure_etag(before, clock_now(), pool), true))
		return err_new(pool, CODE_STALE, "%s stands at version %" APR_INT64_T_FMT,
		    schedule_name(before, pool), before->version);
	TRY(revise(work, before, pool, &revision));
	if (!revision.is_changed)
		return NULL;
	TRY(writes_update_departure(db, &work->after, revision.is_fares_changed, pool));
	TRY(feed_append(db, &work->after, 1, pool, &cursor));
	return feed_close(db, cursor, pool);
}

const struct err *api_departure_change(struct request *request, struct reply *reply)
{
	struct change_work work = { .request = request };
	const struct departure *seen;
	struct body body;

	TRY(api_authorize(request));
	TRY(api_departure_of_path(request, &seen));
	work.if_match = request_header(request, "If-Match");
	if (work.if_match == NULL)
		return err_new(request->pool, CODE_PRECONDITION_REQUIRED,
		    "If-Match with the ETag of the departure that was seen is needed");
	TRY(catalog_get(api_db(request), CATALOG_AGE_MISSED_MS, request->pool, &work.catalog));
	TRY(tx_run(api_db(request), change_in_tx, &work, request->pool));
	TRY(api_departure_body(request, &work.after, &body));
	reply_header(reply, "ETag", body.etag);
	reply_body(reply, 200, "application/json", body.text, body.length);
	return NULL;
}
