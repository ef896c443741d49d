/* Going through the days that were summed up: are their figures what their rows say? */
#include "domain/figures_internal.h"
#include "domain/verify_internal.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "store/figure_days.h"
#include "store/job_states.h"
#include "store/load_days.h"
#include "store/sales_days.h"
#include "store/verify_findings.h"

#include <string.h>

#define CHECK "DAY"
/* Table job_state: the subject to go on after. */
#define ROUND "verify.day"
#define STEP_ROWS \
	5000 /* bookings, or seats, that are read in one step where no day alone has more */
#define FINDINGS_AGAIN 300
#define EVER 84005 /* 31 December 2199 */

/* Load comes after sales: a subject each. */
#define LOAD_SUBJECTS INT64_C(1000000)

static int64_t subject_of(const struct figure_day *day)
{
	return day->day + (day->kind == FIGURE_LOAD ? LOAD_SUBJECTS : 0);
}

/* Days of one kind, one after another, with what was told of them and what their rows say. */
struct days_step {
	const struct figure_day *days;
	size_t count;
	const struct sales_day *sales_told, *sales_now;
	size_t sales_told_count, sales_now_count;
	const struct load_day *load_told, *load_now;
	size_t load_told_count, load_now_count;
	const struct load_day_leads *leads_told, *leads_now;
	size_t leads_told_count, leads_now_count;
};

static const struct err *read_told(struct db *db, struct days_step *step, apr_pool_t *pool)
{
	int32_t first = step->days[0].day, last = step->days[step->count - 1].day;

	if (step->days[0].kind == FIGURE_SALES)
		return sales_days_list(
		    db, first, last, pool, &step->sales_told, &step->sales_told_count);
	TRY(load_days_list(db, first, last, pool, &step->load_told, &step->load_told_count));
	return load_days_list_leads(
	    db, first, last, pool, &step->leads_told, &step->leads_told_count);
}

static const struct err *read_now(struct db *db, struct days_step *step, apr_pool_t *pool)
{
	int32_t first = step->days[0].day, last = step->days[step->count - 1].day;

	if (step->days[0].kind == FIGURE_SALES)
		return sales_days_sum(
		    db, first, last, pool, &step->sales_now, &step->sales_now_count);
	TRY(load_days_sum(db, first, last, pool, &step->load_now, &step->load_now_count));
	return load_days_sum_leads(db, first, last, pool, &step->leads_now, &step->leads_now_count);
}

/* What is counted of people may change when a booking is divided; nothing else of a day that is over. */
static bool are_same_money(const struct sales_day *left, const struct sales_day *right)
{
	return strcmp(left->currency, right->currency) == 0 && left->bookings == right->bookings &&
	    left->cancelled == right->cancelled && left->sold_minor == right->sold_minor &&
	    left->given_up_minor == right->given_up_minor &&
	    left->paid_minor == right->paid_minor && left->refunded_minor == right->refunded_minor;
}

/* The rows of a day, which are one after another. */
static const struct sales_day *sales_of(
    const struct sales_day *rows, size_t all, int32_t day, size_t *count)
{
	size_t first = 0;

	while (first < all && rows[first].day != day)
		first++;
	*count = 0;
	while (first + *count < all && rows[first + *count].day == day)
		(*count)++;
	return rows + first;
}

static bool are_same_sales(const struct days_step *step, int32_t day)
{
	size_t told_count, now_count;
	const struct sales_day *told = sales_of(
	    step->sales_told, step->sales_told_count, day, &told_count);
	const struct sales_day *now = sales_of(
	    step->sales_now, step->sales_now_count, day, &now_count);

	if (told_count != now_count)
		return false;
	for (size_t i = 0; i < told_count; i++)
		if (!are_same_money(&told[i], &now[i]))
			return false;
	return true;
}

static const struct load_day *load_of(const struct load_day *rows, size_t count, int32_t day)
{
	static const struct load_day none;

	for (size_t i = 0; i < count; i++)
		if (rows[i].day == day)
			return &rows[i];
	return &none;
}

static const struct load_leads *leads_of(
    const struct load_day_leads *rows, size_t count, int32_t day)
{
	static const struct load_leads none;

	for (size_t i = 0; i < count; i++)
		if (rows[i].day == day)
			return &rows[i].leads;
	return &none;
}

static bool are_same_load(const struct days_step *step, int32_t day)
{
	const struct load_day *told = load_of(step->load_told, step->load_told_count, day);
	const struct load_day *now = load_of(step->load_now, step->load_now_count, day);

	return told->departures == now->departures && told->cancelled == now->cancelled &&
	    memcmp(&told->count, &now->count, sizeof(now->count)) == 0 &&
	    memcmp(leads_of(step->leads_told, step->leads_told_count, day),
		leads_of(step->leads_now, step->leads_now_count, day),
		sizeof(struct load_leads)) == 0;
}

/* What happened since to its departures or their seats is not in it yet; and one that was summed up anew while it was looked at has its turn again. */
static const struct err *is_excused(
    struct db *db, const struct figure_day *day, apr_pool_t *pool, bool *out)
{
	int64_t made_at;

	*out = false;
	if (day->kind == FIGURE_LOAD)
		TRY(load_days_find_change(
		    db, day->day, day->made_at - FIGURES_COMMITTED, pool, out));
	if (*out)
		return NULL;
	TRY(figure_days_find(db, day->kind, day->day, pool, &made_at));
	*out = made_at != day->made_at;
	return NULL;
}

static const struct err *record(struct verifying *verifying, const struct days_step *step,
    const struct check_offender *offenders, size_t count, apr_pool_t *pool)
{
	const struct check_ranges ranges = {
		.first = { subject_of(&step->days[0]) },
		.last = { subject_of(&step->days[step->count - 1]) },
		.n = 1,
	};

	return verify_record(verifying, CHECK, CHECK_DAYS, &ranges, offenders, count, pool);
}

