/* Where the customer of a booking is reached, changed. */
#include "domain/booking_internal.h"

#include "base/text.h"
#include "base/words.h"
#include "domain/click_internal.h"
#include "domain/passengers.h"
#include "store/outbox.h"

struct moving {
	struct desk *desk;
	const struct contact_change *change;
	struct booking_locked locked;
	const char *answer;
};

/* From now on means what waits to be sent, too: an address that was wrong is the reason why something does. */
static const struct err *leave(
    struct db *db, const struct booking *booking, const char *email, apr_pool_t *pool)
{
	const char *old = booking->contact.email;
	TRY(outbox_set_recipient(db, booking->id, old, email, pool));
	return outbox_insert(db, "booking_changed", booking->id, old,
	    say("Mails about this booking go to another address from now on. If you did not ask for that, open your booking and change it back"),
	    pool);
}

/* Who had the mails until now is told too: it may not have been he who changed that. */
static const struct err *tell_both(
    struct moving *moving, struct db *db, const struct contact *contact, apr_pool_t *pool)
{
	const struct booking *booking = &moving->locked.row.booking;
	struct booking told = *booking;
	if (!text_is_same(booking->contact.email, contact->email))
		TRY(leave(db, booking, contact->email, pool));
	told.contact = *contact;
	return booking_record_change(
	    moving->desk, db, &told, say("The e-mail address or phone number was changed"), pool);
}

static const struct err *tell(
    struct moving *moving, struct db *db, const struct contact *contact, apr_pool_t *pool)
{
	const struct language *own = booking_speak(
	    moving->desk, moving->locked.row.booking.language);
	const struct err *err = tell_both(moving, db, contact, pool);
	words_speak(own);
	return err;
}

static const struct err *move_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct moving *moving = arg;
	const struct contact_change *change = moving->change;
	struct contact contact;
	bool is_done;
	TRY(booking_lock(moving->desk, db, change->locator, &change->click, pool, &moving->locked,
	    &moving->answer));
	if (moving->answer != NULL)
		return NULL;
	const struct booking *booking = &moving->locked.row.booking;
	TRY(passengers_check_contact(&change->contact, pool, &contact));
	if (text_is_same(booking->contact.email, contact.email) &&
	    text_is_same(booking->contact.phone, contact.phone))
		return customer_tell_again(moving->desk, db, pool);
	if (booking->version != change->version || booking->state != BOOKING_CONFIRMED)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "booking %s is at another version",
		    booking->locator);
	TRY(tell(moving, db, &contact, pool));
	TRY(bookings_set_contact(db, booking->id, booking->version, &contact, pool, &is_done));
	if (!is_done)
		return tx_again(pool, "the booking has just changed");
	moving->answer = booking_path(booking->locator, pool);
	return click_keep(db, moving->locked.here.browser_id, &change->click, moving->answer, pool);
}

const struct err *booking_set_contact(struct desk *desk, const struct contact_change *change)
{
	struct moving moving = { .desk = desk, .change = change };
	return click_run(desk, &change->click, move_in_tx, &moving, &moving.answer);
}
