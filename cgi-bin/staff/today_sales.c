/* Sales and money of 30 days, by currency, on the first page of staff. */
#include "staff/chart.h"
#include "staff/today.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "domain/figures.h"

#include <stdlib.h>
#include <string.h>

#define DAYS FIGURES_SALES_DAYS
#define CURRENCIES_DRAWN 4
#define TICK_EACH 5

/* What one currency, or all of them, had on each of the days, the earliest first; and in all. Money is of one currency only. */
struct money_days {
	const char *currency; /* NULL: all */
	struct sales_day days[DAYS];
	struct sales_day all;
};

static void add(struct sales_day *sum, const struct sales_day *day)
{
	sum->bookings += day->bookings;
	sum->passengers += day->passengers;
	sum->cancelled += day->cancelled;
	sum->sold_minor += day->sold_minor;
	sum->given_up_minor += day->given_up_minor;
	sum->paid_minor += day->paid_minor;
	sum->refunded_minor += day->refunded_minor;
}

static struct money_days *of_currency(apr_array_header_t *list, const char *currency)
{
	struct money_days *new;

	for (int i = 0; i < list->nelts; i++) {
		struct money_days *one = &APR_ARRAY_IDX(list, i, struct money_days);

		if (strcmp(one->currency, currency) == 0)
			return one;
	}
	new = &APR_ARRAY_PUSH(list, struct money_days);
	memset(new, 0, sizeof(*new));
	new->currency = currency;
	return new;
}

/* By currency, that with the most bookings first. */
static int compare_bookings(const void *left, const void *right)
{
	const struct money_days *a = left, *b = right;

	if (a->all.bookings != b->all.bookings)
		return a->all.bookings > b->all.bookings ? -1 : 1;
	return strcmp(a->currency, b->currency);
}

static apr_array_header_t *sort_out(const struct sales_day *rows, size_t count, int32_t first,
    struct money_days *all, apr_pool_t *pool)
{
	apr_array_header_t *list = apr_array_make(pool, 4, sizeof(struct money_days));

	for (size_t i = 0; i < count; i++) {
		struct money_days *one = of_currency(list, rows[i].currency);

		add(&one->days[rows[i].day - first], &rows[i]);
		add(&one->all, &rows[i]);
		add(&all->days[rows[i].day - first], &rows[i]);
		add(&all->all, &rows[i]);
	}
	qsort(list->elts, (size_t)list->nelts, sizeof(struct money_days), compare_bookings);
	return list;
}

static void draw_ticks(struct chart *chart, int32_t first, apr_pool_t *pool)
{
	for (int32_t i = DAYS - 1; i >= 0; i -= TICK_EACH)
		chart_tick(chart, (size_t)i, chart_day(first + i, pool));
}

/* Days on which nothing was sold are in it too: the highest of a figure. */
static int64_t most_of(const struct money_days *one, size_t offset)
{
	int64_t most = 0;

	for (size_t i = 0; i < DAYS; i++) {
		const char *day = (const char *)&one->days[i];
		int64_t value;

		memcpy(&value, day + offset, sizeof(value));
		most = value > most ? value : most;
	}
	return most;
}

static void draw_bookings(
    struct view *body, const struct money_days *all, int32_t first, apr_pool_t *pool)
{
	static const char *const heads[] = { "Day", "Bookings", "Passengers", "Cancelled" };
	const struct chart_frame frame = { .id = "bookings",
		.title = "Bookings by day",
		.words = apr_psprintf(pool,
		    "A bar a day upwards for bookings, downwards for those cancelled that day. %d days: %" APR_INT64_T_FMT
		    " bookings, %" APR_INT64_T_FMT " cancelled.",
		    DAYS, all->all.bookings, all->all.cancelled),
		.name = "Bookings",
		.note = "sold, and cancelled (below)",
		.scale = { .most = most_of(all, offsetof(struct sales_day, bookings)),
		    .least = -most_of(all, offsetof(struct sales_day, cancelled)) },
		.places = DAYS };
	struct chart *chart = chart_begin(body, K_SALES_CHART, &frame, pool);

	chart_heads(chart, heads, 4);
	draw_ticks(chart, first, pool);
	for (size_t i = 0; i < DAYS; i++) {
		const struct sales_day *day = &all->days[i];
		const char *name = date_human(first + (int32_t)i, pool);
		struct view *row = chart_row(chart, name);

		chart_bar(chart, i, day->bookings, "past",
		    apr_psprintf(pool, "%s: %" APR_INT64_T_FMT " bookings", name, day->bookings));
		chart_bar(chart, i, -day->cancelled, "down",
		    apr_psprintf(pool, "%s: %" APR_INT64_T_FMT " cancelled", name, day->cancelled));
		chart_cell_int(row, day->bookings, pool);
		chart_cell_int(row, day->passengers, pool);
		chart_cell_int(row, day->cancelled, pool);
	}
}

