/* Many rows of one table, written at once. */
#include "store/sheet.h"

#include "base/pool.h"

#include <assert.h>
#include <string.h>

struct sheet {
	const struct query *query;
	size_t columns;
	apr_array_header_t *args;
};

struct sheet *sheet_new(const struct query *query, size_t columns, apr_pool_t *pool)
{
	struct sheet *sheet = pool_make(pool, struct sheet);

	sheet->query = query;
	sheet->columns = columns;
	sheet->args = apr_array_make(pool, (int)columns * 1024, sizeof(struct arg));
	return sheet;
}

void sheet_add(struct sheet *sheet, const struct arg *args, size_t count)
{
	assert(count == sheet->columns);
	for (size_t i = 0; i < count; i++)
		APR_ARRAY_PUSH(sheet->args, struct arg) = args[i];
}

const struct err *sheet_write(struct db *db, const struct sheet *sheet, apr_pool_t *pool)
{
	static const size_t sizes[] = { 512, 64, 8, 1 };
	const struct arg *args = (const struct arg *)sheet->args->elts;
	size_t rows = (size_t)sheet->args->nelts / sheet->columns;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (; rows >= sizes[i]; rows -= sizes[i]) {
			TRY(db_insert_many(
			    db, sheet->query, sizes[i], sheet->columns, args, pool, NULL));
			args += sizes[i] * sheet->columns;
		}
	return NULL;
}
