/* Copies of a click that come while the first still runs: they wait for it, and get its answer. */
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"
#include "support/waits.h"

#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COPIES 5

enum what { HOLD, CONFIRM, CHANGE_SEAT, CANCEL };

/* One click, sent from as many tabs of one browser; the first of them can be stopped. */
struct clicks {
	enum what what;
	struct proxy *line;
	struct desk *customer, *tabs[COPIES];
	const struct departure *departure;
	const char *ref, *locator, *key;
	const char *answers[COPIES];
	const struct err *errs[COPIES];
	_Atomic int done;
};

struct sender {
	struct clicks *clicks;
	size_t number;
	pthread_t thread;
};

/* As in all desks, of the form's fields; thread-safe. */
static struct click click_in(struct desk *desk, const char *key, const char *fields)
{
	unsigned char *digest = apr_palloc(desk->pool, SECRET_DIGEST_BYTES);
	secret_digest(fields, strlen(fields), digest);
	return (struct click){ key, digest, NULL };
}

static struct wish wish_of(const struct clicks *clicks)
{
	return (
	    struct wish){ .departures = { clicks->departure }, .seats = "1A", .key = clicks->key };
}

static const struct err *change_seat(struct clicks *clicks, struct desk *desk, const char *seat)
{
	return booking_set_seat(desk,
	    &(struct seat_change){ clicks->locator, 1, clicks->departure->name, 1,
		apr_pstrcat(desk->pool, clicks->departure->name, "/", seat, NULL),
		click_in(desk, clicks->key, seat) });
}

static const struct err *cancel(struct clicks *clicks, struct desk *desk, const char *fields)
{
	struct click click = click_in(desk, clicks->key, fields);
	return booking_cancel(desk, clicks->locator, 1, 0, &click);
}

static void *send_click(void *arg)
{
	struct sender *sender = arg;
	struct clicks *clicks = sender->clicks;
	struct desk *desk = clicks->tabs[sender->number];
	const char **answer = &clicks->answers[sender->number];
	const struct err **err = &clicks->errs[sender->number];
	const struct wish wish = wish_of(clicks);
	switch (clicks->what) {
	case HOLD:
		*err = desk_place(desk, &wish, answer);
		break;
	case CONFIRM:
		*err = booking_confirm(desk, clicks->ref, 2, 12000, answer);
		break;
	case CHANGE_SEAT:
		*err = change_seat(clicks, desk, "3D");
		*answer = clicks->locator;
		break;
	default:
		*err = cancel(clicks, desk, "cancel");
		*answer = clicks->locator;
	}
	atomic_fetch_add(&clicks->done, 1);
	return NULL;
}

static struct clicks *clicks_new(enum what what)
{
	struct clicks *clicks = pool_make(desks_pool(), struct clicks);
	clicks->what = what;
	clicks->line = proxy_start(database_settings()->socket, desks_pool());
	clicks->customer = desk_new();
	clicks->tabs[0] = desk_behind(clicks->customer, clicks->line);
	for (size_t i = 1; i < COPIES; i++)
		clicks->tabs[i] = desk_tab(clicks->customer);
	clicks->departure = departure_new(48, 3);
	clicks->key = random_ref(desks_pool());
	const struct wish first = { .departures = { clicks->departure }, .seats = "2C" };
	if (what == CHANGE_SEAT || what == CANCEL) {
		clicks->locator = desk_book(clicks->customer, &first, surname_new());
	} else {
		clicks->ref = desk_hold(clicks->customer, &first);
		desk_fill(clicks->customer, clicks->ref, surname_new());
	}
	return clicks;
}

/* The first is at its COMMIT when the copies come, and they wait: the engine says for what. */
static void send_all(struct clicks *clicks, struct sender senders[COPIES])
{
	for (size_t i = 0; i < COPIES; i++)
		senders[i] = (struct sender){ .clicks = clicks, .number = i };
	senders[0].thread = run_to_commit(clicks->line, send_click, &senders[0]);
	for (size_t i = 1; i < COPIES; i++)
		assert_int_equal(
		    pthread_create(&senders[i].thread, NULL, send_click, &senders[i]), 0);
	await_lock_waits("browser", "X", COPIES - 1);
	assert_int_equal(atomic_load(&clicks->done), 0);
	proxy_go(clicks->line);
	for (size_t i = 0; i < COPIES; i++)
		pthread_join(senders[i].thread, NULL);
	proxy_stop(clicks->line);
	for (size_t i = 0; i < COPIES; i++) {
		assert_no_err(clicks->errs[i]);
		assert_string_equal(clicks->answers[i], clicks->answers[0]);
	}
}