static void draw_day(
    struct chart *chart, const struct money_days *one, size_t i, int32_t first, apr_pool_t *pool)
{
	const struct sales_day *day = &one->days[i];
	const char *name = date_human(first + (int32_t)i, pool);
	const char *sold = money_text(day->sold_minor, one->currency, pool);
	const char *given_up = money_text(day->given_up_minor, one->currency, pool);
	struct view *row = chart_row(chart, name);

	chart_bar(chart, i, day->sold_minor, "past", apr_pstrcat(pool, name, ": ", sold, NULL));
	chart_bar(chart, i, -day->given_up_minor, "down",
	    apr_pstrcat(pool, name, ": ", given_up, " given up", NULL));
	chart_cell(row, sold);
	chart_cell(row, given_up);
	chart_cell(row, money_text(day->paid_minor, one->currency, pool));
	chart_cell(row, money_text(day->refunded_minor, one->currency, pool));
}

static void draw_money(
    struct view *body, const struct money_days *one, int32_t first, apr_pool_t *pool)
{
	static const char *const heads[] = { "Day", "Sold", "Given up", "Paid", "Refunded" };
	const struct sales_day *all = &one->all;
	const struct chart_frame frame = { .id = apr_pstrcat(pool, "money-", one->currency, NULL),
		.title = apr_pstrcat(pool, "Revenue by day, ", one->currency, NULL),
		.words = apr_psprintf(pool,
		    "A bar a day upwards for what was sold, downwards for what was given up by cancelling. %d days: %s sold, %s given up.",
		    DAYS, money_text(all->sold_minor, one->currency, pool),
		    money_text(all->given_up_minor, one->currency, pool)),
		.name = one->currency,
		.note = "sold, and given up by cancelling (below)",
		.scale = { .most = most_of(one, offsetof(struct sales_day, sold_minor)),
		    .least = -most_of(one, offsetof(struct sales_day, given_up_minor)),
		    .currency = one->currency },
		.places = DAYS };
	struct chart *chart = chart_begin(body, K_SALES_CHART, &frame, pool);

	chart_heads(chart, heads, 5);
	draw_ticks(chart, first, pool);
	for (size_t i = 0; i < DAYS; i++)
		draw_day(chart, one, i, first, pool);
}

static void fill_total(struct view *part, const struct money_days *one, apr_pool_t *pool)
{
	const struct sales_day *all = &one->all;
	struct view *row = view_each(part, K_SALES_TOTAL);

	view_text(row, K_CURRENCY, one->currency);
	view_int(row, K_BOOKINGS, all->bookings);
	view_int(row, K_PASSENGERS, all->passengers);
	view_int(row, K_CANCELLED, all->cancelled);
	view_int(row, K_SOLD_MINOR, all->sold_minor);
	view_text(row, K_SOLD, money_text(all->sold_minor, one->currency, pool));
	view_text(row, K_GIVEN_UP, money_text(all->given_up_minor, one->currency, pool));
	view_text(row, K_PAID, money_text(all->paid_minor, one->currency, pool));
	view_text(row, K_REFUNDED, money_text(all->refunded_minor, one->currency, pool));
}

const struct err *today_fill_sales(
    struct request *request, const struct staff_page *parts, int32_t today)
{
	apr_pool_t *pool = request->pool;
	struct money_days *all = pool_make(pool, struct money_days);
	struct view *part = view_each(parts->body, K_SALES_PART);
	int32_t first = today - (DAYS - 1);
	const struct sales_day *rows;
	apr_array_header_t *list;
	int64_t made_at;
	size_t count;

	TRY(figures_sales(staff_desk(request), today, &rows, &count, &made_at));
	if (made_at == CLOCK_NONE)
		view_show(part, K_SALES_LATER);
	else
		staff_fill_moment(part, K_SALES_MADE, made_at, pool);
	list = sort_out(rows, count, first, all, pool);
	if (list->nelts == 0) {
		view_show(part, K_NO_SALES);
		return NULL;
	}
	part = view_each(part, K_SALES_SHOWN);
	for (int i = 0; i < list->nelts; i++)
		fill_total(part, &APR_ARRAY_IDX(list, i, struct money_days), pool);
	draw_bookings(part, all, first, pool);
	for (int i = 0; i < list->nelts && i < CURRENCIES_DRAWN; i++)
		draw_money(part, &APR_ARRAY_IDX(list, i, struct money_days), first, pool);
	return NULL;
}
