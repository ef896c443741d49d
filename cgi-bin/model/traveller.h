/* A person that an account books for again and again. */
#ifndef MODEL_TRAVELLER_H
#define MODEL_TRAVELLER_H

#include <stdint.h>

#define TRAVELLERS_MAX 20

struct traveller {
	const char *ref;
	const char *given_name; /* NULL: one-name people */
	const char *surname;
	int32_t born_on;
	const char *identity; /* as of struct passenger */
};

#endif
