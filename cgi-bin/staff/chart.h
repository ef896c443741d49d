/* Charts: inline SVG with title and description, and the same figures as a table below (parts/staff_chart). */
#ifndef STAFF_CHART_H
#define STAFF_CHART_H

#include "web/view.h"

struct chart;

/* What a chart's numbers are: of things, of a hundred, or money in minor units of a currency. */
struct chart_scale {
	int64_t least, most;  /* of all values: 0 or below, and above 0 */
	const char *currency; /* NULL: no money */
	bool is_percent;
};

struct chart_frame {
	const char *id;    /* of the page: letters, digits, hyphens */
	const char *title; /* what is shown */
	const char *words; /* what there is to see, in words: the description */
	const char *link;  /* where its name leads; NULL: nowhere */
	const char *name;  /* above it */
	const char *note;  /* beside the name; NULL: none */
	bool is_small;
	struct chart_scale scale;
	size_t places; /* from left to right: bars, or points of lines */
};

/* One more in `section`, whose template includes {{>CHART}}. */
struct chart *chart_begin(
    struct view *view, enum view_key section, const struct chart_frame *frame, apr_pool_t *pool);

/* A label below a place, from 0. */
void chart_tick(struct chart *chart, size_t place, const char *text);
/* A bar from 0 to the value; `kind` is a class of the style sheet; `words` what it says to who points at it. */
void chart_bar(
    struct chart *chart, size_t place, int64_t value, const char *kind, const char *words);
/* A line through so many values from the first place on, with a dot at its end where wanted. */
void chart_line(
    struct chart *chart, const int64_t *values, size_t count, const char *kind, bool has_dot);

/* The table: its columns, the first of which names the rows; a row, and its cells one after the other. */
void chart_heads(struct chart *chart, const char *const *heads, size_t count);
struct view *chart_row(struct chart *chart, const char *text);
void chart_cell(struct view *row, const char *text);
void chart_cell_int(struct view *row, int64_t number, apr_pool_t *pool);

/* "12 %" of so many; "–" of none. */
const char *chart_percent(int64_t part, int64_t all, apr_pool_t *pool);
/* "1 Dec" */
const char *chart_day(int32_t day, apr_pool_t *pool);

#endif
