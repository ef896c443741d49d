/* One connection to MariaDB or MySQL, owned by one thread. */
#ifndef DB_CONNECTION_H
#define DB_CONNECTION_H

#include "base/config.h"
#include "base/err.h"

struct db;
struct db_hosts;

/* Where and as whom. */
struct db_settings {
	const char *socket; /* unix socket; NULL: hosts */
	struct db_hosts
	    *hosts; /* one server, or several of which one is used at a time (db/hosts.h) */
	const char *account;
	const char *password; /* NULL: none */
	const char *database; /* NULL: none selected */
	bool is_logging_round_trips;
};

/*
 * [database] socket, or host (a list, see db/hosts.h) and port; account, password_file, database of `section` (the program's own); [log] round_trips (0). CODE_INVALID.
 */
const struct err *db_settings_read(
    const struct config *config, const char *section, apr_pool_t *pool, struct db_settings *out);

/*
 * A connection that connects at its first use and again after it was lost (connect 2 s, read and write 5 s). Each session: utf8mb4,
 * UTC, READ COMMITTED, strict mode, lock wait 3 s, wait_timeout 30 s, 64 KB of GROUP_CONCAT, CLIENT_FOUND_ROWS, autocommit on. Closed with `pool`.
 *
 * Of several hosts all connections of a process use one, the first that can be written to: it lets us in, is not read_only, and when it is a node of a Galera
 * cluster it is ready (wsrep_ready). When connecting to it fails, the first other one of the list that can takes its place, and connections to another host
 * than the present one are closed before their next statement or transaction. Away from the first host one thread looks every 15 s whether an earlier one can be written
 * to, and then all go back. A server that only has no room for a connection keeps its place, and so does one that refuses our account (CODE_BROKEN): nodes of a cluster have
 * the same accounts, and a mistake in them is to be seen rather than worked around. Between moves two processes may write to two nodes: keys and the cluster's certification
 * decide there, not locks. On a cluster, also behind one address, a read, and the start of a transaction, sees whatever was committed before on any node.
 *
 * Who needs a server that is away waits 4 s for it. When it is away for longer than 8 s (servers named by [database] host: 4 s), only half of a process' connections to it (those that are open here, rounded up) wait at one time;
 * what is asked of the others is CODE_UNAVAILABLE at once, without an attempt (db/waiters.h), also in tx_run and db_ping.
 */
struct db *db_open(const struct db_settings *settings, apr_pool_t *pool);

/*
 * Of several hosts: find one that can be written to now, so that no request waits for those before it that say nothing; for a program that begins to serve. When there is none each
 * request tries again. One server alone is connected to when it is needed.
 */
void db_choose_host(struct db *db, apr_pool_t *pool);

/* Is the server there, and of several hosts one that can be written to? CODE_UNAVAILABLE when not. */
const struct err *db_ping(struct db *db, apr_pool_t *pool);

/* Does this error (or NULL) say that the server is away, and not that it lost a statement alone? It is asked once more. Whoever has more to do with it would wait in vain again. */
bool db_is_away(struct db *db, const struct err *err, apr_pool_t *pool);

/*
 * Since it was opened: how often this connection has waited for the server after sending something (connecting and preparing too), and how many statements it has sent. Statements whose answers are
 * read together (db_run_later) are one round trip.
 */
uint64_t db_round_trips(const struct db *db);
uint64_t db_statements(const struct db *db);

/* When [log] round_trips is 1: both, since this was called last, as a line `db.round_trips` of the log. */
void db_log_round_trips(struct db *db);

#endif
