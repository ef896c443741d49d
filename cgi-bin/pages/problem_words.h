/* Refusals in words for customers. */
#ifndef PAGES_PROBLEM_WORDS_H
#define PAGES_PROBLEM_WORDS_H

#include "web/problem_view.h"
#include "web/request.h"

/* Of the request that it refuses. Both in its pool or constant; never NULL. The error's own text is for the log and is not used. */
struct problem_words problem_words(const struct err *err, const struct request *request);

#endif
