/* The account's own page: what one has booked, and what can be changed. */
#include "pages/account_form.h"
#include "pages/bookings.h"
#include "pages/pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/account.h"
#include "view_keys.h"

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

/* "FRA to VIE, Tue 1 Dec 2026, confirmed": of what is still to be flown, or was. */
static const char *booking_words(const struct booking *booking, apr_pool_t *pool)
{
	const struct departure *first = find_flown(booking, false);
	const struct departure *last = find_flown(booking, true);

	if (first == NULL)
		return booking_state_name(booking->state);
	return apr_psprintf(pool, "%s to %s, %s%s%s, %s", first->origin, first->destination,
	    date_human(first->on, pool), last != first ? " to " : "",
	    last != first ? date_human(last->on, pool) : "", booking_state_name(booking->state));
}

/* Still to be flown: not cancelled, and the last arrival is ahead. */
static bool is_ahead(const struct booking *booking)
{
	const struct departure *last = find_flown(booking, true);

	return booking->state != BOOKING_CANCELLED && booking->state != BOOKING_EXPIRED &&
	    last != NULL && last->arrives_at > clock_now();
}

static void fill_bookings(struct view *view, const struct booking *const *bookings, size_t count,
    bool wants_ahead, apr_pool_t *pool)
{
	struct view *list = NULL;

	for (size_t i = 0; i < count; i++) {
		struct view *row;

		if (is_ahead(bookings[i]) != wants_ahead)
			continue;
		if (list == NULL)
			list = view_each(view, wants_ahead ? K_UPCOMING : K_PAST);
		row = view_each(list, K_BOOKING);
		view_text(row, K_LOCATOR, bookings[i]->locator);
		view_text(row, K_WORDS, booking_words(bookings[i], pool));
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
	parts = page_begin(request, "pages/account_show", "Your account");
	account_nav_fill(&parts, "/account");
	account_note_fill(parts.body, note);
	view_text(parts.body, K_EMAIL_ADDRESS, account->email);
	if (!account->is_confirmed)
		view_show(parts.body, K_NOT_CONFIRMED);
	fill_bookings(parts.body, bookings, count, true, request->pool);
	fill_bookings(parts.body, bookings, count, false, request->pool);
	return page_end(reply, 200, &parts);
}
