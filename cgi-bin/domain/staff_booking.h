/*
 * Bookings as staff work with them. What customers may do staff do for them by the same rules (domain/booking.h, hold.h), at a desk that acts for everybody; here is what staff alone do. Each says what it
 * does by the desk's act, which goes into the audit log with it.
 */
#ifndef DOMAIN_STAFF_BOOKING_H
#define DOMAIN_STAFF_BOOKING_H

#include "domain/booking.h"
#include "domain/history.h"
#include "model/booking_file.h"

struct booking_search {
	const char
	    *text; /* a locator; an e-mail address, or how one begins; "AX204 2026-12-01"; a name */
	bool is_name_only; /* whatever else it could be */
	struct booking_place place;
};

/*
 * What was found, at most `most`, one line a booking, or for a name's beginning one for each surname in it; `*next` is where the next page begins (key NULL: there is none). A name is found however it is accented, with or without the given names (of which the
 * beginning is enough), in either order, "Surname, Given" as well; a surname with * at its end by its beginning. In the audit log before it is told.
 */
const struct err *staff_booking_search(struct desk *desk, const struct booking_search *wanted,
    size_t most, const struct booking_found **out, size_t *count, struct booking_place *next);

/* All about one booking. */
struct booking_file {
	const struct booking *booking;
	const struct history_line *
	    events; /* of its hold, itself and its departures, by time: the last ones before the place asked for */
	size_t event_count;
	bool has_earlier_events;
	const struct ledger_row *ledger;
	size_t ledger_count;
	const struct booking_note *notes; /* the newest first */
	size_t note_count;
	const struct outbox_state *mails; /* the newest first */
	size_t mail_count;
	int64_t due_minor;  /* to be paid for what is left of it */
	int64_t back_minor; /* agreed to go back, and has not */
	int64_t left_minor; /* of what was paid: could still go back */
};
/* What happened to it before a place (HISTORY_END: all), at most 100 lines of it. In the audit log before it is told. CODE_NOT_FOUND. */
const struct err *staff_booking_read(
    struct desk *desk, const char *locator, struct history_place before, struct booking_file *out);
/* The booking alone, for a form about it; in the audit log too. */
const struct err *staff_booking_open(
    struct desk *desk, const char *locator, const struct booking **out);

struct booking_money {
	const char *locator;
	int64_t version;
	int64_t amount_minor; /* as it was seen */
	struct click click;
};
/* All that is due was paid. CODE_CHANGED_MEANWHILE (version, state, nothing due), CODE_PRICE_CHANGED (another sum is due; FACT_OLD_TOTAL), CODE_KEY_REUSED. */
const struct err *staff_booking_pay(struct desk *desk, const struct booking_money *money);
/* What was agreed to go back did. Of a booking in whatever state; its version stays. Errors as above. */
const struct err *staff_booking_pay_out(struct desk *desk, const struct booking_money *money);

struct booking_goodwill {
	const char *locator;
	int64_t version;
	int64_t left_minor; /* what could still go back, as it was seen */
	const char *amount; /* "25.00", in the booking's currency */
	const char *reason; /* at most 200 characters; the customer is not told */
	struct click click;
};
/*
 * Some of what was paid goes back though nothing is cancelled for it; what is owed stays. Of a booking in whatever state; one that is cancelled keeps its version. CODE_INVALID (amount.1: no sum, or more than
 * is left), CODE_CHANGED_MEANWHILE, CODE_PRICE_CHANGED (something else is left; FACT_OLD_TOTAL), CODE_KEY_REUSED.
 */
const struct err *staff_booking_give(struct desk *desk, const struct booking_goodwill *goodwill);

/* A note of at most 2,000 letters; it is never changed. CODE_NOT_FOUND, CODE_KEY_REUSED. */
const struct err *staff_booking_note(
    struct desk *desk, const char *locator, const char *words, const struct click *click);

/* The confirmation as it is now, or of one that is cancelled the word of that, once more. */
const struct err *staff_booking_mail(
    struct desk *desk, const char *locator, const struct click *click);
/* One that was not sent yet is tried at once. CODE_CHANGED_MEANWHILE: it was sent. */
const struct err *staff_booking_mail_now(
    struct desk *desk, const char *locator, int64_t mail_id, const struct click *click);

struct booking_split {
	const char *locator;
	int64_t version;
	bool goes[PARTY_PASSENGERS_MAX]; /* by passenger, from number 1 */
	const char *
	    email; /* of the new booking, whose owner then is nobody yet; NULL: as before, and the same owner */
	struct click click;
};
/*
 * Some passengers get a booking of their own, with what they have ahead: their seats, their price, and of what was paid what the old one does not need. What was flown or cancelled stays. Both are told by mail.
 * CODE_INVALID (passenger.1: nobody goes or nobody stays, an infant without an adult, a seat that the aircraft does not have any more; email.1), CODE_CHANGED_MEANWHILE, CODE_SALES_CLOSED,
 * CODE_FLIGHT_CLOSED, CODE_CHECKED_IN (one of them, on what is ahead), CODE_KEY_REUSED. `*locator` is the new one's.
 */
const struct err *staff_booking_split(
    struct desk *desk, const struct booking_split *split, const char **locator);

/* "booking/K7QX3M", as the audit log calls it. */
const char *staff_booking_subject(const char *locator, apr_pool_t *pool);

#endif
