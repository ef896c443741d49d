/* Pools: zeroed memory, life times, and the end where there is none. */
#include "unit.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct row {
	int64_t number;
	const char *text;
};

static apr_status_t count_up(void *counter)
{
	++*(int *)counter;
	return APR_SUCCESS;
}

static void test_memory_is_zeroed(void **state)
{
	apr_pool_t *pool = pool_new(NULL);

	(void)state;
	for (int round = 0; round < 100; round++) {
		struct row *one = pool_make(pool, struct row);
		struct row *many = pool_make_many(pool, struct row, 100);

		assert_int_equal(one->number, 0);
		assert_null(one->text);
		for (int i = 0; i < 100; i++) {
			assert_int_equal(many[i].number, 0);
			assert_null(many[i].text);
			many[i].number = -1;
		}
		one->number = -1;
		apr_pool_clear(pool);
	}
	apr_pool_destroy(pool);
}

static void test_children_end_with_their_parent(void **state)
{
	apr_pool_t *root = pool_new(NULL);
	apr_pool_t *child = pool_new(root);
	apr_pool_t *apart = pool_new_apart(root);
	int ended = 0;

	(void)state;
	apr_pool_cleanup_register(child, &ended, count_up, apr_pool_cleanup_null);
	apr_pool_cleanup_register(apart, &ended, count_up, apr_pool_cleanup_null);
	apr_pool_destroy(root);
	assert_int_equal(ended, 2);
}

static void test_roots_end_apart(void **state)
{
	apr_pool_t *a = pool_new(NULL);
	apr_pool_t *b = pool_new(NULL);
	int ended = 0;

	(void)state;
	apr_pool_cleanup_register(b, &ended, count_up, apr_pool_cleanup_null);
	apr_pool_destroy(a);
	assert_int_equal(ended, 0);
	apr_pool_destroy(b);
	assert_int_equal(ended, 1);
}

/* In a process of its own: it is the end of it. */
static void test_an_impossible_size_ends_the_process(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		close(STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		pool_many(pool_new(NULL), SIZE_MAX / 4, 8);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_is_zeroed),
		cmocka_unit_test(test_children_end_with_their_parent),
		cmocka_unit_test(test_roots_end_apart),
		cmocka_unit_test(test_an_impossible_size_ends_the_process),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
