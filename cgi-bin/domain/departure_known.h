/* Departures that this process knows to be written down, so that not every hold has to ask for them. */
#ifndef DOMAIN_DEPARTURE_KNOWN_H
#define DOMAIN_DEPARTURE_KNOWN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Booking's id of a departure whose row was once seen to be of this version of the flight service's, or a later one: an id never changes and a version only grows. A database that was put back
 * to an older state says otherwise: who reads a row that is older, or finds none, forgets it before he learns it again. Any thread; true and `*id` when it is known.
 */
bool departure_known(const char *name, int64_t version, int64_t *id);
void departure_remember(const char *name, int64_t version, int64_t id);
void departure_forget(const char *name);

#endif
