/* Aircraft that a departure can be flown with: a seat plan under a code, which never changes. */
#ifndef MODEL_AIRCRAFT_H
#define MODEL_AIRCRAFT_H

#include "model/departure.h"

struct aircraft {
	const char *code, *name; /* "A320", "Airbus A320" */
	const struct cabin *cabins;
	size_t cabin_count;
};

#endif
