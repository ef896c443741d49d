/* A seat map's revision only grows, and is another one whenever seats are: also for who looks while a transaction stands at its COMMIT and a hold's time runs out. */
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"
#include "support/waits.h"

#include "base/pool.h"
#include "domain/departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })

static int64_t revision(struct desk *desk, const struct departure *departure, size_t taken)
{
	struct departure_seats seats;
	assert_no_err(departure_seats(desk, departure->flight_no, departure->on, &seats));
	assert_int_equal(seats.count, taken);
	return seats.revision;
}

static void the_revision_grows_with_each_change_of_the_map(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .seats = "1A 1B", .party = TWO });
	int64_t now, last = revision(desk, departure, 2), count;
	(void)state;
	desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .seats = "1B 1C", .party = TWO });
	now = revision(desk, departure, 2);
	assert_true(now > last);
	last = now;
	hold_is_over(ref);
	now = revision(desk, departure, 0);
	assert_true(now > last);
	last = now;
	desk_hold(other, &(struct wish){ .departures = { departure }, .seats = "1B" });
	now = revision(desk, departure, 1);
	assert_true(now > last);
	last = now;
	/* Tidying what is over changes nothing that anybody sees. */
	assert_no_err(hold_expire_due(other, FROM_THE_FIRST, WHOLE_TURN_MS, &count));
	now = revision(desk, departure, 1);
	assert_true(now >= last);
	last = now;
	desk_book(other, &(struct wish){ .departures = { departure }, .seats = "1B" }, "Gauss");
	now = revision(desk, departure, 1);
	assert_true(now > last);
}

/* A hold of two seats that ends in a minute, by a customer whose connection the test can stop. */
struct ending {
	struct proxy *line;
	struct desk *desk;
	const struct departure *departure;
	const char *ref;
	const struct err *err;
};

static struct ending ending_new(void)
{
	struct desk *desk = desk_new();
	struct ending ending = { .line = proxy_start(database_settings()->socket, desks_pool()),
		.departure = departure_new(48, 3) };
	const struct wish wish = {
		.departures = { ending.departure }, .seats = "1A 1B", .party = TWO
	};
	ending.desk = desk_behind(desk, ending.line);
	ending.ref = desk_hold(desk, &wish);
	desk_fill(desk, ending.ref, surname_new());
	database_sql(desks_db(),
	    "UPDATE hold h JOIN seat_claim c ON c.hold_id = h.id"
	    " SET h.expires_at = NOW(6) + INTERVAL 1 MINUTE, c.held_until = NOW(6) + INTERVAL 1 MINUTE"
	    " WHERE h.ref = '%s'",
	    ending.ref);
	return ending;
}

static void *extend(void *arg)
{
	struct ending *ending = arg;
	ending->err = hold_extend(ending->desk, ending->ref);
	return NULL;
}

static void *confirm(void *arg)
{
	struct ending *ending = arg;
	const struct hold *hold = desk_find_hold(ending->desk, ending->ref);
	const char *locator;
	ending->err = booking_confirm(
	    ending->desk, ending->ref, hold->version, hold->total_minor, &locator);
	return NULL;
}

/* To this desk it is two minutes later from now on, by the clock that its questions are answered by. */
static struct desk *desk_later(void)
{
	struct desk *desk = desk_new();
	database_sql(desk->db, "SET timestamp = UNIX_TIMESTAMP() + 120");
	return desk;
}

/* What was begun in time, and is committed when the time was over and somebody has looked. */
static void look_on_at_the_end_of(void *(*begin)(void *))
{
	struct ending ending = ending_new();
	struct desk *later = desk_later();
	int64_t held = revision(desk_new(), ending.departure, 2), over, done;
	pthread_t thread = run_to_commit(ending.line, begin, &ending);
	over = revision(later, ending.departure, 0);
	assert_true(over > held);
	proxy_go(ending.line);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_no_err(ending.err);
	done = revision(later, ending.departure, 2);
	assert_true(done > over);
	proxy_stop(ending.line);
}

static void seats_that_were_over_and_are_kept_longer_are_told_anew(void **state)
{
	(void)state;
	look_on_at_the_end_of(extend);
}

static void seats_that_were_over_and_are_sold_are_told_anew(void **state)
{
	(void)state;
	look_on_at_the_end_of(confirm);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_revision_grows_with_each_change_of_the_map),
		cmocka_unit_test(seats_that_were_over_and_are_kept_longer_are_told_anew),
		cmocka_unit_test(seats_that_were_over_and_are_sold_are_told_anew),
	};
	return DESKS_RUN("seat revision", tests, desks_stop);
}
