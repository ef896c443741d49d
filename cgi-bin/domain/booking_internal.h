/* What the rules of bookings share among themselves, and with mail. */
#ifndef DOMAIN_BOOKING_INTERNAL_H
#define DOMAIN_BOOKING_INTERNAL_H

#include "base/words.h"
#include "domain/booking.h"
#include "domain/customer.h"
#include "store/bookings.h"
#include "store/events.h"
#include "store/holds.h"

struct booking_locked;

/*
 * In the transaction of a sale, when its persons are locked (persons_set_sold) and their other places were asked for behind that (coupons_list_overlaps_later): nobody of the hold is in the air
 * elsewhere, or on board already. CODE_PASSENGER_ELSEWHERE, CODE_DUPLICATE_PASSENGER (FACT_DEPARTURE).
 */
const struct err *booking_check_persons(const struct hold_row *hold, const struct segment *segments,
    size_t count, const struct asked *overlaps, apr_pool_t *pool);

/* The same for a booking's people whose names were corrected (and are written down), against what others' coupons say (coupons_list_overlaps_of_booking). */
const struct err *booking_check_corrected(const struct booking_locked *locked,
    const struct passenger *corrected, size_t count, const struct asked *overlaps,
    apr_pool_t *pool);

/* A booking in full, whoever asks: for mail. CODE_NOT_FOUND. */
const struct err *booking_read(struct desk *desk, int64_t id, const struct booking **out);

/* As this browser may see it, without segments and prices. CODE_NOT_FOUND; CODE_NEEDS_LINK: it came by a link that is over (over_id), and sees nothing. */
const struct err *booking_find_row(struct desk *desk, struct db *db, const char *locator,
    apr_pool_t *pool, struct booking_row *out);
/* CODE_NOT_FOUND when there is none, CODE_NEEDS_LINK as above. */
const struct err *booking_check_found(const struct booking_row *row, apr_pool_t *pool);
/* CODE_NEEDS_LINK unless it may see all. */
const struct err *booking_check_full(const struct booking *booking, apr_pool_t *pool);
/* Who travels: not all who were sold seats, when some were cancelled. */
struct party booking_party(const struct booking *booking);
/* Is this one of its passengers with seats, who travels? */
bool booking_may_sit(const struct booking *booking, int64_t passenger_no);
/* A customer's newest, newest first, with people and segments, without prices. */
const struct err *booking_list_owned(
    struct desk *desk, int64_t customer_id, int64_t most, struct booking_row **out, size_t *count);
/* Segments with seats, price lines; and what a finder is not shown is taken away. */
const struct err *booking_fill(struct db *db, struct booking_row *row, apr_pool_t *pool);

/* A booking that is being changed. */
struct booking_locked {
	struct customer_here here;
	struct booking_row row;
	struct segment *segments;
	size_t segment_count;
	struct asked departures, boardings;
};

/*
 * In a transaction: lock the browser, its customer and the booking's, in this order; then the booking that this browser may change, with its segments. CODE_NOT_FOUND, CODE_NEEDS_LINK. A click that had
 * its effect gives `*answer` instead, else NULL. CODE_KEY_REUSED.
 */
const struct err *booking_lock(struct desk *desk, struct db *db, const char *locator,
    const struct click *click, apr_pool_t *pool, struct booking_locked *out, const char **answer);
/* The shared lock of its departures, asked for; and, when something was waited for behind that, how they and who is checked in are under it (cabins stay as they are). */
const struct err *booking_lock_departures_later(
    struct db *db, struct booking_locked *locked, apr_pool_t *pool);
const struct err *booking_read_departures(struct booking_locked *locked, apr_pool_t *pool);

/* With the segment's cabins: is this a seat of the cabin that was bought, in the aircraft as it is now? */
bool segment_has_seat(const struct segment *segment, const char *seat);
/* Under that lock, with the segments' cabins: which of its seats are not in the aircraft. */
void booking_find_lost(struct booking_locked *locked, apr_pool_t *pool);
/*
 * Other seats of the same cabin for those, near the party's others, in order of departure. `*words`: "14C, 14D on AX204 instead of 12A, 12B"; "": none was lost. CODE_SOLD_OUT (FACT_DEPARTURE, FACT_SEATS).
 * In the transaction that has the locks.
 */
