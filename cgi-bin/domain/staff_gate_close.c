/* Closing a flight: who is not on board is a no-show, and nobody changes anything on it any more. */
#include "domain/staff_gate_internal.h"

#include "base/pool.h"
#include "db/tx.h"
#include "domain/audit.h"
#include "domain/staff_click_internal.h"
#include "store/boardings.h"
#include "store/names.h"

#include <string.h>

#define DETAIL_MAX 900

struct closing {
	struct desk *desk;
	const struct gate_close *wish;
	/* Set by each run of the transaction. */
	struct departure_row departure;
	int64_t missing;
	const char *who; /* of them, as far as there is room */
	const char *path;
};

static const struct err *check(
    const struct closing *closing, const struct gate *gate, apr_pool_t *pool)
{
	const struct departure *departure = &closing->departure.departure;

	if (departure->is_gate_closed || departure->state == DEPARTURE_DEPARTED)
		return err_with(
		    err_new(pool, CODE_FLIGHT_CLOSED, "%s is closed already", departure->name),
		    FACT_DEPARTURE, departure->name);
	if (departure->state == DEPARTURE_CANCELLED)
		return err_with(
		    err_new(pool, CODE_GATE_REFUSED, "%s is not flown", departure->name),
		    FACT_DEPARTURE, departure->name);
	if (strcmp(gate_seen(gate, pool), closing->wish->seen) == 0)
		return NULL;
	return err_new(pool, CODE_CHANGED_MEANWHILE, "it is not what was seen");
}

/* One for each, when all have their numbers: under the lock the list is as it was. */
static const struct err *write_events(
    struct closing *closing, struct db *db, const struct gate *gate, apr_pool_t *pool)
{
	struct event *events = pool_make_many(pool, struct event, gate->count);
	struct boarding *now;
	size_t count, n = 0;

	TRY(boardings_list(db, closing->departure.id, false, pool, &now, &count));
	if (count != gate->count)
		return tx_again(pool, "passengers came or went");
	for (size_t i = 0; i < count; i++)
		if (gate->passengers[i].state != BOARDING_BOARDED)
			events[n++] = gate_event(closing->desk, &gate->passengers[i], now[i].id,
			    BOARDING_NO_SHOW, &closing->departure.departure, pool);
	return events_insert_many(db, events, n, pool);
}

static const struct err *set_no_shows(
    struct closing *closing, struct db *db, const struct gate *gate, apr_pool_t *pool)
{
	struct boarding *fresh = pool_make_many(pool, struct boarding, gate->count);
	const char *actor = closing->desk->actor;
	size_t fresh_count = 0;

	closing->missing = 0;
	closing->who = "";
	for (size_t i = 0; i < gate->count; i++) {
		const struct boarding *one = &gate->passengers[i];

		if (one->state == BOARDING_BOARDED)
			continue;
		if (one->id == 0)
			fresh[fresh_count++] = *one;
		else
			TRY(boardings_set_state(db, one->id, BOARDING_NO_SHOW, actor, pool));
		closing->missing++;
		if (strlen(closing->who) < DETAIL_MAX)
			closing->who = apr_pstrcat(
			    pool, closing->who, " ", gate_code(one, pool), NULL);
	}
	TRY(boardings_insert_many(
	    db, closing->departure.id, fresh, fresh_count, BOARDING_NO_SHOW, actor, pool));
	return write_events(closing, db, gate, pool);
}

/* The departure's own state stays what the flight service said. */
static const struct err *record(struct closing *closing, struct db *db, apr_pool_t *pool)
{
	const struct departure *departure = &closing->departure.departure;
	const char *state = name_of_departure_state(departure->state);
	const char *detail = apr_psprintf(pool,
	    "closed at the gate, no-shows: %" APR_INT64_T_FMT "%s%s", closing->missing,
	    closing->missing > 0 ? "," : "", closing->who);

	TRY(departures_set_gate_closed(db, closing->departure.id, pool));
	TRY(events_insert(db,
	    &(const struct event){ .actor = closing->desk->actor,
		.request_id = closing->desk->request_id,
		.subject = "departure",
		.subject_id = closing->departure.id,
		.version = closing->departure.version + 1,
		.from_state = state,
		.to_state = state,
		.detail = detail },
	    pool));
	closing->path = closing->wish->path;
	TRY(staff_click_keep(closing->desk, db, &closing->wish->click, closing->path, pool));
	return audit_write(
	    closing->desk, db, "flight-closed", gate_subject(departure, pool), detail, pool);
}

static const struct err *close_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct closing *closing = arg;
	const struct gate_close *wish = closing->wish;
	struct boarding *passengers;
	struct gate gate;

	TRY(gate_lock(db, wish->flight_no, wish->on, pool, &closing->departure));
	TRY(staff_click_recall(closing->desk, db, &wish->click, pool, &closing->path));
	if (closing->path != NULL)
		return NULL;
	gate = (struct gate){ .version = closing->departure.version };
	TRY(boardings_list(db, closing->departure.id, false, pool, &passengers, &gate.count));
	gate.passengers = passengers;
	TRY(check(closing, &gate, pool));
	TRY(set_no_shows(closing, db, &gate, pool));
	return record(closing, db, pool);
}

const struct err *gate_close(struct desk *desk, const struct gate_close *wish, const char **path)
{
	struct closing closing = { .desk = desk, .wish = wish };

	TRY(staff_click_run(desk, &wish->click, close_in_tx, &closing, &closing.path));
	*path = closing.path;
	return NULL;
}
