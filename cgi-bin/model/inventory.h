/* Departures as staff look at them: how many seats are sold, held, blocked and free, and whose they are. */
#ifndef MODEL_INVENTORY_H
#define MODEL_INVENTORY_H

#include "model/departure.h"

struct inventory_count {
	int64_t seats, sold, held, blocked; /* what is left is free */
};

struct inventory_departure {
	int64_t id; /* 0: there is none */
	const char *name, *flight_no;
	int32_t on;
	const char *origin, *destination;
	int64_t departs_at, arrives_at;
	int origin_offset, destination_offset; /* minutes from UTC */
	enum departure_state state;
	bool is_sales_closed, is_gate_closed;
	const char *aircraft_name;
	int64_t load_permille;        /* sold, as the worker counted last: its place in a list */
	struct inventory_count count; /* of all cabins, now */
};

/* In the order of a list: by time, flight number or load, the earliest, first or fullest first. */
enum inventory_sort { INVENTORY_BY_TIME, INVENTORY_BY_FLIGHT, INVENTORY_BY_LOAD };

struct inventory_wanted {
	int32_t from_on, until_on;        /* local dates, both included */
	int64_t from_at;                  /* leave then or later; 0: whenever */
	const char *flight_no;            /* what it begins with; NULL: any */
	const char *origin, *destination; /* NULL: any */
	const char *state; /* "scheduled", "retimed", "cancelled", "departed"; NULL: any */
	const char *sales; /* "open", "closed"; NULL: either */
	enum inventory_sort sort;
	/* What comes after this one in that order; flight number NULL: from the start */
	const char *after_flight_no;
	int32_t after_on;
};

struct inventory_cabin {
	const char *code, *name;
	int first_row, last_row;
	const char *letters, *exit_rows, *missing; /* as the flight service wrote them */
	struct inventory_count count;
};

enum inventory_state { INVENTORY_SOLD, INVENTORY_HELD, INVENTORY_BLOCKED };

struct inventory_seat {
	const char *seat_no, *cabin;
	enum inventory_state state;
	const char *locator;    /* sold: of its booking; else NULL */
	const char *given_name; /* of its passenger; NULL: not known yet, or has one name */
	const char *surname;
	const char *type;   /* "adult", "child"; NULL */
	const char *reason; /* blocked: why; else NULL */
	int64_t held_until; /* CLOCK_NONE but for a held one */
};

/* What happened to a departure: one for each of its versions. */
struct inventory_event {
	int64_t version;
	int64_t at;
	const char *actor;
	const char *from_state, *to_state; /* the flight service's; from "": booking learned it */
	const char *detail;
};

#endif
