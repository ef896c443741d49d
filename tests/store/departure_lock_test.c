/* Staff and buyers on one departure: whoever has its lock first is done first, and the other sees what was done. Waiting is what the engine says it is. */
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"
#include "support/waits.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"
#include "domain/departure_work.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum buying { PLACE, CONFIRM, CHANGE_SEAT, CANCEL, BUYINGS };
enum deciding { CLOSE, CALL_OFF, RETIME, DECIDINGS };

/* One departure, one buyer and one of staff, each with a connection that the test can stop. */
struct scene {
	enum buying buying;
	enum deciding deciding;
	struct proxy *buyers_line, *staffs_line;
	struct desk *customer; /* the buyer, seen from another tab */
	struct desk *buyer, *staff;
	const struct departure *departure, *changed;
	const char *ref, *locator;
	const char *new_ref; /* of PLACE */
	const struct err *buyer_err, *staff_err;
	_Atomic bool is_buyer_done, is_staff_done;
};

static const struct departure *as_decided(const struct scene *scene)
{
	struct departure *changed = pool_make(desks_pool(), struct departure);
	*changed = *scene->departure;
	changed->version = 2;
	changed->state = scene->deciding == CALL_OFF ? DEPARTURE_CANCELLED : DEPARTURE_RETIMED;
	if (scene->deciding == RETIME) {
		changed->departs_at += CLOCK_HOUR;
		changed->arrives_at += CLOCK_HOUR;
	}
	return changed;
}

static struct scene *scene_new(enum buying buying, enum deciding deciding)
{
	struct scene *scene = pool_make(desks_pool(), struct scene);
	scene->buying = buying;
	scene->deciding = deciding;
	scene->buyers_line = proxy_start(database_settings()->socket, desks_pool());
	scene->staffs_line = proxy_start(database_settings()->socket, desks_pool());
	scene->customer = desk_new();
	scene->buyer = desk_behind(scene->customer, scene->buyers_line);
	scene->staff = desk_behind(desk_new(), scene->staffs_line);
	scene->staff->actor = "operator Grace";
	scene->departure = departure_new(48, 3);
	scene->changed = as_decided(scene);
	const struct wish wish = { .departures = { scene->departure }, .seats = "1A" };
	if (buying == CHANGE_SEAT || buying == CANCEL) {
		scene->locator = desk_book(scene->customer, &wish, surname_new());
	} else if (buying == CONFIRM) {
		scene->ref = desk_hold(scene->customer, &wish);
		desk_fill(scene->customer, scene->ref, surname_new());
	} else {
		/* Somebody has bought before: the departure is known. */
		desk_book(desk_new(),
		    &(struct wish){ .departures = { scene->departure }, .seats = "1D" },
		    surname_new());
	}
	return scene;
}

static void scene_end(struct scene *scene)
{
	proxy_stop(scene->buyers_line);
	proxy_stop(scene->staffs_line);
}

static const struct err *place(struct scene *scene, const struct departure *departure)
{
	return desk_place(scene->buyer,
	    &(struct wish){ .departures = { departure }, .seats = "2B" }, &scene->new_ref);
}

static const struct err *change_seat(struct scene *scene)
{
	const char *seat = apr_pstrcat(scene->buyer->pool, scene->departure->name, "/3D", NULL);
	static const unsigned char what[32] = { 1 };
	return booking_set_seat(scene->buyer,
	    &(struct seat_change){ scene->locator, 1, scene->departure->name, 1, seat,
		{ "key-of-the-seat", what, NULL } });
}

static void *buy(void *arg)
{
	struct scene *scene = arg;
	static const unsigned char what[32] = { 2 };
	const struct click click = { "key-of-cancelling", what, NULL };
	switch (scene->buying) {
	case PLACE:
		scene->buyer_err = place(scene, scene->departure);
		break;
	case CONFIRM:
		scene->buyer_err = booking_confirm(
		    scene->buyer, scene->ref, 2, 12000, &scene->locator);
		break;
	case CHANGE_SEAT:
		scene->buyer_err = change_seat(scene);
		break;
	default:
		scene->buyer_err = booking_cancel(scene->buyer, scene->locator, 1, 0, &click);
	}
	atomic_store(&scene->is_buyer_done, true);
	return NULL;
}

static void *decide(void *arg)
{
	struct scene *scene = arg;
	bool is_changed;
	int64_t id;
	if (scene->deciding == CLOSE)
		scene->staff_err = departure_close_sales(scene->staff, scene->departure->flight_no,
		    scene->departure->on, "aircraft change", &is_changed);
	else
		scene->staff_err = departure_learn(scene->staff, scene->changed, &id);
	atomic_store(&scene->is_staff_done, true);
	return NULL;
}

static int64_t of_departure(const struct scene *scene, const char *what)
{
	return database_number(desks_db(), "SELECT %s FROM departure d WHERE d.flight_no = '%s'",
	    what, scene->departure->flight_no);
}

