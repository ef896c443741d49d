/* Whom staff wait for, and what they keep others from meanwhile: the customer whose booking it is by now, and the end of the audit log last of all. */
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"
#include "support/waits.h"

#include "base/pool.h"
#include "domain/staff_booking.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

/* Something that a member of staff does to a booking, in a thread of its own. */
struct doing {
	struct desk *staff;
	const char *locator;
	const struct err *(*act)(struct doing *doing);
	const struct err *err;
	_Atomic bool is_done;
	pthread_t thread;
};

static const struct err *write_note(struct doing *doing)
{
	const struct click click = click_at(doing->staff, "staff");
	return staff_booking_note(doing->staff, doing->locator, "a note", &click);
}

static const struct err *pay(struct doing *doing)
{
	const struct booking_money money = { doing->locator, 1, 12000,
		click_at(doing->staff, "staff") };
	return staff_booking_pay(doing->staff, &money);
}

static const struct err *set_contact(struct doing *doing)
{
	return booking_set_contact(doing->staff,
	    &(const struct contact_change){
		doing->locator, 2, { "ada@example.org", NULL }, click_at(doing->staff, "staff") });
}

static void *run(void *arg)
{
	struct doing *doing = arg;
	doing->err = doing->act(doing);
	atomic_store(&doing->is_done, true);
	return NULL;
}

static void begin(struct doing *doing)
{
	assert_int_equal(pthread_create(&doing->thread, NULL, run, doing), 0);
}

static void end(struct doing *doing)
{
	pthread_join(doing->thread, NULL);
	assert_no_err(doing->err);
}

static const char *book(struct desk *desk)
{
	return desk_book(
	    desk, &(struct wish){ .departures = { departure_new(48, 3) } }, surname_new());
}

static int64_t customer_of(const char *locator)
{
	return NUMBER("SELECT customer_id FROM booking WHERE locator = '%s'", locator);
}

/* Somebody signed in just then, and what the guest had booked is the account's. */
static void who_owns_a_booking_by_now_is_waited_for(void **state)
{
	struct db *elsewhere = database_open(desks_pool());
	struct proxy *line = proxy_start(database_settings()->socket, desks_pool());
	const char *locator = book(desk_new());
	int64_t old_id = customer_of(locator), new_id = customer_of(book(desk_new()));
	(void)state;
	struct doing doing = { .staff = desk_of_staff(desk_behind(desk_new(), line)),
		.locator = locator,
		.act = write_note };
	proxy_halt(line, "SELECT id FROM customer_row");
	begin(&doing);
	assert_non_null(proxy_halted(line));
	proxy_halt(line, NULL);
	database_sql(desks_db(), "UPDATE booking SET customer_id = %ld WHERE locator = '%s'",
	    (long)new_id, locator);
	database_sql(elsewhere, "START TRANSACTION");
	database_number(
	    elsewhere, "SELECT id FROM customer WHERE id = %ld FOR UPDATE", (long)new_id);
	proxy_go(line);
	await_lock_waits("customer", "X", 1);
	assert_false(atomic_load(&doing.is_done));
	database_sql(elsewhere, "COMMIT");
	end(&doing);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM booking_note"), 1);
	database_sql(desks_db(), "UPDATE booking SET customer_id = %ld WHERE locator = '%s'",
	    (long)old_id, locator);
	proxy_stop(line);
}

/* A first check-in of a passenger has the booking's row, by its foreign key, until it has written its entry. */
static void who_waits_for_a_booking_keeps_nobody_from_the_audit_log(void **state)
{
	static const struct err *(*const acts[])(struct doing *) = { pay, set_contact };
	struct db *gate = database_open(desks_pool()), *other = database_open(desks_pool());
	struct doing doing = { .staff = desk_of_staff(desk_at(desk_new(), database_settings())),
		.locator = book(desk_new()) };
	(void)state;
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
		doing.act = acts[i];
		database_sql(gate, "START TRANSACTION");
		database_number(gate,
		    "SELECT version FROM booking WHERE locator = '%s' LOCK IN SHARE MODE",
		    doing.locator);
		begin(&doing);
		await_lock_waits("booking", "X", 1);
		database_number(
		    other, "SELECT seq FROM staff_audit_head WHERE id = 1 FOR UPDATE NOWAIT");
		database_sql(gate, "COMMIT");
		end(&doing);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_owns_a_booking_by_now_is_waited_for),
		cmocka_unit_test(who_waits_for_a_booking_keeps_nobody_from_the_audit_log),
	};
	return cmocka_run_group_tests_name("staff's locks", tests, desks_start, desks_stop);
}
