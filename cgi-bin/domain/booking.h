/* Bookings: made once from a hold, shown, found, changed, cancelled. */
#ifndef DOMAIN_BOOKING_H
#define DOMAIN_BOOKING_H

#include "domain/click.h"
#include "domain/seating.h"
#include "model/booking.h"

/* "pending", "confirmed", "cancelled", "expired" */
const char *booking_state_name(enum booking_state state);

/*
 * Turn a hold into a booking, payment later. The same hold again, whenever and with whatever: the same locator. Otherwise CODE_NOT_FOUND (not this browser's), CODE_CHANGED_MEANWHILE (version), CODE_PRICE_CHANGED
 * (FACT_OLD_TOTAL), CODE_PASSENGERS_MISSING, CODE_DUPLICATE_PASSENGER (on one of the departures already) and CODE_PASSENGER_ELSEWHERE (on another that overlaps it
 * in time; FACT_OTHERS: those of this customer's own bookings), both with FACT_DEPARTURE, and the hold stays open; CODE_HOLD_ENDED, CODE_HOLD_EXPIRED, CODE_SALES_CLOSED (the departure was cancelled or closed
 * meanwhile), CODE_UNSURE. Writes the mail's outbox row with the booking.
 */
const struct err *booking_confirm(struct desk *desk, const char *hold_ref, int64_t version,
    int64_t total_minor, const char **locator);

/* As this browser may see it. CODE_NOT_FOUND: none, or not shown to it; CODE_NEEDS_LINK: nor any more, since the link that it came by is over. So it is for all that is done with a booking below. */
const struct err *booking_find(struct desk *desk, const char *locator, const struct booking **out);
/* The same without its price lines. */
const struct err *booking_find_seated(
    struct desk *desk, const char *locator, const struct booking **out);

/* By locator (any case) and surname (folded) of any passenger: from now on this browser may see it as BOOKING_FOUND. CODE_NOT_FOUND, CODE_TOO_MANY (by address, by locator; right answers count too). */
const struct err *booking_lookup(
    struct desk *desk, const char *locator, const char *surname, const char **found);

/*
 * A signed link: full right for this browser, as long as it is the booking's link. CODE_NOT_FOUND; CODE_NEEDS_LINK: it is over, since the booking has another e-mail address; what this browser may see stays as it
 * is. And the code of the booking's link of this number (its link_no).
 */
const struct err *booking_open_link(struct desk *desk, const char *locator, const char *code);
const char *booking_link_code(struct desk *desk, const char *locator, int64_t link_no);

/* Mail the signed link to the booking's address (at most one a minute; a repeat within it changes nothing), also when asked by who came by one that is over. CODE_NOT_FOUND. */
const struct err *booking_send_link(struct desk *desk, const char *locator);

/* What of a booking is cancelled: one passenger (by number), one departure (by name), or all of it (0 and NULL). */
struct booking_part {
	int64_t passenger_no;
	const char *departure;
};

/*
 * What cancelling means now. Of what was paid the airline keeps what the fares do not give back, and no more; what is not paid for a part that is cancelled is not owed any more. Nothing is kept within
 * [cancel] free_hours of booking, or when the airline has changed a departure that is ahead (told times, or cancelled).
 */
struct booking_quote {
	const struct booking *booking;
	struct booking_part part; /* as asked; all, when nothing would be left */
	int64_t price_minor;      /* of what is cancelled, as far as it is ahead */
	int64_t fee_minor;        /* kept of what was paid for it */
	int64_t
	    refund_minor;  /* goes back; of a booking that is cancelled already: what went back */
	int64_t due_minor; /* to pay for what is left */
	int64_t free_until_at; /* no fee until then; CLOCK_NONE: that time is over */
	bool is_airlines;      /* no fee, since the airline has changed something */
};

/*
 * BOOKING_FULL only: else CODE_NEEDS_LINK. Departed entirely: CODE_SALES_CLOSED. CODE_INVALID: passenger.1 (not travelling in this booking; an infant would be left without an adult), departure.1 (not
 * in this booking; a fare that cannot be cancelled alone: not refundable, and not free). CODE_CHECKED_IN: somebody of the part is checked in or on board on what is ahead. Closed at the gate: CODE_FLIGHT_CLOSED,
 * as departed. Cancelled already: no error.
 */
const struct err *booking_quote(struct desk *desk, const char *locator,
    const struct booking_part *part, struct booking_quote *out);

/* Whether a part of a booking (with its prices, as a quote has it) could be cancelled now: NULL, or CODE_INVALID or CODE_SALES_CLOSED as booking_quote. Asks nobody. */
const struct err *booking_check_part(
    struct desk *desk, const struct booking *booking, const struct booking_part *part);

/* CODE_NOT_FOUND, CODE_NEEDS_LINK, CODE_CHANGED_MEANWHILE, CODE_PRICE_CHANGED (the refund moved; FACT_OLD_TOTAL), CODE_KEY_REUSED, CODE_SALES_CLOSED. Cancelled already: no error, no change. */
const struct err *booking_cancel(struct desk *desk, const char *locator, int64_t version,
    int64_t refund_minor, const struct click *click);

