/* All that is kept about an account. */
#include "domain/account_export.h"

#include "base/pool.h"
#include "domain/account_internal.h"
#include "domain/booking.h"
#include "domain/hold.h"
#include "store/belongings.h"
#include "store/bookings.h"

#define MOST 1000

static const struct err *list_bookings(
    struct desk *desk, int64_t customer_id, struct account_export *out)
{
	const struct booking **list;
	struct booking_row *rows;

	TRY(bookings_list(desk->db, customer_id, MOST, desk->pool, &rows, &out->booking_count));
	list = pool_make_many(desk->pool, const struct booking *, out->booking_count);
	for (size_t i = 0; i < out->booking_count; i++)
		TRY(booking_find(desk, rows[i].booking.locator, &list[i]));
	out->bookings = list;
	return NULL;
}

static const struct err *list_holds(
    struct desk *desk, int64_t customer_id, struct account_export *out)
{
	struct belonging_hold *rows;
	struct account_hold *list;

	TRY(belongings_list_holds(
	    desk->db, customer_id, MOST, desk->pool, &rows, &out->hold_count));
	list = pool_make_many(desk->pool, struct account_hold, out->hold_count);
	for (size_t i = 0; i < out->hold_count; i++) {
		TRY(hold_find(desk, rows[i].ref, &list[i].hold));
		list[i].address = rows[i].address;
	}
	out->holds = list;
	return NULL;
}

const struct err *account_export(struct desk *desk, struct account_export *out)
{
	struct customer account;
	int64_t browser_id;

	TRY(account_find_own(desk, &browser_id, &account));
	TRY(account_throttle(desk, "export", account.email));
	*out = (struct account_export){ .email = account.email,
		.created_at = account.created_at,
		.confirmed_at = account.confirmed_at };
	TRY(account_sessions(desk, &out->sessions, &out->session_count));
	TRY(traveller_list(desk, &out->travellers));
	TRY(list_bookings(desk, account.id, out));
	TRY(list_holds(desk, account.id, out));
	out->is_complete = out->booking_count < MOST && out->hold_count < MOST;
	return NULL;
}
