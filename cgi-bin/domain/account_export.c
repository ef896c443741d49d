/* All that is kept about an account. */
#include "domain/account_export.h"

#include "base/pool.h"
#include "domain/account_internal.h"
#include "domain/booking_internal.h"
#include "domain/hold_internal.h"
#include "store/booking_notes.h"
#include "store/price_lines.h"

#define MOST 1000

/* Of HOLDS_AT_ONCE bookings or holds at most, by booking or hold. */
struct lines {
	struct price_line_row *rows;
	size_t count;
};

static const struct price_line *pick_prices(
    const struct lines *lines, int64_t hold_id, apr_pool_t *pool, size_t *count)
{
	struct price_line *list;
	size_t start = 0;

	*count = 0;
	while (start < lines->count && lines->rows[start].hold_id != hold_id)
		start++;
	while (start + *count < lines->count && lines->rows[start + *count].hold_id == hold_id)
		(*count)++;
	list = pool_make_many(pool, struct price_line, *count);
	for (size_t i = 0; i < *count; i++)
		list[i] = lines->rows[start + i].line;
	return list;
}

static void pick_notes(
    const struct booking_note *notes, size_t note_count, struct account_booking *out)
{
	size_t start = 0;

	while (start < note_count && notes[start].booking_id != out->booking->id)
		start++;
	out->notes = notes + start;
	out->note_count = 0;
	while (start + out->note_count < note_count &&
	    notes[start + out->note_count].booking_id == out->booking->id)
		out->note_count++;
}

/* Of bookings that stand together, the newest first. */
static const struct err *fill_bookings(struct desk *desk, int64_t customer_id,
    struct booking_row *rows, size_t count, struct account_booking *out)
{
	int64_t first_id = rows[count - 1].booking.id, last_id = rows[0].booking.id;
	struct booking_note *notes;
	size_t note_count;
	struct lines lines;

	TRY(booking_notes_list_of_customer(
	    desk->db, customer_id, first_id, last_id, desk->pool, &notes, &note_count));
	TRY(price_lines_list_of_customer(
	    desk->db, customer_id, first_id, last_id, desk->pool, &lines.rows, &lines.count));
	for (size_t i = 0; i < count; i++) {
		struct booking *booking = &rows[i].booking;

		booking->prices = pick_prices(
		    &lines, rows[i].hold_id, desk->pool, &booking->price_count);
		out[i].booking = booking;
		pick_notes(notes, note_count, &out[i]);
	}
	return NULL;
}

static const struct err *read_bookings(
    struct desk *desk, int64_t customer_id, struct account_export *out)
{
	struct account_booking *list;
	struct booking_row *rows;
	size_t count;

	TRY(booking_list_owned(desk, customer_id, MOST, &rows, &count));
	list = pool_make_many(desk->pool, struct account_booking, count);
	for (size_t done = 0; done < count; done += HOLDS_AT_ONCE)
		TRY(fill_bookings(desk, customer_id, rows + done,
		    count - done < HOLDS_AT_ONCE ? count - done : HOLDS_AT_ONCE, list + done));
	out->bookings = list;
	out->booking_count = count;
	return NULL;
}

static const struct err *fill_holds(struct desk *desk, int64_t customer_id, struct hold_row *rows,
    size_t count, struct account_hold *out)
{
	struct lines lines;

	TRY(price_lines_list_of_unsold(desk->db, customer_id, rows[count - 1].hold.id,
	    rows[0].hold.id, desk->pool, &lines.rows, &lines.count));
	for (size_t i = 0; i < count; i++) {
		struct hold *hold = &rows[i].hold;

		hold->prices = pick_prices(&lines, hold->id, desk->pool, &hold->price_count);
		out[i] = (struct account_hold){ hold, rows[i].address };
	}
	return NULL;
}

static const struct err *read_holds(
    struct desk *desk, int64_t customer_id, struct account_export *out)
{
	struct account_hold *list;
	struct hold_row *rows;
	size_t count;

	TRY(hold_list_unsold(desk, customer_id, MOST, &rows, &count));
	list = pool_make_many(desk->pool, struct account_hold, count);
	for (size_t done = 0; done < count; done += HOLDS_AT_ONCE)
		TRY(fill_holds(desk, customer_id, rows + done,
		    count - done < HOLDS_AT_ONCE ? count - done : HOLDS_AT_ONCE, list + done));
	out->holds = list;
	out->hold_count = count;
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
	TRY(read_bookings(desk, account.id, out));
	TRY(read_holds(desk, account.id, out));
	out->is_complete = out->booking_count < MOST && out->hold_count < MOST;
	return NULL;
}
