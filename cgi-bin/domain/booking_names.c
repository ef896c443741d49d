/* The names of a booking's passengers, corrected: a person stays who it is, however its name was written. */
#include "domain/booking_internal.h"

#include "base/pool.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/click_internal.h"
#include "domain/passengers.h"
#include "store/coupons.h"
#include "store/outbox.h"
#include "store/persons.h"

#include <string.h>

struct correcting {
	struct desk *desk;
	const struct name_change *change;
	/* Set by each run of the transaction. */
	struct db *db;
	apr_pool_t *pool;
	struct booking_locked locked;
	struct passenger_row rows[PARTY_PASSENGERS_MAX]; /* written another way from now on */
	size_t count;
	struct passenger
	    others[PARTY_PASSENGERS_MAX]; /* of them: whom coupons know by another name */
	size_t other_count;
	const char *answer;
};

static const struct err *changed_meanwhile(const struct correcting *correcting)
{
	return err_new(correcting->pool, CODE_CHANGED_MEANWHILE, "booking %s is at another version",
	    correcting->locked.row.booking.locator);
}

/* What is different, of all that was typed. */
static const struct err *compare(struct correcting *correcting)
{
	const struct booking *booking = &correcting->locked.row.booking;
	const struct name_change *change = correcting->change;
	struct passenger travelling[PARTY_PASSENGERS_MAX];
	struct passenger_row rows[PARTY_PASSENGERS_MAX];
	size_t count = booking_travelling(booking, travelling);
	if (booking->version != change->version && count != change->count)
		return changed_meanwhile(correcting);
	if (count != change->count)
		return err_with(err_new(correcting->pool, CODE_INVALID,
				    say("These are not as many people as are in this booking")),
		    FACT_FIELDS, "surname.1");
	TRY(correcting->desk->is_staff
		? passengers_rename(travelling, change->people, count, correcting->pool, rows)
		: passengers_correct(travelling, change->people, count, correcting->pool, rows));
	correcting->count = correcting->other_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct passenger *was = &travelling[i], *is = &rows[i].passenger;
		if (text_is_same(was->given_name, is->given_name) &&
		    text_is_same(was->surname, is->surname))
			continue;
		correcting->rows[correcting->count++] = rows[i];
		if (strcmp(was->identity, is->identity) != 0)
			correcting->others[correcting->other_count++] = *is;
	}
	return NULL;
}

static const struct err *check_limit(const struct correcting *correcting)
{
	int64_t limit = correcting->desk->settings->name_corrections;
	if (correcting->desk->is_staff || correcting->locked.row.booking.name_corrections < limit)
		return NULL;
	return err_with(
	    err_new(correcting->pool, CODE_INVALID,
		limit == 0 ? say("The names of bookings cannot be corrected here")
			   : say("The names of this booking cannot be corrected here any more")),
	    FACT_FIELDS, "surname.1");
}

/* The name on a document was compared with the one that is written down. */
static const struct err *check_not_checked_in(const struct correcting *correcting)
{
	const struct booking_locked *locked = &correcting->locked;
	for (size_t i = 0; i < correcting->count; i++)
		TRY(booking_check_not_checked_in(locked->segments, locked->segment_count,
		    locked->row.now, 0, correcting->rows[i].passenger.no, correcting->pool));
	return NULL;
}

static bool is_flown(const struct booking_locked *locked)
{
	for (size_t i = 0; i < locked->segment_count; i++)
		if (!locked->segments[i].is_cancelled &&
		    segment_has_departed(&locked->segments[i], locked->row.now))
			return true;
	return false;
}

/* Who flew, or was to on what is closed, stays who it is: from then on staff correct spelling too, and it is counted from where it was before. */
static const struct err *check_flown(struct correcting *correcting)
{
	const struct booking_locked *locked = &correcting->locked;
	struct passenger travelling[PARTY_PASSENGERS_MAX];
	struct passenger_row rows[PARTY_PASSENGERS_MAX];
	if (!correcting->desk->is_staff || !is_flown(locked))
		return NULL;
	size_t count = booking_travelling(&locked->row.booking, travelling);
	TRY(passengers_correct(
	    travelling, correcting->change->people, count, correcting->pool, rows));
	for (size_t i = 0; i < correcting->count; i++)
		for (size_t j = 0; j < count; j++)
			if (rows[j].passenger.no == correcting->rows[i].passenger.no)
				correcting->rows[i] = rows[j];
	return NULL;
}

