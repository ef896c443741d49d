/* The account's own page: what one has booked, and what can be changed. */
#include "pages/account_form.h"
#include "pages/pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/account.h"
#include "domain/booking.h"
#include "domain/booking_travel.h"
#include "domain/offer.h"
#include "view_keys.h"

static const char *state_words(enum booking_state state)
{
	static const char *const words[] = { TO_SAY("pending"), TO_SAY("confirmed"),
		TO_SAY("cancelled"), TO_SAY("expired") };

	return say(words[state]);
}

/* The first or the last flight that was not cancelled; NULL: all were, or there is none. */
static const struct departure *find_flown(const struct booking *booking, bool is_last)
{
	const struct departure *found = NULL;

	for (size_t i = 0; i < booking->segment_count && (found == NULL || is_last); i++) {
		if (!booking->segments[i].is_cancelled)
			found = &booking->segments[i].departure;
	}
	return found;
}

/* "Frankfurt to Vienna, Tue 1 Dec 2026, confirmed": of what is still to be flown, or was. */
static void fill_booking(struct view *row, const struct booking *booking, struct desk *desk)
{
	const struct departure *first = find_flown(booking, false);
	const struct departure *last = find_flown(booking, true);
	struct view *journey, *until;

	view_text(row, K_LOCATOR, booking->locator);
	view_text(row, K_STATE_WORDS,
	    booking->state == BOOKING_CONFIRMED && booking_is_flown_by_nobody(booking)
		? say("cancelled by the airline")
		: state_words(booking->state));
	if (first == NULL)
		return;
	journey = view_each(row, K_JOURNEY);
	view_text(journey, K_ROUTE,
	    apr_psprintf(desk->pool, say("%s to %s"), offer_airport(desk, first->origin)->city,
		offer_airport(desk, first->destination)->city));
	view_text(journey, K_FIRST_ON, date_text(first->on, desk->pool));
	view_text(journey, K_FIRST_DATE, date_human(first->on, desk->pool));
	if (last == first)
		return;
	until = view_each(journey, K_UNTIL);
	view_text(until, K_LAST_ON, date_text(last->on, desk->pool));
	view_text(until, K_LAST_DATE, date_human(last->on, desk->pool));
}

/* Still to be flown: not cancelled, and the last arrival is ahead. */
static bool is_ahead(const struct booking *booking)
{
	const struct departure *last = find_flown(booking, true);

	return booking->state != BOOKING_CANCELLED && booking->state != BOOKING_EXPIRED &&
	    last != NULL && last->arrives_at > clock_now();
}

static void fill_bookings(struct view *view, const struct booking *const *bookings, size_t count,
    bool wants_ahead, struct desk *desk)
{
	struct view *list = NULL;

	for (size_t i = 0; i < count; i++) {
		if (is_ahead(bookings[i]) != wants_ahead)
			continue;
		if (list == NULL)
			list = view_each(view, wants_ahead ? K_UPCOMING : K_PAST);
		fill_booking(view_each(list, K_BOOKING), bookings[i], desk);
	}
	if (list == NULL && wants_ahead)
		view_show(view, K_NO_BOOKINGS);
}

const struct err *page_account_show(struct request *request, struct reply *reply)
{
	const struct booking *const *bookings;
	const struct account *account;
	const char *note;
	struct page_parts parts;
	size_t count;

	TRY(account_note(request, &note));
	TRY(account_of_browser(page_desk(request), &account));
	if (account == NULL) {
		reply_see_other(reply, "/sign-in");
		return NULL;
	}
	TRY(booking_list_mine(page_desk(request), &bookings, &count));
	parts = page_begin(request, "pages/account_show", say("Your account"));
	account_nav_fill(&parts, "/account");
	account_note_fill(parts.body, note);
	view_text(parts.body, K_EMAIL_ADDRESS, account->email);
	if (!account->is_confirmed)
		view_show(parts.body, K_NOT_CONFIRMED);
	fill_bookings(parts.body, bookings, count, true, page_desk(request));
	fill_bookings(parts.body, bookings, count, false, page_desk(request));
	return page_end(reply, 200, &parts);
}
