/* Splitting a booking: some of its passengers get one of their own, with their seats and what is theirs of the price and of what was paid. */
#include "domain/staff_booking.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "domain/audit.h"
#include "domain/booking_internal.h"
#include "domain/click_internal.h"
#include "domain/locator.h"
#include "domain/passengers.h"
#include "domain/staff_booking_internal.h"
#include "store/coupons.h"
#include "store/customers.h"
#include "store/departure_works.h"
#include "store/ledger.h"
#include "store/outbox.h"
#include "store/passengers.h"
#include "store/price_lines.h"
#include "store/seats.h"
#include "store/segments.h"

#include <string.h>

struct splitting {
	struct desk *desk;
	const struct booking_split *split;
	/* Set by each run of the transaction. */
	struct db *db;
	apr_pool_t *pool;
	struct booking_locked locked;
	struct split_plan plan;
	struct contact contact; /* of the new booking */
	int64_t customer_id, hold_id, booking_id;
	const char *locator;
	const char *answer;
};

static const struct err *find_contact(struct splitting *splitting)
{
	const struct contact wanted = { splitting->split->email, NULL };
	const struct booking_row *row = &splitting->locked.row;
	splitting->contact = row->booking.contact;
	splitting->customer_id = row->customer_id;
	if (wanted.email == NULL || strcmp(wanted.email, row->booking.contact.email) == 0)
		return NULL;
	TRY(passengers_check_contact(&wanted, splitting->pool, &splitting->contact));
	/* Whose address it is gets a link to it by mail; who booked has nothing to do with it any more. */
	return customers_insert(splitting->db, splitting->pool, &splitting->customer_id);
}

static const struct err *check(struct splitting *splitting)
{
	struct booking_locked *locked = &splitting->locked;
	const struct booking *booking = &locked->row.booking;
	const struct price_line *lines;
	size_t line_count;
	if (booking->version != splitting->split->version || booking->state != BOOKING_CONFIRMED)
		return err_new(splitting->pool, CODE_CHANGED_MEANWHILE,
		    "booking %s is at another version", booking->locator);
	TRY(booking_lock_departures_later(splitting->db, locked, splitting->pool));
	TRY(segments_fill_cabins(
	    splitting->db, locked->segments, locked->segment_count, splitting->pool));
	TRY(price_lines_list(
	    splitting->db, locked->row.hold_id, splitting->pool, &lines, &line_count));
	TRY(booking_read_departures(locked, splitting->pool));
	return split_plan_make(
	    locked, lines, line_count, splitting->split->goes, splitting->pool, &splitting->plan);
}

static const struct err *write_hold(struct splitting *splitting)
{
	const struct split_plan *plan = &splitting->plan;
	const struct hold_new hold = {
		.ref = random_ref(splitting->pool),
		.customer_id = splitting->customer_id,
		.browser_id = splitting->locked.here.browser_id,
		.address = "",
		.party = plan->party,
		.currency = splitting->locked.row.booking.currency,
		.total_minor = plan->price_minor,
		.contact = splitting->contact,
	};
	TRY(holds_insert_used(
	    splitting->db, &hold, plan->seats_text, splitting->pool, &splitting->hold_id));
	TRY(segments_insert(splitting->db, splitting->hold_id, plan->segments, plan->segment_count,
	    splitting->pool));
	TRY(price_lines_insert(
	    splitting->db, splitting->hold_id, plan->lines, plan->line_count, splitting->pool));
	TRY(passengers_insert(
	    splitting->db, splitting->hold_id, plan->people, plan->people_count, splitting->pool));
	for (size_t i = 0; i < plan->people_count; i++)
		if (plan->people[i].passenger.sold_surname != NULL)
			TRY(passengers_set_name(
			    splitting->db, splitting->hold_id, &plan->people[i], splitting->pool));
	return NULL;
}

static const struct err *write_booking(struct splitting *splitting)
{
	const struct booking_row *row = &splitting->locked.row;
	const struct booking_new booking = {
		.locator = splitting->locator = locator_new(splitting->pool),
		.hold_id = splitting->hold_id,
		.customer_id = splitting->customer_id,
		.currency = row->booking.currency,
		.total_minor = splitting->plan.price_minor,
		.contact = splitting->contact,
	};
	return bookings_insert_split(splitting->db, &booking, row->booking.id,
	    splitting->plan.moved_minor, splitting->pool, &splitting->booking_id);
}

static const struct err *write_money(struct splitting *splitting)
{
	const struct booking *old = &splitting->locked.row.booking;
	int64_t price = splitting->plan.price_minor, moved = splitting->plan.moved_minor;
	struct db *db = splitting->db;
	apr_pool_t *pool = splitting->pool;
	TRY(ledger_insert(db, splitting->booking_id, "split", price, old->currency, pool));
	if (price > 0)
		TRY(ledger_insert(db, old->id, "split", -price, old->currency, pool));
	if (moved == 0)
		return NULL;
	TRY(ledger_insert(db, old->id, "transfer", -moved, old->currency, pool));
	return ledger_insert(db, splitting->booking_id, "transfer", moved, old->currency, pool);
}

