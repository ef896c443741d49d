/* Where the customer of a booking is reached, changed. */
#include "domain/booking_internal.h"

#include "base/text.h"
#include "base/words.h"
#include "domain/click_internal.h"
#include "domain/passengers.h"
#include "store/accesses.h"
#include "store/outbox.h"

struct moving {
	struct desk *desk;
	const struct contact_change *change;
	struct booking_locked locked;
	const char *answer;
};

/*
 * Who had the mails until now is told, since it may not have been he who changed that; what waits for him goes to the new address. Who changes it by the present link goes on with the next one; staff come
 * by none.
 */
static const struct err *leave_old(
    struct moving *moving, struct db *db, const struct contact *contact, apr_pool_t *pool)
{
	const struct booking *booking = &moving->locked.row.booking;
	const char *old = booking->contact.email;
	TRY(outbox_set_recipient(db, booking->id, old, contact->email, pool));
	/* The words are for when the address is the booking's again before they are sent. */
	TRY(outbox_insert(db, "booking_moved", booking->id, old,
	    say("The e-mail address or phone number was changed"), pool));
	if (moving->desk->is_staff)
		return NULL;
	return accesses_set_link(db, moving->locked.here.browser_id, booking->id, booking->link_no,
	    booking->link_no + 1, pool);
}

/* With another address, the links that were mailed to this one are over. */
static const struct err *write_down(
    struct moving *moving, struct db *db, const struct contact *contact, apr_pool_t *pool)
{
	const struct booking *booking = &moving->locked.row.booking;
	bool is_moved = !text_is_same(booking->contact.email, contact->email), is_done;
	int64_t link_no = booking->link_no + (is_moved ? 1 : 0);
	struct booking told = *booking;
	told.contact = *contact;
	TRY(booking_record_change(
	    moving->desk, db, &told, say("The e-mail address or phone number was changed"), pool));
	TRY(bookings_set_contact(
	    db, booking->id, booking->version, contact, link_no, pool, &is_done));
	if (!is_done)
		return tx_again(pool, "the booking has just changed");
	return is_moved ? leave_old(moving, db, contact, pool) : NULL;
}

static const struct err *change(
    struct moving *moving, struct db *db, const struct contact *contact, apr_pool_t *pool)
{
	const struct language *own = booking_speak(
	    moving->desk, moving->locked.row.booking.language);
	const struct err *err = write_down(moving, db, contact, pool);
	words_speak(own);
	return err;
}

static const struct err *move_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct moving *moving = arg;
	const struct contact_change *asked = moving->change;
	struct contact contact;
	TRY(booking_lock(moving->desk, db, asked->locator, &asked->click, pool, &moving->locked,
	    &moving->answer));
	if (moving->answer != NULL)
		return NULL;
	const struct booking *booking = &moving->locked.row.booking;
	TRY(passengers_check_contact(&asked->contact, pool, &contact));
	if (text_is_same(booking->contact.email, contact.email) &&
	    text_is_same(booking->contact.phone, contact.phone))
		return customer_tell_again(moving->desk, db, pool);
	if (booking->version != asked->version || booking->state != BOOKING_CONFIRMED)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "booking %s is at another version",
		    booking->locator);
	TRY(change(moving, db, &contact, pool));
	moving->answer = booking_path(booking->locator, pool);
	return click_keep(db, moving->locked.here.browser_id, &asked->click, moving->answer, pool);
}

const struct err *booking_set_contact(struct desk *desk, const struct contact_change *change)
{
	struct moving moving = { .desk = desk, .change = change };
	return click_run(desk, &change->click, move_in_tx, &moving, &moving.answer);
}
