/* The files of a folder of migrations, read and checked before anything runs. */
#ifndef DB_MIGRATION_H
#define DB_MIGRATION_H

#include "base/err.h"

#include <apr_tables.h>

/* One statement of a file, without its closing semicolon. */
struct migration_statement {
	const char *text;
	int line; /* where it begins, from 1 */
};

struct migration {
	int64_t number;
	const char *name;               /* "001_seats.sql" */
	const char *checksum;           /* SHA-256 of the file's bytes, 64 hex digits */
	apr_array_header_t *statements; /* struct migration_statement */
};

/*
 * All of `folder`, in order (array of struct migration). CODE_INVALID: a name, a gap, a number
 * twice, or a file that cannot be taken apart.
 */
const struct err *migration_list(const char *folder, apr_pool_t *pool, apr_array_header_t **out);

#endif
