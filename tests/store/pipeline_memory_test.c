/* Rows of statements that were sent together are given back when they were read. */
#include "db/tx.h"
#include "support/database.h"

#include "base/pool.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define ROWS_BYTES ((size_t)10 * 60000)

#ifdef __SANITIZE_ADDRESS__
/* Of the sanitizer's public interface; not every compiler brings its header. */
size_t __sanitizer_get_current_allocated_bytes(void);
#endif

/* What is in use; pools are not counted. */
static size_t allocated(void)
{
#ifdef __SANITIZE_ADDRESS__
	return __sanitizer_get_current_allocated_bytes();
#else
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
#endif
}

static const struct err *read_together(struct db *in, void *arg, apr_pool_t *memory)
{
	static const struct query large = { "SELECT REPEAT('y', 60000) FROM seq_1_to_10", NULL };
	static const struct query none = { "SELECT seq FROM seq_1_to_10 WHERE seq > 10", NULL };
	static const struct query one = { "SELECT COUNT(*) FROM seq_1_to_10", NULL };
	struct rows *all, *nothing, *count;
	(void)arg;
	TRY(db_select_later(in, &large, NO_ARGS, memory, &all));
	TRY(db_select_later(in, &none, NO_ARGS, memory, &nothing));
	TRY(db_select_later(in, &one, NO_ARGS, memory, &count));
	TRY(db_settle(in, memory));
	assert_int_equal(rows_count(all), 10);
	assert_int_equal(rows_count(nothing), 0);
	assert_true(rows_next(count));
	assert_int_equal(row_int(count, 0), 10);
	return NULL;
}

static void rows_that_were_read_do_not_pile_up(void **state)
{
	apr_pool_t *pool = pool_new(NULL);
	struct db *db = database_open(pool);
	(void)state;
	assert_no_err(tx_run(db, read_together, NULL, pool));
	int64_t connection = database_number(db, "SELECT CONNECTION_ID()");
	size_t before = allocated();
	for (int i = 0; i < 20; i++)
		assert_no_err(tx_run(db, read_together, NULL, pool));
	assert_in_range(allocated(), 0, before + ROWS_BYTES);
	assert_int_equal(database_number(db, "SELECT CONNECTION_ID()"), connection);
	apr_pool_destroy(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_that_were_read_do_not_pile_up),
	};
	return cmocka_run_group_tests_name(
	    "pipeline, memory", tests, database_start, database_stop);
}
