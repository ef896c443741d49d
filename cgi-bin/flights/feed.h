/* The changes feed: one line for each version of each departure, under cursors that only grow. */
#ifndef FLIGHTS_FEED_H
#define FLIGHTS_FEED_H

#include "db/statement.h"
#include "flights/nouns.h"

/*
 * First statement of every transaction that writes departures: locks the feed's one head row to
 * the end of the transaction and tells the last cursor given out. Writers follow one another, so
 * a reader who has seen cursor n has seen, or will never be owed, everything up to n; and what is
 * read behind this lock is the latest. (On a cluster two nodes may pass it at once; then the
 * second COMMIT fails and tx_run runs it again.)
 */
const struct err *feed_lock(struct db *db, apr_pool_t *pool, int64_t *last_cursor);

/*
 * A line each for departures that were just written, in this order, under the cursors after
 * `*last_cursor`, which moves on. Only behind feed_lock; feed_close writes the new head before
 * the transaction ends.
 */
const struct err *feed_append(struct db *db, const struct departure *departures, size_t count,
    apr_pool_t *pool, int64_t *last_cursor);
const struct err *feed_close(struct db *db, int64_t last_cursor, apr_pool_t *pool);

/* The last cursor given out, for who only looks. */
const struct err *feed_last_cursor(struct db *db, apr_pool_t *pool, int64_t *out);

/* The first `limit` lines after a cursor, oldest first. */
const struct err *feed_list(struct db *db, int64_t after, int64_t limit, apr_pool_t *pool,
    const struct change **out, size_t *count);

#endif
