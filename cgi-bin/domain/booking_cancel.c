/* Cancelling: what comes back is quoted, and agreed on by number. */
#include "domain/booking_internal.h"

#include "base/clock.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/click_internal.h"
#include "store/ledger.h"
#include "store/outbox.h"
#include "store/price_lines.h"

/* What the booking's event says then. */
#define BECAUSE_OF_THE_AIRLINE "the airline had changed a departure"

const struct err *booking_quote(struct desk *desk, const char *locator,
    const struct booking_part *part, struct booking_quote *out)
{
	struct booking_row *row = pool_make(desk->pool, struct booking_row);
	const struct booking *booking = &row->booking;
	*out = (struct booking_quote){ .booking = booking, .part = *part };
	out->free_until_at = CLOCK_NONE;
	TRY(booking_find_row(desk, desk->db, locator, desk->pool, row));
	TRY(booking_fill(desk->db, row, desk->pool));
	out->refund_minor = booking->refund_minor;
	if (booking->state == BOOKING_CANCELLED)
		return NULL;
	TRY(booking_check_full(booking, desk->pool));
	const struct booking_prices prices = { booking->segments, booking->segment_count,
		booking->prices, booking->price_count, row->now };
	return booking_price_part(desk, booking, &prices, desk->pool, out);
}

struct cancelling {
	struct desk *desk;
	const char *locator;
	int64_t version, refund_minor, due_minor;
	const struct click *click;
	struct booking_part part;
	/* Set by each run of the transaction. */
	struct booking_quote quote;
	const char *answer;
};

static bool is_all(const struct booking_part *part)
{
	return part->passenger_no == 0 && part->departure == NULL;
}

/* Under the locks: is it still what the customer agreed to? Of a part the rest to pay was agreed to as well. */
static const struct err *check(
    struct cancelling *cancelling, struct db *db, struct booking_locked *locked, apr_pool_t *pool)
{
	const struct booking *booking = &locked->row.booking;
	struct booking_prices prices = { .now = locked->row.now };
	struct booking_quote *quote = &cancelling->quote;
	TRY(booking_lock_departures_later(db, locked, pool));
	TRY(price_lines_list(db, locked->row.hold_id, pool, &prices.lines, &prices.line_count));
	TRY(booking_read_departures(locked, pool));
	prices.segments = locked->segments;
	prices.segment_count = locked->segment_count;
	TRY(booking_check_ahead(prices.segments, prices.segment_count, prices.now, pool));
	if (booking->version != cancelling->version)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "booking %s is at another version",
		    booking->locator);
	*quote = (struct booking_quote){ .part = cancelling->part };
	TRY(booking_price_part(cancelling->desk, booking, &prices, pool, quote));
	if (quote->refund_minor == cancelling->refund_minor &&
	    (is_all(&quote->part) || quote->due_minor == cancelling->due_minor))
		return NULL;
	return err_with(err_new(pool, CODE_PRICE_CHANGED, "the refund is another one now"),
	    FACT_OLD_TOTAL, apr_psprintf(pool, "%" APR_INT64_T_FMT, cancelling->refund_minor));
}

const char *booking_refund_words(
    const struct booking *booking, int64_t refund_minor, apr_pool_t *pool)
{
	if (refund_minor > 0)
		return apr_psprintf(pool, say("%s goes back to you"),
		    money_text(refund_minor, booking->currency, pool));
	return booking->paid_minor > 0
	    ? say("Nothing of what was paid goes back for this cancellation")
	    : say("Nothing was paid that would have to go back");
}

/* What goes back for this is kept with the mail: the booking has the sum of all its cancellations. */
static const struct err *tell(const struct cancelling *cancelling, struct db *db,
    const struct booking *booking, apr_pool_t *pool)
{
	const struct language *own = booking_speak(cancelling->desk, booking->language);
	const struct err *err = outbox_insert(db, "booking_cancelled", booking->id,
	    booking->contact.email, booking_refund_words(booking, cancelling->refund_minor, pool),
	    pool);
	words_speak(own);
	return err;
}

static const struct err *write_down(struct cancelling *cancelling, struct db *db,
    const struct booking_locked *locked, apr_pool_t *pool)
{
	const struct booking *booking = &locked->row.booking;
	int64_t refund = cancelling->refund_minor;
	bool is_done;
	TRY(booking_give_back(db, locked, &cancelling->quote.part, pool));
	if (refund > 0)
		TRY(ledger_insert(db, booking->id, "refund", refund, booking->currency, pool));
	TRY(booking_record(cancelling->desk, db, booking->id, booking->version + 1, booking->state,
	    BOOKING_CANCELLED, cancelling->quote.is_airlines ? BECAUSE_OF_THE_AIRLINE : "", pool));
	TRY(tell(cancelling, db, booking, pool));
	cancelling->answer = booking_path(booking->locator, pool);
	TRY(click_keep(db, locked->here.browser_id, cancelling->click, cancelling->answer, pool));
	TRY(bookings_set_cancelled(db, booking->id, booking->version, refund, pool, &is_done));
	return is_done ? NULL : tx_again(pool, "the booking has just changed");
}

static const struct err *end_part(struct cancelling *cancelling, struct db *db,
    const struct booking_locked *locked, apr_pool_t *pool)
{
	const struct booking *booking = &locked->row.booking;
	bool is_done;
	cancelling->answer = booking_path(booking->locator, pool);
	TRY(click_keep(db, locked->here.browser_id, cancelling->click, cancelling->answer, pool));
	TRY(bookings_set_part_cancelled(db, booking->id, booking->version,
	    booking_credit(&cancelling->quote), cancelling->quote.refund_minor, pool, &is_done));
	return is_done ? NULL : tx_again(pool, "the booking has just changed");
}

static const struct err *cancel_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct cancelling *cancelling = arg;
	struct booking_locked locked;
	TRY(booking_lock(cancelling->desk, db, cancelling->locator, cancelling->click, pool,
	    &locked, &cancelling->answer));
	if (cancelling->answer != NULL)
		return NULL;
	if (locked.row.booking.state == BOOKING_CANCELLED)
		return customer_tell_again(cancelling->desk, db, pool);
	TRY(check(cancelling, db, &locked, pool));
	if (is_all(&cancelling->quote.part))
		return write_down(cancelling, db, &locked, pool);
	TRY(booking_write_part(cancelling->desk, db, &locked, &cancelling->quote, pool));
	return end_part(cancelling, db, &locked, pool);
}

const struct err *booking_cancel(struct desk *desk, const char *locator, int64_t version,
    int64_t refund_minor, const struct click *click)
{
	struct cancelling cancelling = {
		.desk = desk,
		.locator = locator,
		.version = version,
		.refund_minor = refund_minor,
		.click = click,
	};
	return click_run(desk, click, cancel_in_tx, &cancelling, &cancelling.answer);
}

const struct err *booking_cancel_part(struct desk *desk, const struct part_cancel *request)
{
	struct cancelling cancelling = {
		.desk = desk,
		.locator = request->locator,
		.version = request->version,
		.refund_minor = request->refund_minor,
		.due_minor = request->due_minor,
		.click = &request->click,
		.part = request->part,
	};
	return click_run(desk, &request->click, cancel_in_tx, &cancelling, &cancelling.answer);
}
