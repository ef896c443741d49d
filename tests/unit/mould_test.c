/* Moulds: a page that is rendered in each look is given out with any of them at each place. */
#include "unit.h"

#include "base/pool.h"
#include "web/mould.h"

#include <string.h>

static apr_pool_t *pool;

static const struct mould *cut(const char *first, const char *second, const char *third)
{
	struct mould_blank blank = {
		.looks = { first, second, third },
		.lengths = { strlen(first), strlen(second), strlen(third) },
		.look_count = 3,
		.from = "<i>",
		.to = "</i>",
		.key = "KEY0",
	};

	return mould_cut(&blank, pool);
}

static const char *fill(const struct mould *mould, const char *looks, const char *key)
{
	unsigned char numbers[8];
	size_t length;
	const char *text;

	for (size_t i = 0; looks[i] != '\0'; i++)
		numbers[i] = (unsigned char)(looks[i] - '0');
	assert_int_equal(mould_places(mould), strlen(looks));
	text = mould_fill(mould, numbers, key, pool, &length);
	assert_int_equal(length, strlen(text));
	return text;
}

static const struct mould *seats(void)
{
	return cut("<b>x</b><i>1A, free</i> <i>1B, free</i><p>KEY0</p><i>2A, free</i>!",
	    "<b>x</b><i>1A, taken</i> <i>1B, taken</i><p>KEY0</p><i>2A, taken</i>!",
	    "<b>x</b><i>1A, </i> <i>1B, </i><p>KEY0</p><i>2A, </i>!");
}

static void every_place_has_the_look_that_is_asked_for(void **state)
{
	(void)state;
	assert_string_equal(fill(seats(), "010", "KEY1"),
	    "<b>x</b><i>1A, free</i> <i>1B, taken</i><p>KEY1</p><i>2A, free</i>!");
	assert_string_equal(fill(seats(), "201", "abc_"),
	    "<b>x</b><i>1A, </i> <i>1B, free</i><p>abc_</p><i>2A, taken</i>!");
}

static void looks_that_share_letters_come_back_whole(void **state)
{
	const struct mould *mould = cut(
	    "KEY0<i>aba</i><i>aa</i>", "KEY0<i>aa</i><i>aaa</i>", "KEY0<i>a</i><i>a</i>");

	(void)state;
	assert_string_equal(fill(mould, "00", "KEY0"), "KEY0<i>aba</i><i>aa</i>");
	assert_string_equal(fill(mould, "12", "KEY0"), "KEY0<i>aa</i><i>a</i>");
	assert_string_equal(fill(mould, "21", "KEY0"), "KEY0<i>a</i><i>aaa</i>");
}

static void a_page_without_places_is_given_out_too(void **state)
{
	const struct mould *mould = cut("a KEY0 b", "a KEY0 b", "a KEY0 b");

	(void)state;
	assert_string_equal(fill(mould, "", "wxyz"), "a wxyz b");
}

static void places_that_are_the_same_cost_their_text_once(void **state)
{
	size_t one = mould_size(
	    cut("<i>1A, free</i>KEY0", "<i>1A, taken</i>KEY0", "<i>1A, </i>KEY0"));
	size_t two = mould_size(cut("<i>1A, free</i><i>1B, free</i>KEY0",
	    "<i>1A, taken</i><i>1B, taken</i>KEY0", "<i>1A, </i><i>1B, </i>KEY0"));

	(void)state;
	assert_int_equal(two - one, strlen("<i>1B, free</i>"));
}

static void looks_that_do_not_fit_make_none(void **state)
{
	(void)state;
	assert_null(cut("<i>a</i>KEY0", "<i>a</i>KEY0", "KEY0"));
	assert_null(cut("<i>a</i>KEY0", "<i>a</i> KEY0", "<i>a</i>KEY0"));
	assert_null(cut("<i>a</i>KEY0", "<i>a</i>KEY0", "<i>a</i>KEY0!"));
	assert_null(cut("<i>a</i>", "<i>a</i>", "<i>a</i>"));
	assert_null(cut("KEY0 KEY0", "KEY0 KEY0", "KEY0 KEY0"));
	assert_null(cut("KEY0<i>a", "KEY0<i>a</i>", "KEY0<i>a</i>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_place_has_the_look_that_is_asked_for),
		cmocka_unit_test(looks_that_share_letters_come_back_whole),
		cmocka_unit_test(a_page_without_places_is_given_out_too),
		cmocka_unit_test(places_that_are_the_same_cost_their_text_once),
		cmocka_unit_test(looks_that_do_not_fit_make_none),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
