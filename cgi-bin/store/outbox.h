/* Table outbox: effects outside the database, written with what caused them. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "db/statement.h"

/* `kind` is one of the column's; booking_id 0: none; detail "" where there is none. In the caller's transaction. */
const struct err *outbox_insert(struct db *db, const char *kind, int64_t booking_id,
    const char *recipient, const char *detail, apr_pool_t *pool);

#endif
