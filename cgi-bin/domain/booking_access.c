/* Who may see a booking besides its customer: who found it by locator and name, and who holds its link. */
#include "domain/booking_internal.h"

#include "base/pool.h"
#include "base/secret.h"
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
};

static const struct err *give_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct giving *giving = arg;
	struct customer_here here;
	TRY(customer_lock(giving->desk, db, pool, &here));
	return accesses_set(db, here.browser_id, giving->booking_id, giving->view, pool);
}

static const struct err *give(struct desk *desk, int64_t booking_id, enum booking_view view)
{
	struct giving giving = { desk, booking_id, view };
	return anew_run(desk->db, give_in_tx, &giving, desk->pool);
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
	return give(desk, id, BOOKING_FOUND);
}

const char *booking_link_code(struct desk *desk, const char *locator)
{
	return secret_sign(apr_pstrcat(desk->pool, "booking-link/", locator, NULL),
	    desk->settings->link_key, sizeof(desk->settings->link_key), desk->pool);
}

const struct err *booking_open_link(struct desk *desk, const char *locator, const char *code)
{
	const char *normal = locator_normal(locator, desk->pool);
	int64_t id = 0;
	if (normal != NULL && secret_equal(code, booking_link_code(desk, normal)))
		TRY(bookings_find_id(desk->db, normal, desk->pool, &id));
	if (id == 0)
		return err_new(desk->pool, CODE_NOT_FOUND, "no such link");
	return give(desk, id, BOOKING_FULL);
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
	TRY(booking_find_row(desk, desk->db, locator, desk->pool, &row));
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
