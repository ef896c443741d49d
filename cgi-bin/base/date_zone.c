/* Local times of IANA zones: the zones of this machine. Of each that was asked for its changes of ten years are kept; what lies further is looked up again each time. */
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
#define KEPT_S ((int64_t)5 * 365 * DAY_S) /* before and after the day on which it was read */

/* From then on the local clock is so many seconds east of Greenwich. */
struct change {
	int64_t at_s;
	int64_t offset_s;
};

/* Never changed and never freed. */
struct zone {
	const char *name;
	int64_t from_s,
	    to_s; /* the first change is at from_s; the zone says more before it and from to_s on */
	size_t count;
	struct change *changes;
};

static pthread_mutex_t zone_lock = PTHREAD_MUTEX_INITIALIZER;
static GHashTable *zones; /* by name; under zone_lock */

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

static int64_t told_offset(GTimeZone *told, int64_t at_s)
{
	return g_time_zone_get_offset(
	    told, g_time_zone_find_interval(told, G_TIME_TYPE_UNIVERSAL, at_s));
}

/* The changes after `from_s` until `to_s`, in order: the library numbers the times between two of them, and does not say when they are. */
static void find_changes(GTimeZone *told, int64_t from_s, int64_t to_s, GArray *out)
{
	int64_t middle_s = from_s + (to_s - from_s) / 2;
	struct change change = { to_s, told_offset(told, to_s) };

	if (g_time_zone_find_interval(told, G_TIME_TYPE_UNIVERSAL, from_s) ==
	    g_time_zone_find_interval(told, G_TIME_TYPE_UNIVERSAL, to_s))
		return;
	if (to_s - from_s == 1) {
		g_array_append_val(out, change);
		return;
	}
	find_changes(told, from_s, middle_s, out);
	find_changes(told, middle_s, to_s, out);
}

/* NULL: it cannot be read. */
static struct zone *zone_read(const char *name)
{
	int64_t today_s = clock_now() / CLOCK_SECOND;
	GTimeZone *told = g_time_zone_new_identifier(name);
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(struct change));
	struct change first;
	struct zone *zone;

	if (told == NULL) {
		g_array_free(changes, TRUE);
		return NULL;
	}
	zone = g_new0(struct zone, 1);
	zone->name = g_strdup(name);
	zone->from_s = today_s - KEPT_S;
	zone->to_s = today_s + KEPT_S;
	first = (struct change){ zone->from_s, told_offset(told, zone->from_s) };
	g_array_append_val(changes, first);
	find_changes(told, zone->from_s, zone->to_s - 1, changes);
	zone->count = changes->len;
	zone->changes = g_memdup2(changes->data, changes->len * sizeof(struct change));
	g_array_free(changes, TRUE);
	g_time_zone_unref(told);
	return zone;
}

/* NULL: there is no such zone. */
static const struct zone *zone_find(const char *name)
{
	struct zone *zone;

	if (!is_zone_name(name))
		return NULL;
	pthread_mutex_lock(&zone_lock);
	if (zones == NULL)
		zones = g_hash_table_new(g_str_hash, g_str_equal);
	zone = g_hash_table_lookup(zones, name);
	if (zone == NULL && has_zone_file(name)) {
		zone = zone_read(name);
		if (zone != NULL)
			g_hash_table_insert(zones, (gpointer)zone->name, zone);
	}
	pthread_mutex_unlock(&zone_lock);
	return zone;
}

bool date_zone_exists(const char *zone)
{
	return zone_find(zone) != NULL;
}

static int64_t offset_far_away(const struct zone *zone, int64_t at_s)
{
	int64_t offset_s = zone->changes[0].offset_s;
	GTimeZone *told;

	pthread_mutex_lock(&zone_lock);
	told = g_time_zone_new_identifier(zone->name);
	if (told != NULL) { /* else its file is gone since */
		offset_s = told_offset(told, at_s);
		g_time_zone_unref(told);
	}
	pthread_mutex_unlock(&zone_lock);
	return offset_s;
}

/* Seconds east of Greenwich at an instant in seconds. */
static int64_t offset_at(const struct zone *zone, int64_t at_s)
{
	size_t i = zone->count;

	if (at_s < zone->from_s || at_s >= zone->to_s)
		return offset_far_away(zone, at_s);
	while (zone->changes[i - 1].at_s > at_s)
		i--;
	return zone->changes[i - 1].offset_s;
}

/*
 * `local_s` counts seconds as if the local clock were UTC. No zone is more than a day from UTC,
 * so the offsets a day before and a day after are those on both sides of any change nearby.
 */
static int64_t local_to_utc(const struct zone *zone, int64_t local_s)
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
	const struct zone *found;
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
	return NULL;
}

const struct err *date_zone_offset(int64_t at, const char *zone, apr_pool_t *pool, int *out)
{
	const struct zone *found = zone_find(zone);

	if (found == NULL)
		return err_new(pool, CODE_INVALID, "no time zone %s", zone == NULL ? "" : zone);
	*out = (int)(offset_at(found, at / CLOCK_SECOND - (at % CLOCK_SECOND < 0 ? 1 : 0)) / 60);
	return NULL;
}
