/* Migrations: numbered SQL files, each run once, in order, by one runner at a time. Knows no table but its own. */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/statement.h"

struct migration_report {
	int64_t applied;    /* files run now */
	int64_t known;      /* files that had been run before */
	const char *latest; /* name of the newest file applied */
};

/* How long is waited for another runner, and for a lock that others have; MIGRATION_PATIENCE in general. */
struct migration_patience {
	int64_t runner_s;
	int64_t table_s;
};
#define MIGRATION_PATIENCE (&(const struct migration_patience){ 30, 600 })

/*
 * Run what is new in `folder` (files NNN_name.sql, from 001 without gaps) on the connection's database. Recorded in table `schema_migration (number, name, checksum, applied_at,
 * finished)`. One runner at a time (a lock row; a second one waits, then CODE_UNAVAILABLE). A statement that gets no lock is tried again, for `table_s` from then on and with
 * pauses, unless the file has a transaction open; then CODE_UNAVAILABLE, half-way unless it is the first of its file. CODE_INVALID, and nothing run, when: a recorded file is missing or its SHA-256 differs, the database
 * knows a number that the folder does not, a number is twice or skipped, a file failed half-way before (it says which and what to do). A file's statements end in `;` at the end of a line.
 */
const struct err *migrate_run(struct db *db, const char *folder,
    const struct migration_patience *patience, apr_pool_t *pool, struct migration_report *out);

/* Is the database exactly at the folder's newest file? CODE_UNAVAILABLE with the reason when not (for /readyz and doctor). */
const struct err *migrate_check(struct db *db, const char *folder, apr_pool_t *pool);

#endif
