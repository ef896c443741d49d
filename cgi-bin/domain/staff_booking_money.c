/* Money that staff take and give back for a booking: written down, since it moves elsewhere. */
#include "domain/staff_booking.h"

#include "base/money.h"
#include "base/pool.h"
#include "domain/booking_internal.h"
#include "domain/click_internal.h"
#include "store/ledger.h"

struct moving {
	struct desk *desk;
	const struct booking_money *money;
	const char *answer;
};

static const struct err *other_sum(const struct booking_money *money, apr_pool_t *pool)
{
	return err_with(err_new(pool, CODE_PRICE_CHANGED, "it is another sum now"), FACT_OLD_TOTAL,
	    apr_psprintf(pool, "%" APR_INT64_T_FMT, money->amount_minor));
}

static const struct err *keep(
    struct moving *moving, struct db *db, const struct booking_locked *locked, apr_pool_t *pool)
{
	moving->answer = booking_path(locked->row.booking.locator, pool);
	return click_keep(db, locked->here.browser_id, &moving->money->click, moving->answer, pool);
}

static const struct err *tell_paid(struct desk *desk, struct db *db, const struct booking *booking,
    int64_t paid_minor, apr_pool_t *pool)
{
	const struct language *own = booking_speak(desk, booking->language);
	const char *words = apr_psprintf(pool, say("%s was paid. Nothing is left to pay"),
	    money_text(paid_minor, booking->currency, pool));
	const struct err *err = booking_record_change(desk, db, booking, words, pool);
	words_speak(own);
	return err;
}

static const struct err *pay_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct moving *moving = arg;
	const struct booking_money *money = moving->money;
	struct booking_locked locked;
	bool is_done;

	TRY(booking_lock(
	    moving->desk, db, money->locator, &money->click, pool, &locked, &moving->answer));
	if (moving->answer != NULL)
		return NULL;
	const struct booking *booking = &locked.row.booking;
	int64_t due = booking_due(booking);
	if (booking->version != money->version || booking->state != BOOKING_CONFIRMED || due == 0)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "booking %s is at another version",
		    booking->locator);
	if (due != money->amount_minor)
		return other_sum(money, pool);
	TRY(ledger_insert(db, booking->id, "payment", due, booking->currency, pool));
	TRY(tell_paid(moving->desk, db, booking, due, pool));
	TRY(bookings_set_paid(db, booking->id, booking->version, due, pool, &is_done));
	return is_done ? keep(moving, db, &locked, pool)
		       : tx_again(pool, "the booking has just changed");
}

const struct err *staff_booking_pay(struct desk *desk, const struct booking_money *money)
{
	struct moving moving = { .desk = desk, .money = money };
	return click_run(desk, &money->click, pay_in_tx, &moving, &moving.answer);
}

/* Of a booking that is cancelled no version comes any more: the ledger alone says that the money went back. */
static const struct err *pay_out_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct moving *moving = arg;
	const struct booking_money *money = moving->money;
	struct booking_locked locked;
	int64_t gone;

	TRY(booking_lock(
	    moving->desk, db, money->locator, &money->click, pool, &locked, &moving->answer));
	if (moving->answer != NULL)
		return NULL;
	const struct booking *booking = &locked.row.booking;
	TRY(ledger_sum_payouts(db, booking->id, pool, &gone));
	if (booking->version != money->version || booking->refund_minor == gone)
		return err_new(pool, CODE_CHANGED_MEANWHILE,
		    "booking %s is at another version, or nothing is to go back", booking->locator);
	if (booking->refund_minor - gone != money->amount_minor)
		return other_sum(money, pool);
	TRY(ledger_insert(db, booking->id, "payout", money->amount_minor, booking->currency, pool));
	return keep(moving, db, &locked, pool);
}

const struct err *staff_booking_pay_out(struct desk *desk, const struct booking_money *money)
{
	struct moving moving = { .desk = desk, .money = money };
	return click_run(desk, &money->click, pay_out_in_tx, &moving, &moving.answer);
}
