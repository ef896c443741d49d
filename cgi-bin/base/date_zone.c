/* Local times of IANA zones: the zones of this machine. Those used lately are kept, 16 kB each. */
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

#define ZONES_KEPT 16

static pthread_mutex_t zone_lock = PTHREAD_MUTEX_INITIALIZER;
/* Under zone_lock. */
static GHashTable *zone_names; /* that have a file; never emptied */
static GTimeZone *zones_kept[ZONES_KEPT];
static size_t zone_oldest;

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

/* Under zone_lock. */
static bool is_known(const char *name)
{
	if (zone_names == NULL)
		zone_names = g_hash_table_new(g_str_hash, g_str_equal);
	if (g_hash_table_contains(zone_names, name))
		return true;
	if (!has_zone_file(name))
		return false;
	g_hash_table_add(zone_names, g_strdup(name));
	return true;
}

/* One use of a zone that is kept, or is from now on in the place of the one that came first; NULL: it cannot be read. Under zone_lock. */
static GTimeZone *zone_use(const char *name)
{
	GTimeZone *zone;

	for (size_t i = 0; i < ZONES_KEPT; i++) {
		if (zones_kept[i] != NULL &&
		    strcmp(g_time_zone_get_identifier(zones_kept[i]), name) == 0)
			return g_time_zone_ref(zones_kept[i]);
	}
	zone = g_time_zone_new_identifier(name);
	if (zone == NULL)
		return NULL;
	if (zones_kept[zone_oldest] != NULL)
		g_time_zone_unref(zones_kept[zone_oldest]);
	zones_kept[zone_oldest] = g_time_zone_ref(zone);
	zone_oldest = (zone_oldest + 1) % ZONES_KEPT;
	return zone;
}

/* The zone, or NULL; the caller's use of it ends with g_time_zone_unref. */
static GTimeZone *zone_find(const char *name)
{
	GTimeZone *zone = NULL;

	if (!is_zone_name(name))
		return NULL;
	pthread_mutex_lock(&zone_lock);
	if (is_known(name))
		zone = zone_use(name);
	pthread_mutex_unlock(&zone_lock);
	return zone;
}

bool date_zone_exists(const char *zone)
{
	bool is_there;

	if (!is_zone_name(zone))
		return false;
	pthread_mutex_lock(&zone_lock);
	is_there = is_known(zone);
	pthread_mutex_unlock(&zone_lock);
	return is_there;
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
	GTimeZone *found;
	int year, month, day;
	int32_t checked;

	date_to_civil(on, &year, &month, &day);
	if (!date_from_civil(year, month, day, &checked) || minutes < 0 || minutes >= 24 * 60)
		return err_new(
		    pool, CODE_INVALID, "no local time: day %d, minute %d", (int)on, minutes);
	found = zone_find(zone);
	if (found == NULL)
		return err_new(pool, CODE_INVALID, "no time zone %s", zone == NULL ? "" : zone);
	*out = local_to_utc(found, (int64_t)on * DAY_S + (int64_t)minutes * 60) * CLOCK_SECOND;
	g_time_zone_unref(found);
	return NULL;
}

const struct err *date_zone_offset(int64_t at, const char *zone, apr_pool_t *pool, int *out)
{
	GTimeZone *found = zone_find(zone);

	if (found == NULL)
		return err_new(pool, CODE_INVALID, "no time zone %s", zone == NULL ? "" : zone);
	*out = (int)(offset_at(found, at / CLOCK_SECOND - (at % CLOCK_SECOND < 0 ? 1 : 0)) / 60);
	g_time_zone_unref(found);
	return NULL;
}