static const struct err *look(struct verifying *verifying, struct days_step *step, apr_pool_t *pool)
{
	bool is_sales = step->days[0].kind == FIGURE_SALES;
	struct check_offender *offenders = pool_make_many(pool, struct check_offender, step->count);
	size_t found = 0;

	TRY(read_now(verifying->desk->db, step, pool));
	for (size_t i = 0; i < step->count; i++) {
		const struct figure_day *day = &step->days[i];
		bool is_right = !figures_is_final(day) ||
		    (is_sales ? are_same_sales(step, day->day) : are_same_load(step, day->day));

		if (!is_right)
			TRY(is_excused(verifying->desk->db, day, pool, &is_right));
		if (!is_right)
			offenders[found++] = (struct check_offender){ subject_of(day), 1,
				apr_pstrcat(pool, is_sales ? "sales of " : "load of ",
				    date_text(day->day, pool), NULL) };
	}
	return record(verifying, step, offenders, found, pool);
}

/* How many of the days a step takes: as many as were told to have so many rows. */
static size_t days_of_step(const struct days_step *step)
{
	int64_t rows = 0;

	for (size_t i = 0; i < step->count; i++) {
		int32_t day = step->days[i].day;
		size_t count;
		const struct sales_day *sales = sales_of(
		    step->sales_told, step->sales_told_count, day, &count);

		for (size_t j = 0; j < count; j++)
			rows += sales[j].bookings + sales[j].cancelled;
		rows += load_of(step->load_told, step->load_told_count, day)->count.sold;
		if (rows > STEP_ROWS && i > 0)
			return i;
	}
	return step->count;
}

/* Some of these days, which are of one kind and in order; `*count` becomes how many. */
static const struct err *take_step(
    struct verifying *verifying, const struct figure_day *days, size_t *count)
{
	apr_pool_t *pool = pool_new(verifying->desk->pool);
	struct days_step step = { .days = days, .count = *count };

	TRY(read_told(verifying->desk->db, &step, pool));
	step.count = *count = days_of_step(&step);
	TRY(look(verifying, &step, pool));
	apr_pool_destroy(pool);
	return NULL;
}

static const struct err *look_again(struct verifying *verifying)
{
	struct desk *desk = verifying->desk;
	int64_t *ids;
	size_t count;

	if (!verifying->has_findings)
		return NULL;
	TRY(verify_findings_list_ids(
	    desk->db, CHECK_DAYS, FINDINGS_AGAIN, desk->pool, &ids, &count));
	for (size_t i = 0; i < count; i++) {
		struct figure_day day = { ids[i] < LOAD_SUBJECTS ? FIGURE_SALES : FIGURE_LOAD,
			(int32_t)(ids[i] % LOAD_SUBJECTS), CLOCK_NONE };
		size_t one = 1;

		TRY(figure_days_find(desk->db, day.kind, day.day, desk->pool, &day.made_at));
		TRY(take_step(verifying, &day, &one));
	}
	return NULL;
}

/* All that was summed up, in the order of the walk: first the sales of all days, then their load. */
struct days_walk {
	const struct figure_day *days;
	size_t count, sales_count;
	size_t next; /* to look at */
};

static const struct err *begin(struct verifying *verifying, struct days_walk *walk)
{
	struct desk *desk = verifying->desk;
	const struct figure_day *sales, *load;
	size_t load_count;
	struct figure_day *days;
	int64_t after;

	TRY(figure_days_list(
	    desk->db, FIGURE_SALES, 0, EVER, desk->pool, &sales, &walk->sales_count));
	TRY(figure_days_list(desk->db, FIGURE_LOAD, 0, EVER, desk->pool, &load, &load_count));
	TRY(job_states_find(desk->db, ROUND, desk->pool, &after));
	walk->count = walk->sales_count + load_count;
	days = pool_make_many(desk->pool, struct figure_day, walk->count);
	if (walk->sales_count > 0)
		memcpy(days, sales, walk->sales_count * sizeof(*days));
	if (load_count > 0)
		memcpy(days + walk->sales_count, load, load_count * sizeof(*days));
	walk->days = days;
	while (walk->next < walk->count && subject_of(&days[walk->next]) <= after)
		walk->next++;
	return NULL;
}

/* Those of the same kind that follow, as far as the walk has not looked yet. */
static size_t days_ahead(const struct days_walk *walk, size_t looked)
{
	size_t end = walk->next < walk->sales_count ? walk->sales_count : walk->count;
	size_t left = walk->count - looked;

	return end - walk->next < left ? end - walk->next : left;
}

const struct err *verify_days(struct verifying *verifying)
{
	struct desk *desk = verifying->desk;
	int64_t began_ms = clock_monotonic_ms();
	struct days_walk walk = { .count = 0 };
	size_t looked = 0;

	TRY(look_again(verifying));
	TRY(begin(verifying, &walk));
	while (looked < walk.count) {
		size_t count;

		walk.next = walk.next == walk.count ? 0 : walk.next;
		count = days_ahead(&walk, looked);
		TRY(take_step(verifying, &walk.days[walk.next], &count));
		walk.next += count;
		looked += count;
		TRY(job_states_set(
		    desk->db, ROUND, subject_of(&walk.days[walk.next - 1]), desk->pool));
		if (!verifying->is_all &&
		    (clock_monotonic_ms() - began_ms >= verifying->clicks_ms ||
			!verify_has_time(verifying, 0)))
			break;
	}
	verifying->report->days = (int64_t)looked;
	verifying->report->are_days_done = looked == walk.count;
	return NULL;
}
