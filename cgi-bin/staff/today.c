/* The first page of staff: departures of today and tomorrow, and how full they are. */
#include "staff/departure_rows.h"
#include "staff/page.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"

#define DAYS 2
#define DAY_ROWS 100

/* "/admin" is the same place. */
const struct err *page_staff_root(struct request *request, struct reply *reply)
{
	(void)request;
	reply_see_other(reply, "/admin/");
	return NULL;
}

static const struct err *fill_day(struct desk *desk, struct view *body, int32_t on)
{
	const struct inventory_wanted wanted = { .from_on = on, .until_on = on };
	const struct inventory_departure *departures;
	struct view *day = view_each(body, K_DAY);
	size_t count;

	TRY(inventory_departures(desk, &wanted, DAY_ROWS + 1, &departures, &count));
	view_text(day, K_DATE, date_text(on, desk->pool));
	view_text(day, K_TEXT, date_human(on, desk->pool));
	staff_fill_departures(day, date_human(on, desk->pool), departures,
	    count > DAY_ROWS ? DAY_ROWS : count, desk->pool);
	if (count > DAY_ROWS)
		view_text(view_each(day, K_MORE), K_DATE, date_text(on, desk->pool));
	return NULL;
}

const struct err *page_staff_today_show(struct request *request, struct reply *reply)
{
	int32_t today = date_at_offset(clock_now(), 0);
	struct staff_page parts = staff_page_begin(request, "staff/today", "Today");

	view_text(parts.body, K_DATE, date_text(today, request->pool));
	for (int32_t i = 0; i < DAYS; i++)
		TRY(fill_day(staff_desk(request), parts.body, today + i));
	return staff_page_end(reply, 200, &parts);
}
