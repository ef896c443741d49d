/* The invariants that the data can show, each one query that must come back empty. */
#ifndef DOMAIN_VERIFY_H
#define DOMAIN_VERIFY_H

#include "domain/desk.h"

struct verify_result {
	const char *name;  /* "I1" */
	const char *title; /* what must hold, in words */
	int64_t violations;
	const char *sample; /* what was found first; NULL */
};

/* All of them, in order. */
const struct err *verify_run(struct desk *desk, const struct verify_result **out, size_t *count);

#endif
