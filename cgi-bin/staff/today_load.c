/* How full the days ahead are, load by week, and booking curves, on the first page of staff. */
#include "staff/chart.h"
#include "staff/departure_rows.h"
#include "staff/today.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/figures.h"

#define WEEKS (FIGURES_WEEKS_BACK + 1 + FIGURES_WEEKS_AHEAD)
#define CURVES 6

static void fill_day(struct view *body, const struct load_day *day, apr_pool_t *pool)
{
	struct view *row = view_each(body, K_LOAD_DAY);

	view_text(row, K_DATE, date_text(day->day, pool));
	view_text(row, K_TEXT, date_human(day->day, pool));
	view_int(row, K_DEPARTURES, day->departures);
	view_int(row, K_CANCELLED, day->cancelled);
	staff_fill_count(row, &day->count);
	view_int(row, K_LOAD, staff_share(day->count.sold, day->count.seats));
	view_int(row, K_LOAD_TAKEN,
	    staff_share(day->count.sold + day->count.held + day->count.blocked, day->count.seats));
}

/* One for each week (its day is the Monday), from the Monday that load begins with. */
static void sum_weeks(
    const struct load_day *days, size_t count, int32_t monday, struct load_day weeks[WEEKS])
{
	for (int32_t i = 0; i < WEEKS; i++)
		weeks[i] = (struct load_day){ .day = monday + i * 7 };
	for (size_t i = 0; i < count; i++) {
		struct load_day *week = &weeks[(days[i].day - monday) / 7];

		week->departures += days[i].departures;
		week->cancelled += days[i].cancelled;
		week->count.seats += days[i].count.seats;
		week->count.sold += days[i].count.sold;
	}
}

/* The sentence that says what there is to see. */
static const char *weeks_words(const struct load_day weeks[WEEKS], apr_pool_t *pool)
{
	int64_t seats = 0, sold = 0;

	for (int i = 0; i < FIGURES_WEEKS_BACK; i++) {
		seats += weeks[i].count.seats;
		sold += weeks[i].count.sold;
	}
	return apr_psprintf(pool,
	    "A bar a week. Of all seats %s were sold in the %d weeks before this one; of this week's so far %s.",
	    chart_percent(sold, seats, pool), FIGURES_WEEKS_BACK,
	    chart_percent(
		weeks[FIGURES_WEEKS_BACK].count.sold, weeks[FIGURES_WEEKS_BACK].count.seats, pool));
}

static void draw_weeks(struct view *body, const struct load_day weeks[WEEKS], apr_pool_t *pool)
{
	static const char *const heads[] = { "Week from", "Departures", "Cancelled", "Seats",
		"Sold", "Load" };
	const struct chart_frame frame = { .id = "load",
		.title = "Load factor by week",
		.words = weeks_words(weeks, pool),
		.name = "Seats sold, of a hundred",
		.note = "this week and those ahead as sold by now",
		.scale = { .most = 100, .is_percent = true },
		.places = WEEKS };
	struct chart *chart = chart_begin(body, K_LOAD_CHART, &frame, pool);

	chart_heads(chart, heads, 6);
	for (size_t i = 0; i < WEEKS; i++) {
		const struct inventory_count *seats = &weeks[i].count;
		const char *name = chart_day(weeks[i].day, pool);
		const char *load = chart_percent(seats->sold, seats->seats, pool);
		struct view *row = chart_row(chart, date_human(weeks[i].day, pool));

		if (i % 2 == 0)
			chart_tick(chart, i, name);
		chart_bar(chart, i, staff_share(seats->sold, seats->seats),
		    i < FIGURES_WEEKS_BACK ? "past" : "ahead",
		    apr_pstrcat(pool, "Week from ", name, ": ", load, NULL));
		chart_cell_int(row, weeks[i].departures, pool);
		chart_cell_int(row, weeks[i].cancelled, pool);
		chart_cell_int(row, seats->seats, pool);
		chart_cell_int(row, seats->sold, pool);
		chart_cell(row, load);
	}
}

const struct err *today_fill_load(
    struct request *request, const struct staff_page *parts, int32_t today)
{
	const struct load_day *days;
	struct load_day weeks[WEEKS];
	apr_pool_t *pool = request->pool;
	int64_t made_at, seats = 0;
	size_t count;

	TRY(figures_load(staff_desk(request), today, &days, &count, &made_at));
	if (made_at == CLOCK_NONE)
		view_show(parts->body, K_LOAD_LATER);
	else
		staff_fill_moment(parts->body, K_LOAD_MADE, made_at, pool);
	for (size_t i = 0; i < count; i++)
		if (days[i].day >= today && days[i].day <= today + FIGURES_DAYS_AHEAD)
			fill_day(parts->body, &days[i], pool);
	sum_weeks(days, count, figures_monday(today) - FIGURES_WEEKS_BACK * 7, weeks);
	for (size_t i = 0; i < WEEKS; i++)
		seats += weeks[i].count.seats;
	if (seats > 0)
		draw_weeks(parts->body, weeks, pool);
	else
		view_show(parts->body, K_NO_LOAD);
	return NULL;
}

