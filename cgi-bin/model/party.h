/* Who travels: the party of a search, and passengers by name. */
#ifndef MODEL_PARTY_H
#define MODEL_PARTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PARTY_SEATS_MAX 9
#define PARTY_PASSENGERS_MAX 18 /* 9 seated, 9 on laps */

enum passenger_type { PASSENGER_ADULT, PASSENGER_CHILD, PASSENGER_INFANT };

struct party {
	int64_t adults, children, infants;
};

struct passenger {
	int64_t no; /* from 1: adults, children, infants */
	enum passenger_type type;
	const char *given_name; /* NULL: one-name people */
	const char *surname;
	int32_t born_on;
	const char
	    *identity; /* folded given name and surname: the same person whatever the spelling */
	const char *sold_given_name, *sold_surname; /* as sold; surname NULL: never corrected */
	const char *named_given_name,
	    *named_surname; /* as staff wrote it last; surname NULL: they never did */
	bool is_cancelled;  /* was in the booking, and is not any more */
};

/* The people of a hold or booking and how to reach them. */
struct contact {
	const char *email;
	const char *phone; /* NULL: none */
};

#endif