/* The change, once, with its event. */
static void assert_decided(const struct scene *scene)
{
	static const char *const as[] = { "sales = 'closed'", "state = 'cancelled'",
		"state = 'retimed'" };
	assert_int_equal(of_departure(scene, as[scene->deciding]), 1);
	assert_int_equal(of_departure(scene, "version"), 2);
	assert_int_equal(of_departure(scene,
			     "(SELECT COUNT(*) FROM event e WHERE e.subject = 'departure'"
			     " AND e.subject_id = d.id AND e.version = 2"
			     " AND e.actor = 'operator Grace')"),
	    1);
}

/* Mails that tell of what staff did. */
static int64_t mails_of(const struct scene *scene)
{
	int64_t steps;

	assert_no_err(departure_work_run(desk_new(), 100, &steps));
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id"
	    " WHERE b.locator = '%s' AND o.kind = 'booking_changed'"
	    " AND (o.detail LIKE '%%was cancelled' OR o.detail LIKE '%%now departs at%%')",
	    scene->locator);
}

static void assert_bought(const struct scene *scene)
{
	if (scene->buying == PLACE) {
		const struct hold *hold = desk_find_hold(scene->customer, scene->new_ref);
		assert_int_equal(hold->state, HOLD_OPEN);
		assert_non_null(strstr(hold->seats_text, "/2B"));
		return;
	}
	const struct booking *booking = desk_find_booking(scene->customer, scene->locator);
	assert_int_equal(
	    booking->state, scene->buying == CANCEL ? BOOKING_CANCELLED : BOOKING_CONFIRMED);
	if (scene->buying != CANCEL)
		assert_non_null(
		    strstr(booking->seats_text, scene->buying == CHANGE_SEAT ? "/3D" : "/1A"));
}

/* The buyer is about to commit; staff waits for him, and then tells him too. */
static void the_buyer_is_first(enum buying buying, enum deciding deciding)
{
	struct scene *scene = scene_new(buying, deciding);
	pthread_t buyer, staff;
	buyer = run_to_commit(scene->buyers_line, buy, scene);
	assert_int_equal(pthread_create(&staff, NULL, decide, scene), 0);
	await_lock_waits("departure", "X", 1);
	assert_false(atomic_load(&scene->is_staff_done));
	assert_int_equal(of_departure(scene, "version"), 1);
	proxy_go(scene->buyers_line);
	pthread_join(buyer, NULL);
	pthread_join(staff, NULL);
	assert_no_err(scene->buyer_err);
	assert_no_err(scene->staff_err);
	assert_bought(scene);
	assert_decided(scene);
	if (buying != PLACE)
		assert_int_equal(mails_of(scene), buying != CANCEL && deciding != CLOSE);
	scene_end(scene);
}

static void assert_refused(const struct scene *scene)
{
	assert_err(scene->buyer_err, CODE_SALES_CLOSED);
	assert_string_equal(scene->buyer_err->facts[FACT_DEPARTURE], scene->departure->name);
	if (scene->buying == PLACE)
		assert_int_equal(
		    database_number(desks_db(), "SELECT COUNT(*) FROM hold WHERE address = '%s'",
			scene->customer->address),
		    0);
	if (scene->buying == CONFIRM)
		assert_int_equal(desk_find_hold(scene->customer, scene->ref)->state, HOLD_OPEN);
	if (scene->buying == CHANGE_SEAT)
		assert_int_equal(desk_find_booking(scene->customer, scene->locator)->version, 1);
}

/* What was retimed is asked for again, and sold with its new times. */
static void assert_sold_anew(struct scene *scene)
{
	int64_t departs_at = scene->changed->departs_at;
	if (scene->buying == PLACE) {
		assert_err(scene->buyer_err, CODE_STALE);
		assert_no_err(place(scene, scene->changed));
		const struct hold *hold = desk_find_hold(scene->customer, scene->new_ref);
		assert_int_equal(hold->segments[0].told_departs_at, departs_at);
		return;
	}
	assert_no_err(scene->buyer_err);
	assert_bought(scene);
	const struct booking *booking = desk_find_booking(scene->customer, scene->locator);
	assert_int_equal(booking->segments[0].departure.departs_at, departs_at);
	assert_int_equal(booking->segments[0].told_departs_at, scene->departure->departs_at);
}

