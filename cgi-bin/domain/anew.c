/* Transactions that send keys along without waiting for their answer. */
#include "domain/anew.h"

#include "base/clock.h"

#define TIMES_MAX 4
/* The last run begins by then. Only when the database vanishes in just that run may the answer come later than nginx waits (tx.c), and is "unknown" then. */
#define BY_MS 2500

const struct err *anew_run(struct db *db, tx_work *work, void *arg, apr_pool_t *pool)
{
	int64_t start_ms = clock_monotonic_ms();
	const struct err *err = NULL;
	for (int i = 0; i < TIMES_MAX && clock_monotonic_ms() - start_ms < BY_MS; i++) {
		err = tx_run(db, work, arg, pool);
		if (!err_is(err, CODE_DUPLICATE))
			return err;
	}
	struct err *last = err_new(pool, CODE_UNAVAILABLE, "again and again: %s", err->text);
	last->retry_after_s = 1;
	return last;
}
