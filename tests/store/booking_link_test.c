/* The link to a booking: over with another e-mail address, and with it what browsers see that came by it, whatever happens at one moment. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "base/secret.h"
#include "domain/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

static const char *book(struct desk *desk)
{
	return desk_book(
	    desk, &(struct wish){ .departures = { departure_new(48, 3) } }, surname_new());
}

static const struct err *move(
    struct desk *desk, const char *locator, int64_t version, const char *email)
{
	return booking_set_contact(desk,
	    &(const struct contact_change){
		locator, version, { email, NULL }, click_of(NULL, email) });
}

static const struct err *open_link(struct desk *desk, const char *locator, int64_t link_no)
{
	return booking_open_link(desk, locator, booking_link_code(desk, locator, link_no));
}

static enum booking_view view_of(struct desk *desk, const char *locator)
{
	return desk_find_booking(desk, locator)->view;
}

static void it_is_over_with_another_address(void **state)
{
	struct desk *owner = desk_new(), *friend = desk_new(), *stranger = desk_new();
	struct desk *late = desk_new();
	const char *locator = book(owner);
	const struct booking *booking;
	(void)state;
	assert_no_err(open_link(friend, locator, 0));
	assert_no_err(open_link(stranger, locator, 0));
	assert_no_err(move(friend, locator, 1, "new@example.com"));
	assert_int_equal(view_of(friend, locator), BOOKING_FULL);
	assert_int_equal(view_of(owner, locator), BOOKING_FULL);
	assert_int_equal(desk_find_booking(owner, locator)->link_no, 1);
	assert_err(booking_find(stranger, locator, &booking), CODE_NEEDS_LINK);
	assert_err(move(stranger, locator, 2, "stranger@example.com"), CODE_NEEDS_LINK);
	assert_err(open_link(late, locator, 0), CODE_NEEDS_LINK);
	assert_err(booking_find(late, locator, &booking), CODE_NEEDS_LINK);
	/* Whoever came by it may still ask, and the booking's address is answered. */
	assert_no_err(booking_send_link(late, locator));
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
		   " WHERE b.locator = '%s' AND o.kind = 'booking_link'"
		   " AND o.recipient = 'new@example.com'",
		locator),
	    1);
	assert_no_err(open_link(late, locator, 1));
	assert_int_equal(view_of(late, locator), BOOKING_FULL);
	/* An old one, opened again, takes nothing away. */
	assert_err(open_link(late, locator, 0), CODE_NEEDS_LINK);
	assert_int_equal(view_of(late, locator), BOOKING_FULL);
	/* Back at the old address, with a link of its own. */
	assert_no_err(move(owner, locator, 2, "ada@example.com"));
	assert_err(open_link(stranger, locator, 0), CODE_NEEDS_LINK);
	assert_err(booking_find(late, locator, &booking), CODE_NEEDS_LINK);
	assert_err(booking_find(friend, locator, &booking), CODE_NEEDS_LINK);
	assert_no_err(open_link(stranger, locator, 2));
}

static void a_phone_number_is_no_address(void **state)
{
	struct desk *owner = desk_new(), *friend = desk_new();
	const char *locator = book(owner);
	(void)state;
	assert_no_err(open_link(friend, locator, 0));
	assert_no_err(booking_set_contact(owner,
	    &(const struct contact_change){
		locator, 1, { "ada@example.com", "+49 30 1" }, click_of(NULL, "phone") }));
	assert_int_equal(view_of(friend, locator), BOOKING_FULL);
	assert_no_err(open_link(desk_new(), locator, 0));
}

static void a_mail_that_is_under_way_when_the_address_changes_goes_to_the_new_one_too(void **state)
{
	struct desk *owner = desk_new();
	const char *locator;
	const struct mail_task *task;
	(void)state;
	database_sql(desks_db(), "UPDATE outbox SET sent_at = NOW(6)");
	locator = book(owner);
	assert_no_err(mail_take(owner, &task));
	assert_non_null(task);
	assert_string_equal(task->recipient, "ada@example.com");
	assert_no_err(move(owner, locator, 1, "new@example.com"));
	assert_no_err(mail_done(owner, task->id, NULL));
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM outbox WHERE id = %lld"
				" AND recipient = 'new@example.com' AND sent_at IS NULL",
			     (long long)task->id),
	    1);
	/* What somebody wrote to the former address meanwhile goes to the present one. */
	database_sql(desks_db(), "UPDATE outbox SET recipient = 'ada@example.com' WHERE id = %lld",
	    (long long)task->id);
	database_sql(desks_db(),
	    "UPDATE outbox SET due_at = IF(id = %lld, NOW(6), NOW(6) + INTERVAL 1 HOUR)",
	    (long long)task->id);
	assert_no_err(mail_take(owner, &task));
	assert_non_null(task);
	assert_string_equal(task->recipient, "new@example.com");
	assert_no_err(mail_done(owner, task->id, NULL));
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM outbox WHERE id = %lld AND sent_at IS NULL",
			     (long long)task->id),
	    0);
}

