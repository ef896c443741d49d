/* Who may see a booking besides its customer: who found it by locator and name, and who holds its link. */
#include "domain/booking_internal.h"

#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/anew.h"
#include "domain/locator.h"
#include "domain/mail.h"
#include "domain/passengers.h"
#include "domain/throttle.h"
#include "store/accesses.h"
#include "store/outbox.h"

#include <string.h>

#define MAILS_PER_MINUTE 1

struct giving {
	struct desk *desk;
	int64_t booking_id;
	enum booking_view view;
	int64_t link_no; /* BOOKING_FULL: of the link that was opened */
	bool is_over;    /* that link is */
};

/* What the link's number is, is asked behind the browser's lock, under which it may just have been raised. */
static const struct err *give_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct giving *giving = arg;
	struct customer_here here;
	int64_t link_no;
	TRY(customer_lock(giving->desk, db, pool, &here));
	TRY(bookings_find_link_no(db, giving->booking_id, pool, &link_no));
	if (giving->link_no > link_no)
		return err_new(pool, CODE_NOT_FOUND, "a link of before the database was restored");
	giving->is_over = giving->view == BOOKING_FULL && giving->link_no < link_no;
	if (giving->is_over)
		return accesses_set_over(
		    db, here.browser_id, giving->booking_id, giving->link_no, pool);
	return accesses_set(db, here.browser_id, giving->booking_id, giving->view, link_no, pool);
}

static const struct err *give(struct giving *giving)
{
	return anew_run(giving->desk->db, give_in_tx, giving, giving->desk->pool);
}

/* A locator that is none is looked up too: wrong answers take the same time whatever is wrong. */
const struct err *booking_lookup(
    struct desk *desk, const char *locator, const char *surname, const char **found)
{
	int64_t limit = desk->settings->find_per_minute;
	const char *normal = locator_normal(locator, desk->pool);
	const char *asked = normal != NULL ? normal : "-";
	int64_t id;
	TRY(throttle_try(desk, "find/address", desk->address != NULL ? desk->address : "", limit));
	TRY(throttle_try(desk, "find/locator", asked, normal != NULL ? (limit + 1) / 2 : 0));
	TRY(bookings_find_by_surname(
	    desk->db, asked, passenger_fold_surname(surname, desk->pool), desk->pool, &id));
	if (id == 0)
		return err_new(desk->pool, CODE_NOT_FOUND, "no booking of this locator and name");
	*found = asked;
	return give(&(struct giving){ .desk = desk, .booking_id = id, .view = BOOKING_FOUND });
}

/* The first one, as links were before they had numbers: without it. */
const char *booking_link_code(struct desk *desk, const char *locator, int64_t link_no)
{
	apr_pool_t *pool = desk->pool;
	const char *no = link_no == 0 ? "" : apr_psprintf(pool, "%" APR_INT64_T_FMT, link_no);
	const char *mark = link_no == 0 ? "" : "/", *dot = link_no == 0 ? "" : ".";
	const char *text = apr_pstrcat(pool, "booking-link/", locator, mark, no, NULL);
	return apr_pstrcat(pool, no, dot,
	    secret_sign(text, desk->settings->link_key, sizeof(desk->settings->link_key), pool),
	    NULL);
}

/* Is it a code of this booking, and of which number? */
static bool read_code(struct desk *desk, const char *locator, const char *code, int64_t *link_no)
{
	const char *dot = code != NULL ? strchr(code, '.') : NULL;
	*link_no = 0;
	if (dot != NULL &&
	    !text_to_int(
		apr_pstrmemdup(desk->pool, code, (size_t)(dot - code)), 1, INT32_MAX, link_no))
		return false;
	return secret_equal(code, booking_link_code(desk, locator, *link_no));
}

const struct err *booking_open_link(struct desk *desk, const char *locator, const char *code)
{
	const char *normal = locator_normal(locator, desk->pool);
	struct giving giving = { .desk = desk, .view = BOOKING_FULL };
	if (normal != NULL && read_code(desk, normal, code, &giving.link_no))
		TRY(bookings_find_id(desk->db, normal, desk->pool, &giving.booking_id));
	if (giving.booking_id == 0)
		return err_new(desk->pool, CODE_NOT_FOUND, "no such link");
	TRY(give(&giving));
	return giving.is_over
	    ? err_new(desk->pool, CODE_NEEDS_LINK, "a link to %s that is over", normal)
	    : NULL;
}

/* A mail that was asked for: one that is on its way is enough. */
static const struct err *ask_for_mail(
    struct desk *desk, const struct booking *booking, const char *throttle, const char *detail)
{
	const struct err *err = throttle_try(desk, throttle, booking->locator, MAILS_PER_MINUTE);
	if (err_is(err, CODE_TOO_MANY))
		return NULL;
	TRY(err);
	return outbox_insert(
	    desk->db, "booking_link", booking->id, booking->contact.email, detail, desk->pool);
}

const struct err *booking_send_link(struct desk *desk, const char *locator)
{
	struct booking_row row;
	const struct err *err = booking_find_row(desk, desk->db, locator, desk->pool, &row);
	/* Who came by a link that is over sees nothing of the booking; the mail goes to its address, whoever asks. */
	if (err_is(err, CODE_NEEDS_LINK))
		err = bookings_find_by_id(desk->db, row.over_id, desk->pool, &row);
	TRY(err);
	return ask_for_mail(desk, &row.booking, "link/locator", "");
}

const struct err *booking_send_again(struct desk *desk, const char *locator)
{
	struct booking_row row;
	TRY(booking_find_row(desk, desk->db, locator, desk->pool, &row));
	TRY(booking_check_full(&row.booking, desk->pool));
	if (row.booking.state != BOOKING_CONFIRMED)
		return err_new(desk->pool, CODE_CHANGED_MEANWHILE, "booking %s is not live",
		    row.booking.locator);
	return ask_for_mail(desk, &row.booking, "mail/locator", MAIL_CONFIRMATION);
}
