/* What staff are shown of many days: summed up by the worker, one day at a time, and read from there. */
#ifndef DOMAIN_FIGURES_H
#define DOMAIN_FIGURES_H

#include "domain/desk.h"
#include "model/figures.h"

#define FIGURES_SALES_DAYS 30
#define FIGURES_WEEKS_BACK 12 /* before the present one */
#define FIGURES_WEEKS_AHEAD 4 /* after it */
#define FIGURES_USUAL_DAYS 28 /* so many days up to yesterday say what is usual */
#define FIGURES_DAYS_AHEAD 6  /* that load_day has at least from today on */

/*
 * The worker: sum up what is due, today first, until all is or `budget_ms` are over. The present day's sales are due always, those of a day before until ten minutes after its end, and then never again;
 * departures' days more seldom the farther they are away. Any number may run at once.
 */
const struct err *figures_refresh(struct desk *desk, int64_t budget_ms);

/* Sales of the last 30 days, today included, by day and currency. `*made_at` is when today's were summed up; CLOCK_NONE: not yet. */
const struct err *figures_sales(struct desk *desk, int32_t today, const struct sales_day **out,
    size_t *count, int64_t *made_at);

/* Departures' days from the Monday 12 weeks back to the Sunday 4 weeks ahead, in order; `*made_at` as above. */
const struct err *figures_load(
    struct desk *desk, int32_t today, const struct load_day **out, size_t *count, int64_t *made_at);
/* The Monday of a day's week. */
int32_t figures_monday(int32_t day);

/* The next departures from `from_at` on, at most `most`; and what was usual in the last four weeks. The leads of what lies ahead are as sold by now. */
struct figures_usual {
	struct load_leads leads;
	int64_t seats, departures; /* 0: none have left */
};
const struct err *figures_curves(struct desk *desk, int64_t from_at, int64_t most,
    const struct load_curve **out, size_t *count, struct figures_usual *usual);
/* Days before a departure that the nth of struct load_leads is about: 60 … 0. */
int figures_lead_days(size_t nth);

#endif
