/* parts/staff_chart: where everything of a chart goes, in tenths of a unit. */
#include "staff/chart.h"

#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"

#include <string.h>

#define LINES 4 /* at most so many steps up, and down, from 0 */
#define LEFT 520
#define RIGHT 80
#define TOP 120
#define BOTTOM 260
#define TEXT_DOWN 40 /* from a text's middle to its base line */

struct chart {
	struct view *view;
	apr_pool_t *pool;
	int64_t width, height;
	int64_t bottom, top; /* of the scale: values */
	size_t places;
};

/* 1, 2 or 5 times a power of ten: LINES of it reach `most`. */
static int64_t step_for(int64_t most, int64_t least_step)
{
	static const int64_t factors[] = { 1, 2, 5 };

	for (int64_t power = least_step;; power *= 10)
		for (size_t i = 0; i < 3; i++)
			if (power * factors[i] * LINES >= most)
				return power * factors[i];
}

static int64_t units_of(const char *currency)
{
	int64_t units = 1;

	for (int i = 0; currency != NULL && i < money_decimals(currency); i++)
		units *= 10;
	return units;
}

static const char *label(int64_t value, const struct chart_scale *scale, apr_pool_t *pool)
{
	int64_t whole = value / units_of(scale->currency);
	const char *unit = scale->is_percent ? " %" : "";

	if (whole != 0 && whole % 1000000 == 0) {
		whole /= 1000000;
		unit = "M";
	} else if (whole != 0 && whole % 1000 == 0) {
		whole /= 1000;
		unit = "K";
	}
	return apr_psprintf(pool, "%" APR_INT64_T_FMT "%s", whole, unit);
}

static int64_t y_of(const struct chart *chart, int64_t value)
{
	int64_t room = chart->height - TOP - BOTTOM;

	return TOP + (chart->top - value) * room / (chart->top - chart->bottom);
}

static int64_t slot(const struct chart *chart)
{
	return (chart->width - LEFT - RIGHT) / (int64_t)chart->places;
}

static int64_t middle_of(const struct chart *chart, size_t place)
{
	return LEFT + slot(chart) * (int64_t)place + slot(chart) / 2;
}

static void draw_grid(struct chart *chart, const struct chart_scale *scale)
{
	int64_t reach = scale->most > -scale->least ? scale->most : -scale->least;
	int64_t step = scale->is_percent ? 25 : step_for(reach, units_of(scale->currency));

	chart->top = (scale->most + step - 1) / step * step;
	chart->bottom = -((-scale->least + step - 1) / step * step);
	if (chart->top == chart->bottom)
		chart->top += step;
	for (int64_t value = chart->bottom; value <= chart->top; value += step) {
		struct view *line = view_each(chart->view, K_CHART_GRID);

		view_int(line, K_X, LEFT);
		view_int(line, K_Y, y_of(chart, value));
		view_int(line, K_X_END, chart->width - RIGHT);
		view_int(line, K_X_TEXT, LEFT - 60);
		view_int(line, K_Y_TEXT, y_of(chart, value) + TEXT_DOWN);
		view_text(line, K_TEXT, label(value, scale, chart->pool));
	}
}

static void name_it(const struct chart *chart, const struct chart_frame *frame)
{
	view_text(chart->view, K_CHART_ID, frame->id);
	view_text(chart->view, K_CHART_TITLE, frame->title);
	view_text(chart->view, K_CHART_WORDS, frame->words);
	view_text(chart->view, K_SIZE, frame->is_small ? "small" : "large");
	if (frame->link != NULL) {
		struct view *link = view_each(chart->view, K_CHART_LINK);

		view_text(link, K_LINK, frame->link);
		view_text(link, K_TEXT, frame->name);
	} else {
		view_text(view_each(chart->view, K_CHART_NAME), K_TEXT, frame->name);
	}
	if (frame->note != NULL)
		view_text(view_each(chart->view, K_CHART_NOTE), K_TEXT, frame->note);
}

struct chart *chart_begin(
    struct view *view, enum view_key section, const struct chart_frame *frame, apr_pool_t *pool)
{
	struct chart *chart = pool_make(pool, struct chart);

	*chart = (struct chart){
		.view = view_include(view_each(view, section), K_CHART, "parts/staff_chart"),
		.pool = pool,
		.width = frame->is_small ? 2900 : 5600,
		.height = frame->is_small ? 1700 : 2200,
		.places = frame->places,
	};
	name_it(chart, frame);
	view_int(chart->view, K_WIDTH, chart->width);
	view_int(chart->view, K_HEIGHT, chart->height);
	draw_grid(chart, &frame->scale);
	return chart;
}

void chart_tick(struct chart *chart, size_t place, const char *text)
{
	struct view *tick = view_each(chart->view, K_CHART_TICK);

	view_int(tick, K_X, middle_of(chart, place));
	view_int(tick, K_Y, chart->height - BOTTOM + 180);
	view_text(tick, K_TEXT, text);
}

void chart_bar(
    struct chart *chart, size_t place, int64_t value, const char *kind, const char *words)
{
	int64_t wide = slot(chart) * 3 / 4;
	int64_t zero = y_of(chart, 0), end = y_of(chart, value);
	struct view *bar;

	if (value == 0)
		return;
	bar = view_each(chart->view, K_CHART_BAR);
	view_text(bar, K_KIND, kind);
	view_int(bar, K_X, middle_of(chart, place) - wide / 2);
	view_int(bar, K_Y, end < zero ? end : zero);
	view_int(bar, K_WIDTH, wide);
	view_int(bar, K_HEIGHT, end < zero ? zero - end : end - zero);
	view_text(bar, K_TEXT, words);
}

void chart_line(
    struct chart *chart, const int64_t *values, size_t count, const char *kind, bool has_dot)
{
	struct view *line;
	const char *path = "";

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		path = apr_psprintf(chart->pool, "%s%c%" APR_INT64_T_FMT " %" APR_INT64_T_FMT, path,
		    i == 0 ? 'M' : 'L', middle_of(chart, i), y_of(chart, values[i]));
	line = view_each(chart->view, K_CHART_LINE);
	view_text(line, K_KIND, kind);
	view_text(line, K_PATH, path);
	if (has_dot) {
		struct view *dot = view_each(chart->view, K_CHART_DOT);

		view_int(dot, K_X, middle_of(chart, count - 1));
		view_int(dot, K_Y, y_of(chart, values[count - 1]));
	}
}

void chart_heads(struct chart *chart, const char *const *heads, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct view *head = view_each(chart->view, K_CHART_HEAD);

		if (i > 0)
			view_show(head, K_NUMBER);
		view_text(head, K_TEXT, heads[i]);
	}
}

struct view *chart_row(struct chart *chart, const char *text)
{
	struct view *row = view_each(chart->view, K_CHART_ROW);

	view_text(row, K_TEXT, text);
	return row;
}

void chart_cell(struct view *row, const char *text)
{
	view_text(view_each(row, K_CHART_CELL), K_TEXT, text);
}

void chart_cell_int(struct view *row, int64_t number, apr_pool_t *pool)
{
	chart_cell(row, apr_psprintf(pool, "%" APR_INT64_T_FMT, number));
}

const char *chart_percent(int64_t part, int64_t all, apr_pool_t *pool)
{
	if (all == 0)
		return "–";
	return apr_psprintf(pool, "%" APR_INT64_T_FMT " %%", part * 100 / all);
}

const char *chart_day(int32_t day, apr_pool_t *pool)
{
	const char *text = date_human(day, pool); /* "Tue 1 Dec 2026" */

	return apr_pstrndup(pool, text + 4, strlen(text) - 9);
}
