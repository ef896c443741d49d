/* Many rows of one table on their way: gathered, then written by as few statements as it takes. */
#ifndef STORE_SHEET_H
#define STORE_SHEET_H

#include "db/statement.h"

struct sheet;
struct sheet *sheet_new(const struct query *query, size_t columns, apr_pool_t *pool);
/* A row more: as many arguments as there are columns, whose texts stay until sheet_write. */
void sheet_add(struct sheet *sheet, const struct arg *args, size_t count);
/* All rows, by statements of a few fixed sizes, so that not every number of rows is prepared by itself. */
const struct err *sheet_write(struct db *db, const struct sheet *sheet, apr_pool_t *pool);

#endif
