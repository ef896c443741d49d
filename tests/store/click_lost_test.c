/* A COMMIT is lost, and then the database too, before anybody could look what became of it: that is said to be unsure, never that nothing was done. */
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"
#include "support/waits.h"

#include "base/pool.h"
#include "domain/departure.h"
#include "domain/staff_departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A click behind a line of its own, in a thread of its own. */
struct clicking {
	struct proxy *line;
	struct desk *desk;
	const struct departure *departure;
	const char *hold;
	const struct err *err;
};

static void begin(struct clicking *clicking)
{
	int64_t id;
	*clicking = (struct clicking){
		.line = proxy_start(database_settings()->socket, desks_pool()),
		.desk = desk_new(),
		.departure = departure_new(200, 4),
	};
	assert_no_err(departure_learn(clicking->desk, clicking->departure, &id));
}

/* `then`: what is asked when the COMMIT was lost, and is not answered any more. NULL: nobody can be asked at all. */
static void lose(struct clicking *clicking, void *(*click)(void *), const char *then)
{
	struct desk *desk = clicking->desk;
	clicking->desk = desk_behind(desk, clicking->line);
	clicking->desk->actor = desk->actor;
	pthread_t thread = run_to_commit(clicking->line, click, clicking);
	if (then != NULL) {
		proxy_fail(clicking->line, PROXY_CUT_AT_COMMIT, 1);
		proxy_halt(clicking->line, then);
		proxy_go(clicking->line);
		assert_non_null(proxy_halted(clicking->line));
	}
	proxy_stop(clicking->line);
	pthread_join(thread, NULL);
	assert_err(clicking->err, CODE_UNSURE);
}

static void *place(void *arg)
{
	struct clicking *clicking = arg;
	const struct wish wish = { .departures = { clicking->departure } };
	clicking->err = desk_place(clicking->desk, &wish, &clicking->hold);
	return NULL;
}

static void *confirm(void *arg)
{
	struct clicking *clicking = arg;
	const char *locator;
	clicking->err = booking_confirm(clicking->desk, clicking->hold, 2, 12000, &locator);
	return NULL;
}

static void *block(void *arg)
{
	struct clicking *clicking = arg;
	const struct staff_decision decision = {
		.flight_no = clicking->departure->flight_no,
		.on = clicking->departure->on,
		.version = 1,
		.reason = "a test",
		.click = click_of(NULL, "1A"),
	};
	const char *answer;
	clicking->err = staff_block_seats(clicking->desk, &decision, "1A", &answer);
	return NULL;
}

static void a_hold(void **state)
{
	struct clicking clicking;
	(void)state;
	begin(&clicking);
	lose(&clicking, place, "SELECT k.fingerprint");
}

static void a_booking(void **state)
{
	struct clicking clicking;
	(void)state;
	begin(&clicking);
	clicking.hold = desk_hold(
	    clicking.desk, &(struct wish){ .departures = { clicking.departure } });
	desk_fill(clicking.desk, clicking.hold, "Hopper");
	lose(&clicking, confirm, "SELECT h.id, h.ref");
}

static void a_decision_of_staff(void **state)
{
	struct clicking clicking;
	(void)state;
	begin(&clicking);
	clicking.desk->actor = "tester";
	lose(&clicking, block, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hold),
		cmocka_unit_test(a_booking),
		cmocka_unit_test(a_decision_of_staff),
	};
	return cmocka_run_group_tests_name("click_lost", tests, desks_start, desks_stop);
}
