/* Tables in text: comma-separated (RFC 4180) and tab-separated files as records of fields. */
#ifndef FLIGHTS_CSV_H
#define FLIGHTS_CSV_H

#include "base/err.h"

#include <stddef.h>

#define CSV_BYTES_MAX (20 * 1024 * 1024)

struct csv_record {
	size_t line; /* on which it begins, from 1 */
	const char *const *fields;
	size_t count;
};

struct csv {
	const char *path;
	const struct csv_record *records; /* without the header */
	size_t count;
	size_t columns; /* each record has so many */
};

/*
 * Read a file of at most 20 MiB, valid UTF-8 with or without byte order mark, lines ended by LF
 * or CRLF; empty lines are skipped. The first line must be exactly `header` (its columns joined
 * by `separator`). With ',' fields may be quoted and then hold anything; with '\t' a quote is a
 * character like others. CODE_INVALID as "PATH:LINE: why". Records live in `pool`.
 */
const struct err *csv_read(
    const char *path, char separator, const char *header, apr_pool_t *pool, struct csv *out);

#endif
