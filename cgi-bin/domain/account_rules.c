/* What holds for every account: its address, its password, how often they may be guessed, and who is signed in to it. */
#include "domain/account_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/click_internal.h"
#include "domain/customer.h"
#include "domain/throttle.h"

#include <string.h>
#include <strings.h>

#define PASSWORD_MIN 8
#define PASSWORD_MAX 128

/* So long a page that only reads leaves it as it is when the browser was seen last. */
#define SEEN_PAUSE CLOCK_MINUTE

const struct err *account_invalid(struct desk *desk, const char *field, const char *words)
{
	return err_with(err_new(desk->pool, CODE_INVALID, "%s", words), FACT_FIELDS, field);
}

/* The address itself, or what stands before its @; or the name of this site. */
static bool is_name_of_account(struct desk *desk, const char *password, const char *email)
{
	size_t local = email != NULL ? strcspn(email, "@") : 0;

	if (strcasecmp(password, desk->settings->site_name) == 0)
		return true;
	return email != NULL &&
	    (strcasecmp(password, email) == 0 ||
		(strlen(password) == local && strncasecmp(password, email, local) == 0));
}

const struct err *account_check_password(struct desk *desk, const char *password, const char *email)
{
	size_t length = text_length(password);

	if (length < PASSWORD_MIN || length > PASSWORD_MAX)
		return account_invalid(
		    desk, "password.1", say("Choose a password of 8 to 128 characters"));
	if (secret_password_is_common(password))
		return account_invalid(desk, "password.1",
		    say("Choose a password that is harder to guess: this one is among those tried first"));
	if (is_name_of_account(desk, password, email))
		return account_invalid(desk, "password.1",
		    say("Choose a password that is harder to guess than your address or our name"));
	return NULL;
}

const struct err *account_check_email(struct desk *desk, const char *email)
{
	if (!text_is_email(email))
		return account_invalid(desk, "email.1",
		    say("Enter an e-mail address in the right form, like name@example.com"));
	return NULL;
}

const char *account_fold_email(const char *email, apr_pool_t *pool)
{
	char *folded = apr_pstrdup(pool, email);

	for (char *c = folded; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	return folded;
}

static const char *on_email(const char *what, apr_pool_t *pool)
{
	return apr_pstrcat(pool, what, "/email", NULL);
}

const struct err *account_throttle(struct desk *desk, const char *what, const char *email)
{
	const char *by = apr_pstrcat(desk->pool, what, "/address", NULL);

	TRY(throttle_try(desk, by, desk->address, ACCOUNT_TRIES_BY_ADDRESS));
	return throttle_try(desk, on_email(what, desk->pool), account_fold_email(email, desk->pool),
	    ACCOUNT_TRIES_ON_EMAIL);
}

const struct err *account_throttle_right(
    struct desk *desk, const char *what, const char *email, const char *minute)
{
	return throttle_give_back(
	    desk, on_email(what, desk->pool), account_fold_email(email, desk->pool), minute);
}

void account_digest(const char *token, unsigned char digest[32])
{
	secret_digest(token, strlen(token), digest);
}

static const struct err *check_signed_in(const struct browser *browser, apr_pool_t *pool)
{
	if (browser->id != 0 && browser->is_good && browser->email != NULL)
		return NULL;
	return err_new(pool, CODE_UNAUTHENTICATED, "not signed in");
}

const struct err *account_find_browser(struct desk *desk, struct browser *out)
{
	unsigned char digest[SECRET_DIGEST_BYTES];

	customer_digest(desk, digest);
	TRY(browsers_find(desk->db, digest, desk->pool, out));
	TRY(check_signed_in(out, desk->pool));
	if (clock_now() - out->seen_at < SEEN_PAUSE)
		return NULL;
	return browsers_set_seen(desk->db, out->id, desk->pool);
}

const struct err *account_find_own(struct desk *desk, int64_t *browser_id, struct customer *out)
{
	struct browser browser;

	TRY(account_find_browser(desk, &browser));
	*browser_id = browser.id;
	return customers_find(desk->db, browser.customer_id, desk->pool, out);
}

const struct err *account_lock_own(struct desk *desk, struct db *db, const struct click *click,
    apr_pool_t *pool, int64_t *browser_id, struct customer *out, const char **answer)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct browser browser;
	struct asked asked;

	customer_digest(desk, digest);
	TRY(browsers_lock(db, digest, pool, &browser));
	if (click != NULL) {
		TRY(click_recall_later(desk, db, click, pool, &asked));
		TRY(db_settle(db, pool));
		TRY(click_read(desk, db, click, &asked, pool, answer));
		if (*answer != NULL)
			return NULL;
	}
	TRY(check_signed_in(&browser, pool));
	*browser_id = browser.id;
	TRY(browsers_set_seen(db, browser.id, pool));
	return customers_lock(db, browser.customer_id, pool, out);
}

const struct err *account_check_current(
    struct desk *desk, const struct customer *account, const char *current, const char *field)
{
	TRY(account_throttle(desk, "password", account->email));
	if (secret_password_matches(account->password_hash, current))
		return NULL;
	return account_invalid(desk, field, say("This is not the password of your account"));
}

const struct err *account_check_same(
    const struct customer *now, const struct customer *checked, apr_pool_t *pool)
{
	if (now->id == checked->id && now->password_hash != NULL &&
	    strcmp(now->password_hash, checked->password_hash) == 0)
		return NULL;
	return err_new(pool, CODE_CHANGED_MEANWHILE, "the account was changed meanwhile");
}
