/* Money that staff take and give back for a booking: written down, since it moves elsewhere. */
#include "domain/staff_booking.h"

#include "base/money.h"
#include "base/pool.h"
#include "domain/booking_internal.h"
#include "domain/click_internal.h"
#include "store/events.h"
#include "store/ledger.h"
#include "store/outbox.h"

struct moving {
	struct desk *desk;
	const struct booking_money *money;
	const char *answer;
};

static const struct err *other_sum(int64_t seen_minor, apr_pool_t *pool)
{
	return err_with(err_new(pool, CODE_PRICE_CHANGED, "it is another sum now"), FACT_OLD_TOTAL,
	    apr_psprintf(pool, "%" APR_INT64_T_FMT, seen_minor));
}

/* What staff say with it, in the ledger too. */
static const char *said(const struct desk *desk)
{
	return desk->act != NULL && desk->act->words[0] != '\0' ? desk->act->words : NULL;
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
		return other_sum(money->amount_minor, pool);
	TRY(ledger_insert_said(
	    db, booking->id, "payment", due, booking->currency, said(moving->desk), pool));
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
	int64_t gone, back;

	TRY(booking_lock(
	    moving->desk, db, money->locator, &money->click, pool, &locked, &moving->answer));
	if (moving->answer != NULL)
		return NULL;
	const struct booking *booking = &locked.row.booking;
	TRY(ledger_sum_payouts(db, booking->id, pool, &gone));
	back = booking->refund_minor + booking->goodwill_minor - gone;
	if (booking->version != money->version || back == 0)
		return err_new(pool, CODE_CHANGED_MEANWHILE,
		    "booking %s is at another version, or nothing is to go back", booking->locator);
	if (back != money->amount_minor)
		return other_sum(money->amount_minor, pool);
	TRY(ledger_insert_said(db, booking->id, "payout", money->amount_minor, booking->currency,
	    said(moving->desk), pool));
	return keep(moving, db, &locked, pool);
}

const struct err *staff_booking_pay_out(struct desk *desk, const struct booking_money *money)
{
	struct moving moving = { .desk = desk, .money = money };
	return click_run(desk, &money->click, pay_out_in_tx, &moving, &moving.answer);
}

struct giving {
	struct desk *desk;
	const struct booking_goodwill *goodwill;
	const char *answer;
};

/* How much, where it may be that much. */
static const struct err *check_given(const struct booking_goodwill *goodwill,
    const struct booking *booking, apr_pool_t *pool, int64_t *amount_minor)
{
	int64_t left = booking_left(booking);
	const char *words;

	if (booking->version != goodwill->version)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "booking %s is at another version",
		    booking->locator);
	if (left != goodwill->left_minor)
		return other_sum(goodwill->left_minor, pool);
	if (!money_parse(goodwill->amount, booking->currency, amount_minor) || *amount_minor == 0)
		words = apr_pstrcat(
		    pool, "A sum such as ", money_number(left, booking->currency, pool), NULL);
	else if (*amount_minor > left)
		words = apr_pstrcat(pool, "At most ", money_text(left, booking->currency, pool),
		    ": what was paid, and is not to go back yet", NULL);
	else
		return NULL;
	return err_with(err_new(pool, CODE_INVALID, "%s", words), FACT_FIELDS, "amount.1");
}

/* The customer is told how much, and not why. Of a booking that is cancelled no version comes any more. */
static const struct err *tell_given(struct giving *giving, struct db *db,
    const struct booking *booking, int64_t amount_minor, apr_pool_t *pool)
{
	const struct language *own = booking_speak(giving->desk, booking->language);
	const char *words = apr_psprintf(pool, say("%s goes back to you as a gesture of goodwill"),
	    money_text(amount_minor, booking->currency, pool));
	const struct event event = booking_event(giving->desk, booking->id, booking->version + 1,
	    booking->state, booking->state,
	    apr_pstrcat(pool, words, " (", giving->goodwill->reason, ")", NULL));
	const struct err *err = outbox_insert(
	    db, "booking_changed", booking->id, booking->contact.email, words, pool);

	if (err == NULL && booking->state == BOOKING_CONFIRMED)
		err = events_insert(db, &event, pool);
	words_speak(own);
	return err;
}

static const struct err *give_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct giving *giving = arg;
	const struct booking_goodwill *goodwill = giving->goodwill;
	struct booking_locked locked;
	int64_t amount_minor;
	bool is_done;

	TRY(booking_lock(
	    giving->desk, db, goodwill->locator, &goodwill->click, pool, &locked, &giving->answer));
	if (giving->answer != NULL)
		return NULL;
	const struct booking *booking = &locked.row.booking;
	TRY(check_given(goodwill, booking, pool, &amount_minor));
	TRY(ledger_insert_said(
	    db, booking->id, "goodwill", amount_minor, booking->currency, goodwill->reason, pool));
	TRY(tell_given(giving, db, booking, amount_minor, pool));
	TRY(bookings_set_goodwill(
	    db, booking, booking->goodwill_minor + amount_minor, pool, &is_done));
	if (!is_done)
		return tx_again(pool, "the booking has just changed");
	giving->answer = booking_path(booking->locator, pool);
	return click_keep(db, locked.here.browser_id, &goodwill->click, giving->answer, pool);
}

const struct err *staff_booking_give(struct desk *desk, const struct booking_goodwill *goodwill)
{
	struct giving giving = { .desk = desk, .goodwill = goodwill };

	return click_run(desk, &goodwill->click, give_in_tx, &giving, &giving.answer);
}
