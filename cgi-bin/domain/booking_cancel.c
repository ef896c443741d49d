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
	*out = booking;
	*refund_minor = booking->refund_minor;
	if (booking->state == BOOKING_CANCELLED)
		return NULL;
	TRY(booking_check_full(booking, desk->pool));
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
    struct booking_locked *locked, apr_pool_t *pool)
{
	const struct booking *booking = &locked->row.booking;
	int64_t now = locked->row.now;
	const struct price_line *prices;
	size_t price_count;
	TRY(booking_lock_departures_later(db, locked, pool));
	TRY(price_lines_list(db, locked->row.hold_id, pool, &prices, &price_count));
	TRY(booking_read_departures(locked, pool));
	TRY(booking_check_ahead(locked->segments, locked->segment_count, now, pool));
	if (booking->version != cancelling->version)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "booking %s is at another version",
		    booking->locator);
	int64_t refund = fare_refund(locked->segments, locked->segment_count, prices, price_count,
	    &booking->party, booking->paid_minor, now);
	if (refund == cancelling->refund_minor)
		return NULL;
	return err_with(err_new(pool, CODE_PRICE_CHANGED, "the refund is another one now"),
	    FACT_OLD_TOTAL, apr_psprintf(pool, "%" APR_INT64_T_FMT, cancelling->refund_minor));
}

static const struct err *write_down(struct cancelling *cancelling, struct db *db,
    const struct booking_locked *locked, apr_pool_t *pool)
{
	const struct booking *booking = &locked->row.booking;
	int64_t refund = cancelling->refund_minor;
	int64_t count;
	bool is_done;
	TRY(seats_delete(db, locked->row.hold_id, "cancelled", pool, &count));
	if (refund > 0)
		TRY(ledger_insert(db, booking->id, "refund", refund, booking->currency, pool));
	TRY(coupons_delete(db, booking->id, pool));
	TRY(booking_record(cancelling->desk, db, booking->id, booking->version + 1, booking->state,
	    BOOKING_CANCELLED, "", pool));
	TRY(outbox_insert(db, "booking_cancelled", booking->id, booking->contact.email, "", pool));
	cancelling->answer = booking_path(booking->locator, pool);
	TRY(click_keep(db, locked->here.browser_id, cancelling->click, cancelling->answer, pool));
	TRY(bookings_set_cancelled(db, booking->id, booking->version, refund, pool, &is_done));
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
	return write_down(cancelling, db, &locked, pool);
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
