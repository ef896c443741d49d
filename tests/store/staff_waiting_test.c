/* What waits for staff is shown in parts: all of it, in order, each once. */
#include "support/changes.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"
#include "domain/staff_waiting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define PART 10
#define WAITING 23
#define UNBOOKED 205

static const struct waiting_place START = { 0, 0 };

static void learn(const struct departure *departure)
{
	static struct desk *worker;
	int64_t id;

	if (worker == NULL)
		worker = desk_new();
	assert_no_err(departure_learn(worker, departure, &id));
}

/* Retimed, and nobody is booked on it. */
static void change_unbooked(int hours)
{
	struct departure departure = changes_retimed(departure_new(hours, 2));

	learn(&departure);
}

static void departures_wait_behind_many_that_do_not_and_are_listed_part_by_part(void **state)
{
	struct desk *desk = desk_new();
	struct waiting_departures part = { .has_more = true };
	const char *names[WAITING];
	size_t seen = 0;

	(void)state;
	for (int i = 0; i < UNBOOKED; i++)
		change_unbooked(30 + i / 10);
	for (int i = 0; i < WAITING; i++) {
		const struct departure *departure = departure_new(100 + i, 2);
		struct departure changed = changes_retimed(departure);

		changes_book(departure, NULL, 1);
		learn(&changed);
		names[i] = departure->name;
	}
	for (struct waiting_place at = START; part.has_more; at = part.next) {
		assert_no_err(staff_waiting_departures(desk, at, PART, &part));
		assert_true(part.is_first == (seen == 0));
		assert_true(part.is_all);
		assert_int_equal(part.all, WAITING - seen);
		for (size_t i = 0; i < part.count; i++)
			assert_string_equal(part.list[i].name, names[seen++]);
	}
	assert_int_equal(seen, WAITING);
	assert_int_equal(part.count, WAITING % PART);
	/* Who comes back for what is not there any more begins anew. */
	assert_no_err(staff_waiting_departures(desk, part.next, PART, &part));
	assert_true(part.is_first);
	assert_int_equal(part.count, PART);
}

static void after_a_thousand_that_do_not_wait_it_is_said_that_there_may_be_more(void **state)
{
	struct desk *desk = desk_new();
	struct waiting_departures part;

	(void)state;
	for (int i = UNBOOKED; i < WAITING_DEPARTURES_LOOKED_AT + 5; i++)
		change_unbooked(30 + i / 50);
	assert_no_err(staff_waiting_departures(desk, START, PART, &part));
	assert_false(part.is_all);
	assert_true(part.has_more);
	assert_int_equal(part.count, 0);
	assert_no_err(staff_waiting_departures(desk, part.next, PART, &part));
	assert_true(part.is_all);
	assert_int_equal(part.count, PART);
	assert_int_equal(part.all, WAITING);
}

static void mails_that_failed_are_listed_part_by_part(void **state)
{
	struct desk *desk = desk_new();
	struct waiting_mails part = { .has_more = true };
	int64_t last_id = 0;
	size_t seen = 0;

	(void)state;
	/* All due at one moment. */
	for (int i = 0; i < WAITING; i++)
		database_sql(desks_db(),
		    "INSERT INTO outbox (kind, recipient, created_at, due_at, attempts, last_error)"
		    " VALUES ('account_reset', 'a@example.org', NOW(6), '2031-01-01', 1, 'no')");
	for (struct waiting_place at = START; part.has_more; at = part.next) {
		assert_no_err(staff_waiting_mails(desk, at, PART, &part));
		assert_true(part.is_first == (seen == 0));
		assert_int_equal(part.all, WAITING);
		for (size_t i = 0; i < part.count; i++, seen++) {
			assert_true(part.list[i].id > last_id);
			last_id = part.list[i].id;
		}
	}
	assert_int_equal(seen, WAITING);
	assert_no_err(staff_waiting_mails(desk, part.next, PART, &part));
	assert_true(part.is_first);
	assert_int_equal(part.count, PART);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    departures_wait_behind_many_that_do_not_and_are_listed_part_by_part),
		cmocka_unit_test(
		    after_a_thousand_that_do_not_wait_it_is_said_that_there_may_be_more),
		cmocka_unit_test(mails_that_failed_are_listed_part_by_part),
	};

	return cmocka_run_group_tests_name("staff_waiting", tests, desks_start, desks_stop);
}