/* Staff is about to commit; the buyer waits, and then meets what was decided. */
static void staff_is_first(enum buying buying, enum deciding deciding)
{
	/* Who has bought may still move and give back what is closed, and give back what is called off. */
	static const bool refused[DECIDINGS][BUYINGS] = {
		[CLOSE] = { [PLACE] = true, [CONFIRM] = true },
		[CALL_OFF] = { [PLACE] = true, [CONFIRM] = true, [CHANGE_SEAT] = true },
	};
	struct scene *scene = scene_new(buying, deciding);
	pthread_t buyer, staff;
	staff = run_to_commit(scene->staffs_line, decide, scene);
	assert_int_equal(pthread_create(&buyer, NULL, buy, scene), 0);
	await_lock_waits("departure", "S", 1);
	assert_false(atomic_load(&scene->is_buyer_done));
	proxy_go(scene->staffs_line);
	pthread_join(staff, NULL);
	pthread_join(buyer, NULL);
	assert_no_err(scene->staff_err);
	assert_decided(scene);
	if (refused[deciding][buying])
		assert_refused(scene);
	else if (deciding == RETIME)
		assert_sold_anew(scene);
	else {
		assert_no_err(scene->buyer_err);
		assert_bought(scene);
	}
	scene_end(scene);
}

static void with_each(void (*run)(enum buying, enum deciding), enum deciding deciding)
{
	for (int buying = 0; buying < BUYINGS; buying++)
		run((enum buying)buying, deciding);
}

static void who_closes_waits_for_buyers(void **state)
{
	(void)state;
	with_each(the_buyer_is_first, CLOSE);
}

static void who_cancels_waits_for_buyers_and_tells_them(void **state)
{
	(void)state;
	with_each(the_buyer_is_first, CALL_OFF);
}

static void who_retimes_waits_for_buyers_and_tells_them(void **state)
{
	(void)state;
	with_each(the_buyer_is_first, RETIME);
}

static void buyers_wait_for_who_closes_and_are_refused(void **state)
{
	(void)state;
	with_each(staff_is_first, CLOSE);
}

static void buyers_wait_for_who_cancels_and_are_refused(void **state)
{
	(void)state;
	with_each(staff_is_first, CALL_OFF);
}

static void buyers_wait_for_who_retimes_and_get_the_new_times(void **state)
{
	(void)state;
	with_each(staff_is_first, RETIME);
}

static void buyers_do_not_wait_for_each_other_there(void **state)
{
	struct scene *scene = scene_new(PLACE, CLOSE);
	pthread_t buyer;
	const char *ref;
	(void)state;
	buyer = run_to_commit(scene->buyers_line, buy, scene);
	assert_no_err(desk_place(
	    desk_new(), &(struct wish){ .departures = { scene->departure }, .seats = "3A" }, &ref));
	assert_false(atomic_load(&scene->is_buyer_done));
	proxy_go(scene->buyers_line);
	pthread_join(buyer, NULL);
	assert_no_err(scene->buyer_err);
	scene_end(scene);
}

/* What is so already is not changed again: no version, no event. */
static void closing_twice_is_closing_once(void **state)
{
	struct scene *scene = scene_new(PLACE, CLOSE);
	const char *flight_no = scene->departure->flight_no;
	int32_t on = scene->departure->on;
	struct departure_sales sales;
	bool is_changed;
	(void)state;
	assert_no_err(departure_close_sales(scene->staff, flight_no, on, "fog", &is_changed));
	assert_true(is_changed);
	assert_no_err(departure_close_sales(scene->staff, flight_no, on, "snow", &is_changed));
	assert_false(is_changed);
	assert_decided(scene);
	assert_int_equal(of_departure(scene,
			     "(SELECT detail = 'sales closed: fog' FROM event e"
			     " WHERE e.subject = 'departure' AND e.subject_id = d.id"
			     " ORDER BY e.version DESC LIMIT 1)"),
	    1);
	assert_no_err(departure_find_sales(scene->staff, flight_no, on, &sales));
	assert_true(sales.is_closed);
	/* What the flight service says later leaves it closed. */
	int64_t id;
	scene->changed = as_decided(
	    &(struct scene){ .departure = scene->departure, .deciding = RETIME });
	assert_no_err(departure_learn(scene->staff, scene->changed, &id));
	assert_no_err(departure_find_sales(scene->staff, flight_no, on, &sales));
	assert_true(sales.is_closed);
	assert_int_equal(sales.version, 3);
	assert_no_err(departure_open_sales(scene->staff, flight_no, on, NULL, &is_changed));
	assert_true(is_changed);
	assert_no_err(place(scene, scene->changed));
	scene_end(scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_closes_waits_for_buyers),
		cmocka_unit_test(who_cancels_waits_for_buyers_and_tells_them),
		cmocka_unit_test(who_retimes_waits_for_buyers_and_tells_them),
		cmocka_unit_test(buyers_wait_for_who_closes_and_are_refused),
		cmocka_unit_test(buyers_wait_for_who_cancels_and_are_refused),
		cmocka_unit_test(buyers_wait_for_who_retimes_and_get_the_new_times),
		cmocka_unit_test(buyers_do_not_wait_for_each_other_there),
		cmocka_unit_test(closing_twice_is_closing_once),
	};
	return DESKS_RUN("departure lock", tests, desks_stop);
}
