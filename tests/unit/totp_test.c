/* One-time codes and base32 as the standards' own examples have them. */
#include "unit.h"

#include "base/clock.h"
#include "base/totp.h"

#include <string.h>

static apr_pool_t *pool;
static const unsigned char *const secret = (const unsigned char *)"12345678901234567890";

/* RFC 6238, appendix B, SHA-1, the last six digits. */
static void codes_are_those_of_the_standard(void **state)
{
	static const struct {
		int64_t seconds;
		const char *code;
	} table[] = {
		{ 59, "287082" },
		{ 1111111109, "081804" },
		{ 1111111111, "050471" },
		{ 1234567890, "005924" },
		{ 2000000000, "279037" },
		{ 20000000000, "353130" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(
	    totp_code(secret, totp_step(row->seconds * CLOCK_SECOND), pool), row->code);
}

static void a_code_counts_for_its_step_and_the_ones_beside_it_once(void **state)
{
	const int64_t at = INT64_C(2000000000) * CLOCK_SECOND;
	const int64_t step = totp_step(at);

	(void)state;
	for (int64_t off = -1; off <= 1; off++)
		assert_int_equal(
		    totp_match(secret, totp_code(secret, step + off, pool), at, 0, pool),
		    step + off);
	assert_int_equal(totp_match(secret, totp_code(secret, step - 2, pool), at, 0, pool), 0);
	assert_int_equal(totp_match(secret, totp_code(secret, step + 2, pool), at, 0, pool), 0);
	/* That one, and those before it, are used. */
	assert_int_equal(totp_match(secret, "279037", at, step, pool), 0);
	assert_int_equal(totp_match(secret, "279037", at, step - 1, pool), step);
	assert_int_equal(
	    totp_match(secret, totp_code(secret, step + 1, pool), at, step, pool), step + 1);
}

static void what_is_no_code_matches_nothing(void **state)
{
	static const char *const texts[] = { "", " ", "27903", "2790377", "279O37", "279037x",
		"-279037", "279038" };
	const int64_t at = INT64_C(2000000000) * CLOCK_SECOND;

	(void)state;
	for (size_t i = 0; i < ROWS(texts); i++)
		assert_int_equal(totp_match(secret, texts[i], at, 0, pool), 0);
	assert_int_not_equal(totp_match(secret, " 279 037 ", at, 0, pool), 0);
}

/* RFC 4648, 10, without padding. */
static void base32_is_the_standards(void **state)
{
	static const struct {
		const char *text, *base32;
	} table[] = {
		{ "", "" },
		{ "f", "MY" },
		{ "fo", "MZXQ" },
		{ "foo", "MZXW6" },
		{ "foob", "MZXW6YQ" },
		{ "fooba", "MZXW6YTB" },
		{ "foobar", "MZXW6YTBOI" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(totp_base32(row->text, strlen(row->text), pool), row->base32);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_those_of_the_standard),
		cmocka_unit_test(a_code_counts_for_its_step_and_the_ones_beside_it_once),
		cmocka_unit_test(what_is_no_code_matches_nothing),
		cmocka_unit_test(base32_is_the_standards),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
