/* Places: airports and the cities they serve. */
#ifndef MODEL_AIRPORT_H
#define MODEL_AIRPORT_H

#include <stdbool.h>
#include <stddef.h>

struct airport {
	const char *code; /* IATA, "FRA" */
	const char *name;
	const char *city;
	const char *country; /* ISO 3166 alpha-2 */
	const char *zone;    /* IANA; NULL: not known */
	bool
	    is_served; /* something departs there in the weeks on sale; true where the flight service does not say */
	const char *city_folded, *name_folded; /* text_fold_place: how a traveller may spell them */
};

struct airports {
	const struct airport *v; /* sorted by code */
	size_t n;
};

#endif
