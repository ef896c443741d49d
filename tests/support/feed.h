/* The flight service's feed and what it names, for tests of who follows it. Flights are those of the world, on DATE. */
#ifndef SUPPORT_FEED_H
#define SUPPORT_FEED_H

#include "domain/desk.h"
#include "support/flight_world.h"

/* For each test, as world_set_up: booking knows no departure, and the feed has nothing. */
int feed_set_up(void **state);

/* A desk that asks the world's flight service. */
struct desk *feed_desk(const struct world *world);

/* A line of the feed; and the feed from its start: such lines, the last one at `cursor`, and nothing more. */
const char *feed_line(
    struct world *world, int cursor, const char *flight_no, const char *date, int version);
void feed_serve_lines(struct world *world, int cursor, const char *lines);

/* The service has this flight in this version, scheduled or cancelled. */
void feed_serve(struct world *world, const char *flight_no, int version, bool is_cancelled);

/* What a process knows of the flight at this moment, for as long as it likes; and it is learned by somebody who wants a seat. */
const struct departure *feed_remember(struct world *world, const char *flight_no);
void feed_learn(struct desk *desk, const struct departure *departure);

/* A turn of the worker: how many departures it has learned. */
int64_t feed_refresh(struct desk *desk);

/* 1: booking has it cancelled in this version. How often passengers are to be told that it is; and how many departures are still to be asked for. */
int64_t feed_is_cancelled(const char *flight_no, int version);
int64_t feed_works(const char *flight_no);
int64_t feed_questions(void);

#endif
