/* A carrier's schedule from a file: all of it or nothing. */
#ifndef FLIGHTS_IMPORT_H
#define FLIGHTS_IMPORT_H

#include "db/statement.h"

#include <stddef.h>

#define IMPORT_ERRORS_MAX 20

struct import_error {
	size_t line;
	const char *text;
};

struct import_report {
	int64_t imported;                              /* new departures */
	int64_t updated;                               /* were there, and changed */
	int64_t unchanged;                             /* were there, just so */
	struct import_error errors[IMPORT_ERRORS_MAX]; /* by line */
	size_t error_count; /* 0: it is done; otherwise nothing was written */
	bool has_more_errors;
};

/*
 * Read, check and write a file (docs/flight-service.md has the columns) in one transaction. A
 * file that cannot be read as a table is CODE_INVALID with path and line; lines that cannot stand
 * are in the report. Texts live in `pool`.
 */
const struct err *import_file(
    struct db *db, const char *path, apr_pool_t *pool, struct import_report *out);

#endif
