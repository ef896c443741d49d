/* What the files of this room share: one session with the server. Only this sees mysql.h. */
#ifndef DB_SESSION_H
#define DB_SESSION_H

#include "db/pipeline.h"

#include <apr_hash.h>

/* MariaDB's library says my_bool where MySQL's own says bool. */
#ifdef MARIADB_BASE_VERSION
typedef my_bool db_flag;
#else
typedef bool db_flag;
#endif

/* How long a request waits for a database that is starting again. */
#define SESSION_WAIT_MS 4000

/* More things that one transaction changes are not told apart. */
#define SESSION_CHANGES 32

/* What kind of failure the last statement met, for those who may repeat it. */
enum trouble {
	TROUBLE_NONE,
	TROUBLE_DUPLICATE, /* a unique key: this statement alone had no effect                */
	TROUBLE_AGAIN,     /* deadlock, snapshot, conflict: the transaction has to run again  */
	TROUBLE_WAITED,    /* a lock was waited for in vain: the same                         */
	TROUBLE_UNSENT,    /* no usable connection; the statement certainly had no effect     */
	TROUBLE_LOST,      /* the connection went away; an effect is possible                 */
	TROUBLE_CUT,       /* interrupted on a connection that stays; an effect is possible   */
	TROUBLE_STALE,     /* a prepared statement that outlived a change of the schema       */
	TROUBLE_OTHER
};

struct db {
	struct db_settings settings;
	struct waiters *waiters; /* those of its server */
	apr_pool_t *pool;
	size_t host;            /* of settings.hosts, where the connection leads */
	size_t unsure_host;     /* where a COMMIT was lost last */
	bool has_moved;         /* has led to another one since */
	apr_pool_t *session;    /* cleared when the connection closes */
	MYSQL *mysql;           /* NULL: not connected */
	apr_hash_t *statements; /* prepared on this connection, by query and row count */
	struct pipeline pipeline;
	uint64_t round_trips; /* how often we have waited for the server */
	uint64_t sent;        /* statements and texts */
	uint64_t logged_round_trips, logged_sent;
	unsigned int patience_s; /* read and write time-out of the next connection */
	enum trouble trouble;
	bool is_in_tx;
	bool is_node;        /* of a cluster, which this connection leads to */
	bool has_prepared;   /* in the transaction that runs */
	int64_t tx_began_ms; /* the last transaction, with all its repeats */
	apr_pool_t *tx_pool;
	const struct err *doom; /* the error after which this transaction can only be rolled back */
	const struct err *doom_told; /* the same, as calls of other statements tell it */
	enum trouble doom_trouble;
	int64_t changed[SESSION_CHANGES]; /* by the transaction that runs */
	size_t changed_count;             /* SESSION_CHANGES + 1: more than there is room for */
};

/*
 * Make sure of a connection that looks alive, waiting for the server until `until_ms` (monotonic;
 * 0: one attempt); of several hosts none is tried any more 5 s after that. CODE_UNAVAILABLE, without
 * an attempt where enough others try in vain (db/waiters.h); CODE_BROKEN for what waiting does not
 * cure (wrong password). Not inside a transaction.
 */
const struct err *session_need(struct db *db, int64_t until_ms, apr_pool_t *pool);

/* Is there another server, should this one not answer? */
bool session_has_choice(const struct db *db);

/* Has the server closed this connection, as far as one can see without asking it? */
bool session_is_alive(const struct db *db);

void session_close(struct db *db);

/*
 * From now on reads and writes may take so long. Closes the connection, as the time-out is one of
 * the connection.
 */
void session_set_patience(struct db *db, unsigned int seconds);

/*
 * A text without arguments on the connection that is there; its rows are thrown away. Errors as
 * failure_new with `may_matter`.
 */
const struct err *session_send(struct db *db, const char *text, bool may_matter, apr_pool_t *pool);

/*
 * The error for a number of the server or the library. Sets db->trouble and closes a connection
 * that is of no more use. `may_matter`: the statement had been sent and has an effect of its own,
 * so that losing the connection leaves it unsure. `about`: the text it was about, or NULL.
 */
const struct err *failure_new(struct db *db, unsigned int number, const char *message,
    bool may_matter, const char *about, apr_pool_t *pool);

/*
 * Can this server be written to? CODE_UNAVAILABLE when it is read_only and there is another, or when it is a node of a cluster that is not ready. A node of a cluster, also
 * behind one address alone, is told to read what the others have committed, and is known as one from then on (is_node).
 */
const struct err *session_check_host(struct db *db, apr_pool_t *pool);

/* None yet. */
struct rows *rows_new(apr_pool_t *pool);

/* The result of an executed statement, copied into `pool`. */
const struct err *rows_take(
    struct db *db, MYSQL_STMT *stmt, const char *about, apr_pool_t *pool, struct rows *rows);

/*
 * From now on this transaction can only be rolled back; the first such error stays, with the present db->trouble. A duplicate key is told to other statements' callers as CODE_BROKEN, as they would take
 * it for their own.
 */
void session_doom(struct db *db, const struct err *err);

/* Sleep about `ms` milliseconds, between half and one and a half times as long. */
void session_pause(uint32_t ms);

#endif
