/* What staff ask of the flight service: written down, asked, and its answer written down. */
#include "domain/departure_order.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/pool.h"
#include "db/tx.h"
#include "domain/audit.h"
#include "domain/departure.h"
#include "domain/departure_known.h"
#include "domain/departure_order_made.h"
#include "remote/flight_change.h"
#include "store/departure_orders.h"
#include "store/departures.h"

#include <string.h>

/* Since it was asked for last: by then the answer is there or lost; and by then the service has made it, or never will, since it waits for less. */
#define LOST_AFTER_S 20
#define NEVER_AFTER_S 90
#define ORDERS_MOST 20
/* Later it has come by the feed. */
#define LEARNED_WITHIN_S 180

const struct err *departure_look(
    struct desk *desk, const char *flight_no, int32_t on, const struct departure **out)
{
	struct flight_seen seen;

	TRY(flight_change_look(desk->flights, flight_no, on, desk->pool, &seen));
	*out = seen.departure;
	return NULL;
}

const struct err *departure_check_gate(struct desk *desk, const char *flight_no, int32_t on)
{
	struct departure_row row;

	TRY(departures_find(desk->db, flight_no, on, desk->pool, &row));
	if (row.id == 0 || !row.departure.is_gate_closed)
		return NULL;
	return err_with(err_new(desk->pool, CODE_FLIGHT_CLOSED,
			    "%s is closed at the gate, for good", row.departure.name),
	    FACT_DEPARTURE, row.departure.name);
}

const struct err *departure_aircraft(struct desk *desk, const struct aircraft **out, size_t *count)
{
	const struct err *err = flight_change_aircraft(desk->flights, desk->pool, out, count);

	if (!err_is(err, CODE_NOT_FOUND))
		return err;
	*out = NULL;
	*count = 0;
	return NULL;
}

static const char *name_of(const struct departure_order_row *row, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "departure/", row->flight_no, "/", date_text(row->on, pool), NULL);
}

/* What was asked, in words for the audit log. */
static const char *words_of(const struct departure_order_row *row, apr_pool_t *pool)
{
	const char *text = apr_psprintf(pool, "from version %" APR_INT64_T_FMT, row->seen_version);

	if (row->departs_at != CLOCK_NONE)
		text = apr_pstrcat(pool, text, ", departs ", clock_text(row->departs_at, pool),
		    ", arrives ", clock_text(row->arrives_at, pool), NULL);
	if (row->aircraft_code != NULL)
		text = apr_pstrcat(pool, text, ", aircraft ", row->aircraft_code, NULL);
	if (row->sale != NULL)
		text = apr_pstrcat(pool, text, ", ", row->sale, NULL);
	return text;
}

static const char *action_of(enum order_kind kind)
{
	static const char *const actions[] = { "departure-create", "departure-retime",
		"departure-cancel", "departure-aircraft" };

	return actions[kind];
}

/* A click on its way. */
struct giving {
	struct desk *desk;
	const struct departure_order *order;
	struct departure_order_row row;
	bool is_settled; /* the click was made before */
	bool was_asked;  /* it was asked for before, and may have been made */
};

static struct departure_order_row row_of(
    const struct desk *desk, const struct departure_order *order)
{
	bool has_times = order->kind == ORDER_RETIME || order->kind == ORDER_CREATE;
	bool has_aircraft = order->kind == ORDER_AIRCRAFT || order->kind == ORDER_CREATE;
	struct departure_order_row row = {
		.actor = desk->actor,
		.form_key = order->key,
		.kind = order->kind,
		.flight_no = order->flight_no,
		.on = order->on,
		.seen_version = order->version,
		.departs_at = has_times ? order->wanted.departs_at : CLOCK_NONE,
		.arrives_at = has_times ? order->wanted.arrives_at : CLOCK_NONE,
		.aircraft_code = has_aircraft ? order->wanted.aircraft_code : NULL,
		.request_id = desk->request_id,
	};

	memcpy(row.fingerprint, order->fingerprint, sizeof(row.fingerprint));
	if (order->kind == ORDER_CREATE)
		departure_order_set_sale(&row, &order->wanted, desk->pool);
	return row;
}

/* What was refused is nothing yet: its key is free for another wish. */
static const struct err *check_same(
    const struct departure_order_row *known, const unsigned char *fingerprint, apr_pool_t *pool)
{
	if (known->state == ORDER_REFUSED ||
	    memcmp(known->fingerprint, fingerprint, sizeof(known->fingerprint)) == 0)
		return NULL;
	return err_new(pool, CODE_KEY_REUSED, "this key was used for something else");
}

