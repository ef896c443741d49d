/* One connection to MariaDB or MySQL, owned by one thread. */
#ifndef DB_CONNECTION_H
#define DB_CONNECTION_H

#include "base/config.h"
#include "base/err.h"

struct db;

/* Where and as whom: read once, shared by all threads. `hosts` may name several, tried in order. */
struct db_settings {
	const char *socket; /* unix socket; NULL: host and port */
	const char *host;
	int64_t port;
	const char *account;
	const char *password; /* NULL: none */
	const char *database; /* NULL: none selected */
};

/* [database] socket or host, port; and account, password_file, database of `section` (the program's own). CODE_INVALID. */
const struct err *db_settings_read(
    const struct config *config, const char *section, apr_pool_t *pool, struct db_settings *out);

/*
 * A connection that connects at its first use and again after it was lost (connect 2 s, read and write 5 s). Each session: utf8mb4,
 * UTC, READ COMMITTED, strict mode, lock wait 3 s, wait_timeout 30 s, CLIENT_FOUND_ROWS, autocommit on. Closed with `pool`.
 */
struct db *db_open(const struct db_settings *settings, apr_pool_t *pool);

/* Is the server there? CODE_UNAVAILABLE when not. */
const struct err *db_ping(struct db *db, apr_pool_t *pool);

/* Number of statements sent since the connection was opened (for counting round trips in tests and bench). */
uint64_t db_round_trips(const struct db *db);

#endif
