/* Random values: their alphabet and length, no repeats, and streams that a seed repeats. */
#include "unit.h"

#include "base/random.h"

#include <stdlib.h>
#include <string.h>

#define DRAWS 10000

static apr_pool_t *pool;

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void test_refs_are_of_their_form_and_never_the_same(void **state)
{
	const char **refs = pool_make_many(pool, const char *, DRAWS);

	(void)state;
	for (int i = 0; i < DRAWS; i++) {
		refs[i] = random_ref(pool);
		assert_int_equal(strlen(refs[i]), 22);
		assert_int_equal(strspn(refs[i],
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789-_"),
		    22);
	}
	qsort(refs, DRAWS, sizeof(refs[0]), compare);
	for (int i = 1; i < DRAWS; i++)
		assert_string_not_equal(refs[i - 1], refs[i]);
}

static void test_texts_use_their_alphabet_and_all_of_it(void **state)
{
	static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ3789";
	const char *locator;
	const char *text = random_text(alphabet, DRAWS, pool);

	(void)state;
	assert_int_equal(strlen(text), DRAWS);
	assert_int_equal(strspn(text, alphabet), DRAWS);
	for (const char *letter = alphabet; *letter != '\0'; letter++)
		assert_non_null(strchr(text, *letter));
	locator = random_text(alphabet, 6, pool);
	assert_int_equal(strlen(locator), 6);
	assert_string_equal(random_text("x", 3, pool), "xxx");
	assert_string_equal(random_text(alphabet, 0, pool), "");
}

static void test_numbers_stay_below_their_bound(void **state)
{
	static const uint32_t bounds[] = { 1, 2, 3, 6, 28, 1000, UINT32_C(0x80000000),
		UINT32_C(0x80000001), UINT32_MAX };

	(void)state;
	for (size_t b = 0; b < ROWS(bounds); b++)
		for (int i = 0; i < 1000; i++)
			assert_true(random_below(bounds[b]) < bounds[b]);
}

static void test_both_ends_of_a_die_come(void **state)
{
	bool seen[6] = { false };

	(void)state;
	for (int i = 0; i < DRAWS; i++)
		seen[random_below(6)] = true;
	for (int i = 0; i < 6; i++)
		assert_true(seen[i]);
}

static void test_a_seed_repeats_its_stream(void **state)
{
	const char *first, *second;

	(void)state;
	random_seed(42);
	first = random_ref(pool);
	second = random_ref(pool);
	assert_string_not_equal(first, second);
	random_seed(42);
	assert_string_equal(random_ref(pool), first);
	assert_string_equal(random_ref(pool), second);
	random_seed(43);
	assert_string_not_equal(random_ref(pool), first);
	random_seed(0);
	first = random_ref(pool);
	random_seed(0);
	assert_string_not_equal(random_ref(pool), first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refs_are_of_their_form_and_never_the_same),
		cmocka_unit_test(test_texts_use_their_alphabet_and_all_of_it),
		cmocka_unit_test(test_numbers_stay_below_their_bound),
		cmocka_unit_test(test_both_ends_of_a_die_come),
		cmocka_unit_test(test_a_seed_repeats_its_stream),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