/* Whom coupons will know by another name may be somebody who flies already: as a sale does, locked before it is looked at. */
static const struct err *check(struct correcting *correcting)
{
	struct booking_locked *locked = &correcting->locked;
	const struct booking *booking = &locked->row.booking;
	TRY(booking_lock_departures_later(correcting->db, locked, correcting->pool));
	TRY(correcting->other_count == 0 ? db_settle(correcting->db, correcting->pool)
					 : persons_set_sold(correcting->db, correcting->others,
					       correcting->other_count, correcting->pool));
	TRY(booking_read_departures(locked, correcting->pool));
	TRY(booking_check_ahead(
	    locked->segments, locked->segment_count, locked->row.now, correcting->pool));
	if (booking->version != correcting->change->version || booking->state != BOOKING_CONFIRMED)
		return changed_meanwhile(correcting);
	TRY(check_not_checked_in(correcting));
	TRY(check_flown(correcting));
	return check_limit(correcting);
}

static const struct err *write_names(struct correcting *correcting)
{
	const struct booking_row *row = &correcting->locked.row;
	struct asked overlaps;
	for (size_t i = 0; i < correcting->count; i++)
		TRY(passengers_set_name(
		    correcting->db, row->hold_id, &correcting->rows[i], correcting->pool));
	if (correcting->other_count == 0)
		return NULL;
	TRY(coupons_list_overlaps_of_booking(
	    correcting->db, row->hold_id, row->booking.id, correcting->pool, &overlaps));
	return booking_check_corrected(&correcting->locked, correcting->others,
	    correcting->other_count, &overlaps, correcting->pool);
}

/* The old coupons go before the new ones come: two of a party may exchange a letter. */
static const struct err *write_coupons(struct correcting *correcting)
{
	const struct booking *booking = &correcting->locked.row.booking;
	int64_t ids[DEPARTURES_PER_HOLD];
	size_t count = booking_departures_kept(&correcting->locked, ids);
	if (correcting->other_count == 0)
		return NULL;
	for (size_t i = 0; i < correcting->other_count; i++)
		TRY(coupons_delete_of_passenger(
		    correcting->db, booking->id, correcting->others[i].no, correcting->pool));
	return coupons_insert(correcting->db, ids, count, booking->id, correcting->others,
	    correcting->other_count, correcting->pool);
}

static const struct err *tell(struct correcting *correcting)
{
	const struct booking *booking = &correcting->locked.row.booking;
	const struct language *own = booking_speak(correcting->desk, booking->language);
	const char *detail = correcting->count == 1 ? say("The name of a passenger was corrected")
						    : say("Names of passengers were corrected");
	const struct err *err = booking_record_change(
	    correcting->desk, correcting->db, booking, detail, correcting->pool);
	words_speak(own);
	return err;
}

static const struct err *record(struct correcting *correcting)
{
	const struct booking *booking = &correcting->locked.row.booking;
	bool is_done;
	TRY(tell(correcting));
	correcting->answer = booking_path(booking->locator, correcting->pool);
	TRY(click_keep(correcting->db, correcting->locked.here.browser_id,
	    &correcting->change->click, correcting->answer, correcting->pool));
	/* What staff write is none of the customer's own corrections. */
	TRY(correcting->desk->is_staff ? bookings_set_version(correcting->db, booking->id,
					     booking->version, correcting->pool, &is_done)
				       : bookings_set_names_corrected(correcting->db, booking->id,
					     booking->version, correcting->pool, &is_done));
	return is_done ? NULL : tx_again(correcting->pool, "the booking has just changed");
}

static const struct err *correct_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct correcting *correcting = arg;
	correcting->db = db;
	correcting->pool = pool;
	TRY(booking_lock(correcting->desk, db, correcting->change->locator,
	    &correcting->change->click, pool, &correcting->locked, &correcting->answer));
	if (correcting->answer != NULL)
		return NULL;
	TRY(compare(correcting));
	if (correcting->count == 0) /* they are written so already */
		return customer_tell_again(correcting->desk, db, pool);
	TRY(check(correcting));
	TRY(write_names(correcting));
	TRY(write_coupons(correcting));
	return record(correcting);
}

const struct err *booking_set_names(struct desk *desk, const struct name_change *change)
{
	struct correcting correcting = { .desk = desk, .change = change };
	return click_run(desk, &change->click, correct_in_tx, &correcting, &correcting.answer);
}
