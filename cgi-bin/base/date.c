/* Dates: the Gregorian calendar in days, ages, and dates seen at an offset. */
#include "base/date.h"

#include "base/clock.h"
#include "base/pool.h"

#define DATE_FIRST_YEAR 1900
#define DATE_LAST_YEAR 2199

#define DAY_MINUTES INT64_C(1440)

/* The calendar repeats after 400 years. */
#define DATE_CYCLE_DAYS 146097
#define DATE_CYCLE_START 10957 /* 2000-01-01 */

static const int date_days_before_month[13] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304,
	334, 365 };

static bool is_leap_year(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of a year before the month begins; month 1 to 13. */
static int days_before_month(int year, int month)
{
	return date_days_before_month[month - 1] + (month > 2 && is_leap_year(year) ? 1 : 0);
}

/* Days from the start of a cycle to 1 January of its year 0 to 400. */
static int days_before_year(int year)
{
	return year == 0 ? 0 : 365 * year + (year - 1) / 4 - (year - 1) / 100 + 1;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0 ? 1 : 0);
}

bool date_from_civil(int year, int month, int day, int32_t *out)
{
	int year_days;

	if (year < DATE_FIRST_YEAR || year > DATE_LAST_YEAR || month < 1 || month > 12 || day < 1 ||
	    day > days_before_month(year, month + 1) - days_before_month(year, month))
		return false;
	year_days = year < 2000 ? days_before_year(year - 1600) - DATE_CYCLE_DAYS
				: days_before_year(year - 2000);
	*out = DATE_CYCLE_START + year_days + days_before_month(year, month) + day - 1;
	return true;
}

void date_to_civil(int32_t on, int *year, int *month, int *day)
{
	int64_t days = (int64_t)on - DATE_CYCLE_START;
	int64_t cycle = floor_div(days, DATE_CYCLE_DAYS);
	int rest = (int)(days - cycle * DATE_CYCLE_DAYS);
	int y = rest / 365; /* at most one too many */
	int m = 12;

	if (days_before_year(y) > rest)
		y--;
	rest -= days_before_year(y);
	while (days_before_month(y, m) > rest)
		m--;
	*year = (int)(2000 + 400 * cycle) + y;
	*month = m;
	*day = rest - days_before_month(y, m) + 1;
}

/* The number in `count` digits, or -1. */
static int digits(const char *text, int count)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

bool date_parse(const char *text, int32_t *out)
{
	int year, month, day;

	if (text == NULL || (year = digits(text, 4)) < 0 || text[4] != '-' ||
	    (month = digits(text + 5, 2)) < 0 || text[7] != '-' ||
	    (day = digits(text + 8, 2)) < 0 || text[10] != '\0')
		return false;
	return date_from_civil(year, month, day, out);
}

const char *date_text(int32_t on, apr_pool_t *pool)
{
	int year, month, day;

	date_to_civil(on, &year, &month, &day);
	return apr_psprintf(pool, "%04d-%02d-%02d", year, month, day);
}

int date_weekday(int32_t on)
{
	int64_t since_monday = (int64_t)on + 3; /* 1970-01-01 was a Thursday */

	return (int)(since_monday - 7 * floor_div(since_monday, 7)) + 1;
}

int date_age(int32_t born_on, int32_t on)
{
	int born_year, born_month, born_day, year, month, day;

	date_to_civil(born_on, &born_year, &born_month, &born_day);
	date_to_civil(on, &year, &month, &day);
	return year - born_year -
	    (month < born_month || (month == born_month && day < born_day) ? 1 : 0);
}

static int64_t local_minutes(int64_t at, int offset_minutes)
{
	return floor_div(at, CLOCK_MINUTE) + offset_minutes;
}

int32_t date_at_offset(int64_t at, int offset_minutes)
{
	return (int32_t)floor_div(local_minutes(at, offset_minutes), DAY_MINUTES);
}

const char *date_clock_at_offset(int64_t at, int offset_minutes, apr_pool_t *pool)
{
	int64_t minutes = local_minutes(at, offset_minutes);
	int of_day = (int)(minutes - DAY_MINUTES * floor_div(minutes, DAY_MINUTES));

	return apr_psprintf(pool, "%02d:%02d", of_day / 60, of_day % 60);
}
