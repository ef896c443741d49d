/* The cache in memory: bounded, the oldest go first, and nobody loses what is in their hands. */
#include "unit_pool.h"

#include "remote/flight_cache.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECOND INT64_C(1000000)

static size_t one;       /* bytes of an answer of one departure whose name is short */
static size_t one_entry; /* bytes of its entry */

/* An answer of `count` departures, the first of which has a name of so many letters. */
static struct flight_answer *answer_of(size_t count, size_t letters)
{
	struct departure *all = pool_make_many(pool, struct departure, count);
	const struct departure **v = pool_make_many(pool, const struct departure *, count);
	struct departures departures = { .v = v, .n = count };
	char *name = apr_palloc(pool, letters + 1);

	memset(name, 'x', letters);
	name[letters] = '\0';
	for (size_t i = 0; i < count; i++) {
		all[i].name = i == 0 ? name : apr_psprintf(pool, "AX%zu", i);
		all[i].version = (int64_t)letters;
		v[i] = &all[i];
	}
	return flight_answer_new(&(struct airports){ NULL, 0 }, &departures);
}

static struct flight_cache *cache_of(size_t bytes)
{
	const struct flight_cache_limits limits = { bytes, 30 * SECOND, 5 * SECOND };

	return flight_cache_new(&limits, pool);
}

static void put(struct flight_cache *cache, const char *key, size_t letters, int64_t as_of)
{
	struct flight_answer *answer = answer_of(1, letters);
	struct flight_put what = { key, answer->departures.v[0], "\"e\"", as_of, INT64_MIN };

	flight_cache_put(cache, answer, &what, as_of);
	flight_answer_drop(answer);
}

static bool has(struct flight_cache *cache, const char *key)
{
	struct flight_found found;

	flight_cache_find(cache, key, 0, pool, &found);
	return found.answer != NULL;
}

static size_t bytes_of(struct flight_cache *cache)
{
	size_t entries, bytes;

	flight_cache_size(cache, &entries, &bytes);
	return bytes;
}

static void test_the_oldest_go_first(void **state)
{
	struct flight_cache *cache = cache_of(3 * (one + one_entry));
	size_t entries, bytes;

	(void)state;
	put(cache, "a", 1, 1);
	put(cache, "b", 1, 2);
	put(cache, "c", 1, 3);
	put(cache, "a", 1, 4);
	put(cache, "d", 1, 5);
	assert_true(has(cache, "a") && has(cache, "c") && has(cache, "d"));
	assert_false(has(cache, "b"));
	flight_cache_refuse(cache, "e", CODE_NOT_FOUND, 6);
	assert_false(has(cache, "c"));
	flight_cache_size(cache, &entries, &bytes);
	assert_int_equal(entries, 3);
	assert_int_equal(bytes, 2 * one + 3 * one_entry);
	put(cache, "b", 1, 7);
	assert_true(has(cache, "b"));
	put(cache, "too long", 3 * (one + one_entry), 8);
	flight_cache_size(cache, &entries, &bytes);
	assert_int_equal(entries, 0);
	assert_int_equal(bytes, 0);
}

/* Departures, lists that give theirs a name each, and refusals, over one another. */
static void test_never_above_the_bound(void **state)
{
	size_t bound = 20 * (one + one_entry), most = 0;
	struct flight_cache *cache = cache_of(bound);

	(void)state;
	for (int i = 0; i < 3000; i++) {
		size_t count = (size_t)(i % 7), letters = (size_t)(i * 131 % 2000);
		const char *key = apr_psprintf(pool, "departure/%d", i * 37 % 101);
		struct flight_answer *list = answer_of(count + 1, letters);
		struct flight_found found;

		for (size_t k = 0; k < count; k++) {
			struct flight_put what = { apr_psprintf(pool, "departure/%zu", k * 11),
				list->departures.v[k], NULL, i, INT64_MIN };

			flight_cache_put(cache, list, &what, i);
			assert_true(bytes_of(cache) <= bound);
		}
		flight_answer_drop(list);
		if (i % 5 == 0)
			flight_cache_refuse(cache, key, CODE_NOT_FOUND, i);
		else
			put(cache, key, letters, i);
		assert_true(bytes_of(cache) <= bound);
		flight_cache_find(cache, key, i, pool, &found);
		assert_int_equal(found.answer == NULL, i % 5 == 0);
		if (found.answer != NULL)
			assert_int_equal(strlen(found.departure->name), letters);
		most = bytes_of(cache) > most ? bytes_of(cache) : most;
	}
	assert_true(most > bound * 9 / 10);
}

/* A list is counted once, and until the last of its departures has gone. */
static void test_what_is_shared_is_counted_once(void **state)
{
	struct flight_cache *cache = cache_of(100000);
	struct flight_answer *list = answer_of(3, 10);
	struct flight_put first = { "a", list->departures.v[0], NULL, 1, INT64_MIN };
	struct flight_put second = { "b", list->departures.v[1], NULL, 1, INT64_MIN };

	(void)state;
	flight_cache_put(cache, list, &first, 1);
	flight_cache_put(cache, list, &second, 1);
	flight_cache_put(cache, list, &second, 2);
	assert_int_equal(bytes_of(cache), list->size + 2 * one_entry);
	flight_cache_refuse(cache, "a", CODE_NOT_FOUND, 3);
	assert_int_equal(bytes_of(cache), list->size + 2 * one_entry);
	flight_cache_refuse(cache, "b", CODE_NOT_FOUND, 3);
	assert_int_equal(bytes_of(cache), 2 * one_entry);
	flight_answer_drop(list);
}

