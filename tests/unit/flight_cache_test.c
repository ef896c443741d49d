/* The cache in memory: bounded, the oldest go first, and nobody loses what is in their hands. */
#include "unit.h"

#include "remote/flight_cache.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECOND INT64_C(1000000)

static apr_pool_t *pool;
static const struct flight_cache_limits limits = { 3, 1000, 30 * SECOND, 5 * SECOND };

static void put(struct flight_cache *cache, const char *key, size_t size, int64_t as_of)
{
	struct flight_answer *answer = flight_answer_new(size);
	struct flight_put what = { key, NULL, "\"e\"", as_of, INT64_MIN };

	answer->departures.n = 1;
	flight_cache_put(cache, answer, &what, as_of);
	flight_answer_drop(answer);
}

static bool has(struct flight_cache *cache, const char *key)
{
	struct flight_found found;

	flight_cache_find(cache, key, 0, pool, &found);
	return found.answer != NULL;
}

static void test_so_many_entries(void **state)
{
	struct flight_cache *cache = flight_cache_new(&limits, pool);
	size_t entries, bytes;

	(void)state;
	put(cache, "a", 10, 1);
	put(cache, "b", 10, 2);
	put(cache, "c", 10, 3);
	put(cache, "a", 20, 4);
	put(cache, "d", 10, 5);
	assert_true(has(cache, "a") && has(cache, "c") && has(cache, "d"));
	assert_false(has(cache, "b"));
	flight_cache_refuse(cache, "e", CODE_NOT_FOUND, 6);
	assert_false(has(cache, "c"));
	flight_cache_size(cache, &entries, &bytes);
	assert_int_equal(entries, 3);
	assert_int_equal(bytes, 30);
}

static void test_so_many_bytes(void **state)
{
	struct flight_cache *cache = flight_cache_new(&limits, pool);
	size_t entries, bytes;

	(void)state;
	put(cache, "a", 400, 1);
	put(cache, "b", 400, 2);
	put(cache, "c", 400, 3);
	assert_false(has(cache, "a"));
	assert_true(has(cache, "b") && has(cache, "c"));
	put(cache, "d", 1001, 4);
	flight_cache_size(cache, &entries, &bytes);
	assert_int_equal(entries, 0);
	assert_int_equal(bytes, 0);
}

static void test_what_is_held_stays(void **state)
{
	struct flight_cache *cache = flight_cache_new(&limits, pool);
	apr_pool_t *request = pool_new(NULL);
	struct flight_found found;

	(void)state;
	put(cache, "a", 10, 1);
	flight_cache_find(cache, "a", 2, request, &found);
	put(cache, "a", 1001, 3);
	assert_false(has(cache, "a"));
	assert_int_equal(found.answer->size, 10);
	apr_pool_destroy(request);
}

static void test_the_later_answer_wins(void **state)
{
	struct flight_cache *cache = flight_cache_new(&limits, pool);
	struct flight_found found;

	(void)state;
	put(cache, "a", 20, 9);
	put(cache, "a", 10, 8);
	flight_cache_find(cache, "a", 9, pool, &found);
	assert_int_equal(found.answer->size, 20);
	assert_true(found.as_of == 9 && found.is_fresh);
	assert_string_equal(found.etag, "\"e\"");
	flight_cache_find(cache, "a", 9 + 30 * SECOND, pool, &found);
	assert_false(found.is_fresh);
}

/* Whoever stops without tidying up first: the end of the program is no crash. */
static void test_a_program_that_just_ends(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		apr_pool_t *request = pool_new(NULL);
		struct flight_cache *cache = flight_cache_new(&limits, pool_new(NULL));
		struct flight_found found;

		put(cache, "a", 10, 1);
		put(cache, "b", 10, 1);
		flight_cache_find(cache, "a", 1, request, &found);
		exit(found.answer == NULL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	apr_pool_destroy(pool);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_so_many_entries),
		cmocka_unit_test(test_so_many_bytes),
		cmocka_unit_test(test_what_is_held_stays),
		cmocka_unit_test(test_the_later_answer_wins),
		cmocka_unit_test(test_a_program_that_just_ends),
	};

	pool_start();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
