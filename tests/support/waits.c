/* Who waits for whom. */
#include "support/waits.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#define PATIENCE_MS 20000

pthread_t run_to_commit(struct proxy *line, void *(*run)(void *arg), void *arg)
{
	pthread_t thread;

	proxy_halt(line, "COMMIT");
	assert_int_equal(pthread_create(&thread, NULL, run, arg), 0);
	assert_non_null(proxy_halted(line));
	proxy_halt(line, NULL);
	return thread;
}

void await_lock_waits(const char *table, const char *mode, int64_t count)
{
	/* The server makes its account anew only for who has not asked for a tenth of a second. */
	const struct timespec pause = { .tv_nsec = 150000000 };
	int64_t until_ms = clock_monotonic_ms() + PATIENCE_MS, found;
	do {
		nanosleep(&pause, NULL);
		found = database_number(desks_db(),
		    "SELECT COUNT(DISTINCT t.trx_id) FROM information_schema.INNODB_TRX t"
		    " JOIN information_schema.INNODB_LOCKS l ON l.lock_id = t.trx_requested_lock_id"
		    " JOIN information_schema.INNODB_LOCK_WAITS w ON w.requesting_trx_id = t.trx_id"
		    " WHERE t.trx_state = 'LOCK WAIT' AND l.lock_type = 'RECORD'"
		    " AND l.lock_mode LIKE '%s%%'"
		    " AND l.lock_table = CONCAT('`', DATABASE(), '`.`%s`')",
		    mode, table);
	} while (found != count && clock_monotonic_ms() < until_ms);
	assert_int_equal(found, count);
}
