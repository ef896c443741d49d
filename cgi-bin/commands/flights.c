/* `aisle flights`: airports, aircraft and a carrier's schedule into the flight database. */
#include "commands/flights.h"

#include "flights/demo.h"
#include "flights/import.h"

#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "usage: aisle flights import FILE.csv\n"
    "       aisle flights places\n"
    "\n"
    "places puts the airports and aircraft in that a schedule refers to, from the tables that come\n"
    "with Aisle; run again it corrects airports and adds what is new.\n"
    "\n"
    "import puts departures on sale from a file, or moves those that are there: all lines or none.\n"
    "The first line is, to the letter:\n"
    "\n"
    "  flight_no,date,origin,destination,departs,arrives,arrives_day,aircraft,currency,fare_minor,"
    "taxes_minor\n"
    "\n"
    "departs and arrives are local times (HH:MM) at their airports; arrives_day is 0, 1 or\n"
    "-1 days after date; amounts are in minor units. docs/flight-service.md says more.\n"
    "\n"
    "Settings (aisle.ini, or AISLE_SECTION_KEY in the environment):\n"
    "  [database] socket, or host and port          where the server is\n"
    "  [flights]  account, password_file, database  the flight service's own\n"
    "  [demo]     folder                            the tables (sql/demo)\n"
    "\n"
    "Exit status: 0 done, 1 failed or refused (nothing was written), 2 wrong usage.\n";

static const struct err *import(
    const char *path, const struct config *config, apr_pool_t *pool, int *status)
{
	struct db_settings settings;
	struct import_report report;

	TRY(db_settings_read(config, "flights", pool, &settings));
	TRY(import_file(db_open(&settings, pool), path, pool, &report));
	if (report.error_count == 0) {
		printf("imported %lld, updated %lld, unchanged %lld\n", (long long)report.imported,
		    (long long)report.updated, (long long)report.unchanged);
		return NULL;
	}
	for (size_t i = 0; i < report.error_count; i++)
		fprintf(stderr, "%s:%zu: %s\n", path, report.errors[i].line, report.errors[i].text);
	fprintf(stderr, "aisle flights: %sthe file was refused, nothing was written\n",
	    report.has_more_errors ? "there are more; " : "");
	*status = 1;
	return NULL;
}

static const struct err *fill_places(const struct config *config, apr_pool_t *pool)
{
	struct db_settings settings;
	struct demo_report report;

	TRY(db_settings_read(config, "flights", pool, &settings));
	TRY(demo_fill_places(db_open(&settings, pool),
	    config_text(config, "demo", "folder", "sql/demo"), pool, &report));
	printf("airports: %lld new, %lld corrected; aircraft: %lld new\n",
	    (long long)report.airports_added, (long long)report.airports_changed,
	    (long long)report.aircraft_added);
	return NULL;
}

const struct err *command_flights(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	if (argc > 0 && strcmp(argv[0], "--help") == 0) {
		fputs(HELP, stdout);
		return NULL;
	}
	if (argc == 2 && strcmp(argv[0], "import") == 0)
		return import(argv[1], config, pool, status);
	if (argc == 1 && strcmp(argv[0], "places") == 0)
		return fill_places(config, pool);
	fputs(HELP, stderr);
	*status = 2;
	return NULL;
}
