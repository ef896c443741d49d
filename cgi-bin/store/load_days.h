/* Tables load_day and load_day_lead, and what they are summed up from. */
#ifndef STORE_LOAD_DAYS_H
#define STORE_LOAD_DAYS_H

#include "db/statement.h"
#include "model/figures.h"

/* The days of struct load_leads, "60" first. */
extern const int load_lead_days[FIGURE_LEADS];

/* As they were summed up: first and last day included, in order. */
const struct err *load_days_list(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct load_day **out, size_t *count);
/* The same as their rows have it now, without days that have no departures: their departures' seats are read. */
const struct err *load_days_sum(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct load_day **out, size_t *count);
/* The leads of these days, as they were summed up, and as their rows have it now; a day without any is left out. */
const struct err *load_days_list_leads(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct load_day_leads **out, size_t *count);
const struct err *load_days_sum_leads(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct load_day_leads **out, size_t *count);
/* In the place of what was there of this day; `leads` NULL: it has not left yet. */
const struct err *load_days_set(
    struct db *db, const struct load_day *day, const struct load_leads *leads, apr_pool_t *pool);

/* Seats sold so long before, and all seats, of all departures of days that have leads: what is usual. `*departures` 0: there are none. */
const struct err *load_days_sum_usual(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    struct load_leads *out, int64_t *seats, int64_t *departures);

/* Was anything written down of a day's departures or their seats from `at` on? */
const struct err *load_days_find_change(
    struct db *db, int32_t day, int64_t at, apr_pool_t *pool, bool *is_changed);

/* The next departures that leave then or later and are not cancelled, in the order of their days and times: their claims are read. */
const struct err *load_days_list_curves(struct db *db, int64_t from_at, int64_t most,
    apr_pool_t *pool, const struct load_curve **out, size_t *count);

#endif
