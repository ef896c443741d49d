/* Dates in words, in the thread's language. */
#include "base/date.h"

#include "base/pool.h"
#include "base/words.h"

static const char *const WEEKDAYS[] = { TO_SAY("Mon"), TO_SAY("Tue"), TO_SAY("Wed"), TO_SAY("Thu"),
	TO_SAY("Fri"), TO_SAY("Sat"), TO_SAY("Sun") };
static const char *const MONTHS[] = { TO_SAY("Jan"), TO_SAY("Feb"), TO_SAY("Mar"), TO_SAY("Apr"),
	TO_SAY("May"), TO_SAY("Jun"), TO_SAY("Jul"), TO_SAY("Aug"), TO_SAY("Sep"), TO_SAY("Oct"),
	TO_SAY("Nov"), TO_SAY("Dec") };
static const char *const WHOLE_MONTHS[] = { TO_SAY("January"), TO_SAY("February"), TO_SAY("March"),
	TO_SAY("April"), TO_SAY("May"), TO_SAY("June"), TO_SAY("July"), TO_SAY("August"),
	TO_SAY("September"), TO_SAY("October"), TO_SAY("November"), TO_SAY("December") };

const char *date_weekday_short(int32_t on)
{
	return say(WEEKDAYS[date_weekday(on) - 1]);
}

const char *date_day_month(int32_t on, apr_pool_t *pool)
{
	int year, month, day;

	date_to_civil(on, &year, &month, &day);
	/* Day and month: "1 Dec". */
	return apr_psprintf(pool, say("%d %s"), day, say(MONTHS[month - 1]));
}

const char *date_without_weekday(int32_t on, apr_pool_t *pool)
{
	int year, month, day;

	date_to_civil(on, &year, &month, &day);
	return apr_psprintf(pool, "%s %d", date_day_month(on, pool), year);
}

const char *date_human(int32_t on, apr_pool_t *pool)
{
	/* Weekday and date: "Tue 1 Dec 2026". */
	return apr_psprintf(
	    pool, say("%s %s"), date_weekday_short(on), date_without_weekday(on, pool));
}

const char *date_month_year(int32_t on, apr_pool_t *pool)
{
	int year, month, day;

	date_to_civil(on, &year, &month, &day);
	return apr_psprintf(pool, "%s %d", say(WHOLE_MONTHS[month - 1]), year);
}

const char *date_moment_at_offset(int64_t at, int offset_minutes, apr_pool_t *pool)
{
	return apr_pstrcat(pool, date_human(date_at_offset(at, offset_minutes), pool), ", ",
	    date_clock_at_offset(at, offset_minutes, pool), NULL);
}
