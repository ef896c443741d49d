/* Customers: who a browser stands for. */
#include "domain/customer.h"

#include "base/changes.h"
#include "base/clock.h"
#include "base/pool.h"
#include "base/secret.h"
#include "store/browsers.h"
#include "store/customers.h"

#include <apr_time.h>
#include <string.h>

/*
 * After the transaction began, so that the browser is answered before nginx gives up (15 s): who asks a last time then may wait 4 s for a server, or 2 s for each of three that say nothing.
 */
#define AWAIT_BY_MS 8000
#define AWAIT_PAUSE_MS 100

void customer_digest(const struct desk *desk, unsigned char out[32])
{
	memset(out, 0, 32);
	if (desk->is_staff) {
		const char *name = apr_pstrcat(desk->pool, "staff/", desk->actor, NULL);
		secret_digest_keyed(name, strlen(name), desk->settings->link_key,
		    sizeof(desk->settings->link_key), out);
	} else if (desk->browser != NULL)
		secret_digest(desk->browser, strlen(desk->browser), out);
}

/* A click is a sign of life: the half hour of a sign-in begins again. */
static const struct err *keep_signed_in(
    struct db *db, const struct browser *browser, apr_pool_t *pool)
{
	if (browser->signed_in_at == CLOCK_NONE)
		return NULL;
	return browsers_set_seen(db, browser->id, pool);
}

const struct err *customer_lock_later(
    struct desk *desk, struct db *db, apr_pool_t *pool, struct customer_asked *out)
{
	unsigned char digest[32];
	*out = (struct customer_asked){ .is_made = false };
	customer_digest(desk, digest);
	return desk->is_staff ? browsers_lock_alone_later(db, digest, pool, &out->browser)
			      : browsers_lock_later(db, digest, pool, &out->browser);
}

const struct err *customer_read_known(
    struct db *db, const struct customer_asked *asked, apr_pool_t *pool, struct customer_here *out)
{
	struct browser browser;
	*out = (struct customer_here){ .browser_id = 0 };
	browsers_read(&asked->browser, &browser);
	out->browser_id = browser.id;
	if (browser.id == 0 || !browser.is_good)
		return NULL;
	out->customer_id = browser.customer_id;
	return keep_signed_in(db, &browser, pool);
}

const struct err *customer_lock_known(
    struct desk *desk, struct db *db, apr_pool_t *pool, struct customer_here *out)
{
	struct customer_asked asked;
	TRY(customer_lock_later(desk, db, pool, &asked));
	TRY(db_settle(db, pool));
	return customer_read_known(db, &asked, pool, out);
}

/* Nobody waits for the numbers of a new customer and its browser: the rows are written one behind the other. */
static const struct err *make_later(
    struct desk *desk, struct db *db, apr_pool_t *pool, struct customer_asked *asked)
{
	unsigned char digest[32];
	customer_digest(desk, digest);
	asked->is_made = true;
	TRY(customers_insert_later(db, pool, &asked->made_customer));
	return browsers_insert_guest_later(db, digest, pool, &asked->made_browser);
}

/* Whose sign-in is over is somebody new in a browser that is known. */
static const struct err *make_guest(
    struct db *db, int64_t browser_id, apr_pool_t *pool, int64_t *customer_id)
{
	TRY(customers_insert(db, pool, customer_id));
	return browsers_set_guest(db, browser_id, *customer_id, pool);
}

const struct err *customer_make_later(struct desk *desk, struct db *db,
    struct customer_asked *asked, apr_pool_t *pool, struct customer_here *out)
{
	if (desk->browser == NULL)
		return err_new(pool, CODE_NOT_FOUND, "nobody's browser");
	TRY(customer_read_known(db, asked, pool, out));
	if (out->browser_id == 0)
		return make_later(desk, db, pool, asked);
	if (out->customer_id == 0)
		return make_guest(db, out->browser_id, pool, &out->customer_id);
	return NULL;
}

void customer_read_made(const struct customer_asked *asked, struct customer_here *out)
{
	if (asked->is_made)
		*out = (struct customer_here){ asked->made_browser.done.id,
			asked->made_customer.done.id };
}

const struct err *customer_lock_owner(
    struct desk *desk, struct db *db, int64_t customer_id, apr_pool_t *pool)
{
	struct customer owner;
	return desk->is_staff ? customers_lock_row(db, customer_id, pool)
			      : customers_lock(db, customer_id, pool, &owner);
}

const struct err *customer_lock(
    struct desk *desk, struct db *db, apr_pool_t *pool, struct customer_here *out)
{
	struct customer_asked asked;
	TRY(customer_lock_later(desk, db, pool, &asked));
	TRY(db_settle(db, pool));
	TRY(customer_make_later(desk, db, &asked, pool, out));
	TRY(db_settle(db, pool));
	customer_read_made(&asked, out);
	return NULL;
}

/* The log is written in order: a change of ours that is on disk has all before it there too. */
const struct err *customer_tell_again(struct desk *desk, struct db *db, apr_pool_t *pool)
{
	unsigned char digest[32];
	/* It may have been committed after what it changes was noted. */
	changes_note_all();
	customer_digest(desk, digest);
	return browsers_set_told_again(db, digest, pool);
}

const struct err *customer_await(struct desk *desk)
{
	unsigned char digest[32];
	struct browser browser;
	const char *why = "it took too long";
	customer_digest(desk, digest);
	while (tx_passed_ms(desk->db) < AWAIT_BY_MS) {
		const struct err *err = desk->is_staff
		    ? browsers_lock_alone_at_once(desk->db, digest, desk->pool, &browser)
		    : browsers_lock_at_once(desk->db, digest, desk->pool, &browser);
		if (err == NULL)
			return NULL;
		why = err->text;
		apr_sleep(AWAIT_PAUSE_MS * 1000);
	}
	struct err *unsure = err_new(desk->pool, CODE_UNSURE, "not known after all: %s", why);
	unsure->retry_after_s = 5;
	return unsure;
}

const struct err *customer_found_nothing(struct desk *desk)
{
	bool is_known = !db_has_moved(desk->db);
	struct err *err = err_new(desk->pool, is_known ? CODE_UNAVAILABLE : CODE_UNSURE,
	    is_known ? "the connection was lost, and nothing done"
		     : "not found at another server than the one that may still commit it");
	err->retry_after_s = is_known ? 1 : 5;
	return err;
}
