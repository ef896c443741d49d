/* What is sold: a flight on one local date, its aircraft's cabins and its fares. The flight service owns all of it. */
#ifndef MODEL_DEPARTURE_H
#define MODEL_DEPARTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum departure_state {
	DEPARTURE_SCHEDULED,
	DEPARTURE_RETIMED,
	DEPARTURE_CANCELLED,
	DEPARTURE_DEPARTED
};

/* One cabin of the seat plan: rows first_row..last_row, seats by letters; a space in `letters` is an aisle. */
struct cabin {
	const char *code; /* "Y", "J" */
	const char *name;
	int first_row, last_row;
	const char *letters; /* "ABC DEF" */
	const int *exit_rows;
	size_t exit_row_count;
	const char *const *missing; /* "1D" … */
	size_t missing_count;
};

struct tax {
	const char *code;
	int64_t amount_minor;
};

/* A fare: per adult or child; an infant on a lap pays a tenth of amount_minor and no taxes of a seat. */
struct fare {
	const char *basis; /* "YLIGHT" */
	const char *cabin;
	int64_t amount_minor;
	const struct tax *taxes;
	size_t tax_count;
	const char *currency;
	bool is_refundable;
	int64_t change_fee_minor, cancel_fee_minor; /* per passenger */
};

struct departure {
	const char *name;      /* "AX204/2026-12-01" */
	const char *flight_no; /* "AX204" */
	int32_t on;            /* local date at the origin */
	const char *origin, *destination;
	int64_t departs_at, arrives_at;
	int origin_offset, destination_offset; /* minutes from UTC, at those instants */
	enum departure_state state;
	bool is_gate_closed; /* by staff: booking's own word, the flight service does not know */
	int64_t version;     /* the flight service's */
	const char *aircraft_code, *aircraft_name;
	const struct cabin *cabins;
	size_t cabin_count;
	const struct fare *fares;
	size_t fare_count;
	int64_t as_of; /* when the flight service last said so */
};

struct departures {
	const struct departure *const *v;
	size_t n;
	int64_t as_of;  /* the oldest answer among them */
	bool is_cached; /* the flight service did not answer: from the cache, as of `as_of` */
};

#define DEPARTURES_PER_HOLD 4

#endif
