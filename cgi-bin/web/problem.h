/* What an error is in HTTP. */
#ifndef WEB_PROBLEM_H
#define WEB_PROBLEM_H

#include "base/err.h"

/*
 * 400 bad-request, 405 method, 413 too-large, 415 unsupported, 428 precondition-required, 412
 * stale, 401 unauthenticated; else by kind (err.h).
 */
int problem_status(const struct err *err);

/*
 * "none" (certainly no effect), "unknown", or NULL where the status does not call for one (below
 * 429). 500 is always unknown.
 */
const char *problem_outcome(const struct err *err);

#endif
