/* A language's words: the binary file that msgfmt makes of a catalogue. */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include "base/err.h"

#include <stddef.h>

/* Read-only once read; any thread may ask it. */
struct catalogue;

/* CODE_INVALID: the file cannot be read, or is none of msgfmt's, made on a machine with the same order of bytes. */
const struct err *catalogue_read(const char *path, apr_pool_t *pool, const struct catalogue **out);

/* The text for an English one, of its forms (0: the first) the one that is asked for; NULL: there is none, or no catalogue. */
const char *catalogue_find(const struct catalogue *catalogue, const char *english, size_t form);

#endif
