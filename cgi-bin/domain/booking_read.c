/* Bookings as they are read, by who may see how much. */
#include "domain/booking_internal.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/hold_internal.h"
#include "domain/locator.h"
#include "store/browsers.h"
#include "store/names.h"
#include "store/price_lines.h"
#include "store/seat_maps.h"
#include "store/segments.h"

#include <string.h>

#define LIST_MAX 100

const char *booking_state_name(enum booking_state state)
{
	return name_of_booking_state(state);
}

const char *booking_path(const char *locator, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "/bookings/", locator, NULL);
}

static const struct err *find_any(
    struct db *db, const char *locator, apr_pool_t *pool, struct booking_row *out)
{
	struct asked asked;
	TRY(bookings_find_any_later(db, locator, pool, &asked));
	TRY(db_settle(db, pool));
	bookings_read(&asked, pool, out);
	return booking_check_found(out, pool);
}

const struct err *booking_find_row(struct desk *desk, struct db *db, const char *locator,
    apr_pool_t *pool, struct booking_row *out)
{
	unsigned char digest[32];
	const char *normal = locator_normal(locator, pool);
	*out = (struct booking_row){ .hold_id = 0 };
	if (normal != NULL && desk->is_staff)
		return find_any(db, normal, pool, out);
	customer_digest(desk, digest);
	if (normal != NULL)
		TRY(bookings_find(db, normal, digest, pool, out));
	return booking_check_found(out, pool);
}

const struct err *booking_check_found(const struct booking_row *row, apr_pool_t *pool)
{
	if (row->booking.id != 0)
		return NULL;
	if (row->over_id != 0)
		return err_new(pool, CODE_NEEDS_LINK, "the link that led here is over");
	return err_new(pool, CODE_NOT_FOUND, "no such booking for this browser");
}

const struct err *booking_check_full(const struct booking *booking, apr_pool_t *pool)
{
	if (booking->view == BOOKING_FULL)
		return NULL;
	return err_new(pool, CODE_NEEDS_LINK, "booking %s was only found", booking->locator);
}

/* Who found it by locator and name sees what stands on a boarding pass. */
static void hide(struct booking *booking, apr_pool_t *pool)
{
	struct passenger *people = pool_make_many(pool, struct passenger, booking->passenger_count);
	for (size_t i = 0; i < booking->passenger_count; i++) {
		people[i] = booking->passengers[i];
		people[i].born_on = DATE_NONE;
	}
	booking->passengers = people;
	booking->contact = (struct contact){ NULL, NULL };
}

/* Segments with seats. */
static const struct err *fill_segments(struct db *db, struct booking_row *row, apr_pool_t *pool)
{
	struct booking *booking = &row->booking;
	struct segment *segments;
	TRY(segments_list_booked(db, row->hold_id, booking->id, party_seated(&booking->party), pool,
	    &segments, &booking->segment_count));
	for (size_t i = 0; i < booking->segment_count; i++)
		segments[i].currency = booking->currency;
	booking->segments = segments;
	booking->seats_text = hold_seats_text(segments, booking->segment_count, pool);
	if (booking->view != BOOKING_FULL)
		hide(booking, pool);
	return NULL;
}

const struct err *booking_fill(struct db *db, struct booking_row *row, apr_pool_t *pool)
{
	struct booking *booking = &row->booking;
	TRY(fill_segments(db, row, pool));
	return price_lines_list(db, row->hold_id, pool, &booking->prices, &booking->price_count);
}

const struct err *booking_find(struct desk *desk, const char *locator, const struct booking **out)
{
	struct booking_row *row = pool_make(desk->pool, struct booking_row);
	TRY(booking_find_row(desk, desk->db, locator, desk->pool, row));
	TRY(booking_fill(desk->db, row, desk->pool));
	*out = &row->booking;
	return NULL;
}

const struct err *booking_find_seated(
    struct desk *desk, const char *locator, const struct booking **out)
{
	struct booking_row *row = pool_make(desk->pool, struct booking_row);
	TRY(booking_find_row(desk, desk->db, locator, desk->pool, row));
	TRY(fill_segments(desk->db, row, desk->pool));
	*out = &row->booking;
	return NULL;
}

const struct err *booking_read(struct desk *desk, int64_t id, const struct booking **out)
{
	struct booking_row *row = pool_make(desk->pool, struct booking_row);
	TRY(bookings_find_by_id(desk->db, id, desk->pool, row));
	if (row->booking.id == 0)
		return err_new(desk->pool, CODE_NOT_FOUND, "no such booking");
	TRY(booking_fill(desk->db, row, desk->pool));
	*out = &row->booking;
	return NULL;
}