static const struct err *ask_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct giving *giving = arg;
	struct departure_order_row known;
	struct departure_order_row *row = &giving->row;
	const struct err *err;

	giving->is_settled = false;
	giving->was_asked = false;
	TRY(departure_orders_lock(db, row->actor, row->form_key, pool, &known));
	if (known.id == 0) {
		err = departure_orders_insert(db, row, pool, &row->id);
		if (db_is_duplicate(err, "departure_order_click"))
			return tx_again(pool, "the same click at the same time");
		TRY(err);
	} else {
		TRY(check_same(&known, row->fingerprint, pool));
		row->id = known.id;
		giving->is_settled = known.state == ORDER_MADE;
		giving->was_asked = known.state == ORDER_ASKED;
		if (giving->is_settled)
			return NULL;
		TRY(departure_orders_set_asked(db, row->id, row, pool));
		if (giving->was_asked)
			return NULL;
	}
	return audit_write(
	    giving->desk, db, action_of(row->kind), name_of(row, pool), words_of(row, pool), pool);
}

/* What came of it. */
struct settling {
	struct desk *desk;
	const struct departure_order_row *row;
	enum order_state state;
	const char *answer;
	bool has_audit; /* somebody of staff is there to whom it is said */
};

static const struct err *settle_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct settling *settling = arg;
	const struct departure_order_row *row = settling->row;
	bool is_done;

	TRY(departure_orders_set_settled(
	    db, row, settling->state, settling->answer, pool, &is_done));
	if (!is_done || !settling->has_audit)
		return NULL;
	return audit_write(settling->desk, db,
	    settling->state == ORDER_MADE ? "departure-change-made" : "departure-change-refused",
	    name_of(row, pool), settling->answer, pool);
}

static const struct err *settle(struct desk *desk, const struct departure_order_row *row,
    enum order_state state, const char *answer, bool has_audit)
{
	struct settling settling = { desk, row, state, answer, has_audit };

	return tx_run(desk->db, settle_in_tx, &settling, desk->pool);
}

static const struct err *ask_for(
    struct giving *giving, const struct flight_seen *seen, const struct departure **out)
{
	struct desk *desk = giving->desk;
	const struct departure_order *order = giving->order;
	struct flight_wish wish = {
		.departs_at = giving->row.departs_at,
		.arrives_at = giving->row.arrives_at,
		.origin_offset = order->wanted.origin_offset,
		.destination_offset = order->wanted.destination_offset,
		.aircraft_code = giving->row.aircraft_code,
		.fares = order->wanted.fares,
		.fare_count = order->kind == ORDER_AIRCRAFT ? order->wanted.fare_count : 0,
		.is_cancelled = order->kind == ORDER_CANCEL,
	};

	if (order->kind == ORDER_CREATE)
		return flight_change_create(desk->flights, &order->wanted, desk->pool, out);
	return flight_change_send(desk->flights, seen, &wish, desk->pool, out);
}

/* It is at another version. The one behind `seen_version` alone says that nothing came of an asking before. */
static const struct err *refuse_version(
    const struct giving *giving, const struct departure *is, const struct err *refusal)
{
	apr_pool_t *pool = giving->desk->pool;

	if (giving->was_asked && is->version > giving->row.seen_version + 1)
		return err_new(pool, CODE_UNSURE,
		    "it was asked for before, and is at version %" APR_INT64_T_FMT " now",
		    is->version);
	return err_is(refusal, CODE_STALE)
	    ? err_new(pool, CODE_CHANGED_MEANWHILE, "%s", refusal->text)
	    : refusal;
}

/* Somebody was first at this moment: the same click, sent twice by somebody or by the line, or somebody else. */
static const struct err *ask_who_was_first(
    const struct giving *giving, const struct err *refusal, const struct departure **out)
{
	struct desk *desk = giving->desk;
	const struct departure_order *order = giving->order;
	struct flight_seen seen;
	const struct err *err = flight_change_look(
	    desk->flights, order->flight_no, order->on, desk->pool, &seen);

	if (err != NULL)
		return err_new(
		    desk->pool, CODE_UNSURE, "%s, and then: %s", refusal->text, err->text);
	*out = seen.departure;
	return departure_order_was_made(&giving->row, seen.departure) &&
		departure_order_is_sold_as(&giving->row, seen.departure, desk->pool)
	    ? NULL
	    : refuse_version(giving, seen.departure, refusal);
}

/* Asked for from the version that was seen. What this click has made already is not asked for again. */
static const struct err *ask_service(struct giving *giving, const struct departure **out)
{
	struct desk *desk = giving->desk;
	const struct departure_order *order = giving->order;
	struct flight_seen seen = { NULL, NULL };
	const struct err *err;

	if (order->kind != ORDER_CREATE) {
		TRY(flight_change_look(
		    desk->flights, order->flight_no, order->on, desk->pool, &seen));
		*out = seen.departure;
		if (departure_order_was_made(&giving->row, seen.departure))
			return NULL;
		if (seen.departure->version != order->version)
			return refuse_version(giving, seen.departure,
			    err_new(desk->pool, CODE_STALE, "it is at version %" APR_INT64_T_FMT,
				seen.departure->version));
	}
	err = ask_for(giving, &seen, out);
	if (err_is(err, CODE_STALE) || err_is(err, CODE_DUPLICATE))
		return ask_who_was_first(giving, err, out);
	return err;
}

