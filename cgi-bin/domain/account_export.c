/* All that is kept about an account. */
#include "domain/account_export.h"

#include "base/pool.h"
#include "domain/account_internal.h"
#include "domain/booking_internal.h"
#include "domain/hold_internal.h"
#include "store/booking_notes.h"
#include "store/price_lines.h"

#define MOST 1000

/* However much there is, it is asked for in six queries. */
struct rows_read {
	struct booking_row *bookings;
	struct hold_row *holds;
	size_t booking_count, hold_count;
	struct price_line_row *prices;
	size_t price_count;
	struct booking_note *notes;
	size_t note_count;
};

static int64_t first_hold_id(const struct rows_read *read)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < read->booking_count; i++)
		first = read->bookings[i].hold_id < first ? read->bookings[i].hold_id : first;
	if (read->hold_count > 0 && read->holds[read->hold_count - 1].hold.id < first)
		first = read->holds[read->hold_count - 1].hold.id;
	return first;
}

static int64_t first_booking_id(const struct rows_read *read)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < read->booking_count; i++)
		first = read->bookings[i].booking.id < first ? read->bookings[i].booking.id : first;
	return first;
}

static const struct err *read_rows(struct desk *desk, int64_t customer_id, struct rows_read *read)
{
	TRY(booking_list_owned(desk, customer_id, MOST, &read->bookings, &read->booking_count));
	TRY(hold_list_unsold(desk, customer_id, MOST, &read->holds, &read->hold_count));
	TRY(booking_notes_list_of_customer(desk->db, customer_id, first_booking_id(read),
	    desk->pool, &read->notes, &read->note_count));
	return price_lines_list_of_customer(desk->db, customer_id, first_hold_id(read), desk->pool,
	    &read->prices, &read->price_count);
}

static const struct price_line *pick_prices(
    const struct rows_read *read, int64_t hold_id, apr_pool_t *pool, size_t *count)
{
	struct price_line *list;
	size_t start = 0;

	*count = 0;
	while (start < read->price_count && read->prices[start].hold_id != hold_id)
		start++;
	while (
	    start + *count < read->price_count && read->prices[start + *count].hold_id == hold_id)
		(*count)++;
	list = pool_make_many(pool, struct price_line, *count);
	for (size_t i = 0; i < *count; i++)
		list[i] = read->prices[start + i].line;
	return list;
}

static void pick_notes(const struct rows_read *read, struct account_booking *out)
{
	size_t start = 0;

	while (start < read->note_count && read->notes[start].booking_id != out->booking->id)
		start++;
	out->notes = read->notes + start;
	out->note_count = 0;
	while (start + out->note_count < read->note_count &&
	    read->notes[start + out->note_count].booking_id == out->booking->id)
		out->note_count++;
}

static void give_bookings(
    const struct rows_read *read, apr_pool_t *pool, struct account_export *out)
{
	struct account_booking *list = pool_make_many(
	    pool, struct account_booking, read->booking_count);

	for (size_t i = 0; i < read->booking_count; i++) {
		struct booking *booking = &read->bookings[i].booking;

		booking->prices = pick_prices(
		    read, read->bookings[i].hold_id, pool, &booking->price_count);
		list[i].booking = booking;
		pick_notes(read, &list[i]);
	}
	out->bookings = list;
	out->booking_count = read->booking_count;
}

static void give_holds(const struct rows_read *read, apr_pool_t *pool, struct account_export *out)
{
	struct account_hold *list = pool_make_many(pool, struct account_hold, read->hold_count);

	for (size_t i = 0; i < read->hold_count; i++) {
		struct hold *hold = &read->holds[i].hold;

		hold->prices = pick_prices(read, hold->id, pool, &hold->price_count);
		list[i] = (struct account_hold){ hold, read->holds[i].address };
	}
	out->holds = list;
	out->hold_count = read->hold_count;
}

const struct err *account_export(struct desk *desk, struct account_export *out)
{
	struct rows_read read;
	struct customer account;
	int64_t browser_id;

	TRY(account_find_own(desk, &browser_id, &account));
	TRY(account_throttle(desk, "export", account.email));
	*out = (struct account_export){ .email = account.email,
		.created_at = account.created_at,
		.confirmed_at = account.confirmed_at };
	TRY(account_sessions(desk, &out->sessions, &out->session_count));
	TRY(traveller_list(desk, &out->travellers));
	TRY(read_rows(desk, account.id, &read));
	give_bookings(&read, desk->pool, out);
	give_holds(&read, desk->pool, out);
	out->is_complete = out->booking_count < MOST && out->hold_count < MOST;
	return NULL;
}
