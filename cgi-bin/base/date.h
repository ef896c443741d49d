/*
 * Dates without a time (`…_on`): days since 1970-01-01 of the proleptic Gregorian calendar in an
 * int32_t; and local times of IANA zones.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/err.h"

#define DATE_NONE INT32_MIN

/* A civil date to days; false when there is no such day (1900..2199 only). */
bool date_from_civil(int year, int month, int day, int32_t *out);
void date_to_civil(int32_t on, int *year, int *month, int *day);
/* "2026-12-01", exactly so, years as above. */
bool date_parse(const char *text, int32_t *out);
const char *date_text(int32_t on, apr_pool_t *pool);
/* 1 = Monday … 7 = Sunday (ISO 8601). */
int date_weekday(int32_t on);
/* In the thread's language (base/words.h): "Tue 1 Dec 2026"; "1 Dec 2026"; "1 Dec"; "Tue"; "December 2026". */
const char *date_human(int32_t on, apr_pool_t *pool);
const char *date_without_weekday(int32_t on, apr_pool_t *pool);
const char *date_day_month(int32_t on, apr_pool_t *pool);
const char *date_weekday_short(int32_t on);
const char *date_month_year(int32_t on, apr_pool_t *pool);

/*
 * Full years of age on a day; who was born on 29 February has the birthday on 1 March in other
 * years. Negative: not born yet.
 */
int date_age(int32_t born_on, int32_t on);

/* The local date of an instant at an offset from UTC, and "HH:MM" of it. */
int32_t date_at_offset(int64_t at, int offset_minutes);
const char *date_clock_at_offset(int64_t at, int offset_minutes, apr_pool_t *pool);
/* Both for people, in the thread's language: "Tue 1 Dec 2026, 14:05". */
const char *date_moment_at_offset(int64_t at, int offset_minutes, apr_pool_t *pool);

/* Is there such an IANA zone on this machine (TZDIR, else /usr/share/zoneinfo)? */
bool date_zone_exists(const char *zone);
/*
 * The instant of a local time (minutes after midnight, 0..1439) on a local date of the years
 * above. In a gap (spring) the time is read with the offset before the gap; of two (autumn) the
 * first is taken. CODE_INVALID for an unknown zone or a time out of range. Zones are cached; any
 * thread may call.
 */
const struct err *date_local_to_instant(
    int32_t on, int minutes, const char *zone, apr_pool_t *pool, int64_t *out);
/* The zone's offset in minutes at an instant. CODE_INVALID for an unknown zone. */
const struct err *date_zone_offset(int64_t at, const char *zone, apr_pool_t *pool, int *out);

#endif
