/* Table ledger: money that was agreed or moved, append-only. */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "db/statement.h"

/* `kind`: "sale", "payment", "refund", "credit" (of the sale: not owed any more). */
const struct err *ledger_insert(struct db *db, int64_t booking_id, const char *kind,
    int64_t amount_minor, const char *currency, apr_pool_t *pool);

#endif