static int64_t events_of(const char *subject, int64_t id)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM event WHERE subject = '%s' AND subject_id = %d", subject,
	    (int)id);
}

static void copies_of_a_hold(void **state)
{
	struct clicks *clicks = clicks_new(HOLD);
	struct sender senders[COPIES];
	(void)state;
	send_all(clicks, senders);
	const struct hold *hold = desk_find_hold(clicks->customer, clicks->answers[0]);
	/* Placed, filled in, and moved once. */
	assert_int_equal(hold->version, 3);
	assert_int_equal(events_of("hold", hold->id), 3);
	assert_non_null(strstr(hold->seats_text, "/1A"));
}

static void copies_of_a_booking(void **state)
{
	struct clicks *clicks = clicks_new(CONFIRM);
	struct sender senders[COPIES];
	(void)state;
	send_all(clicks, senders);
	const struct booking *booking = desk_find_booking(clicks->customer, clicks->answers[0]);
	assert_int_equal(booking->version, 1);
	assert_int_equal(events_of("booking", booking->id), 1);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM outbox WHERE booking_id = %d", (int)booking->id),
	    1);
}

static void copies_of_a_seat_change(void **state)
{
	struct clicks *clicks = clicks_new(CHANGE_SEAT);
	struct sender senders[COPIES];
	(void)state;
	send_all(clicks, senders);
	const struct booking *booking = desk_find_booking(clicks->customer, clicks->locator);
	assert_int_equal(booking->version, 2);
	assert_int_equal(events_of("booking", booking->id), 2);
	assert_non_null(strstr(booking->seats_text, "/3D"));
	/* And under the same key nothing else. */
	assert_err(change_seat(clicks, clicks->customer, "3C"), CODE_KEY_REUSED);
	assert_err(cancel(clicks, clicks->customer, "cancel"), CODE_KEY_REUSED);
}

static void copies_of_a_cancellation(void **state)
{
	struct clicks *clicks = clicks_new(CANCEL);
	struct sender senders[COPIES];
	(void)state;
	send_all(clicks, senders);
	const struct booking *booking = desk_find_booking(clicks->customer, clicks->locator);
	assert_int_equal(booking->state, BOOKING_CANCELLED);
	assert_int_equal(booking->version, 2);
	assert_int_equal(events_of("booking", booking->id), 2);
	assert_err(cancel(clicks, clicks->customer, "other fields"), CODE_KEY_REUSED);
}

static int64_t version_of(const struct clicks *clicks)
{
	if (clicks->what == HOLD || clicks->what == CONFIRM)
		return desk_find_hold(clicks->customer, clicks->ref)->version;
	return desk_find_booking(clicks->customer, clicks->locator)->version;
}

/* The line is cut with COMMIT: what had its effect is found, what had none says so and may be tried again. */
static void of_a_lost_commit_the_answer_is_found(void **state)
{
	(void)state;
	for (int what = HOLD; what <= CANCEL; what++)
		for (int is_after = 0; is_after < 2; is_after++) {
			struct clicks *clicks = clicks_new((enum what)what);
			struct sender shaky = { .clicks = clicks, .number = 0 };
			struct sender copy = { .clicks = clicks, .number = 1 };
			int64_t before = version_of(clicks);
			proxy_fail(clicks->line,
			    is_after ? PROXY_CUT_AFTER_COMMIT : PROXY_CUT_AT_COMMIT, 1);
			send_click(&shaky);
			assert_int_equal(proxy_faults(clicks->line), 1);
			if (is_after) {
				assert_no_err(clicks->errs[0]);
			} else {
				assert_err(clicks->errs[0], CODE_UNAVAILABLE);
				assert_int_equal(version_of(clicks), before);
			}
			send_click(&copy);
			assert_no_err(clicks->errs[1]);
			if (is_after)
				assert_string_equal(clicks->answers[0], clicks->answers[1]);
			assert_int_equal(version_of(clicks), before + 1);
			proxy_stop(clicks->line);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_of_a_hold),
		cmocka_unit_test(copies_of_a_booking),
		cmocka_unit_test(copies_of_a_seat_change),
		cmocka_unit_test(copies_of_a_cancellation),
		cmocka_unit_test(of_a_lost_commit_the_answer_is_found),
	};
	return DESKS_RUN("copies", tests, desks_stop);
}
