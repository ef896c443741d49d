/* Times that belong to no airport, by the clocks of the operator's own zone. */
#include "pages/site_clock.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"

#include <string.h>

/* Set once, before there are threads. NULL: UTC. */
static const char *zone, *place;

/* "New York" of "America/New_York"; a zone without a place, as "CET", is called by its name. */
static const char *place_of(const char *name, apr_pool_t *pool)
{
	const char *slash = strrchr(name, '/');
	char *words = apr_pstrdup(pool, slash != NULL ? slash + 1 : name);

	for (char *c = words; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	return words;
}

const struct err *site_clock_start(const struct config *config, apr_pool_t *pool)
{
	int offset;

	zone = config_text(config, "site", "time_zone", NULL);
	if (zone == NULL)
		return NULL;
	place = place_of(zone, pool);
	return date_zone_offset(0, zone, pool, &offset);
}

/* Of a zone that was there at the start. */
static int offset_of(int64_t at, apr_pool_t *pool)
{
	int offset = 0;

	if (zone != NULL && date_zone_offset(at, zone, pool, &offset) != NULL)
		return 0;
	return offset;
}

bool site_clock_has_place(void)
{
	return zone != NULL;
}

const char *site_clock_time(int64_t at, apr_pool_t *pool)
{
	const char *clock = date_clock_at_offset(at, offset_of(at, pool), pool);

	return zone == NULL ? apr_pstrcat(pool, clock, " UTC", NULL)
			    : apr_psprintf(pool, say("%s %s time"), clock, place);
}

const char *site_clock_moment(int64_t at, apr_pool_t *pool)
{
	return date_moment_at_offset(at, offset_of(at, pool), pool);
}

const char *site_clock_note(apr_pool_t *pool)
{
	return zone == NULL ? say("Times here are UTC, which is London's time in winter.")
			    : apr_psprintf(pool, say("Times here are by the clocks of %s."), place);
}
