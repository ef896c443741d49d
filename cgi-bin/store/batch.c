/* Many rows of one table: as few INSERTs as the server's door allows. */
#include "store/batch.h"

#define ROWS_AT_ONCE 36

const struct err *batch_insert(struct db *db, const struct query *query, size_t rows,
    size_t columns, const struct arg *args, apr_pool_t *pool)
{
	for (size_t done = 0; done < rows;) {
		size_t part = rows - done < ROWS_AT_ONCE ? rows - done : ROWS_AT_ONCE;
		TRY(db_insert_many_later(db, query, part, columns, args + done * columns, pool));
		done += part;
	}
	return NULL;
}