/* What goes back for a cancellation, in the words of its mail: a sentence without its full stop. */
const char *booking_refund_words(
    const struct booking *booking, int64_t refund_minor, apr_pool_t *pool);

/* A part of it, for the refund and the rest to pay that were quoted; all, as booking_cancel, when nothing would be left. Errors as both. */
struct part_cancel {
	const char *locator;
	int64_t version;
	struct booking_part part;
	int64_t refund_minor, due_minor;
	struct click click;
};
const struct err *booking_cancel_part(struct desk *desk, const struct part_cancel *request);

/* The map of one departure of the booking with its party's seats `yours`; `*segment` with its cabins. CODE_NEEDS_LINK, CODE_INVALID (departure.1, passenger.1). */
const struct err *booking_seat_map(struct desk *desk, const struct booking *booking,
    const char *departure, int64_t passenger_no, const struct segment **segment,
    struct seat_map *out);

struct seat_change {
	const char *locator;
	int64_t version;
	const char *departure; /* "AX204/2026-12-01" */
	int64_t passenger_no;  /* among those with seats */
	const char *seat;      /* full name */
	struct click click;
};
/* One passenger's seat on one departure; a seat of the same party swaps. Same cabin only. CODE_INVALID (departure.1, passenger.1, seat.1), CODE_SEAT_TAKEN, CODE_CHANGED_MEANWHILE, CODE_NEEDS_LINK, CODE_SALES_CLOSED, CODE_FLIGHT_CLOSED, CODE_CHECKED_IN (on board), … */
const struct err *booking_set_seat(struct desk *desk, const struct seat_change *change);

/* Who travels of a booking's passengers, in order, into `out` (room for PARTY_PASSENGERS_MAX); how many. */
size_t booking_travelling(const struct booking *booking, struct passenger *out);

/* The names of those who travel, all of them in order (given name, surname), as they are to be written; n of them are different from what stands there. */
struct name_change {
	const char *locator;
	int64_t version;
	const struct passenger *people;
	size_t count;
	struct click click;
};
/*
 * Spelling only (passengers_correct), as often as [correct] names allows; staff any name as long as nothing of it was flown or closed, and as often as they wish. Nothing different: no change. CODE_INVALID (given_name.n, surname.n), CODE_DUPLICATE_PASSENGER and CODE_PASSENGER_ELSEWHERE (as
 * booking_confirm: somebody of the new name is there, or in the air at the same time), CODE_CHANGED_MEANWHILE, CODE_NEEDS_LINK, CODE_SALES_CLOSED, CODE_FLIGHT_CLOSED (all of it has departed or is
 * closed), CODE_CHECKED_IN (one of them is checked in), CODE_KEY_REUSED.
 */
const struct err *booking_set_names(struct desk *desk, const struct name_change *change);

struct contact_change {
	const char *locator;
	int64_t version;
	struct contact contact;
	struct click click;
};
/*
 * Another e-mail address: the links that were mailed so far are over, and so is what browsers see that came by them, but for the one that changes it; mails that wait go to the new address. The old one is told, without
 * a link. CODE_INVALID (email.1, phone.1), CODE_CHANGED_MEANWHILE, CODE_NEEDS_LINK, CODE_KEY_REUSED.
 */
const struct err *booking_set_contact(struct desk *desk, const struct contact_change *change);

/* Ahead, and not as it was told: the airline has cancelled it, changed its times or taken seats away, and the customer has not accepted that. */
bool segment_is_changed(const struct segment *segment, int64_t now);
/* It is flown, at other times than the customer knows; and seats of it that were sold are not in the aircraft any more: how many. */
bool segment_is_retimed(const struct segment *segment, int64_t now);
size_t segment_lost(const struct segment *segment, int64_t now);

/* The new times and the lost seats that there are to accept, as text to be sent back with the acceptance; "" when there is nothing. */
const char *booking_to_accept(const struct booking *booking, int64_t now, apr_pool_t *pool);

struct acceptance {
	const char *locator;
	int64_t version;
	const char *times; /* booking_to_accept, as it was seen */
	struct click click;
};
/*
 * The times are what the customer was told, from now on; and for each lost seat there is a free one of its cabin, near the party's others. CODE_CHANGED_MEANWHILE (the times and seats too), CODE_SOLD_OUT (FACT_SEATS: for
 * which no other is free), CODE_NEEDS_LINK, CODE_KEY_REUSED.
 */
const struct err *booking_accept(struct desk *desk, const struct acceptance *acceptance);

/* Mail the confirmation of a confirmed booking again, as it is now (at most once a minute; a repeat within it changes nothing). CODE_NOT_FOUND, CODE_NEEDS_LINK, CODE_CHANGED_MEANWHILE (cancelled). */
const struct err *booking_send_again(struct desk *desk, const char *locator);

/* All bookings of the signed-in customer, newest first, at most 100 (no price lines). */
const struct err *booking_list_mine(
    struct desk *desk, const struct booking *const **out, size_t *count);

#endif
