/* A departure's changes, as staff look at them. */
#include "domain/departure_work.h"

#include "base/pool.h"
#include "domain/audit.h"
#include "domain/departure_standing.h"
#include "store/departure_orders.h"

#define MOVES_MOST 1000

/* What the open work of a departure has still to do, as it is now. */
static const struct err *count_waiting(
    struct desk *desk, const struct departure_work *work, struct departure_changes *out)
{
	struct departure_standing standing;
	struct reseat_plan plan;

	if (work->is_done || !work->is_reseating)
		return NULL;
	TRY(departure_standing_read(desk->db, work, desk->pool, &standing));
	if (!departure_may_seat(&standing.row))
		return NULL;
	reseat_all(&standing.state, desk->pool, &plan);
	for (size_t i = 0; i < plan.count; i++)
		out->waiting += (int64_t)standing.state.parties[plan.answers[i].party].count;
	out->held = departure_parties_held_off(
	    &standing.parties, standing.state.is, standing.state.is_count);
	return NULL;
}

const struct err *departure_changes_find(
    struct desk *desk, const char *flight_no, int32_t on, struct departure_changes *out)
{
	struct departure_row row;

	*out = (struct departure_changes){ .order_count = 0 };
	TRY(departure_orders_list(
	    desk->db, flight_no, on, desk->pool, &out->orders, &out->order_count));
	TRY(departures_find(desk->db, flight_no, on, desk->pool, &row));
	if (row.id == 0)
		return out->order_count > 0
		    ? NULL
		    : err_new(desk->pool, CODE_NOT_FOUND, "booking does not know %s", flight_no);
	out->is_known = true;
	TRY(audit_note(desk, "names-read",
	    apr_pstrcat(desk->pool, "departure/", row.departure.name, NULL), "changes"));
	TRY(departure_works_list(
	    desk->db, flight_no, on, desk->pool, &out->works, &out->work_count));
	TRY(departure_works_list_moves(
	    desk->db, row.id, MOVES_MOST, desk->pool, &out->moves, &out->move_count));
	for (size_t i = 0; i < out->work_count; i++)
		TRY(count_waiting(desk, &out->works[i], out));
	return NULL;
}
