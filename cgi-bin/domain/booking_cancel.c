/* Cancelling: what comes back is quoted, and agreed on by number. */
#include "domain/booking_internal.h"

#include "base/pool.h"
#include "domain/click_internal.h"
#include "domain/fare.h"
#include "store/coupons.h"
#include "store/ledger.h"
#include "store/outbox.h"
#include "store/price_lines.h"
#include "store/seats.h"

const struct err *booking_quote(
    struct desk *desk, const char *locator, const struct booking **out, int64_t *refund_minor)
{
	struct booking_row *row = pool_make(desk->pool, struct booking_row);
	const struct booking *booking = &row->booking;
	TRY(booking_find_row(desk, desk->db, locator, desk->pool, row));
	TRY(booking_fill(desk->db, row, desk->pool));
	TRY(booking_check_full(booking, desk->pool));
	*out = booking;
	*refund_minor = booking->refund_minor;
	if (booking->state == BOOKING_CANCELLED)
		return NULL;
	TRY(booking_check_ahead(booking->segments, booking->segment_count, row->now, desk->pool));
	*refund_minor = fare_refund(booking->segments, booking->segment_count, booking->prices,
	    booking->price_count, &booking->party, booking->paid_minor, row->now);
	return NULL;
}

struct cancelling {
	struct desk *desk;
	const char *locator;
	int64_t version, refund_minor;
	const struct click *click;
	const char *answer;
};

/* Under the locks: is it still what the customer agreed to? */
static const struct err *check(const struct cancelling *cancelling, struct db *db,
    const struct booking_row *row, apr_pool_t *pool)
{
	const struct booking *booking = &row->booking;
	struct segment *segments;
	const struct price_line *prices;
	size_t segment_count, price_count;
	TRY(booking_lock_segments(db, row, pool, &segments, &segment_count));
	TRY(booking_check_ahead(segments, segment_count, row->now, pool));
	if (booking->version != cancelling->version)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "booking %s is at another version",
		    booking->locator);
	TRY(price_lines_list(db, row->hold_id, pool, &prices, &price_count));
	int64_t refund = fare_refund(segments, segment_count, prices, price_count, &booking->party,
	    booking->paid_minor, row->now);
	if (refund == cancelling->refund_minor)
		return NULL;
	return err_with(err_new(pool, CODE_PRICE_CHANGED, "the refund is another one now"),
	    FACT_OLD_TOTAL, apr_psprintf(pool, "%" APR_INT64_T_FMT, cancelling->refund_minor));
}

static const struct err *write_down(const struct cancelling *cancelling, struct db *db,
    const struct booking_row *row, apr_pool_t *pool)
{
	const struct booking *booking = &row->booking;
	int64_t refund = cancelling->refund_minor;
	int64_t count;
	bool is_done;
	TRY(seats_delete(db, row->hold_id, "cancelled", pool, &count));
	TRY(bookings_set_cancelled(db, booking->id, booking->version, refund, pool, &is_done));
	if (!is_done)
		return tx_again(pool, "the booking has just changed");
	if (refund > 0)
		TRY(ledger_insert(db, booking->id, "refund", refund, booking->currency, pool));
	TRY(coupons_delete(db, booking->id, pool));
	TRY(booking_record(cancelling->desk, db, booking->id, booking->version + 1, booking->state,
	    BOOKING_CANCELLED, "", pool));
	return outbox_insert(
	    db, "booking_cancelled", booking->id, booking->contact.email, "", pool);
}

static const struct err *cancel_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct cancelling *cancelling = arg;
	struct customer_here here;
	struct booking_row row;
	TRY(booking_lock(cancelling->desk, db, cancelling->locator, cancelling->click, pool, &here,
	    &row, &cancelling->answer));
	if (cancelling->answer != NULL)
		return NULL;
	if (row.booking.state == BOOKING_CANCELLED)
		return customer_tell_again(cancelling->desk, db, pool);
	TRY(check(cancelling, db, &row, pool));
	TRY(write_down(cancelling, db, &row, pool));
	cancelling->answer = booking_path(row.booking.locator, pool);
	return click_keep(db, here.browser_id, cancelling->click, cancelling->answer, pool);
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