const struct err *departure_order_give(
    struct desk *desk, const struct departure_order *order, bool *is_known)
{
	struct giving giving = { .desk = desk, .order = order, .row = row_of(desk, order) };
	const struct departure *departure = NULL;
	const struct err *err;

	*is_known = true;
	TRY(departure_check_gate(desk, order->flight_no, order->on));
	TRY(tx_run(desk->db, ask_in_tx, &giving, desk->pool));
	if (giving.is_settled)
		return NULL;
	err = ask_service(&giving, &departure);
	if (err_is(err, CODE_UNSURE) ||
	    (giving.was_asked && err_is(err, CODE_FLIGHT_SERVICE_DOWN))) {
		log_err(LOG_WARN, "departure.order", err);
		*is_known = false;
		return NULL;
	}
	if (err != NULL) {
		TRY(settle(desk, &giving.row, ORDER_REFUSED,
		    apr_pstrcat(desk->pool, "Nothing was done: ", err->text, NULL), true));
		return err;
	}
	err = settle(desk, &giving.row, ORDER_MADE,
	    apr_psprintf(desk->pool, "version %" APR_INT64_T_FMT, departure->version), true);
	if (err != NULL) {
		/* It is made all the same: the worker writes it down. */
		log_err(LOG_WARN, "departure.order", err);
		*is_known = false;
	}
	return NULL;
}

const struct err *departure_order_find(struct desk *desk, const char *key,
    const unsigned char *fingerprint, struct departure_order_found *out)
{
	struct departure_order_row row;

	TRY(departure_orders_find(desk->db, desk->actor, key, desk->pool, &row));
	*out = (struct departure_order_found){ .is_made = row.id != 0 && row.state == ORDER_MADE,
		.is_asked = row.id != 0 && row.state == ORDER_ASKED,
		.flight_no = row.flight_no,
		.on = row.on };
	return row.id == 0 ? NULL : check_same(&row, fingerprint, desk->pool);
}

/* Made; or surely not, and never any more; or it is too early to say. */
static const struct err *settle_one(struct desk *desk, const struct departure_order_row *row)
{
	struct flight_seen seen = { NULL, NULL };
	const struct err *err = flight_change_look(
	    desk->flights, row->flight_no, row->on, desk->pool, &seen);
	bool is_there = err == NULL;

	if (!is_there && !err_is(err, CODE_NOT_FOUND))
		return err;
	if (is_there && departure_order_was_made(row, seen.departure) &&
	    !departure_order_is_sold_as(row, seen.departure, desk->pool))
		return settle(desk, row, ORDER_REFUSED,
		    "Nothing was done: somebody else has put it on sale, with another route or other fares",
		    false);
	if (is_there && departure_order_was_made(row, seen.departure))
		return settle(desk, row, ORDER_MADE,
		    apr_psprintf(desk->pool, "version %" APR_INT64_T_FMT, seen.departure->version),
		    false);
	if (is_there && seen.departure->version > row->seen_version)
		return settle(desk, row, ORDER_REFUSED,
		    "Somebody else has changed the departure since: whether this was made before is not known",
		    false);
	if (row->age_s < NEVER_AFTER_S)
		return NULL;
	return settle(desk, row, ORDER_REFUSED,
	    "Nothing was done: it did not reach the flight service", false);
}

/* What fails is left for the next turn, and keeps the others from nothing; a database that is away is an error. */
static const struct err *leave_for_later(const struct desk *desk, const struct err *err)
{
	if (db_is_away(desk->db, err, desk->pool))
		return err;
	if (err != NULL)
		log_err(LOG_WARN, "departure.order", err);
	return NULL;
}

const struct err *departure_orders_settle(struct desk *desk)
{
	const struct departure_order_row *rows;
	size_t count;

	TRY(departure_orders_list_asked(
	    desk->db, LOST_AFTER_S, ORDERS_MOST, desk->pool, &rows, &count));
	for (size_t i = 0; i < count; i++)
		TRY(leave_for_later(desk, settle_one(desk, &rows[i])));
	return NULL;
}

static const struct err *learn_one(struct desk *desk, const struct departure_order_row *row)
{
	struct flight_seen seen;
	int64_t id;

	TRY(flight_change_look(desk->flights, row->flight_no, row->on, desk->pool, &seen));
	flight_client_forget(desk->flights, row->flight_no, row->on);
	departure_forget(seen.departure->name);
	return departure_learn(desk, seen.departure, &id);
}

const struct err *departure_orders_learn(struct desk *desk)
{
	const struct departure_order_row *rows;
	size_t count;

	TRY(departure_orders_list_unlearned(
	    desk->db, LEARNED_WITHIN_S, ORDERS_MOST, desk->pool, &rows, &count));
	for (size_t i = 0; i < count; i++)
		TRY(leave_for_later(desk, learn_one(desk, &rows[i])));
	return NULL;
}