static void test_what_is_held_stays(void **state)
{
	struct flight_cache *cache = cache_of(2000);
	apr_pool_t *request = pool_new(NULL);
	struct flight_found found;

	(void)state;
	put(cache, "a", 10, 1);
	flight_cache_find(cache, "a", 2, request, &found);
	put(cache, "a", 2001, 3);
	assert_false(has(cache, "a"));
	assert_string_equal(found.departure->name, "xxxxxxxxxx");
	apr_pool_destroy(request);
}

static void test_the_later_answer_wins(void **state)
{
	struct flight_cache *cache = cache_of(2000);
	struct flight_found found;

	(void)state;
	put(cache, "a", 20, 9);
	put(cache, "a", 10, 8);
	flight_cache_find(cache, "a", 9, pool, &found);
	assert_int_equal(found.departure->version, 20);
	assert_true(found.as_of == 9 && found.is_fresh);
	assert_string_equal(found.etag, "\"e\"");
	flight_cache_find(cache, "a", 9 + 30 * SECOND, pool, &found);
	assert_false(found.is_fresh);
}

/* Nothing of what it was made from is needed any more. */
static void test_an_answer_is_a_whole_copy(void **state)
{
	apr_pool_t *own = pool_new(NULL);
	int rows[] = { 10, 25 };
	const char *missing[] = { apr_pstrdup(own, "36D"), apr_pstrdup(own, "37D") };
	struct cabin cabin = { apr_pstrdup(own, "Y"), apr_pstrdup(own, "Economy"), 10, 37,
		apr_pstrdup(own, "AC DEFG HK"), rows, 2, missing, 2 };
	struct tax taxes[] = { { apr_pstrdup(own, "DE"), 5707 }, { apr_pstrdup(own, "XA"), 1317 } };
	struct fare fare = { apr_pstrdup(own, "YFLEX"), cabin.code, 50600, taxes, 2,
		apr_pstrdup(own, "EUR"), true, 0, 4400 };
	struct departure departure = { .name = apr_pstrdup(own, "AX1/2026-12-01"),
		.flight_no = apr_pstrdup(own, "AX1"),
		.cabins = &cabin,
		.cabin_count = 1,
		.fares = &fare,
		.fare_count = 1 };
	const struct departure *only = &departure;
	struct flight_answer *answer = flight_answer_new(
	    &(struct airports){ NULL, 0 }, &(struct departures){ .v = &only, .n = 1 });
	const struct departure *got = answer->departures.v[0];

	(void)state;
	apr_pool_destroy(own);
	memset(rows, 0, sizeof(rows));
	memset(taxes, 0, sizeof(taxes));
	memset(missing, 0, sizeof(missing));
	memset(&fare, 0, sizeof(fare));
	memset(&cabin, 0, sizeof(cabin));
	memset(&departure, 0, sizeof(departure));
	assert_string_equal(got->name, "AX1/2026-12-01");
	assert_string_equal(got->flight_no, "AX1");
	assert_string_equal(got->cabins[0].letters, "AC DEFG HK");
	assert_int_equal(got->cabins[0].exit_rows[1], 25);
	assert_string_equal(got->cabins[0].missing[1], "37D");
	assert_string_equal(got->fares[0].cabin, "Y");
	assert_string_equal(got->fares[0].taxes[1].code, "XA");
	assert_int_equal(got->fares[0].taxes[0].amount_minor, 5707);
	assert_true(got->fares[0].is_refundable && got->fares[0].cancel_fee_minor == 4400);
	flight_answer_drop(answer);
}

/* Whoever stops without tidying up first: the end of the program is no crash. */
static void test_a_program_that_just_ends(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		apr_pool_t *request = pool_new(NULL);
		struct flight_cache *cache = cache_of(10000);
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
	struct flight_answer *answer;
	struct flight_cache *cache;

	pool_set_up(state);
	answer = answer_of(1, 1);
	one = answer->size;
	flight_answer_drop(answer);
	cache = cache_of(100000);
	flight_cache_refuse(cache, "a", CODE_NOT_FOUND, 1);
	one_entry = bytes_of(cache);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_oldest_go_first),
		cmocka_unit_test(test_never_above_the_bound),
		cmocka_unit_test(test_what_is_shared_is_counted_once),
		cmocka_unit_test(test_an_answer_is_a_whole_copy),
		cmocka_unit_test(test_what_is_held_stays),
		cmocka_unit_test(test_the_later_answer_wins),
		cmocka_unit_test(test_a_program_that_just_ends),
	};

	pool_start();
	return cmocka_run_group_tests(tests, set_up, pool_tear_down);
}
