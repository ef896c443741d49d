/* Errors that a server gives as the answer to COMMIT: which of them says that nothing was done, and which leaves it open. */
#include "accounts.h"
#include "support/proxy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct err *add_one(struct db *in, void *arg, apr_pool_t *memory)
{
	int *runs = arg;
	(*runs)++;
	TRY(db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL));
	/* Sent together with COMMIT. */
	return db_run_later(in, &ADD, ARGS(arg_int(2)), memory);
}

static struct db *open_through(struct proxy *proxy)
{
	struct db_settings settings = *database_settings();
	settings.socket = proxy_socket(proxy);
	return db_open(&settings, pool);
}

static void sums_are(int sum)
{
	assert_int_equal(sum_of(1), sum);
	assert_int_equal(sum_of(2), sum);
}

/* A cluster finds at COMMIT that another node was first (1213, 3101); or the snapshot was too old (1020). No node has the transaction then, and the session is as good as before. */
static void a_conflict_found_at_commit_runs_again(void **state)
{
	static const unsigned int numbers[] = { 1213, 3101, 1020 };
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct db *through = open_through(proxy);
	(void)state;
	for (int i = 0; i < 3; i++) {
		int runs = 0;
		proxy_error(proxy, numbers[i]);
		proxy_fail(proxy, PROXY_REFUSE_COMMIT, 1);
		assert_no_err(tx_run(through, add_one, &runs, pool));
		assert_int_equal(proxy_faults(proxy), i + 1);
		assert_int_equal(runs, 2);
		sums_are(i + 1);
	}
	proxy_stop(proxy);
}

static void a_conflict_at_every_commit_is_given_up_without_effect(void **state)
{
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct db *through = open_through(proxy);
	int runs = 0;
	(void)state;
	proxy_error(proxy, 1213);
	proxy_fail(proxy, PROXY_REFUSE_COMMIT, 1000);
	const struct err *err = assert_err(tx_run(through, add_one, &runs, pool), CODE_UNAVAILABLE);
	assert_true(err->retry_after_s > 0);
	assert_int_equal(runs, 6);
	sums_are(0);
	proxy_fail(proxy, PROXY_NONE, 0);
	assert_no_err(tx_run(through, add_one, &runs, pool));
	sums_are(1);
	proxy_stop(proxy);
}

/* Whether the server has done it nobody knows; so it is not done again, and the caller is told. */
static void any_other_error_at_commit_is_unsure(void **state)
{
	/* Failed, interrupted, too slow, shut down, killed, waited, read only, duplicate, unheard of. */
	static const unsigned int numbers[] = { 1180, 1317, 1969, 1053, 1927, 1205, 1290, 1062,
		4999 };
	static const enum proxy_fault faults[] = { PROXY_REFUSE_COMMIT, PROXY_DENY_COMMIT };
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct db *through = open_through(proxy);
	int sum = 0;
	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		for (size_t j = 0; j < 2; j++) {
			int runs = 0;
			proxy_error(proxy, numbers[i]);
			proxy_fail(proxy, faults[j], 1);
			const struct err *err = assert_err(
			    tx_run(through, add_one, &runs, pool), CODE_UNSURE);
			assert_int_equal(err->kind, ERR_UNSURE);
			assert_true(err->retry_after_s > 0);
			assert_int_equal(runs, 1);
			sum += faults[j] == PROXY_DENY_COMMIT;
			sums_are(sum);
		}
	assert_int_equal(proxy_faults(proxy), 2 * sizeof(numbers) / sizeof(numbers[0]));
	proxy_stop(proxy);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, accounts_set_up, accounts_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_conflict_found_at_commit_runs_again),
		TEST(a_conflict_at_every_commit_is_given_up_without_effect),
		TEST(any_other_error_at_commit_is_unsure),
	};
	return cmocka_run_group_tests_name("tx at commit", tests, database_start, database_stop);
}