static void finding_and_opening_add_up(void **state)
{
	struct desk *owner = desk_new(), *finder = desk_new();
	const char *locator = book(owner), *found;
	const char *surname = desk_find_booking(owner, locator)->passengers[0].surname;
	(void)state;
	assert_no_err(booking_lookup(finder, locator, surname, &found));
	assert_no_err(move(owner, locator, 1, "new@example.com"));
	/* Who found it sees as much as before. */
	assert_err(open_link(finder, locator, 0), CODE_NEEDS_LINK);
	assert_int_equal(view_of(finder, locator), BOOKING_FOUND);
	assert_no_err(open_link(finder, locator, 1));
	assert_no_err(booking_lookup(finder, locator, surname, &found));
	assert_int_equal(view_of(finder, locator), BOOKING_FULL);
	/* And who is out can find it like anybody. */
	assert_no_err(move(owner, locator, 2, "other@example.com"));
	assert_no_err(booking_lookup(finder, locator, surname, &found));
	assert_int_equal(view_of(finder, locator), BOOKING_FOUND);
}

static void numbers_cannot_be_made_up(void **state)
{
	struct desk *owner = desk_new(), *stranger = desk_new();
	const char *locator = book(owner);
	const char *first = booking_link_code(owner, locator, 0);
	const char *second = booking_link_code(owner, locator, 1);
	const char *codes[] = { apr_pstrcat(desks_pool(), "1.", first, NULL),
		strchr(second, '.') + 1, second, "1.", ".", "" };
	const struct booking *booking;
	(void)state;
	assert_null(strchr(first, '.'));
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		assert_err(booking_open_link(stranger, locator, codes[i]), CODE_NOT_FOUND);
	assert_err(booking_find(stranger, locator, &booking), CODE_NOT_FOUND);
	assert_no_err(booking_open_link(stranger, locator, first));
}

/* Links in mails of before there were numbers. */
static void the_first_one_is_as_links_always_were(void **state)
{
	struct desk *owner = desk_new(), *friend = desk_new();
	const char *locator = book(owner);
	const struct settings *settings = desks_settings();
	(void)state;
	assert_no_err(booking_open_link(friend, locator,
	    secret_sign(apr_pstrcat(desks_pool(), "booking-link/", locator, NULL),
		settings->link_key, sizeof(settings->link_key), desks_pool())));
	assert_int_equal(view_of(friend, locator), BOOKING_FULL);
}

static void staff_take_it_back_too(void **state)
{
	struct desk *owner = desk_new(), *stranger = desk_new(), *agent = desk_of_staff(desk_new());
	const char *locator = book(owner);
	const struct booking *booking;
	(void)state;
	assert_no_err(open_link(stranger, locator, 0));
	assert_no_err(booking_set_contact(agent,
	    &(const struct contact_change){
		locator, 1, { "new@example.com", NULL }, click_at(agent, "contact") }));
	assert_err(booking_find(stranger, locator, &booking), CODE_NEEDS_LINK);
	assert_int_equal(view_of(owner, locator), BOOKING_FULL);
}

#define BROWSERS 8
struct opening {
	struct desk *desks[BROWSERS];
	const char *locator;
	const struct err *errs[BROWSERS];
};

/* The first of them, who came by the link before, changes the address; the others open it just then. */
static void open_or_move(size_t number, void *arg)
{
	struct opening *all = arg;
	all->errs[number] = number == 0
	    ? move(all->desks[number], all->locator, 1, "new@example.com")
	    : open_link(all->desks[number], all->locator, 0);
}

static void whoever_opens_it_at_that_moment_is_out_with_it(void **state)
{
	struct opening all = { .locator = book(desk_new()) };
	const struct booking *booking;
	(void)state;
	for (size_t i = 0; i < BROWSERS; i++)
		all.desks[i] = desk_new();
	assert_no_err(open_link(all.desks[0], all.locator, 0));
	at_once(BROWSERS, open_or_move, &all);
	assert_no_err(all.errs[0]);
	assert_int_equal(view_of(all.desks[0], all.locator), BOOKING_FULL);
	for (size_t i = 1; i < BROWSERS; i++) {
		if (all.errs[i] != NULL)
			assert_err(all.errs[i], CODE_NEEDS_LINK);
		assert_err(booking_find(all.desks[i], all.locator, &booking), CODE_NEEDS_LINK);
	}
}

/* Another tab of the browser that changes the address opens the link that it came by. */
static void who_changes_it_stays_in_all_tabs(void **state)
{
	struct opening all = { .locator = book(desk_new()) };
	(void)state;
	for (size_t i = 0; i < BROWSERS; i++)
		all.desks[i] = i == 0 ? desk_new() : desk_tab(all.desks[0]);
	assert_no_err(open_link(all.desks[0], all.locator, 0));
	at_once(BROWSERS, open_or_move, &all);
	assert_no_err(all.errs[0]);
	assert_int_equal(view_of(all.desks[0], all.locator), BOOKING_FULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_over_with_another_address),
		cmocka_unit_test(a_phone_number_is_no_address),
		cmocka_unit_test(
		    a_mail_that_is_under_way_when_the_address_changes_goes_to_the_new_one_too),
		cmocka_unit_test(finding_and_opening_add_up),
		cmocka_unit_test(numbers_cannot_be_made_up),
		cmocka_unit_test(the_first_one_is_as_links_always_were),
		cmocka_unit_test(staff_take_it_back_too),
		cmocka_unit_test(whoever_opens_it_at_that_moment_is_out_with_it),
		cmocka_unit_test(who_changes_it_stays_in_all_tabs),
	};
	return cmocka_run_group_tests_name("booking link", tests, desks_start, desks_stop);
}
