/* Staff close and open the sales of a departure: the exclusive side of the lock that buyers share. */
#include "domain/departure_internal.h"

#include "base/date.h"
#include "base/pool.h"
#include "domain/departure_known.h"
#include "remote/flight_client.h"
#include "store/events.h"
#include "store/names.h"

struct deciding {
	struct desk *desk;
	const char *flight_no;
	int32_t on;
	const char *reason;
	bool is_closed; /* wanted */
	bool is_changed;
};

const struct err *departure_record(struct desk *desk, struct db *db,
    const struct departure_row *row, const char *detail, apr_pool_t *pool)
{
	const char *state = name_of_departure_state(row->departure.state);

	return events_insert(db,
	    &(const struct event){ .actor = desk->actor,
		.request_id = desk->request_id,
		.subject = "departure",
		.subject_id = row->id,
		.version = row->version + 1,
		.from_state = state,
		.to_state = state,
		.detail = detail },
	    pool);
}

const struct err *departure_set_sales(struct desk *desk, struct db *db,
    const struct departure_row *row, bool is_closed, const char *reason, apr_pool_t *pool)
{
	const char *what = is_closed ? "sales closed" : "sales open";

	TRY(departures_set_sales(db, row->id, is_closed, pool));
	if (reason != NULL && reason[0] != '\0')
		what = apr_pstrcat(pool, what, ": ", reason, NULL);
	return departure_record(desk, db, row, what, pool);
}

static const struct err *decide_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct deciding *deciding = arg;
	struct departure_row row;

	deciding->is_changed = false;
	TRY(departures_lock(db, deciding->flight_no, deciding->on, pool, &row));
	if (row.id == 0)
		return err_new(pool, CODE_BROKEN, "departure %s/%s is gone", deciding->flight_no,
		    date_text(deciding->on, pool));
	if (row.departure.is_gate_closed && !deciding->is_closed)
		return err_new(pool, CODE_FLIGHT_CLOSED, "%s is closed at the gate, for good",
		    row.departure.name);
	if (row.is_sales_closed == deciding->is_closed)
		return NULL;
	deciding->is_changed = true;
	return departure_set_sales(
	    deciding->desk, db, &row, deciding->is_closed, deciding->reason, pool);
}

/* What booking has never sold is the flight service's word alone. */
static const struct err *ask(
    struct desk *desk, const char *flight_no, int32_t on, const struct departure **out)
{
	bool is_cached;

	return flight_client_departure(
	    desk->flights, flight_no, on, 0, desk->pool, out, &is_cached);
}

const struct err *departure_learn_unknown(struct desk *desk, const char *flight_no, int32_t on)
{
	const struct departure *departure;
	struct departure_row row;
	int64_t id;

	TRY(departures_find(desk->db, flight_no, on, desk->pool, &row));
	if (row.id != 0)
		return NULL;
	TRY(ask(desk, flight_no, on, &departure));
	departure_forget(departure->name);
	return departure_learn(desk, departure, &id);
}

static const struct err *decide(struct deciding *deciding, bool *is_changed)
{
	struct desk *desk = deciding->desk;

	TRY(departure_learn_unknown(desk, deciding->flight_no, deciding->on));
	TRY(tx_run(desk->db, decide_in_tx, deciding, desk->pool));
	*is_changed = deciding->is_changed;
	return NULL;
}

const struct err *departure_close_sales(
    struct desk *desk, const char *flight_no, int32_t on, const char *reason, bool *is_changed)
{
	struct deciding deciding = { desk, flight_no, on, reason, .is_closed = true };

	return decide(&deciding, is_changed);
}

const struct err *departure_open_sales(
    struct desk *desk, const char *flight_no, int32_t on, const char *reason, bool *is_changed)
{
	struct deciding deciding = { desk, flight_no, on, reason, .is_closed = false };

	return decide(&deciding, is_changed);
}

const struct err *departure_find_sales(
    struct desk *desk, const char *flight_no, int32_t on, struct departure_sales *out)
{
	const struct departure *departure;
	struct departure_row row;

	*out = (struct departure_sales){
		.name = apr_pstrcat(desk->pool, flight_no, "/", date_text(on, desk->pool), NULL),
	};
	TRY(departures_find(desk->db, flight_no, on, desk->pool, &row));
	if (row.id != 0) {
		out->is_closed = row.is_sales_closed;
		out->state = name_of_departure_state(row.departure.state);
		out->version = row.version;
		return NULL;
	}
	TRY(ask(desk, flight_no, on, &departure));
	out->state = name_of_departure_state(departure->state);
	return NULL;
}
