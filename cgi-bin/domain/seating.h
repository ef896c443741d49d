/* Seats: the map of a departure, and which seats the system chooses. Pure rules; no database. */
#ifndef DOMAIN_SEATING_H
#define DOMAIN_SEATING_H

#include "base/err.h"
#include "model/departure.h"
#include "model/party.h"

/* SEAT_SUGGESTED: free, and chosen by the system for who asks. */
enum seat_state { SEAT_FREE, SEAT_TAKEN, SEAT_BLOCKED, SEAT_YOURS, SEAT_SUGGESTED };
#define SEAT_STATES 5

struct seat {
	const char *no; /* "12A"; NULL: no seat here (missing, or an aisle) */
	int row;
	char letter;
	bool is_aisle_gap; /* the walkway, not a seat */
	bool is_window, is_aisle, is_exit;
	enum seat_state state;
};

struct seat_row {
	int row;
	bool is_exit;
	const struct seat *seats; /* as many as letters, gaps included, left to right */
	size_t seat_count;
};

struct seat_cabin {
	const struct cabin *cabin;
	const struct seat_row *rows;
	size_t row_count;
	int64_t seats, free;
};

struct seat_map {
	const struct seat_cabin *cabins;
	size_t cabin_count;
	const char *chosen;    /* which of "yours" is meant ("": none); NULL: all of them */
	bool is_without_exits; /* see seating_map_for */
};

/* A seat that is not free, as the store knows it. */
struct taken_seat {
	const char *seat_no;
	enum seat_state state;
};

/* Every seat of the plan, with `taken` marked. */
void seating_map(const struct departure *departure, const struct taken_seat *taken, size_t count,
    apr_pool_t *pool, struct seat_map *out);
/* The map as a party may choose from it: where it has children or infants, seats of exit rows that nobody else has are blocked, those that were held for adults alone too. */
void seating_map_for(struct seat_map *map, const struct party *party, apr_pool_t *pool);
/* The same for a party that moves among its seats: who sits in an exit row may change places there. */
void seating_map_within(struct seat_map *map, const struct party *party, apr_pool_t *pool);
/* These seats of one cabin, in this state. */
void seating_map_set(struct seat_map *map, const char *cabin, const char *const *names,
    size_t count, enum seat_state state, apr_pool_t *pool);
/* The same map as if all its seats were in this state. */
void seating_map_in(
    const struct seat_map *map, enum seat_state state, apr_pool_t *pool, struct seat_map *out);
/* The states of a cabin's seats (enum seat_state), `cabin->seats` of them, by row and letter; how many. */
size_t seating_states(const struct seat_cabin *cabin, unsigned char *out);
/* Seats of a cabin (missing ones left out), those of them that a party may have, and the cabin that has a seat; NULL: there is no such seat. */
int64_t seating_count(const struct cabin *cabin);
int64_t seating_count_for(const struct cabin *cabin, const struct party *party);
const struct cabin *seating_cabin_of(const struct departure *departure, const char *seat_no);

/* Exit rows are for adults alone: whoever travels with children or infants sits elsewhere. May the party sit there, and may it have this seat of the cabin? */
bool seating_may_use_exits(const struct party *party);
bool seating_may_have(const struct cabin *cabin, const char *seat_no, const struct party *party);

/*
 * `count` free seats of a cabin for people who travel together, beside `keep_count` seats that were already chosen: one block in one row, then across the aisle, then neighbouring rows, then
 * the nearest seats. Exit rows only without children or infants. The seats come in order of row and letter; false when too few are free. The same input gives the same seats, `spread`
 * (0..) moves to another block where there are several, so that many buyers do not all reach for the same seats.
 */
bool seating_choose(const struct seat_cabin *cabin, size_t count, const struct party *party,
    const char *const *keep, size_t keep_count, unsigned spread, apr_pool_t *pool,
    const char **out);

/* Have they the same seats, of which the same are in exit rows? */
bool seating_is_same_plan(const struct departure *a, const struct departure *b);

#endif
