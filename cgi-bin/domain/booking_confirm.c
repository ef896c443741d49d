/* A booking is made from a hold, once. */
#include "domain/booking_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/anew.h"
#include "domain/audit.h"
#include "domain/click_internal.h"
#include "domain/hold_internal.h"
#include "domain/locator.h"
#include "store/coupons.h"
#include "store/departures.h"
#include "store/events.h"
#include "store/ledger.h"
#include "store/outbox.h"
#include "store/persons.h"

#include <string.h>

struct confirming {
	struct desk *desk;
	const char *ref;
	int64_t version, total_minor;
	/* Set by each run of the transaction. */
	struct db *db;
	apr_pool_t *pool;
	struct hold_row row;
	struct segment *segments;
	size_t segment_count;
	int64_t departure_ids[DEPARTURES_PER_HOLD]; /* in travel order */
	struct asked departures;
	int64_t booking_id;
	const char *locator;
};

static size_t seats_wanted(const struct confirming *confirming)
{
	return party_seated(&confirming->row.hold.party) * confirming->segment_count;
}

static const struct err *lock_departures_later(struct confirming *confirming)
{
	for (size_t i = 0; i < confirming->segment_count; i++)
		confirming->departure_ids[i] = confirming->segments[i].departure_id;
	return departures_lock_shared_later(confirming->db, confirming->departure_ids,
	    confirming->segment_count, 0, confirming->pool, &confirming->departures);
}

/* Travelling is still possible, though the time for new sales may be over. */
static const struct err *check_departures(struct confirming *confirming)
{
	struct departure_row rows[DEPARTURES_PER_HOLD];
	TRY(departures_read(&confirming->departures, confirming->departure_ids,
	    confirming->segment_count, confirming->pool, rows));
	for (size_t i = 0; i < confirming->segment_count; i++) {
		const struct departure *departure = &rows[i].departure;
		if (departure->state == DEPARTURE_CANCELLED ||
		    departure->state == DEPARTURE_DEPARTED || rows[i].is_sales_closed ||
		    rows[i].is_too_late)
			return err_with(err_new(confirming->pool, CODE_SALES_CLOSED,
					    "%s is not on sale any more", departure->name),
			    FACT_DEPARTURE, departure->name);
	}
	return NULL;
}

/* Is it still what the customer saw? */
static const struct err *check_seen(const struct confirming *confirming)
{
	const struct hold *hold = &confirming->row.hold;
	if (hold->version != confirming->version)
		return err_new(confirming->pool, CODE_CHANGED_MEANWHILE,
		    "hold %s is at another version", hold->ref);
	if (hold->total_minor != confirming->total_minor)
		return err_with(
		    err_new(confirming->pool, CODE_PRICE_CHANGED, "another total was seen"),
		    FACT_OLD_TOTAL,
		    apr_psprintf(confirming->pool, "%" APR_INT64_T_FMT, confirming->total_minor));
	if (hold->passenger_count == 0 || hold->contact.email == NULL)
		return err_new(confirming->pool, CODE_PASSENGERS_MISSING,
		    "hold %s has no passengers", hold->ref);
	return NULL;
}

/* Too late comes before conflict; an ended hold says so rather than that it changed. The persons, where one may wait for long, are locked for what can be sold alone. */
static const struct err *check(struct confirming *confirming)
{
	const struct hold *hold = &confirming->row.hold;
	TRY(hold_check_open(hold, confirming->pool));
	const struct err *conflict = check_seen(confirming);
	TRY(lock_departures_later(confirming));
	TRY(conflict != NULL ? db_settle(confirming->db, confirming->pool)
			     : persons_set_sold(confirming->db, hold->passengers,
				   hold->passenger_count, confirming->pool));
	TRY(check_departures(confirming));
	return conflict;
}

static const struct err *over(struct confirming *confirming)
{
	return err_new(confirming->pool, CODE_HOLD_EXPIRED,
	    "seats of hold %s went to somebody else", confirming->ref);
}

/* Whom staff sell to is told in the language that was chosen. */
static const char *told_in(const struct desk *desk)
{
	return desk->told_in != NULL ? desk->told_in : words_spoken()->code;
}

static const struct err *insert_later(struct confirming *confirming, struct asked *id)
{
	const struct hold_row *row = &confirming->row;
	const struct booking_new booking = {
		.locator = confirming->locator = locator_new(confirming->pool),
		.hold_id = row->hold.id,
		.customer_id = row->customer_id,
		.currency = row->hold.currency,
		.total_minor = row->hold.total_minor,
		.contact = row->hold.contact,
	};
	const struct language *own = booking_speak(confirming->desk, told_in(confirming->desk));
	const struct err *err = bookings_insert_later(
	    confirming->db, &booking, confirming->pool, id);
	words_speak(own);
	return err;
}

