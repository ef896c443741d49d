/* The account's own page: what one has booked. */
#include "pages/bookings.h"
#include "pages/pages.h"

#include "base/date.h"
#include "base/pool.h"
#include "domain/account.h"
#include "view_keys.h"

/* "FRA to VIE, Tue 1 Dec 2026, confirmed" */
static const char *booking_words(const struct booking *booking, apr_pool_t *pool)
{
	const struct departure *departure;

	if (booking->segment_count == 0)
		return booking_state_name(booking->state);
	departure = &booking->segments[0].departure;
	return apr_psprintf(pool, "%s to %s, %s, %s", departure->origin, departure->destination,
	    date_human(departure->on, pool), booking_state_name(booking->state));
}

static void fill_bookings(
    struct view *view, const struct booking *const *bookings, size_t count, apr_pool_t *pool)
{
	struct view *list;

	if (count == 0) {
		view_show(view, K_NO_BOOKINGS);
		return;
	}
	list = view_each(view, K_BOOKINGS);
	for (size_t i = 0; i < count; i++) {
		struct view *row = view_each(list, K_BOOKING);

		view_text(row, K_LOCATOR, bookings[i]->locator);
		view_text(row, K_WORDS, booking_words(bookings[i], pool));
	}
}

const struct err *page_account_show(struct request *request, struct reply *reply)
{
	const struct booking *const *bookings;
	const struct account *account;
	struct page_parts parts;
	size_t count;

	TRY(account_of_browser(page_desk(request), &account));
	if (account == NULL) {
		reply_see_other(reply, "/sign-in");
		return NULL;
	}
	TRY(booking_list_mine(page_desk(request), &bookings, &count));
	parts = page_begin(request, "pages/account_show", "Your account");
	view_text(parts.body, K_EMAIL_ADDRESS, account->email);
	fill_bookings(parts.body, bookings, count, request->pool);
	return page_end(reply, 200, &parts);
}
