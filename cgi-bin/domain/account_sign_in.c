/* Signing in and out: a browser changes whom it stands for, and gets a new token each time. */
#include "domain/account.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/words.h"
#include "domain/account_internal.h"
#include "domain/customer.h"
#include "domain/throttle.h"
#include "store/bookings.h"
#include "store/events.h"
#include "store/holds.h"

const struct err *account_of_browser(struct desk *desk, const struct account **out)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct account *account;
	struct browser browser;

	*out = NULL;
	customer_digest(desk, digest);
	TRY(browsers_find(desk->db, digest, desk->pool, &browser));
	if (browser.id == 0 || !browser.is_good || browser.email == NULL)
		return NULL;
	TRY(browsers_set_seen(desk->db, browser.id, desk->pool));
	account = pool_make(desk->pool, struct account);
	*account = (struct account){ browser.email, browser.confirmed_at != CLOCK_NONE,
		browser.signed_in_at };
	*out = account;
	return NULL;
}

struct sign_in {
	struct desk *desk;
	const struct customer *account;
	const char *client;
	const char *token; /* from now on */
};

/* What a guest held and booked in this browser becomes the account's: a change of what is live of it, and of what has ended its owner alone. */
static const struct err *adopt(struct desk *desk, struct db *db, const struct browser *browser,
    int64_t account_id, apr_pool_t *pool)
{
	if (browser->customer_id == account_id || browser->email != NULL)
		return NULL;
	TRY(events_insert_adopted(db, browser->customer_id, desk->actor, desk->request_id, pool));
	TRY(holds_set_customer(db, browser->customer_id, account_id, pool));
	return bookings_set_customer(db, browser->customer_id, account_id, pool);
}

static const struct err *sign_in_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct sign_in *sign_in = arg;
	unsigned char old_digest[SECRET_DIGEST_BYTES], new_digest[SECRET_DIGEST_BYTES];
	struct customer account;
	struct browser browser;

	customer_digest(sign_in->desk, old_digest);
	account_digest(sign_in->token, new_digest);
	TRY(browsers_lock(db, old_digest, pool, &browser));
	TRY(customers_lock(db, sign_in->account->id, pool, &account));
	TRY(account_check_same(&account, sign_in->account, pool));
	if (browser.id == 0) {
		TRY(browsers_insert(db, new_digest, account.id, pool, &browser.id));
		return browsers_set_signed_in(db, browser.id, account.id, sign_in->client, pool);
	}
	TRY(adopt(sign_in->desk, db, &browser, account.id, pool));
	TRY(browsers_set_signed_in(db, browser.id, account.id, sign_in->client, pool));
	return browsers_set_token(db, browser.id, new_digest, pool);
}

const struct err *account_let_in(
    struct desk *desk, const struct customer *account, const char *client, const char **token)
{
	struct sign_in sign_in = { desk, account, client, random_ref(desk->pool) };

	TRY(tx_run(desk->db, sign_in_in_tx, &sign_in, desk->pool));
	*token = sign_in.token;
	return NULL;
}

const struct err *account_sign_in(struct desk *desk, const char *email, const char *password,
    const char *client, const char **token)
{
	const char *words = say("The e-mail address or the password is not right");
	struct customer customer;
	const struct err *err;
	const char *minute;

	TRY(throttle_minute(desk, &minute));
	TRY(account_throttle(desk, "sign-in", email));
	TRY(customers_find_by_email(
	    desk->db, account_fold_email(email, desk->pool), desk->pool, &customer));
	if (!secret_password_matches(customer.id != 0 ? customer.password_hash : NULL, password))
		return account_invalid(desk, "email.1 password.1", words);
	TRY(account_throttle_right(desk, "sign-in", email, minute));
	err = account_let_in(desk, &customer, client, token);
	/* The password was right until a moment ago. */
	if (err_is(err, CODE_CHANGED_MEANWHILE))
		return account_invalid(desk, "email.1 password.1", words);
	return err;
}

/* The old row keeps a token that nobody has, and stands for nobody: what this browser was allowed to see is gone with it. */
static const struct err *sign_out_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct desk *desk = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct browser browser;

	customer_digest(desk, digest);
	TRY(browsers_lock(db, digest, pool, &browser));
	if (browser.id == 0)
		return NULL;
	account_digest(random_ref(pool), digest);
	TRY(browsers_end_sign_in(db, browser.customer_id, browser.id, pool));
	return browsers_set_token(db, browser.id, digest, pool);
}

const struct err *account_sign_out(struct desk *desk, const char **token)
{
	TRY(tx_run(desk->db, sign_out_in_tx, desk, desk->pool));
	*token = random_ref(desk->pool);
	return NULL;
}
