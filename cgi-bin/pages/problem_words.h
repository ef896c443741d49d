/* Refusals in words for customers. */
#ifndef PAGES_PROBLEM_WORDS_H
#define PAGES_PROBLEM_WORDS_H

#include "base/err.h"

struct problem_words {
	const char *title; /* "Seat 12A has just been taken" */
	const char *text;  /* what is so, and what one can do now; sentences */
};

/* Both in `pool` or constant; never NULL. The error's own text is for the log and is not used. */
struct problem_words problem_words(const struct err *err, apr_pool_t *pool);

#endif
