/* What the airline changed, accepted as it was seen; and the confirmation asked for again. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

/* What the flight service says from now on. */
static struct departure later(const struct departure *departure, int64_t version, int64_t by)
{
	struct departure other = *departure;
	other.version = version;
	other.state = DEPARTURE_RETIMED;
	other.departs_at += by;
	other.arrives_at += by;
	return other;
}

static void retime(const struct departure *departure, int64_t version, int64_t by)
{
	const struct departure other = later(departure, version, by);
	int64_t id;
	assert_no_err(departure_learn(desk_new(), &other, &id));
}

static const char *times_of(struct desk *desk, const char *locator)
{
	return booking_to_accept(desk_find_booking(desk, locator), clock_now(), desks_pool());
}

static const struct err *agree(
    struct desk *desk, const char *locator, int64_t version, const char *times)
{
	return booking_accept(
	    desk, &(struct acceptance){ locator, version, times, click_of(NULL, times) });
}

static const char *book(struct desk *desk, const struct departure *one,
    const struct departure *other, const char *surname)
{
	return desk_book(desk, &(struct wish){ .departures = { one, other } }, surname);
}

static void new_times_become_what_was_told(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = book(desk, out, back, surname_new());
	(void)state;
	assert_string_equal(times_of(desk, locator), "");
	retime(back, 2, 77 * CLOCK_MINUTE);
	const struct acceptance acceptance = { locator, 1, times_of(desk, locator),
		click_of(NULL, "accept") };
	assert_string_not_equal(acceptance.times, "");
	assert_no_err(booking_accept(desk, &acceptance));
	assert_no_err(booking_accept(desk, &acceptance)); /* a copy of the click */
	const struct booking *booking = desk_find_booking(desk, locator);
	assert_int_equal(booking->version, 2);
	assert_int_equal(
	    booking->segments[1].told_departs_at, back->departs_at + 77 * CLOCK_MINUTE);
	assert_int_equal(booking->segments[0].told_departs_at, out->departs_at);
	assert_string_equal(times_of(desk, locator), "");
	/* There is nothing more to accept. */
	assert_err(agree(desk, locator, 2, acceptance.times), CODE_CHANGED_MEANWHILE);
	assert_err(agree(desk, locator, 2, ""), CODE_CHANGED_MEANWHILE);
}

static void other_times_than_were_seen_are_not_accepted(void **state)
{
	struct desk *desk = desk_new(), *finder = desk_new();
	const struct departure *out = departure_new(48, 3);
	const char *surname = surname_new(), *found;
	const char *locator = book(desk, out, NULL, surname);
	(void)state;
	retime(out, 2, CLOCK_HOUR);
	const char *times = times_of(desk, locator);
	retime(out, 3, 5 * CLOCK_HOUR);
	assert_err(agree(desk, locator, 1, times), CODE_CHANGED_MEANWHILE);
	assert_err(agree(desk, locator, 2, times_of(desk, locator)), CODE_CHANGED_MEANWHILE);
	assert_no_err(booking_lookup(finder, locator, surname, &found));
	assert_err(agree(finder, locator, 1, times_of(desk, locator)), CODE_NEEDS_LINK);
	assert_err(agree(desk_new(), locator, 1, times_of(desk, locator)), CODE_NOT_FOUND);
	assert_int_equal(
	    desk_find_booking(desk, locator)->segments[0].told_departs_at, out->departs_at);
	assert_no_err(agree(desk, locator, 1, times_of(desk, locator)));
}

#define CLICKS 6
struct scene {
	struct desk *desks[CLICKS], *worker;
	const char *locator, *times;
	struct click clicks[CLICKS];
	const struct err *errs[CLICKS], *learned;
	struct departure again;
};

static void run(size_t number, void *arg)
{
	struct scene *scene = arg;
	int64_t id;
	if (number == CLICKS) {
		scene->learned = departure_learn(scene->worker, &scene->again, &id);
		return;
	}
	scene->errs[number] = booking_accept(scene->desks[number],
	    &(struct acceptance){ scene->locator, 1, scene->times, scene->clicks[number] });
}

/* While many tabs accept, the airline changes its mind: at most one of them has its effect, and nobody is told times that he did not see. */
static void what_is_accepted_was_seen(void **state)
{
	(void)state;
	for (int round = 0; round < 4; round++) {
		struct desk *owner = desk_new();
		const struct departure *out = departure_new(48, 3);
		struct scene scene = { .worker = desk_new() };
		size_t won = 0;
		scene.locator = book(owner, out, NULL, surname_new());
		retime(out, 2, CLOCK_HOUR);
		scene.times = times_of(owner, scene.locator);
		scene.again = later(out, 3, 5 * CLOCK_HOUR);
		for (size_t i = 0; i < CLICKS; i++) {
			scene.desks[i] = desk_tab(owner);
			scene.clicks[i] = click_of(NULL, "accept");
		}
		at_once(CLICKS + 1, run, &scene);
		assert_no_err(scene.learned);
		for (size_t i = 0; i < CLICKS; i++) {
			won += scene.errs[i] == NULL ? 1 : 0;
			if (scene.errs[i] != NULL)
				assert_err(scene.errs[i], CODE_CHANGED_MEANWHILE);
		}
		const struct booking *booking = desk_find_booking(owner, scene.locator);
		assert_true(won <= 1);
		assert_int_equal(booking->version, 1 + won);
		assert_int_equal(booking->segments[0].told_departs_at,
		    out->departs_at + (won == 1 ? CLOCK_HOUR : 0));
	}
}

static void the_confirmation_comes_again_once_a_minute(void **state)
{
	struct desk *desk = desk_new(), *finder = desk_new();
	const char *surname = surname_new(), *found;
	const char *locator = book(desk, departure_new(48, 3), NULL, surname);
	struct click click = click_of(NULL, "cancel");
	(void)state;
	assert_no_err(booking_lookup(finder, locator, surname, &found));
	assert_err(booking_send_again(finder, locator), CODE_NEEDS_LINK);
	assert_err(booking_send_again(desk_new(), locator), CODE_NOT_FOUND);
	/* A minute may end between the two; not two of them. */
	for (int i = 0; i < 6; i++)
		assert_no_err(booking_send_again(desk, locator));
	int64_t mails = NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
			       " WHERE b.locator = '%s' AND o.kind = 'booking_link'",
	    locator);
	assert_in_range(mails, 1, 2);
	assert_no_err(booking_cancel(desk, locator, 1, 0, &click));
	assert_err(booking_send_again(desk, locator), CODE_CHANGED_MEANWHILE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_times_become_what_was_told),
		cmocka_unit_test(other_times_than_were_seen_are_not_accepted),
		cmocka_unit_test(what_is_accepted_was_seen),
		cmocka_unit_test(the_confirmation_comes_again_once_a_minute),
	};
	return cmocka_run_group_tests_name("changes accepted", tests, desks_start, desks_stop);
}
