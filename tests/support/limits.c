/* Tests of what may be held, and of what may be held again. */
#include "support/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HOUR_S 3600

void limit(int64_t per_browser, int64_t per_address)
{
	desks_reset();
	desks_settings()->hold_cool_down_s = 24 * HOUR_S;
	desks_settings()->holds_per_browser = per_browser;
	desks_settings()->holds_per_address = per_address;
}

struct desk *desk_beside(const struct desk *other)
{
	struct desk *desk = desk_new();
	desk->address = other->address;
	return desk;
}

void time_passes(int64_t seconds)
{
	database_sql(desks_db(),
	    "UPDATE hold SET placed_at = placed_at - INTERVAL %d SECOND,"
	    " expires_at = expires_at - INTERVAL %d SECOND,"
	    " ended_at = ended_at - INTERVAL %d SECOND",
	    (int)seconds, (int)seconds, (int)seconds);
	database_sql(desks_db(),
	    "UPDATE seat_claim SET held_until = held_until - INTERVAL %d SECOND", (int)seconds);
	database_sql(desks_db(),
	    "UPDATE keeping_gone SET at = at - INTERVAL %d SECOND,"
	    " placed_at = placed_at - INTERVAL %d SECOND",
	    (int)seconds, (int)seconds);
}

const struct err *place(struct desk *desk, const struct departure *departure, struct party party)
{
	const char *ref;
	return desk_place(
	    desk, &(struct wish){ .departures = { departure }, .party = party }, &ref);
}

void assert_wait(const struct err *err, int64_t seconds)
{
	assert_err(err, CODE_KEPT_TOO_LONG);
	assert_string_equal(err_code_name(err->code), "too-many");
	assert_in_range(err->retry_after_s, seconds - 5, seconds + 1);
}

void assert_left(struct desk *desk, const char *ref, int64_t seconds)
{
	int64_t left = database_number(desks_db(),
	    "SELECT CAST(CEIL(TIMESTAMPDIFF(MICROSECOND, NOW(6), expires_at) / 1e6) AS SIGNED)"
	    " FROM hold"
	    " WHERE ref = '%s'",
	    ref);
	assert_int_equal(desk_find_hold(desk, ref)->state, HOLD_OPEN);
	assert_in_range(left, seconds - 5, seconds);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM seat_claim c JOIN hold h ON h.id = c.hold_id"
			     " WHERE h.ref = '%s' AND c.held_until <> h.expires_at",
			     ref),
	    0);
}

int limits_stop(void **state)
{
	int64_t count;
	desks_reset();
	assert_no_err(hold_expire_due(desk_new(), FROM_THE_FIRST, WHOLE_TURN_MS, &count));
	return desks_stop(state);
}
