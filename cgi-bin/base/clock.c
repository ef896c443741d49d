/* The clock: now, durations, and instants in RFC 3339. */
#include "base/clock.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OFFSET_LIMIT_S INT64_C(3200000000) /* a hundred years */

static _Atomic int64_t clock_fixed = CLOCK_NONE;
static pthread_once_t clock_once = PTHREAD_ONCE_INIT;
static int64_t clock_offset; /* set once, by clock_once */

static void read_offset(void)
{
	int64_t seconds;

	if (text_to_int(getenv("AISLE_CLOCK_OFFSET_S"), -OFFSET_LIMIT_S, OFFSET_LIMIT_S, &seconds))
		clock_offset = seconds * CLOCK_SECOND;
}

int64_t clock_now(void)
{
	int64_t fixed = atomic_load(&clock_fixed);
	struct timespec now;

	if (fixed != CLOCK_NONE)
		return fixed;
	pthread_once(&clock_once, read_offset);
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * CLOCK_SECOND + now.tv_nsec / 1000 + clock_offset;
}

int64_t clock_monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_set(int64_t at)
{
	atomic_store(&clock_fixed, at);
}

/* "2026-12-01T09:30:00" as seen at an offset. */
static const char *local_text(int64_t at, int offset_minutes, apr_pool_t *pool)
{
	int64_t second = at / CLOCK_SECOND - (at % CLOCK_SECOND < 0 ? 1 : 0);

	return apr_psprintf(pool, "%sT%s:%02d", date_text(date_at_offset(at, offset_minutes), pool),
	    date_clock_at_offset(at, offset_minutes, pool), (int)((second % 60 + 60) % 60));
}

const char *clock_text(int64_t at, apr_pool_t *pool)
{
	return apr_pstrcat(pool, local_text(at, 0, pool), "Z", NULL);
}

const char *clock_text_at_offset(int64_t at, int offset_minutes, apr_pool_t *pool)
{
	int minutes = abs(offset_minutes);

	return apr_psprintf(pool, "%s%c%02d:%02d", local_text(at, offset_minutes, pool),
	    offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* Two digits up to `most`, moving on; -1 when it is anything else. */
static int two_digits(const char **text, int most)
{
	const char *t = *text;
	int number;

	if (t[0] < '0' || t[0] > '9' || t[1] < '0' || t[1] > '9')
		return -1;
	number = (t[0] - '0') * 10 + (t[1] - '0');
	*text = t + 2;
	return number <= most ? number : -1;
}

/* "HH:MM" as minutes, moving on; -1 when it is anything else. */
static int hour_and_minute(const char **text)
{
	int hour = two_digits(text, 23);
	int minute = -1;

	if (hour >= 0 && **text == ':') {
		++*text;
		minute = two_digits(text, 59);
	}
	return minute < 0 ? -1 : hour * 60 + minute;
}

/* ".5" as 500,000 microseconds, moving on; 0 when there is none; -1 when it is a bad one. */
static int fraction(const char **text)
{
	int micros = 0;
	int count = 0;

	if (**text != '.')
		return 0;
	for (++*text; **text >= '0' && **text <= '9'; ++*text, count++)
		if (count < 6)
			micros = micros * 10 + (**text - '0');
	for (int i = count; i < 6; i++)
		micros *= 10;
	return count >= 1 && count <= 9 ? micros : -1;
}

/* "Z", "+01:00" or "-03:30", moving on; false when it is anything else. */
static bool zone_offset(const char **text, int *minutes)
{
	char sign = **text;

	++*text;
	*minutes = 0;
	if (sign == 'Z')
		return true;
	if (sign != '+' && sign != '-')
		return false;
	*minutes = hour_and_minute(text);
	if (*minutes < 0)
		return false;
	if (sign == '-')
		*minutes = -*minutes;
	return true;
}

bool clock_parse(const char *text, int64_t *at, int *offset_minutes)
{
	char day[11] = "";
	const char *rest;
	int32_t on;
	int minutes, second, micros, offset;

	if (text == NULL || strlen(text) < sizeof("2026-12-01T09:30:00Z") - 1 || text[10] != 'T')
		return false;
	memcpy(day, text, 10);
	rest = text + 11;
	if (!date_parse(day, &on) || (minutes = hour_and_minute(&rest)) < 0 || *rest++ != ':' ||
	    (second = two_digits(&rest, 59)) < 0 || (micros = fraction(&rest)) < 0 ||
	    !zone_offset(&rest, &offset) || *rest != '\0')
		return false;
	*at = on * CLOCK_DAY + (minutes - offset) * CLOCK_MINUTE + second * CLOCK_SECOND + micros;
	if (offset_minutes != NULL)
		*offset_minutes = offset;
	return true;
}
