/* Somebody who is written down for the first time between two statements of a transaction is locked by it all the same: nobody is in two aircraft at one time. */
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"
#include "support/waits.h"

#include "base/clock.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })

/* Who is first, on a line that the test can stop, and who wants one of the two for a departure at the same time meanwhile. */
struct meeting {
	struct proxy *line;
	const struct departure *departure;
	struct desk *desk;
	const char *ref;     /* of a sale */
	const char *locator; /* of a correction */
	const struct passenger *people;
	const struct err *err;
	struct desk *other;
	const char *other_ref;
	const struct err *other_err;
};

static const char *held(struct desk *desk, const struct departure *departure, struct party party,
    const struct passenger *people)
{
	const char *ref = desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .party = party });
	assert_no_err(hold_set_passengers(desk, ref, people, party_count(&party),
	    &(const struct contact){ "ada@example.com", NULL }));
	return ref;
}

static const struct err *confirm(struct desk *desk, const char *ref, const char **locator)
{
	const struct hold *hold = desk_find_hold(desk, ref);
	return booking_confirm(desk, ref, hold->version, hold->total_minor, locator);
}

/* Somebody alone, by a customer of his own, on a departure on which nobody else is. */
static void fly_alone(int in_hours, const struct passenger *person)
{
	struct desk *desk = desk_new();
	const char *locator;
	assert_no_err(confirm(desk,
	    held(desk, departure_new(in_hours, 3), (struct party){ .adults = 1 }, person),
	    &locator));
}

static void *sell(void *arg)
{
	struct meeting *meeting = arg;
	meeting->err = confirm(meeting->desk, meeting->ref, &meeting->locator);
	return NULL;
}

static void *correct(void *arg)
{
	struct meeting *meeting = arg;
	meeting->err = booking_set_names(meeting->desk,
	    &(struct name_change){
		meeting->locator, 1, meeting->people, 2, click_of(NULL, "names") });
	return NULL;
}

static void *sell_other(void *arg)
{
	struct meeting *meeting = arg;
	const char *locator;
	meeting->other_err = confirm(meeting->other, meeting->other_ref, &locator);
	return NULL;
}

static struct meeting meeting_new(void)
{
	struct desk *desk = desk_new();
	struct meeting meeting = { .line = proxy_start(database_settings()->socket, desks_pool()),
		.departure = departure_new(48, 3),
		.other = desk_new() };
	meeting.desk = desk_behind(desk, meeting.line);
	return meeting;
}

/* The first of the two was known before; the second is sold a place elsewhere, at another time, when it was looked who is known, and before the others are. */
static void meet(struct meeting *meeting, void *(*first)(void *))
{
	struct departure beside = *departure_new(48, 3);
	pthread_t threads[2];
	beside.departs_at = meeting->departure->departs_at;
	beside.arrives_at = meeting->departure->arrives_at;
	fly_alone(96, &meeting->people[0]);
	meeting->other_ref = held(
	    meeting->other, &beside, (struct party){ .adults = 1 }, &meeting->people[1]);
	proxy_halt(meeting->line, "SELECT identity, born_on FROM person");
	assert_int_equal(pthread_create(&threads[0], NULL, first, meeting), 0);
	assert_non_null(proxy_halted(meeting->line));
	fly_alone(96, &meeting->people[1]);
	proxy_halt(meeting->line, "COMMIT");
	proxy_go(meeting->line);
	assert_non_null(proxy_halted(meeting->line));
	proxy_halt(meeting->line, NULL);
	assert_int_equal(pthread_create(&threads[1], NULL, sell_other, meeting), 0);
	await_lock_waits("person", "X", 1);
	proxy_go(meeting->line);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_no_err(meeting->err);
	assert_err(meeting->other_err, CODE_PASSENGER_ELSEWHERE);
	proxy_stop(meeting->line);
}

static void a_sale_locks_who_has_just_become_known(void **state)
{
	struct meeting meeting = meeting_new();
	const struct passenger two[] = {
		{ .given_name = "Max", .surname = "Born", .born_on = 3000 },
		{ .given_name = "Lise", .surname = "Meitner", .born_on = 3001 }
	};
	(void)state;
	meeting.people = two;
	meeting.ref = held(meeting.desk, meeting.departure, TWO, two);
	meet(&meeting, sell);
}

static void a_correction_locks_who_has_just_become_known(void **state)
{
	struct meeting meeting = meeting_new();
	const struct passenger were[] = {
		{ .given_name = "Paul", .surname = "Dirac", .born_on = 3002 },
		{ .given_name = "Emmy", .surname = "Noeter", .born_on = 3003 }
	};
	const struct passenger are[] = {
		{ .given_name = "Paul", .surname = "Dirak", .born_on = 3002 },
		{ .given_name = "Emmy", .surname = "Noether", .born_on = 3003 }
	};
	(void)state;
	meeting.people = are;
	assert_no_err(confirm(
	    meeting.desk, held(meeting.desk, meeting.departure, TWO, were), &meeting.locator));
	meet(&meeting, correct);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sale_locks_who_has_just_become_known),
		cmocka_unit_test(a_correction_locks_who_has_just_become_known),
	};
	return DESKS_RUN("persons who become known", tests, desks_stop);
}
