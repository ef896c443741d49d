/* Local times of IANA zones: the zones of this machine, read once each. */
#include "base/date.h"

#include "base/clock.h"
#include "base/pool.h"

#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZONE_NAME_MAX 64
#define DAY_S 86400

static pthread_mutex_t zone_lock = PTHREAD_MUTEX_INITIALIZER;
static GHashTable *zone_cache; /* name -> GTimeZone, never emptied; under zone_lock */

/*
 * Words of letters, digits, '_', '+' and '-' between slashes, the first with a capital: no path
 * out of the directory, and none of its other files (posix/…, right/…, leapseconds).
 */
static bool is_zone_name(const char *name)
{
	bool in_word = false;
	size_t length = name == NULL ? 0 : strnlen(name, ZONE_NAME_MAX + 1);

	if (length == 0 || length > ZONE_NAME_MAX || !g_ascii_isupper(name[0]))
		return false;
	for (const char *c = name; *c != '\0'; c++) {
		if (*c == '/' && !in_word)
			return false;
		if (*c != '/' && !g_ascii_isalnum(*c) && strchr("_+-", *c) == NULL)
			return false;
		in_word = *c != '/';
	}
	return in_word;
}

/* The library also takes rules ("CET-1CEST") and offsets for zones: only a zone file is one. */
static bool has_zone_file(const char *name)
{
	const char *dir = getenv("TZDIR");
	char magic[4] = "";
	char *path = g_build_filename(dir == NULL ? "/usr/share/zoneinfo" : dir, name, NULL);
	FILE *file = fopen(path, "rbe");
	bool found = false;

	if (file != NULL) {
		found = fread(magic, sizeof(magic), 1, file) == 1 && memcmp(magic, "TZif", 4) == 0;
		fclose(file);
	}
	g_free(path);
	return found;
}

/* The zone, or NULL; it stays valid for ever. */
static GTimeZone *zone_find(const char *name)
{
	GTimeZone *zone;

	if (!is_zone_name(name))
		return NULL;
	pthread_mutex_lock(&zone_lock);
	if (zone_cache == NULL)
		zone_cache = g_hash_table_new(g_str_hash, g_str_equal);
	zone = g_hash_table_lookup(zone_cache, name);
	if (zone == NULL && has_zone_file(name)) {
		zone = g_time_zone_new_identifier(name);
		if (zone != NULL)
			g_hash_table_insert(zone_cache, g_strdup(name), zone);
	}
	pthread_mutex_unlock(&zone_lock);
	return zone;
}

bool date_zone_exists(const char *zone)
{
	return zone_find(zone) != NULL;
}

/* Seconds east of Greenwich at an instant in seconds. */
static int64_t offset_at(GTimeZone *zone, int64_t at_s)
{
	gint interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, at_s);

	return g_time_zone_get_offset(zone, interval);
}

/*
 * `local_s` counts seconds as if the local clock were UTC. No zone is more than a day from UTC,
 * so the offsets a day before and a day after are those on both sides of any change nearby.
 */
static int64_t local_to_utc(GTimeZone *zone, int64_t local_s)
{
	int64_t before = offset_at(zone, local_s - DAY_S);
	int64_t after = offset_at(zone, local_s + DAY_S);

	if (offset_at(zone, local_s - before) != before &&
	    offset_at(zone, local_s - after) == after)
		return local_s - after;
	return local_s - before;
}

const struct err *date_local_to_instant(
    int32_t on, int minutes, const char *zone, apr_pool_t *pool, int64_t *out)
{
	GTimeZone *found = zone_find(zone);
	int year, month, day;
	int32_t checked;

	date_to_civil(on, &year, &month, &day);
	if (found == NULL)
		return err_new(pool, CODE_INVALID, "no time zone %s", zone == NULL ? "" : zone);
	if (!date_from_civil(year, month, day, &checked) || minutes < 0 || minutes >= 24 * 60)
		return err_new(
		    pool, CODE_INVALID, "no local time: day %d, minute %d", (int)on, minutes);
	*out = local_to_utc(found, (int64_t)on * DAY_S + (int64_t)minutes * 60) * CLOCK_SECOND;
	return NULL;
}

const struct err *date_zone_offset(int64_t at, const char *zone, apr_pool_t *pool, int *out)
{
	GTimeZone *found = zone_find(zone);

	if (found == NULL)
		return err_new(pool, CODE_INVALID, "no time zone %s", zone == NULL ? "" : zone);
	*out = (int)(offset_at(found, at / CLOCK_SECOND - (at % CLOCK_SECOND < 0 ? 1 : 0)) / 60);
	return NULL;
}
