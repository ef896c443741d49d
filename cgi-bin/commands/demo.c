/* `aisle demo`: real airports, a made-up carrier, its departures of the next twelve weeks, and bookings on them. */
#include "commands/demo.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "commands/demo_bookings.h"
#include "domain/demo.h"
#include "flights/demo.h"

#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "usage: aisle demo [--bookings N [--seed S]]\n"
    "\n"
    "Fills the flight database with the demo carrier: airports, aircraft, and its departures of\n"
    "the next 12 weeks. Run again it adds what is missing and changes no departure.\n"
    "\n"
    "  --bookings N  then makes N bookings up, 1 to 5,000,000, with all that belongs to them:\n"
    "                parties of one to six and more, there and back, cancelled ones, holds that\n"
    "                came to nothing; on the flight service's departures and, as if they had been\n"
    "                sold before, on those of the weeks behind us (in booking's database alone).\n"
    "                In an empty booking database only: never among bookings that somebody made.\n"
    "                Nobody must use the site meanwhile.\n"
    "  --seed S      other ones (0 to 4,294,967,295; else 1). The same seed on the same day makes\n"
    "                the same.\n"
    "\n"
    "Settings (aisle.ini, or AISLE_SECTION_KEY in the environment):\n"
    "  [database] socket, or host and port          where the server is\n"
    "  [flights]  account, password_file, database  the flight service's own\n"
    "  [booking]  account, password_file, database  for bookings\n"
    "  [demo]     folder                            the carrier's tables (sql/demo)\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage.\n";

struct wanted {
	int64_t bookings; /* 0: none */
	int64_t seed;
};

static const struct err *fill(
    const struct config *config, const struct wanted *wanted, apr_pool_t *pool)
{
	struct db_settings settings;
	struct demo_report report;
	int32_t today = date_at_offset(clock_now(), 0);

	if (wanted->bookings > 0)
		TRY(demo_bookings_check(config, pool));
	TRY(db_settings_read(config, "flights", pool, &settings));
	TRY(demo_fill(db_open(&settings, pool), config_text(config, "demo", "folder", "sql/demo"),
	    today, pool, &report));
	printf("airports: %lld new, %lld corrected; aircraft: %lld new; departures: %lld new, "
	       "%lld before\n",
	    (long long)report.airports_added, (long long)report.airports_changed,
	    (long long)report.aircraft_added, (long long)report.departures_added,
	    (long long)report.departures_known);
	if (wanted->bookings == 0)
		return NULL;
	TRY(demo_bookings_make(config, wanted->bookings, wanted->seed, today, pool));
	printf("bookings: %lld made up\n", (long long)wanted->bookings);
	return NULL;
}

static bool read_arguments(int argc, char **argv, struct wanted *out)
{
	*out = (struct wanted){ .bookings = 0, .seed = 1 };
	for (int i = 0; i < argc; i += 2) {
		if (i + 1 == argc)
			return false;
		if (strcmp(argv[i], "--bookings") == 0) {
			if (!text_to_int(argv[i + 1], 1, DEMO_BOOKINGS_MAX, &out->bookings))
				return false;
		} else if (strcmp(argv[i], "--seed") != 0 ||
		    !text_to_int(argv[i + 1], 0, UINT32_MAX, &out->seed)) {
			return false;
		}
	}
	return argc == 0 || out->bookings > 0;
}

const struct err *command_demo(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	struct wanted wanted;

	if (argc > 0 && strcmp(argv[0], "--help") == 0) {
		fputs(HELP, stdout);
		return NULL;
	}
	if (read_arguments(argc, argv, &wanted))
		return fill(config, &wanted, pool);
	fputs(HELP, stderr);
	*status = 2;
	return NULL;
}
