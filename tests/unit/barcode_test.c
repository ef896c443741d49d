/* QR codes: that readers read them is seen in tests/browser; here, what the path is and what is refused. */
#include "unit_pool.h"

#include "base/barcode.h"

#include <string.h>

/* Ten letters are what the smallest code holds at this correction: 21 modules, and 4 of margin on each side. */
static void a_locator_fits_into_the_smallest_code(void **state)
{
	static const char *const texts[] = { "K7QX3M", "AAAAAA", "999999" };
	struct barcode code;

	(void)state;
	for (size_t i = 0; i < ROWS(texts); i++) {
		assert_null(barcode_qr(texts[i], pool, &code));
		assert_int_equal(code.side, 29);
		/* The upper edges of two finder patterns, and the lower edge of the third. */
		assert_int_equal(strncmp(code.path, "M4 4h7v1H4z", 11), 0);
		assert_non_null(strstr(code.path, "M18 4h7v1H18z"));
		assert_non_null(strstr(code.path, "M4 24h7v1H4z"));
	}
}

static void other_texts_are_other_codes(void **state)
{
	struct barcode one, other;

	(void)state;
	assert_null(barcode_qr("K7QX3M", pool, &one));
	assert_null(barcode_qr("K7QX3N", pool, &other));
	assert_string_not_equal(one.path, other.path);
}

static void what_fits_into_none_is_refused(void **state)
{
	char long_text[4000];
	struct barcode code;

	(void)state;
	memset(long_text, 'a', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	assert_true(err_is(barcode_qr("", pool, &code), CODE_INVALID));
	assert_true(err_is(barcode_qr(long_text, pool, &code), CODE_INVALID));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_locator_fits_into_the_smallest_code),
		cmocka_unit_test(other_texts_are_other_codes),
		cmocka_unit_test(what_fits_into_none_is_refused),
	};

	pool_start();
	return cmocka_run_group_tests(tests, pool_set_up, pool_tear_down);
}
