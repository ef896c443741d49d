/* Days summed up by the worker, and what is read of them. */
#include "domain/figures.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "db/tx.h"
#include "domain/figures_internal.h"
#include "store/figure_days.h"
#include "store/load_days.h"
#include "store/sales_days.h"

/* How old the figures of a day's departures may become. */
#define NEAR_AGE (50 * CLOCK_SECOND) /* today and tomorrow: made anew each minute */
#define WEEK_AGE (5 * CLOCK_MINUTE)
#define FAR_AGE (30 * CLOCK_MINUTE)
#define PAST_AGE CLOCK_DAY

#define LOAD_DAYS ((FIGURES_WEEKS_BACK + 1 + FIGURES_WEEKS_AHEAD) * 7)

int32_t figures_monday(int32_t day)
{
	return day - (date_weekday(day) - 1);
}

int figures_lead_days(size_t nth)
{
	return load_lead_days[nth];
}

bool figures_is_final(const struct figure_day *day)
{
	int64_t ends_at = (day->day + 1) * CLOCK_DAY;

	if (day->kind == FIGURE_SALES)
		return day->made_at >= ends_at + FIGURES_COMMITTED;
	return day->made_at >= ends_at + FIGURES_LEFT_DAYS * CLOCK_DAY;
}

static bool is_load_due(int32_t day, int32_t today, int64_t age)
{
	if (day < today)
		return age >= (day < today - FIGURES_LEFT_DAYS ? PAST_AGE : WEEK_AGE);
	if (day <= today + 1)
		return age >= NEAR_AGE;
	return age >= (day <= today + FIGURES_DAYS_AHEAD ? WEEK_AGE : FAR_AGE);
}

static bool is_due(const struct figure_day *day, int32_t today, int64_t now)
{
	if (day->made_at == CLOCK_NONE)
		return true;
	if (day->kind == FIGURE_SALES)
		return !figures_is_final(day);
	return is_load_due(day->day, today, now - day->made_at);
}

struct summing {
	enum figure_kind kind;
	int32_t day;
	bool has_left; /* with leads */
};

static const struct err *sum_sales(struct db *db, int32_t day, apr_pool_t *pool)
{
	const struct sales_day *rows;
	size_t count;

	TRY(sales_days_sum(db, day, day, pool, &rows, &count));
	return sales_days_set(db, day, rows, count, pool);
}

static const struct err *sum_load(struct db *db, const struct summing *summing, apr_pool_t *pool)
{
	const struct load_day none = { .day = summing->day }, *day;
	const struct load_day_leads no_leads = { .day = summing->day }, *leads;
	size_t count, lead_count;

	TRY(load_days_sum(db, summing->day, summing->day, pool, &day, &count));
	if (!summing->has_left)
		return load_days_set(db, count > 0 ? day : &none, NULL, pool);
	TRY(load_days_sum_leads(db, summing->day, summing->day, pool, &leads, &lead_count));
	return load_days_set(
	    db, count > 0 ? day : &none, lead_count > 0 ? &leads->leads : &no_leads.leads, pool);
}

static const struct err *sum_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct summing *summing = arg;
	const struct err *err = figure_days_set(db, summing->kind, summing->day, pool);

	if (db_is_duplicate(err, "PRIMARY"))
		return tx_again(pool, "another worker sums this day up");
	TRY(err);
	if (summing->kind == FIGURE_SALES)
		return sum_sales(db, summing->day, pool);
	return sum_load(db, summing, pool);
}

struct refreshing {
	struct desk *desk;
	int32_t today;
	int64_t now, until_ms;
	bool is_over; /* the time */
};

static const struct err *refresh_day(struct refreshing *refreshing, const struct figure_day *day)
{
	struct summing summing = { day->kind, day->day, day->day < refreshing->today };
	apr_pool_t *pool;

	if (refreshing->is_over || !is_due(day, refreshing->today, refreshing->now))
		return NULL;
	pool = pool_new(refreshing->desk->pool);
	TRY(tx_run(refreshing->desk->db, sum_in_tx, &summing, pool));
	apr_pool_destroy(pool);
	refreshing->is_over = clock_monotonic_ms() >= refreshing->until_ms;
	return NULL;
}

/* All days from `first` to `last`, those that were never summed up too. */
static const struct err *all_days(struct desk *desk, enum figure_kind kind, int32_t first,
    int32_t last, const struct figure_day **out)
{
	struct figure_day *days = pool_make_many(
	    desk->pool, struct figure_day, (size_t)(last - first + 1));
	const struct figure_day *made;
	size_t count;

	for (int32_t day = first; day <= last; day++)
		days[day - first] = (struct figure_day){ kind, day, CLOCK_NONE };
	TRY(figure_days_list(desk->db, kind, first, last, desk->pool, &made, &count));
	for (size_t i = 0; i < count; i++)
		days[made[i].day - first] = made[i];
	*out = days;
	return NULL;
}

static const struct err *refresh_sales(struct refreshing *refreshing)
{
	int32_t first = refreshing->today - (FIGURES_SALES_DAYS - 1);
	const struct figure_day *days;

	TRY(all_days(refreshing->desk, FIGURE_SALES, first, refreshing->today, &days));
	for (int32_t day = refreshing->today; day >= first; day--)
		TRY(refresh_day(refreshing, &days[day - first]));
	return NULL;
}

/* From today on ahead, then back. */
static const struct err *refresh_load(struct refreshing *refreshing)
{
	int32_t first = figures_monday(refreshing->today) - FIGURES_WEEKS_BACK * 7;
	int32_t last = first + LOAD_DAYS - 1;
	const struct figure_day *days;

	TRY(all_days(refreshing->desk, FIGURE_LOAD, first, last, &days));
	for (int32_t day = refreshing->today; day <= last; day++)
		TRY(refresh_day(refreshing, &days[day - first]));
	for (int32_t day = refreshing->today - 1; day >= first; day--)
		TRY(refresh_day(refreshing, &days[day - first]));
	return NULL;
}

const struct err *figures_refresh(struct desk *desk, int64_t budget_ms)
{
	struct refreshing refreshing = { .desk = desk, .now = clock_now() };

	refreshing.today = date_at_offset(refreshing.now, 0);
	refreshing.until_ms = clock_monotonic_ms() + budget_ms;
	TRY(refresh_sales(&refreshing));
	return refresh_load(&refreshing);
}

const struct err *figures_sales(
    struct desk *desk, int32_t today, const struct sales_day **out, size_t *count, int64_t *made_at)
{
	TRY(figure_days_find(desk->db, FIGURE_SALES, today, desk->pool, made_at));
	return sales_days_list(
	    desk->db, today - (FIGURES_SALES_DAYS - 1), today, desk->pool, out, count);
}

const struct err *figures_load(
    struct desk *desk, int32_t today, const struct load_day **out, size_t *count, int64_t *made_at)
{
	int32_t first = figures_monday(today) - FIGURES_WEEKS_BACK * 7;

	TRY(figure_days_find(desk->db, FIGURE_LOAD, today, desk->pool, made_at));
	return load_days_list(desk->db, first, first + LOAD_DAYS - 1, desk->pool, out, count);
}

const struct err *figures_curves(struct desk *desk, int64_t from_at, int64_t most,
    const struct load_curve **out, size_t *count, struct figures_usual *usual)
{
	int32_t today = date_at_offset(clock_now(), 0);

	TRY(load_days_list_curves(desk->db, from_at, most, desk->pool, out, count));
	return load_days_sum_usual(desk->db, today - FIGURES_USUAL_DAYS, today - 1, desk->pool,
	    &usual->leads, &usual->seats, &usual->departures);
}
