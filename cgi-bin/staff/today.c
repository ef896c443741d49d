/* The first page of staff: what waits, the departures of these days, sales, booking curves and load. */
#include "staff/today.h"
#include "staff/departure_rows.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"

#define DAYS 2
#define DAY_ROWS 40
#define LEFT_SHOWN (30 * CLOCK_MINUTE) /* what has left is shown for so long */
#define AHEAD_MAX 60

/* "/admin" is the same place. */
const struct err *page_staff_root(struct request *request, struct reply *reply)
{
	(void)request;
	reply_see_other(reply, "/admin/");
	return NULL;
}

static const struct err *fill_day(
    struct desk *desk, struct view *body, int32_t on, const char *label)
{
	const struct inventory_wanted wanted = {
		.from_on = on, .until_on = on, .from_at = clock_now() - LEFT_SHOWN
	};
	const struct inventory_departure *departures;
	struct view *day = view_each(body, K_DAY);
	size_t count;

	TRY(inventory_departures(desk, &wanted, DAY_ROWS + 1, &departures, &count));
	view_text(day, K_DATE, date_text(on, desk->pool));
	view_text(day, K_TEXT, label);
	view_text(day, K_WHEN, date_human(on, desk->pool));
	staff_fill_departures(day, date_human(on, desk->pool), departures,
	    count > DAY_ROWS ? DAY_ROWS : count, desk->pool);
	if (count > DAY_ROWS)
		view_text(view_each(day, K_MORE), K_DATE, date_text(on, desk->pool));
	return NULL;
}

const struct err *today_fill_departures(
    struct request *request, const struct staff_page *parts, int32_t today)
{
	static const char *const labels[DAYS] = { "Today", "Tomorrow" };

	for (int32_t i = 0; i < DAYS; i++)
		TRY(fill_day(staff_desk(request), parts->body, today + i, labels[i]));
	return NULL;
}

const struct err *today_page(
    struct request *request, const struct today_wanted *wanted, struct staff_page *parts)
{
	int32_t today = date_at_offset(clock_now(), 0);

	*parts = staff_page_begin(request, "staff/today", "Today");
	view_text(parts->body, K_DATE, date_text(today, request->pool));
	TRY(today_fill_work(request, parts, wanted));
	TRY(today_fill_departures(request, parts, today));
	TRY(today_fill_load(request, parts, today));
	if (staff_may(request, RIGHT_FIGURES))
		TRY(today_fill_sales(request, parts, today));
	return today_fill_curves(request, parts, wanted->ahead_days);
}

static const struct field fields[] = {
	{ .name = "ahead",
	    .kind = FIELD_INT,
	    .target = offsetof(struct today_wanted, ahead_days),
	    .min = 0,
	    .max = AHEAD_MAX,
	    .label = "days ahead" },
	TODAY_PLACE(struct today_wanted, mails),
	TODAY_PLACE(struct today_wanted, changed),
};
static const struct form_table table = { "today", fields, 5 };

/* A number that cannot be is none. */
const struct err *page_staff_today_show(struct request *request, struct reply *reply)
{
	struct today_wanted wanted = { .ahead_days = 0 };
	struct staff_page parts;
	struct form *form;

	TRY(form_read(request, &table, &form));
	if (!form_check(form, &wanted))
		wanted = (struct today_wanted){ .ahead_days = 0 };
	TRY(today_page(request, &wanted, &parts));
	TRY(staff_note(request, &parts));
	return staff_page_end(reply, 200, &parts);
}