const struct err *booking_seat_lost(struct desk *desk, struct db *db,
    const struct booking_locked *locked, apr_pool_t *pool, const char **words);

/* Departed, closed at the gate or cancelled, by the database's clock: nothing can be done on it any more. */
bool segment_is_over(const struct segment *segment, int64_t now);
/* It was flown, as far as we know. */
bool segment_has_departed(const struct segment *segment, int64_t now);
/* Why nothing can: CODE_FLIGHT_CLOSED while it is closed and has not left, else CODE_SALES_CLOSED (FACT_DEPARTURE). */
const struct err *booking_over(const struct segment *segment, int64_t now, apr_pool_t *pool);
/* CODE_CHECKED_IN (FACT_DEPARTURE): staff alone change it. And when on a segment (0: any) that is ahead somebody (by number; 0: anybody) is checked in. */
const struct err *booking_checked_in(const struct segment *segment, apr_pool_t *pool);
const struct err *booking_check_not_checked_in(const struct segment *segments, size_t count,
    int64_t now, int64_t position, int64_t passenger_no, apr_pool_t *pool);
/* CODE_SALES_CLOSED, CODE_FLIGHT_CLOSED (FACT_DEPARTURE) when all of it has departed or is closed. */
const struct err *booking_check_ahead(
    const struct segment *segments, size_t count, int64_t now, apr_pool_t *pool);

/*
 * What cancelling this part of a booking is worth now, with these segments (as they are under the lock) and price lines; `out->booking` and `out->part` are left as they are. CODE_INVALID,
 * CODE_SALES_CLOSED as booking_quote.
 */
struct booking_prices {
	const struct segment *segments;
	size_t segment_count;
	const struct price_line *lines;
	size_t line_count;
	int64_t now;
};
const struct err *booking_price_part(const struct desk *desk, const struct booking *booking,
    const struct booking_prices *prices, apr_pool_t *pool, struct booking_quote *out);

/* What is still to be paid for what is left of it. */
int64_t booking_due(const struct booking *booking);
/* Of what was paid: what has not gone back, nor was agreed to. No more than this ever goes back. */
int64_t booking_left(const struct booking *booking);
/* How much less is owed for the booking. */
int64_t booking_credit(const struct booking_quote *quote);
/* Seats and coupons of a part, or of all of it, are nobody's any more. On what has departed they stay: who sat there flew there. In the transaction that has the locks. */
const struct err *booking_give_back(struct db *db, const struct booking_locked *locked,
    const struct booking_part *part, apr_pool_t *pool);
/* Write down that a part is cancelled as it was quoted (not the whole): seats, coupons, money, event and mail; the booking's own row aside. In the transaction that has the locks. */
const struct err *booking_write_part(struct desk *desk, struct db *db,
    const struct booking_locked *locked, const struct booking_quote *quote, apr_pool_t *pool);

/* What is told of a booking is said in the language of who booked (its code), whoever works here; customers go on in the one that they speak. Gives what words_speak has to be given afterwards. */
const struct language *booking_speak(const struct desk *desk, const char *language);

/* The change from a version to the next one, as an event, and written down. */
struct event booking_event(const struct desk *desk, int64_t id, int64_t version,
    enum booking_state from, enum booking_state to, const char *detail);
const struct err *booking_record(struct desk *desk, struct db *db, int64_t id, int64_t version,
    enum booking_state from, enum booking_state to, const char *detail, apr_pool_t *pool);

/* A change within a confirmed booking: its event, and the mail that says `detail` (a sentence without its full stop). */
const struct err *booking_record_change(struct desk *desk, struct db *db,
    const struct booking *booking, const char *detail, apr_pool_t *pool);

/* The departures that were not given up, by ascending id; how many. */
size_t booking_departures_kept(
    const struct booking_locked *locked, int64_t ids[DEPARTURES_PER_HOLD]);

/* "/bookings/LOCATOR", where every change ends. */
const char *booking_path(const char *locator, apr_pool_t *pool);

#endif
