/* People that an account books for again and again: kept to be filled in. */
#ifndef DOMAIN_TRAVELLER_H
#define DOMAIN_TRAVELLER_H

#include "domain/desk.h"
#include "model/traveller.h"

/* Those of the account that this browser is signed in to, by surname. CODE_UNAUTHENTICATED. */
struct travellers {
	const char *email; /* the account's */
	const struct traveller *v;
	size_t n;
};
const struct err *traveller_list(struct desk *desk, struct travellers *out);
/* One of them. CODE_NOT_FOUND. */
const struct err *traveller_find(struct desk *desk, const char *ref, const struct traveller **out);

/*
 * Keep one (ref NULL), or change the one of that ref; `identity` is not read. The same person twice is kept once: adding is then no change. CODE_INVALID (surname.1: no letter in it, over 100 characters, or
 * another one is this person; given_name.1; born_year.1: in the future or over 120 years ago; surname.1 too when there are TRAVELLERS_MAX), CODE_NOT_FOUND, CODE_UNAUTHENTICATED.
 */
const struct err *traveller_save(struct desk *desk, const struct traveller *traveller);
/* One that is not there: no error. */
const struct err *traveller_delete(struct desk *desk, const char *ref);

#endif
