/* `aisle demo`: real airports, a made-up carrier, and its departures of the next twelve weeks. */
#include "commands/demo.h"

#include "base/clock.h"
#include "base/date.h"
#include "flights/demo.h"

#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "usage: aisle demo\n"
    "\n"
    "Fills the flight database with the demo carrier: airports, aircraft, and its departures of\n"
    "the next 12 weeks. Run again it adds what is missing and changes no departure.\n"
    "\n"
    "Settings (aisle.ini, or AISLE_SECTION_KEY in the environment):\n"
    "  [database] socket, or host and port          where the server is\n"
    "  [flights]  account, password_file, database  the flight service's own\n"
    "  [demo]     folder                            the carrier's tables (sql/demo)\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage.\n";

static const struct err *fill(const struct config *config, apr_pool_t *pool)
{
	struct db_settings settings;
	struct demo_report report;
	int32_t today = date_at_offset(clock_now(), 0);

	TRY(db_settings_read(config, "flights", pool, &settings));
	TRY(demo_fill(db_open(&settings, pool), config_text(config, "demo", "folder", "sql/demo"),
	    today, pool, &report));
	printf("airports: %lld new, %lld corrected; aircraft: %lld new; departures: %lld new, "
	       "%lld before\n",
	    (long long)report.airports_added, (long long)report.airports_changed,
	    (long long)report.aircraft_added, (long long)report.departures_added,
	    (long long)report.departures_known);
	return NULL;
}

const struct err *command_demo(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	if (argc == 0)
		return fill(config, pool);
	if (strcmp(argv[0], "--help") == 0) {
		fputs(HELP, stdout);
		return NULL;
	}
	fprintf(stderr, "aisle demo: takes no \"%s\"\n%s", argv[0], HELP);
	*status = 2;
	return NULL;
}
