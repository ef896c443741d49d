/* Errors: their kinds and public names, texts that outlive their makers, early return. */
#include "unit.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

static apr_pool_t *pool;

static void test_codes_have_the_kind_and_name_of_the_contract(void **state)
{
	static const struct {
		enum err_code code;
		enum err_kind kind;
		const char *name;
	} table[] = {
		{ CODE_BAD_REQUEST, ERR_MALFORMED, "bad-request" },
		{ CODE_CROSS_SITE, ERR_DENIED, "cross-site" },
		{ CODE_NOT_FOUND, ERR_MISSING, "not-found" },
		{ CODE_SEAT_TAKEN, ERR_REFUSED, "seat-taken" },
		{ CODE_SALES_CLOSED, ERR_GONE, "sales-closed" },
		{ CODE_HOLD_EXPIRED, ERR_GONE, "hold-expired" },
		{ CODE_KEY_REUSED, ERR_INPUT, "key-reused" },
		{ CODE_TOO_MANY, ERR_LIMIT, "too-many" },
		{ CODE_FLIGHT_SERVICE_DOWN, ERR_BUSY, "flight-service-down" },
		{ CODE_UNSURE, ERR_UNSURE, "unavailable" },
		{ CODE_BROKEN, ERR_BROKEN, "broken" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		const struct err *err = err_new(pool, row->code, "x");

		assert_int_equal(err->code, row->code);
		assert_int_equal(err->kind, row->kind);
		assert_string_equal(err_code_name(row->code), row->name);
	}
}

static void test_every_code_has_a_name(void **state)
{
	(void)state;
	for (int code = 0; code < CODE_COUNT; code++) {
		const char *name = err_code_name((enum err_code)code);

		assert_non_null(name);
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name));
	}
}

static void test_the_text_is_a_copy(void **state)
{
	char seat[] = "12A";
	const struct err *err = err_new(pool, CODE_SEAT_TAKEN, "%s is gone, %d left", seat, 3);

	(void)state;
	memset(seat, 'x', sizeof(seat) - 1);
	assert_string_equal(err->text, "12A is gone, 3 left");
}

static void test_a_long_text_is_kept_whole(void **state)
{
	char *text = malloc(20001);
	const struct err *err;

	(void)state;
	memset(text, 'a', 20000);
	text[20000] = '\0';
	err = err_new(pool, CODE_BROKEN, "%s", text);
	assert_string_equal(err->text, text);
	free(text);
}

static void test_where_names_room_and_file(void **state)
{
	const struct err *err = err_new_at(
	    pool, CODE_BROKEN, "/somewhere/cgi-bin/store/holds.c", 12, "x");

	(void)state;
	assert_string_equal(err->where, "store/holds.c:12");
	assert_string_equal(err_new_at(pool, CODE_BROKEN, "worker.c", 3, "x")->where, "worker.c:3");
	assert_string_equal(err_new_at(pool, CODE_BROKEN, "a/b.c", 3, "x")->where, "a/b.c:3");
}

static void test_facts_are_added_one_by_one(void **state)
{
	struct err *err = err_new(pool, CODE_SEAT_TAKEN, "x");

	(void)state;
	assert_null(err->facts[FACT_SEATS]);
	assert_ptr_equal(err_with(err, FACT_SEATS, "AX204/2026-12-01/12A"), err);
	err_with(err, FACT_DEPARTURE, "AX204/2026-12-01");
	assert_string_equal(err->facts[FACT_SEATS], "AX204/2026-12-01/12A");
	assert_string_equal(err->facts[FACT_DEPARTURE], "AX204/2026-12-01");
	assert_null(err->facts[FACT_FIELDS]);
	assert_int_equal(err->retry_after_s, 0);
}

static void test_err_is_asks_for_the_code(void **state)
{
	const struct err *err = err_new(pool, CODE_SOLD_OUT, "x");

	(void)state;
	assert_true(err_is(err, CODE_SOLD_OUT));
	assert_false(err_is(err, CODE_SEAT_TAKEN));
	assert_false(err_is(NULL, CODE_SOLD_OUT));
}

static const struct err *step(const struct err *result, int *steps)
{
	++*steps;
	return result;
}

static const struct err *two_steps(const struct err *first, int *steps)
{
	TRY(step(first, steps));
	TRY(step(NULL, steps));
	return NULL;
}

static void test_try_returns_the_first_error(void **state)
{
	const struct err *err = err_new(pool, CODE_STALE, "x");
	int steps = 0;

	(void)state;
	assert_ptr_equal(two_steps(err, &steps), err);
	assert_int_equal(steps, 1);
	assert_null(two_steps(NULL, &steps));
	assert_int_equal(steps, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codes_have_the_kind_and_name_of_the_contract),
		cmocka_unit_test(test_every_code_has_a_name),
		cmocka_unit_test(test_the_text_is_a_copy),
		cmocka_unit_test(test_a_long_text_is_kept_whole),
		cmocka_unit_test(test_where_names_room_and_file),
		cmocka_unit_test(test_facts_are_added_one_by_one),
		cmocka_unit_test(test_err_is_asks_for_the_code),
		cmocka_unit_test(test_try_returns_the_first_error),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
