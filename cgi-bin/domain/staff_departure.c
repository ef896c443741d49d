/* Staff's decisions about a departure: how each begins and ends, and those about its sales. */
#include "domain/staff_departure_internal.h"

#include "base/date.h"
#include "base/pool.h"
#include "domain/audit.h"
#include "domain/staff_click_internal.h"

const struct err *staff_departure_lock(struct desk *desk, struct db *db,
    const struct staff_decision *decision, apr_pool_t *pool, struct departure_row *row,
    const char **answer)
{
	TRY(departures_lock(db, decision->flight_no, decision->on, pool, row));
	TRY(staff_click_recall(desk, db, &decision->click, pool, answer));
	if (*answer != NULL)
		return NULL;
	if (row->id == 0)
		return err_new(pool, CODE_NOT_FOUND, "booking does not know %s/%s",
		    decision->flight_no, date_text(decision->on, pool));
	if (row->version != decision->version)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "%s is at version %" APR_INT64_T_FMT,
		    row->departure.name, row->version);
	if (row->departure.is_gate_closed)
		return err_new(pool, CODE_FLIGHT_CLOSED, "%s is closed at the gate, for good",
		    row->departure.name);
	return NULL;
}

const struct err *staff_departure_keep(struct desk *desk, struct db *db,
    const struct staff_decision *decision, const char *done, apr_pool_t *pool, const char **answer)
{
	*answer = apr_pstrcat(pool, "/admin/departures/", decision->flight_no, "/",
	    date_text(decision->on, pool), "?done=", done, NULL);
	return staff_click_keep(desk, db, &decision->click, *answer, pool);
}

const struct err *staff_departure_audit(struct desk *desk, struct db *db,
    const struct departure_row *row, const char *action, const char *detail, apr_pool_t *pool)
{
	return audit_write(desk, db, action,
	    apr_pstrcat(pool, "departure/", row->departure.name, NULL), detail, pool);
}

struct selling {
	struct desk *desk;
	const struct staff_decision *decision;
	bool is_closed; /* wanted */
	const char *answer;
};

static const struct err *sell_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct selling *selling = arg;
	const struct staff_decision *decision = selling->decision;
	const char *what = selling->is_closed ? "sales-closed" : "sales-opened";
	struct departure_row row;
	bool is_changed;

	TRY(staff_departure_lock(selling->desk, db, decision, pool, &row, &selling->answer));
	if (selling->answer != NULL)
		return NULL;
	is_changed = row.is_sales_closed != selling->is_closed;
	if (is_changed)
		TRY(departure_set_sales(
		    selling->desk, db, &row, selling->is_closed, decision->reason, pool));
	else
		/* What is told of somebody else's decision is in the looks that follow, too. */
		departures_note_change(db, row.id);
	TRY(staff_departure_keep(selling->desk, db, decision, what, pool, &selling->answer));
	if (!is_changed)
		return NULL;
	return staff_departure_audit(selling->desk, db, &row, what, decision->reason, pool);
}

static const struct err *sell(struct selling *selling, const char **answer)
{
	TRY(staff_click_run(
	    selling->desk, &selling->decision->click, sell_in_tx, selling, &selling->answer));
	*answer = selling->answer;
	return NULL;
}

const struct err *staff_close_sales(
    struct desk *desk, const struct staff_decision *decision, const char **answer)
{
	struct selling selling = { .desk = desk, .decision = decision, .is_closed = true };

	return sell(&selling, answer);
}

const struct err *staff_open_sales(
    struct desk *desk, const struct staff_decision *decision, const char **answer)
{
	struct selling selling = { .desk = desk, .decision = decision, .is_closed = false };

	return sell(&selling, answer);
}
