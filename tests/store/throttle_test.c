/* Tries of a minute: a right one is given back to the minute that it was made in, and to no other. */
#include "support/database.h"
#include "support/desks.h"

#include "domain/throttle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define LIMIT 5
#define LAST_SECOND 1800000059 /* of a minute */

static const char WHAT[] = "test/name";

/* This desk's clock stands still there. */
static void stand_at(struct desk *desk, int64_t seconds)
{
	database_sql(desk->db, "SET timestamp = %lld", (long long)seconds);
}

static void guess(struct desk *desk, const char *whom, int times)
{
	for (int i = 0; i < times; i++)
		assert_no_err(throttle_try(desk, WHAT, whom, LIMIT));
}

static void a_right_try_is_none_of_its_minute(void **state)
{
	struct desk *owner = desk_new();
	const char *minute;

	(void)state;
	stand_at(owner, LAST_SECOND);
	for (int i = 0; i < LIMIT * 2; i++) {
		assert_no_err(throttle_minute(owner, &minute));
		guess(owner, "ada", 1);
		assert_no_err(throttle_give_back(owner, WHAT, "ada", minute));
	}
	guess(owner, "ada", LIMIT);
	assert_err(throttle_try(owner, WHAT, "ada", LIMIT), CODE_TOO_MANY);
}

/* Who signs in as the minute turns gives a guesser of the next one nothing. */
static void a_right_try_at_the_turn_of_the_minute_leaves_the_next_one_as_it_is(void **state)
{
	struct desk *owner = desk_new(), *guesser = desk_new();
	const char *minute;

	(void)state;
	stand_at(owner, LAST_SECOND);
	stand_at(guesser, LAST_SECOND + 1);
	assert_no_err(throttle_minute(owner, &minute));
	guess(owner, "bob", 1);
	stand_at(owner, LAST_SECOND + 1);
	guess(guesser, "bob", LIMIT);
	assert_no_err(throttle_give_back(owner, WHAT, "bob", minute));
	assert_err(throttle_try(guesser, WHAT, "bob", LIMIT), CODE_TOO_MANY);
	stand_at(owner, LAST_SECOND);
	guess(owner, "bob", LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_right_try_is_none_of_its_minute),
		cmocka_unit_test(
		    a_right_try_at_the_turn_of_the_minute_leaves_the_next_one_as_it_is),
	};

	return cmocka_run_group_tests_name("throttle", tests, desks_start, desks_stop);
}