/* In order of departure, as all that is written on departures. */
static const struct err *write_places(struct splitting *splitting)
{
	const struct split_plan *plan = &splitting->plan;
	const struct booking_row *row = &splitting->locked.row;
	struct passenger people[PARTY_PASSENGERS_MAX];
	const struct seats_owner owner = { splitting->hold_id, splitting->booking_id, CLOCK_NONE };
	for (size_t i = 0; i < plan->people_count; i++) {
		people[i] = plan->people[i].passenger;
		TRY(passengers_set_cancelled(
		    splitting->db, row->hold_id, plan->old_no[i], splitting->pool));
		for (size_t j = 0; j < plan->departure_count; j++)
			TRY(coupons_delete_on(splitting->db, row->booking.id,
			    plan->departure_ids[j], plan->old_no[i], splitting->pool));
	}
	TRY(coupons_insert(splitting->db, plan->departure_ids, plan->departure_count,
	    splitting->booking_id, people, plan->people_count, splitting->pool));
	for (size_t i = 0; i < plan->departure_count; i++)
		if (plan->seat_count[i] > 0)
			TRY(seats_set_owner(splitting->db, row->hold_id, &owner,
			    plan->departure_ids[i], plan->seats[i], plan->seat_count[i],
			    splitting->pool));
	return NULL;
}

static const struct err *tell_both(struct splitting *splitting)
{
	const struct booking *old = &splitting->locked.row.booking;
	apr_pool_t *pool = splitting->pool;
	TRY(outbox_insert(splitting->db, "booking_changed", old->id, old->contact.email,
	    apr_psprintf(pool,
		say("%s will travel with a booking of their own. Nothing changes for the others"),
		splitting->plan.names),
	    pool));
	return outbox_insert(splitting->db, "booking_confirmed", splitting->booking_id,
	    splitting->contact.email, "", pool);
}

static const struct err *write_events(struct splitting *splitting)
{
	const struct booking *old = &splitting->locked.row.booking;
	struct desk *desk = splitting->desk;
	apr_pool_t *pool = splitting->pool;
	const char *from = apr_pstrcat(pool, "split from ", old->locator, NULL);
	const struct event events[] = {
		hold_event(desk, splitting->hold_id, 1, HOLD_OPEN, HOLD_OPEN, from),
		hold_event(desk, splitting->hold_id, 2, HOLD_OPEN, HOLD_USED, ""),
		booking_event(
		    desk, splitting->booking_id, 1, BOOKING_CONFIRMED, BOOKING_CONFIRMED, from),
	};
	TRY(events_insert_many(splitting->db, events, 3, pool));
	TRY(booking_record(desk, splitting->db, old->id, old->version + 1, old->state, old->state,
	    apr_pstrcat(pool, splitting->plan.names, " to ", splitting->locator, NULL), pool));
	const struct language *own = booking_speak(desk, old->language);
	const struct err *err = tell_both(splitting);
	words_speak(own);
	return err;
}

static const struct err *end(struct splitting *splitting)
{
	const struct booking *old = &splitting->locked.row.booking;
	const struct split_plan *plan = &splitting->plan;
	bool is_done;
	splitting->answer = booking_path(splitting->locator, splitting->pool);
	TRY(click_keep(splitting->db, splitting->locked.here.browser_id, &splitting->split->click,
	    splitting->answer, splitting->pool));
	TRY(audit_write(splitting->desk, splitting->db, "booking-from-split",
	    staff_booking_subject(splitting->locator, splitting->pool),
	    apr_pstrcat(splitting->pool, "from ", old->locator, NULL), splitting->pool));
	TRY(bookings_set_split(splitting->db, old->id, old->version, plan->price_minor,
	    plan->moved_minor, splitting->pool, &is_done));
	return is_done ? NULL : tx_again(splitting->pool, "the booking has just changed");
}

static const struct err *split_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct splitting *splitting = arg;
	splitting->db = db;
	splitting->pool = pool;
	TRY(booking_lock(splitting->desk, db, splitting->split->locator, &splitting->split->click,
	    pool, &splitting->locked, &splitting->answer));
	if (splitting->answer != NULL)
		return NULL;
	TRY(check(splitting));
	TRY(find_contact(splitting));
	TRY(write_hold(splitting));
	TRY(write_booking(splitting));
	TRY(departure_works_set_told_too(
	    db, splitting->locked.row.booking.id, splitting->booking_id, pool));
	TRY(write_money(splitting));
	TRY(write_events(splitting));
	TRY(write_places(splitting));
	return end(splitting);
}

const struct err *staff_booking_split(
    struct desk *desk, const struct booking_split *split, const char **locator)
{
	struct splitting splitting = { .desk = desk, .split = split };
	TRY(click_run(desk, &split->click, split_in_tx, &splitting, &splitting.answer));
	*locator = splitting.answer + strlen(booking_path("", desk->pool));
	return NULL;
}
