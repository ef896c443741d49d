/* The nouns of the flight service: plain structs. Texts live where the struct came from; nothing
 * here owns memory. */
#ifndef FLIGHTS_NOUNS_H
#define FLIGHTS_NOUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FARES_MAX 20 /* of one departure */
#define TAXES_MAX 20 /* of one fare */

struct airport {
	const char *code; /* IATA, "FRA" */
	const char *name;
	const char *city;
	const char *country;               /* ISO 3166 alpha-2 */
	const char *zone;                  /* IANA */
	int64_t latitude_e6, longitude_e6; /* millionths of a degree; north and east are positive */
	bool is_served;                    /* something departs or arrives there from today on */
};

struct cabin {
	const char *aircraft; /* its code */
	const char *code;     /* "Y" */
	const char *name;
	int64_t first_row, last_row;
	const char *letters;   /* "ABC DEF": a space is an aisle */
	const char *exit_rows; /* "12 13"; "" for none */
	const char *missing;   /* "1D 1E"; "" for none */
};

struct aircraft {
	const char *code;
	const char *name;
	int64_t cruise_kmh;
	const struct cabin *cabins; /* from the nose */
	size_t cabin_count;
};

struct tax {
	const char *code; /* two characters */
	int64_t amount_minor;
};

struct fare {
	const char *basis; /* "YLIGHT" */
	const char *cabin;
	int64_t amount_minor; /* per adult or child, without taxes */
	const struct tax *taxes;
	size_t tax_count;
	const char *currency;
	bool is_refundable;
	int64_t change_fee_minor, cancel_fee_minor; /* per passenger */
};

/* DEPARTED is never stored: it is what time makes of the first two. */
enum departure_state {
	DEPARTURE_SCHEDULED,
	DEPARTURE_RETIMED,
	DEPARTURE_CANCELLED,
	DEPARTURE_DEPARTED
};

struct departure {
	const char *flight_no; /* "AX204" */
	int32_t on;            /* local date at the origin: its name with flight_no, for ever */
	const char *origin, *destination;
	int64_t departs_at, arrives_at; /* whole minutes */
	enum departure_state state;
	int64_t version; /* 1 when made, +1 with every change */
	const char *aircraft;
	const struct fare *fares;
	size_t fare_count;
};

/* A line of the changes feed. */
struct change {
	int64_t cursor;
	const char *flight_no;
	int32_t on;
	int64_t version;
	enum departure_state state;
};

/* A flight of the carrier's timetable, from which departures are generated. */
struct timetable_row {
	const char *flight_no;
	const char *origin, *destination;
	int departs;       /* local minutes after midnight at the origin */
	unsigned weekdays; /* bit 1 << (day - 1), 1 = Monday */
	const char *aircraft;
	int64_t season_pct; /* how far fares swing around the year, in per cent */
	int64_t base_fare_minor;
	const char *currency;
};

#endif
