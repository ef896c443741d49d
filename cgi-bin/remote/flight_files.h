/* What the flight service said, in files: all programs share them, and they outlive a restart. */
#ifndef REMOTE_FLIGHT_FILES_H
#define REMOTE_FLIGHT_FILES_H

#include "base/err.h"

#include <stddef.h>

/*
 * A folder with one file per key, named by the key's digest; each is replaced as a whole, never
 * written in place. Its files take at most so many bytes of the disk, in whole blocks of 4 KiB
 * (which bounds their number too), whatever is written and by whom: the oldest are deleted for new
 * ones. Any thread may call everything here.
 */
struct flight_files;

/* Makes the folder where it is missing. CODE_INVALID: it cannot be made or written to. */
const struct err *flight_files_open(
    const char *folder, int64_t bytes, apr_pool_t *pool, struct flight_files **out);

struct flight_file {
	int64_t as_of;
	const char *etag; /* "": none */
	const char *body;
	size_t length;
};

/*
 * False: none, none asked for after `after`, or one that is damaged. The content lives in `pool`.
 */
bool flight_files_read(struct flight_files *files, const char *key, int64_t after, apr_pool_t *pool,
    struct flight_file *out);
/* A full disk costs the file, not the answer: it is logged once until it goes well again. */
void flight_files_write(
    struct flight_files *files, const char *key, const struct flight_file *file, apr_pool_t *pool);
void flight_files_delete(struct flight_files *files, const char *key, apr_pool_t *pool);

/*
 * Notes beside the file (when there is one) that what was asked for until `at` is too old; and
 * when that was noted last.
 */
void flight_files_forget(struct flight_files *files, const char *key, int64_t at, apr_pool_t *pool);
int64_t flight_files_forgotten_at(struct flight_files *files, const char *key, apr_pool_t *pool);

/*
 * Deletes the cache's own files that were written before `before`; how many. Looks at them not more
 * often than this, however often it is called.
 */
#define FLIGHT_FILES_SWEPT_EVERY (10 * CLOCK_MINUTE)
size_t flight_files_sweep(struct flight_files *files, int64_t before);

#endif
