/* Places: airports and the cities they serve. */
#ifndef MODEL_AIRPORT_H
#define MODEL_AIRPORT_H

#include <stddef.h>

struct airport {
	const char *code; /* IATA, "FRA" */
	const char *name;
	const char *city;
	const char *country; /* ISO 3166 alpha-2 */
	const char *zone;    /* IANA */
};

struct airports {
	const struct airport *v; /* sorted by code */
	size_t n;
};

#endif
