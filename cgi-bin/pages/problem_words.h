/* Refusals in words for customers. */
#ifndef PAGES_PROBLEM_WORDS_H
#define PAGES_PROBLEM_WORDS_H

#include "web/problem_view.h"

/* Both in `pool` or constant; never NULL. The error's own text is for the log and is not used. */
struct problem_words problem_words(const struct err *err, apr_pool_t *pool);

#endif