/* How many leads of a departure are over: what was sold by then is known. */
static size_t leads_known(const struct load_curve *curve, int64_t now)
{
	size_t known = 0;

	while (
	    known < FIGURE_LEADS && curve->departs_at - figures_lead_days(known) * CLOCK_DAY <= now)
		known++;
	return known;
}

static const char *curve_words(const struct load_curve *curve, const struct figures_usual *usual,
    size_t known, apr_pool_t *pool)
{
	const char *now = apr_pstrcat(
	    pool, chart_percent(curve->sold, curve->seats, pool), " sold by now", NULL);
	const char *then;

	if (known == 0)
		return now;
	then = apr_psprintf(pool, "%s, %s %d %s before", now,
	    chart_percent(curve->leads.sold[known - 1], curve->seats, pool),
	    figures_lead_days(known - 1), figures_lead_days(known - 1) == 1 ? "day" : "days");
	if (usual->seats == 0)
		return then;
	return apr_pstrcat(pool, then, " (",
	    chart_percent(usual->leads.sold[known - 1], usual->seats, pool), " is usual)", NULL);
}

static void draw_lines(struct chart *chart, const struct load_curve *curve,
    const struct figures_usual *usual, size_t known, apr_pool_t *pool)
{
	int64_t own[FIGURE_LEADS], all[FIGURE_LEADS];

	for (size_t i = 0; i < FIGURE_LEADS; i++) {
		const char *days = apr_psprintf(pool, "%d", figures_lead_days(i));
		struct view *row = chart_row(chart, days);

		own[i] = staff_share(curve->leads.sold[i], curve->seats);
		all[i] = staff_share(usual->leads.sold[i], usual->seats);
		chart_cell(
		    row, i < known ? chart_percent(curve->leads.sold[i], curve->seats, pool) : "–");
		chart_cell(row, chart_percent(usual->leads.sold[i], usual->seats, pool));
		if (i % 2 == 0 || i + 1 == FIGURE_LEADS)
			chart_tick(chart, i, days);
	}
	if (usual->seats > 0)
		chart_line(chart, all, FIGURE_LEADS, "usual", false);
	chart_line(chart, own, known, "own", true);
}

static void draw_curve(struct view *body, const struct load_curve *curve,
    const struct figures_usual *usual, size_t nth, apr_pool_t *pool)
{
	static const char *const heads[] = { "Days before", "Sold", "Usual" };
	size_t known = leads_known(curve, clock_now());
	const char *words = curve_words(curve, usual, known, pool);
	int32_t on = date_at_offset(curve->departs_at, curve->origin_offset);
	const struct chart_frame frame = {
		.id = apr_psprintf(pool, "curve-%d", (int)nth + 1),
		.title = apr_pstrcat(pool, "Booking curve of ", curve->name, NULL),
		.words = apr_pstrcat(
		    pool, "Seats sold, of a hundred, by days before departure: ", words, ".", NULL),
		.link = apr_pstrcat(pool, "/admin/departures/", curve->name, NULL),
		.name = curve->name,
		.note = apr_psprintf(pool, "%s – %s, %s, %s: %s.", curve->origin,
		    curve->destination, date_human(on, pool),
		    date_clock_at_offset(curve->departs_at, curve->origin_offset, pool), words),
		.is_small = true,
		.scale = { .most = 100, .is_percent = true },
		.places = FIGURE_LEADS,
	};
	struct chart *chart = chart_begin(body, K_CURVE, &frame, pool);

	chart_heads(chart, heads, 3);
	draw_lines(chart, curve, usual, known, pool);
}

static void fill_choices(struct view *body, int64_t ahead_days)
{
	static const struct {
		int64_t days;
		const char *words;
	} choices[] = { { 0, "from now on" }, { 3, "in 3 days" }, { 7, "in 7 days" },
		{ 14, "in 14 days" }, { 30, "in 30 days" } };

	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
		struct view *row = view_each(body, K_AHEAD);

		view_int(row, K_VALUE, choices[i].days);
		view_text(row, K_TEXT, choices[i].words);
		if (choices[i].days == ahead_days)
			view_show(row, K_HERE);
	}
}

const struct err *today_fill_curves(
    struct request *request, const struct staff_page *parts, int64_t ahead_days)
{
	const struct load_curve *curves;
	struct figures_usual usual;
	size_t count;

	TRY(figures_curves(staff_desk(request), clock_now() + ahead_days * CLOCK_DAY, CURVES,
	    &curves, &count, &usual));
	fill_choices(parts->body, ahead_days);
	if (usual.departures > 0)
		view_int(view_each(parts->body, K_USUAL), K_COUNT, usual.departures);
	else
		view_show(parts->body, K_NOT_USUAL);
	for (size_t i = 0; i < count; i++)
		draw_curve(parts->body, &curves[i], &usual, i, request->pool);
	if (count == 0)
		view_show(parts->body, K_NO_CURVES);
	return NULL;
}
