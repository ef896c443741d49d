/* Table ledger: money that was agreed or moved, append-only. */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "db/statement.h"
#include "model/booking_file.h"

/* `kind`: "sale", "payment", "refund" (agreed on), "credit" (of the sale: not owed any more), "payout" (of what was agreed on: it went back), "split" and "transfer" (its price, and what was paid of it, moved to or, below 0, from another booking), "goodwill" (of what was paid, goes back though nothing was cancelled for it). */
const struct err *ledger_insert(struct db *db, int64_t booking_id, const char *kind,
    int64_t amount_minor, const char *currency, apr_pool_t *pool);
/* With what staff said of it. */
const struct err *ledger_insert_said(struct db *db, int64_t booking_id, const char *kind,
    int64_t amount_minor, const char *currency, const char *words, apr_pool_t *pool);

/* A booking's, in their order; and what of its refunds and goodwill went back already. */
const struct err *ledger_list(
    struct db *db, int64_t booking_id, apr_pool_t *pool, struct ledger_row **out, size_t *count);
const struct err *ledger_sum_payouts(
    struct db *db, int64_t booking_id, apr_pool_t *pool, int64_t *sum_minor);

#endif
