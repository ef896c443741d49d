/* parts/staff_departures. */
#include "staff/departure_rows.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"

int64_t staff_free_seats(const struct inventory_count *count)
{
	int64_t rest = count->seats - count->sold - count->held - count->blocked;

	/* Seats that are sold and not in the aircraft any more may be more than there are. */
	return rest < 0 ? 0 : rest;
}

void staff_fill_count(struct view *view, const struct inventory_count *count)
{
	view_int(view, K_SEATS, count->seats);
	view_int(view, K_SOLD, count->sold);
	view_int(view, K_HELD, count->held);
	view_int(view, K_BLOCKED, count->blocked);
	view_int(view, K_FREE, staff_free_seats(count));
}

const char *staff_sales_name(const struct inventory_departure *departure)
{
	return departure->is_sales_closed ? "closed" : "open";
}

void staff_fill_departure(
    struct view *view, const struct inventory_departure *departure, apr_pool_t *pool)
{
	view_text(view, K_NAME, departure->name);
	view_text(view, K_ORIGIN, departure->origin);
	view_text(view, K_DESTINATION, departure->destination);
	view_text(view, K_INSTANT,
	    clock_text_at_offset(departure->departs_at, departure->origin_offset, pool));
	view_text(view, K_DEPARTS,
	    date_moment_at_offset(departure->departs_at, departure->origin_offset, pool));
	view_text(view, K_STATE, inventory_state_name(departure->state));
	view_text(view, K_SALES, staff_sales_name(departure));
	view_text(view, K_AIRCRAFT, departure->aircraft_name);
}

int64_t staff_share(int64_t part, int64_t of)
{
	int64_t percent = of > 0 ? part * 100 / of : 0;

	return percent > 100 ? 100 : percent;
}

void staff_fill_departures(struct view *view, const char *label,
    const struct inventory_departure *departures, size_t count, apr_pool_t *pool)
{
	struct view *part = view_include(view, K_STAFF_DEPARTURES, "parts/staff_departures");

	view_text(part, K_LABEL, label);
	for (size_t i = 0; i < count; i++) {
		const struct inventory_count *seats = &departures[i].count;
		struct view *row = view_each(part, K_DEPARTURE);

		staff_fill_departure(row, &departures[i], pool);
		staff_fill_count(row, seats);
		view_int(row, K_LOAD, staff_share(seats->sold, seats->seats));
		view_int(row, K_LOAD_TAKEN,
		    staff_share(seats->sold + seats->held + seats->blocked, seats->seats));
	}
	if (count == 0)
		view_show(part, K_NOTHING);
}
