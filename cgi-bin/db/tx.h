/* Transactions: the only way to have one. */
#ifndef DB_TX_H
#define DB_TX_H

#include "db/statement.h"

/* The body. It touches nothing but the database and `*arg`, and may run several times: it sets all of its results each time. Memory from `pool`. */
typedef const struct err *tx_work(struct db *db, void *arg, apr_pool_t *pool);

/*
 * A transaction: work, COMMIT. Any error rolls back and comes out. Deadlock (1213), lock time-out (1205), snapshot (1020), tx_again and a connection lost before COMMIT was sent run the
 * whole of `work` again, 5 times at most and not later than 7 s after the start, after a random pause that grows (CODE_UNAVAILABLE then: no effect). Lost at COMMIT: CODE_UNSURE, nothing is repeated;
 * the caller looks up what it wrote; what is not found has not happened only where the COMMIT was lost (db_has_moved). No transaction within a transaction (assert).
 */
const struct err *tx_run(struct db *db, tx_work *work, void *arg, apr_pool_t *pool);

/*
 * In a transaction: it changes the thing of this number (base/changes.h). That is noted before it is committed, since others can read it before COMMIT is answered, and when it has ended, whichever
 * way, before tx_run returns; of very many at once, that anything may have changed.
 */
void tx_changes(struct db *db, int64_t id);

/* Since the last tx_run of this connection began. */
int64_t tx_passed_ms(const struct db *db);

/*
 * Since the last COMMIT that ended unsure: has the connection led to another server than that one? Then locks and rows found say nothing about what may still be committed there.
 */
bool db_has_moved(const struct db *db);

/* What `work` returns when something it read without a lock has moved: start again from the beginning. */
const struct err *tx_again(apr_pool_t *pool, const char *why);

#endif