bool booking_may_sit(const struct booking *booking, int64_t passenger_no)
{
	return passenger_no >= 1 && passenger_no <= (int64_t)party_seated(&booking->party) &&
	    passenger_no <= (int64_t)booking->passenger_count &&
	    !booking->passengers[passenger_no - 1].is_cancelled;
}

size_t booking_travelling(const struct booking *booking, struct passenger *out)
{
	size_t count = 0;
	for (size_t i = 0; i < booking->passenger_count && count < PARTY_PASSENGERS_MAX; i++)
		if (!booking->passengers[i].is_cancelled)
			out[count++] = booking->passengers[i];
	return count;
}

static const struct err *find_segment(struct desk *desk, const struct booking *booking,
    const char *departure, int64_t passenger_no, const struct segment **out)
{
	for (size_t i = 0; i < booking->segment_count; i++)
		if (!booking->segments[i].is_cancelled &&
		    strcmp(booking->segments[i].departure.name, departure) == 0) {
			*out = &booking->segments[i];
			if (booking_may_sit(booking, passenger_no))
				return NULL;
			return err_with(
			    err_new(desk->pool, CODE_INVALID,
				say("There is no such passenger with a seat in this booking")),
			    FACT_FIELDS, "passenger.1");
		}
	return err_with(
	    err_new(desk->pool, CODE_INVALID, say("This departure is not in this booking")),
	    FACT_FIELDS, "departure.1");
}

const struct err *booking_seat_map(struct desk *desk, const struct booking *booking,
    const char *departure, int64_t passenger_no, const struct segment **segment,
    struct seat_map *out)
{
	const struct segment *found = NULL;
	const struct seat_map_row *rows;
	size_t count;
	TRY(booking_check_full(booking, desk->pool));
	TRY(find_segment(desk, booking, departure, passenger_no, &found));
	struct segment *whole = apr_pmemdup(desk->pool, found, sizeof(*found));
	TRY(seat_maps_list_booking(desk->db, found->departure_id, booking->id, desk->pool,
	    &whole->departure, &rows, &count));
	struct taken_seat *taken = pool_make_many(desk->pool, struct taken_seat, count);
	/* Who has lost a seat has none to give for another one of the party. */
	bool may_swap = whole->lost[passenger_no - 1] == NULL;
	for (size_t i = 0; i < count; i++)
		taken[i] = (struct taken_seat){ rows[i].seat_no,
			rows[i].is_blocked                 ? SEAT_BLOCKED
			    : rows[i].is_yours && may_swap ? SEAT_YOURS
							   : SEAT_TAKEN };
	seating_map(&whole->departure, taken, count, desk->pool, out);
	const struct party party = booking_party(booking);
	seating_map_within(out, &party, desk->pool);
	out->chosen = whole->seats[passenger_no - 1];
	if (out->chosen == NULL)
		out->chosen = "";
	*segment = whole;
	return NULL;
}

/* Of bookings that stand together, the newest first. */
static const struct err *fill_owned(
    struct desk *desk, int64_t customer_id, struct booking_row *list, size_t count)
{
	struct segment_row *rows;
	size_t row_count;
	TRY(segments_list_of_customer(desk->db, customer_id, list[count - 1].booking.id,
	    list[0].booking.id, desk->pool, &rows, &row_count));
	for (size_t i = 0; i < count; i++) {
		struct booking *booking = &list[i].booking;
		struct segment *segments;
		hold_pick_segments(rows, row_count, list[i].hold_id, &booking->party,
		    booking->currency, desk->pool, &segments, &booking->segment_count);
		booking->segments = segments;
		booking->seats_text = hold_seats_text(segments, booking->segment_count, desk->pool);
	}
	return NULL;
}

const struct err *booking_list_owned(
    struct desk *desk, int64_t customer_id, int64_t most, struct booking_row **out, size_t *count)
{
	TRY(bookings_list(desk->db, customer_id, most, desk->pool, out, count));
	for (size_t done = 0; done < *count; done += HOLDS_AT_ONCE)
		TRY(fill_owned(desk, customer_id, *out + done,
		    *count - done < HOLDS_AT_ONCE ? *count - done : HOLDS_AT_ONCE));
	return NULL;
}

const struct err *booking_list_mine(
    struct desk *desk, const struct booking *const **out, size_t *count)
{
	unsigned char digest[32];
	struct browser browser;
	struct booking_row *rows;
	*out = NULL;
	*count = 0;
	customer_digest(desk, digest);
	TRY(browsers_find(desk->db, digest, desk->pool, &browser));
	if (browser.id == 0 || !browser.is_good || browser.email == NULL)
		return NULL;
	TRY(booking_list_owned(desk, browser.customer_id, LIST_MAX, &rows, count));
	const struct booking **list = pool_make_many(desk->pool, const struct booking *, *count);
	for (size_t i = 0; i < *count; i++)
		list[i] = &rows[i].booking;
	*out = list;
	return NULL;
}