/* The last statement decides: of all that would turn this hold into a booking, one changes its row. */
static const struct err *use_hold(struct confirming *confirming)
{
	const struct hold *hold = &confirming->row.hold;
	struct asked overlaps, id;
	bool is_done;
	TRY(coupons_list_overlaps_later(confirming->db, hold->id, confirming->pool, &overlaps));
	TRY(insert_later(confirming, &id));
	TRY(holds_set_used(confirming->db, hold->id, hold->version,
	    hold_seats_text(confirming->segments, confirming->segment_count, confirming->pool),
	    confirming->pool, &is_done));
	TRY(booking_check_persons(&confirming->row, confirming->segments, confirming->segment_count,
	    &overlaps, confirming->pool));
	confirming->booking_id = bookings_read_id(&id);
	return is_done ? NULL : tx_again(confirming->pool, "the hold has just ended");
}

static const struct err *write_seat_events(struct confirming *confirming)
{
	size_t count;
	TRY(hold_write_seat_events(confirming->db, confirming->row.hold.id, confirming->segments,
	    confirming->segment_count, "sold", confirming->pool, &count));
	return count == seats_wanted(confirming) ? NULL : over(confirming);
}

/* In order of departure, as all that is written on departures. */
static const struct err *write_coupons(struct confirming *confirming)
{
	const struct hold *hold = &confirming->row.hold;
	int64_t ids[DEPARTURES_PER_HOLD];
	for (size_t i = 0; i < confirming->segment_count; i++) {
		size_t at = i;
		for (; at > 0 && ids[at - 1] > confirming->departure_ids[i]; at--)
			ids[at] = ids[at - 1];
		ids[at] = confirming->departure_ids[i];
	}
	return coupons_insert(confirming->db, ids, confirming->segment_count,
	    confirming->booking_id, hold->passengers, hold->passenger_count, confirming->pool);
}

static const struct err *write_effects(struct confirming *confirming)
{
	const struct hold *hold = &confirming->row.hold;
	const struct event events[] = {
		hold_event(confirming->desk, hold->id, hold->version + 1, HOLD_OPEN, HOLD_USED, ""),
		booking_event(confirming->desk, confirming->booking_id, 1, BOOKING_CONFIRMED,
		    BOOKING_CONFIRMED, ""),
	};
	TRY(ledger_insert(confirming->db, confirming->booking_id, "sale", hold->total_minor,
	    hold->currency, confirming->pool));
	TRY(events_insert_many(confirming->db, events, 2, confirming->pool));
	const struct language *own = booking_speak(confirming->desk, told_in(confirming->desk));
	const struct err *err = outbox_insert(confirming->db, "booking_confirmed",
	    confirming->booking_id, hold->contact.email, "", confirming->pool);
	words_speak(own);
	return err;
}

/* What follows from the booking; last of it the seats, whose number is waited for: one that was taken over meanwhile is not ours to sell. */
static const struct err *sell(struct confirming *confirming)
{
	int64_t sold;
	TRY(write_seat_events(confirming));
	TRY(write_coupons(confirming));
	TRY(write_effects(confirming));
	TRY(seats_set_sold(confirming->db, confirming->row.hold.id, confirming->booking_id,
	    confirming->pool, &sold));
	return sold == (int64_t)seats_wanted(confirming) ? NULL : over(confirming);
}

static const struct err *confirm_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct confirming *confirming = arg;
	struct hold *hold = &confirming->row.hold;
	confirming->db = db;
	confirming->pool = pool;
	TRY(hold_find_owned(confirming->desk, db, confirming->ref, pool, &confirming->row,
	    &confirming->segments, &confirming->segment_count));
	confirming->locator = hold->locator;
	if (confirming->locator != NULL)
		return customer_tell_again(confirming->desk, db, pool);
	TRY(check(confirming));
	TRY(use_hold(confirming));
	TRY(sell(confirming));
	return audit_act(
	    confirming->desk, db, apr_pstrcat(pool, "booking/", confirming->locator, NULL), pool);
}

/* NULL: there is none. */
static const struct err *find_made(struct desk *desk, const char *hold_ref, const char **locator)
{
	struct hold_row row;
	TRY(hold_find_row(desk, hold_ref, &row));
	*locator = row.hold.locator;
	return *locator != NULL ? customer_tell_again(desk, desk->db, desk->pool) : NULL;
}

const struct err *booking_confirm(struct desk *desk, const char *hold_ref, int64_t version,
    int64_t total_minor, const char **locator)
{
	struct confirming confirming = {
		.desk = desk,
		.ref = hold_ref,
		.version = version,
		.total_minor = total_minor,
	};
	const struct err *err = anew_run(desk->db, confirm_in_tx, &confirming, desk->pool);
	*locator = confirming.locator;
	if (!err_is(err, CODE_UNSURE))
		return err;
	TRY(customer_await(desk));
	const struct err *failure = find_made(desk, hold_ref, locator);
	if (failure != NULL)
		return click_look_failed(err, failure);
	return *locator != NULL ? NULL : customer_found_nothing(desk);
}
