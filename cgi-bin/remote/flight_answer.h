/* An answer of the flight service, decoded: one block of memory of exactly its size, shared read-only. */
#ifndef REMOTE_FLIGHT_ANSWER_H
#define REMOTE_FLIGHT_ANSWER_H

#include "model/airport.h"
#include "model/departure.h"

#include <stdatomic.h>
#include <stddef.h>

struct flight_answer {
	atomic_int uses;
	size_t size;   /* bytes of memory, all that it points to included */
	size_t places; /* where a cache keeps it; the cache's own count, under its lock */
	struct airports airports;
	struct departures departures; /* one, when a single departure was asked for */
};

/* Copies of both, in an answer with one use, which belongs to the caller. */
struct flight_answer *flight_answer_new(
    const struct airports *airports, const struct departures *departures);
/* One use more; to be dropped by whoever takes it. */
void flight_answer_use(struct flight_answer *answer);
/* Gives a use back; the last one frees the answer. */
void flight_answer_drop(struct flight_answer *answer);

#endif
