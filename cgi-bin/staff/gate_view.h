/* What the pages of the gate share: the departure's head with its counters, passengers in words, and where the pages are. */
#ifndef STAFF_GATE_VIEW_H
#define STAFF_GATE_VIEW_H

#include "domain/staff_gate.h"
#include "staff/page.h"

/* "/admin/departures/AX204/2026-12-01" and what follows. */
const char *gate_path(struct request *request, const char *rest);

/* Name, route, times, counters; whether it is closed. */
void gate_fill_head(struct view *view, const struct gate *gate, apr_pool_t *pool);
/* "12A"; "lap" for an infant, "none" for who has no seat that the aircraft has. */
const char *gate_seat(const struct boarding *passenger);
/* "booked", "checked in", "on board", "no-show" */
const char *gate_state_words(enum boarding_state state);
/* Row of a passenger: all of these, the way to her booking, and who changed her last. */
void gate_fill_passenger(
    struct request *request, struct view *row, const struct boarding *passenger);

/* What was said at the gate, in words: a few large ones, and a sentence. */
struct gate_words {
	const char *large, *sentence;
};
struct gate_words gate_words(const struct gate_said *said, enum gate_act act, apr_pool_t *pool);

/* An act by its name in a form ("check-in", "board"); false: it is none that is scanned. */
bool gate_act_parse(const char *name, enum gate_act *out);

#endif
