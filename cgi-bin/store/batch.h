/* Many rows of one table: as few INSERTs as the server's door allows. */
#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include "db/statement.h"

/* As db_insert_many for any number of rows, none included. Inside a transaction only: a later part may fail when an earlier one was written. */
const struct err *batch_insert(struct db *db, const struct query *query, size_t rows,
    size_t columns, const struct arg *args, apr_pool_t *pool);

#endif
