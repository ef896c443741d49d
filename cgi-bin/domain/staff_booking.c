/* A booking's file as staff read it, and what they add to it: notes, and mails sent again. */
#include "domain/staff_booking.h"

#include "base/pool.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/booking_internal.h"
#include "domain/click_internal.h"
#include "domain/mail.h"
#include "store/booking_notes.h"
#include "store/ledger.h"
#include "store/outbox.h"

#define LIST_MAX 200
#define EVENTS_MAX 100

const char *staff_booking_subject(const char *locator, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "booking/", locator, NULL);
}

const struct err *staff_booking_open(
    struct desk *desk, const char *locator, const struct booking **out)
{
	struct booking_row *row = pool_make(desk->pool, struct booking_row);

	TRY(booking_find_row(desk, desk->db, locator, desk->pool, row));
	TRY(audit_note(
	    desk, "booking-read", staff_booking_subject(row->booking.locator, desk->pool), ""));
	TRY(booking_fill(desk->db, row, desk->pool));
	*out = &row->booking;
	return NULL;
}

/* One more is asked for, which tells whether there are more. */
static const struct err *read_events(
    struct desk *desk, struct history_place before, struct booking_file *out)
{
	TRY(history_list_before(
	    desk, out->booking->locator, before, EVENTS_MAX + 1, &out->events, &out->event_count));
	out->has_earlier_events = out->event_count > EVENTS_MAX;
	if (out->has_earlier_events) {
		out->events++;
		out->event_count--;
	}
	return NULL;
}

const struct err *staff_booking_read(
    struct desk *desk, const char *locator, struct history_place before, struct booking_file *out)
{
	apr_pool_t *pool = desk->pool;
	struct ledger_row *ledger;
	struct booking_note *notes;
	struct outbox_state *mails;
	int64_t gone;

	*out = (struct booking_file){ .booking = NULL };
	TRY(staff_booking_open(desk, locator, &out->booking));
	TRY(read_events(desk, before, out));
	TRY(ledger_list(desk->db, out->booking->id, pool, &ledger, &out->ledger_count));
	TRY(booking_notes_list(
	    desk->db, out->booking->id, LIST_MAX, pool, &notes, &out->note_count));
	TRY(outbox_list_of_booking(
	    desk->db, out->booking->id, LIST_MAX, pool, &mails, &out->mail_count));
	TRY(ledger_sum_payouts(desk->db, out->booking->id, pool, &gone));
	out->ledger = ledger;
	out->notes = notes;
	out->mails = mails;
	out->back_minor = out->booking->refund_minor + out->booking->goodwill_minor - gone;
	out->left_minor = booking_left(out->booking);
	if (out->booking->state == BOOKING_CONFIRMED)
		out->due_minor = booking_due(out->booking);
	return NULL;
}

/* Something that is added to a booking and leaves its version as it is. */
struct adding {
	struct desk *desk;
	const char *locator;
	const struct click *click;
	const char *words;
	int64_t mail_id;
	const struct err *(*add)(
	    struct adding *adding, struct db *db, const struct booking *booking, apr_pool_t *pool);
	const char *answer;
};

static const struct err *add_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct adding *adding = arg;
	struct booking_locked locked;

	TRY(booking_lock(
	    adding->desk, db, adding->locator, adding->click, pool, &locked, &adding->answer));
	if (adding->answer != NULL)
		return NULL;
	TRY(adding->add(adding, db, &locked.row.booking, pool));
	adding->answer = booking_path(locked.row.booking.locator, pool);
	return click_keep(db, locked.here.browser_id, adding->click, adding->answer, pool);
}

static const struct err *run(struct adding *adding)
{
	return click_run(adding->desk, adding->click, add_in_tx, adding, &adding->answer);
}

static const struct err *add_note(
    struct adding *adding, struct db *db, const struct booking *booking, apr_pool_t *pool)
{
	return booking_notes_insert(db, booking->id, adding->desk->actor, adding->words, pool);
}

const struct err *staff_booking_note(
    struct desk *desk, const char *locator, const char *words, const struct click *click)
{
	struct adding adding = {
		.desk = desk, .locator = locator, .click = click, .words = words, .add = add_note
	};

	return run(&adding);
}

/* The first confirmation and the first word of a cancellation are counted; these are asked for besides. */
static const struct err *add_mail(
    struct adding *adding, struct db *db, const struct booking *booking, apr_pool_t *pool)
{
	const struct language *own = booking_speak(adding->desk, booking->language);
	const struct err *err = outbox_insert(db, "booking_link", booking->id,
	    booking->contact.email,
	    booking->state == BOOKING_CANCELLED ? MAIL_CANCELLATION : MAIL_CONFIRMATION, pool);
	words_speak(own);
	return err;
}

const struct err *staff_booking_mail(
    struct desk *desk, const char *locator, const struct click *click)
{
	struct adding adding = {
		.desk = desk, .locator = locator, .click = click, .add = add_mail
	};

	return run(&adding);
}

static const struct err *hurry_mail(
    struct adding *adding, struct db *db, const struct booking *booking, apr_pool_t *pool)
{
	bool is_done;

	TRY(outbox_set_due(db, booking->id, adding->mail_id, pool, &is_done));
	return is_done ? NULL
		       : err_new(pool, CODE_CHANGED_MEANWHILE, "this mail does not wait any more");
}

const struct err *staff_booking_mail_now(
    struct desk *desk, const char *locator, int64_t mail_id, const struct click *click)
{
	struct adding adding = { .desk = desk,
		.locator = locator,
		.click = click,
		.mail_id = mail_id,
		.add = hurry_mail };

	return run(&adding);
}
