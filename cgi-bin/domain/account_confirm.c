/* Whose an address is: shown by somebody who has the account's password and opens a link mailed there. */
#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/words.h"
#include "domain/account_internal.h"
#include "domain/after_effect.h"
#include "domain/anew.h"
#include "domain/click_internal.h"
#include "domain/throttle.h"
#include "store/account_tokens.h"
#include "store/outbox.h"

#include <string.h>

#define MAILS_PER_MINUTE 1

struct confirming {
	const unsigned char *digest;
	const struct customer *account; /* as the password was compared with it */
	bool is_known;
	bool is_news; /* the address was not confirmed before */
};

/* Does this account stand in the way of one whose owner reads the address' mail? One that was never confirmed does not. */
static bool is_in_the_way(const struct customer *other)
{
	return other->id != 0 && other->confirmed_at != CLOCK_NONE;
}

/* The old address is told, and codes that were mailed there are void. */
static const struct err *move_in_tx(struct db *db, const struct confirming *confirming,
    const struct customer *account, const char *email, apr_pool_t *pool)
{
	const char *folded = account_fold_email(email, pool);
	struct customer other;

	TRY(customers_lock_by_email(db, folded, pool, &other));
	if (other.id != account->id) {
		if (is_in_the_way(&other))
			return err_new(pool, CODE_EMAIL_TAKEN, "another account has this address");
		if (other.id != 0)
			TRY(account_end_unconfirmed(db, &other, pool));
	}
	TRY(customers_set_email(db, account->id, email, folded, pool));
	TRY(account_tokens_set_moved(db, confirming->digest, pool));
	TRY(account_tokens_delete(db, account->id, confirming->digest, pool));
	return outbox_insert(db, "account_moved", 0, account->email, "", pool);
}

static const struct err *confirm_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct confirming *confirming = arg;
	struct customer account;
	struct account_token token;

	TRY(customers_lock(db, confirming->account->id, pool, &account));
	TRY(account_check_same(&account, confirming->account, pool));
	TRY(account_tokens_lock(db, confirming->digest, pool, &token));
	confirming->is_news = token.purpose == TOKEN_MOVE || account.confirmed_at == CLOCK_NONE;
	confirming->is_known = token.customer_id == account.id && token.purpose != TOKEN_RESET;
	if (!confirming->is_known)
		return NULL;
	if (token.purpose == TOKEN_MOVE)
		return move_in_tx(db, confirming, &account, token.email, pool);
	return confirming->is_news ? customers_set_confirmed(db, account.id, pool) : NULL;
}

static const struct err *unknown_code(struct desk *desk)
{
	return account_invalid(desk, "code.1",
	    say("This link is not good any more. Sign in to your account and ask for a new one"));
}

/* Whose the code is, and that whoever shows it has the account's password too. `*is_in`: is signed in to it here. */
static const struct err *find_owner(struct desk *desk, const unsigned char *digest,
    const char *password, struct customer *account, bool *is_in)
{
	struct account_token token;
	struct customer own;
	int64_t browser_id;
	const struct err *err;

	TRY(throttle_try(desk, "confirm/address", desk->address, ACCOUNT_TRIES_BY_ADDRESS));
	TRY(account_tokens_find(desk->db, digest, desk->pool, &token));
	if (token.customer_id == 0 || token.purpose == TOKEN_RESET)
		return unknown_code(desk);
	TRY(customers_find(desk->db, token.customer_id, desk->pool, account));
	if (account->email == NULL)
		return unknown_code(desk);
	err = account_find_own(desk, &browser_id, &own);
	if (err != NULL && !err_is(err, CODE_UNAUTHENTICATED))
		return err;
	*is_in = err == NULL && own.id == account->id;
	if (*is_in)
		return NULL;
	if (password == NULL || password[0] == '\0')
		return account_invalid(
		    desk, "password.1", say("Enter the password of your account"));
	return account_check_current(desk, account, password, "password.1");
}

const struct err *account_confirm(struct desk *desk, const char *code, const char *password,
    const char *client, const char **token)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct customer account;
	struct confirming confirming = { digest, &account, false, false };
	const struct err *err;
	bool is_in = false;

	*token = NULL;
	account_digest(code, digest);
	TRY(find_owner(desk, digest, password, &account, &is_in));
	TRY(anew_run(desk->db, confirm_in_tx, &confirming, desk->pool));
	if (!confirming.is_known)
		return unknown_code(desk);
	if (is_in)
		return NULL;
	err = account_let_in(desk, &account, client, token);
	return confirming.is_news ? after_effect(err, "the address is confirmed", desk->pool) : err;
}

struct mailing {
	struct desk *desk;
	const char *code;
};

static const struct err *mail_again_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct mailing *mailing = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct account_token token = { .purpose = TOKEN_CONFIRM };
	struct customer account;
	int64_t browser_id;

	TRY(account_lock_own(mailing->desk, db, NULL, pool, &browser_id, &account, NULL));
	if (account.confirmed_at != CLOCK_NONE)
		return NULL;
	token.customer_id = account.id;
	account_digest(mailing->code, digest);
	TRY(account_tokens_insert(db, digest, &token, pool));
	return outbox_insert(db, "account_welcome", 0, account.email, mailing->code, pool);
}

const struct err *account_confirm_again(struct desk *desk)
{
	struct mailing mailing = { desk, random_ref(desk->pool) };
	struct customer account;
	int64_t browser_id;
	const struct err *err;

	TRY(account_find_own(desk, &browser_id, &account));
	err = throttle_try(
	    desk, "confirm/email", account_fold_email(account.email, desk->pool), MAILS_PER_MINUTE);
	if (err_is(err, CODE_TOO_MANY)) /* it is on its way */
		return NULL;
	TRY(err);
	return tx_run(desk->db, mail_again_in_tx, &mailing, desk->pool);
}

struct moving {
	struct desk *desk;
	const struct customer *checked;
	const char *email, *folded, *code;
	const struct click *click;
	const char *answer;
};

/* An address of another account that was confirmed gets its owner a letter, and no code that is good for anything. */
static const struct err *ask_move_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct moving *moving = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct account_token token = { .purpose = TOKEN_MOVE, .email = moving->email };
	struct customer account, other;
	int64_t browser_id;
	bool is_free;

	TRY(account_lock_own(
	    moving->desk, db, moving->click, pool, &browser_id, &account, &moving->answer));
	if (moving->answer != NULL)
		return NULL;
	TRY(account_check_same(&account, moving->checked, pool));
	TRY(customers_find_by_email(db, moving->folded, pool, &other));
	is_free = !is_in_the_way(&other);
	token.customer_id = is_free ? account.id : 0;
	account_digest(moving->code, digest);
	TRY(account_tokens_insert(db, digest, &token, pool));
	TRY(outbox_insert(db, is_free ? "account_move" : "account_taken", 0, moving->email,
	    is_free ? moving->code : "", pool));
	moving->answer = "/account?done=asked";
	return click_keep(db, browser_id, moving->click, moving->answer, pool);
}

const struct err *account_move(struct desk *desk, const char *email, const char *current,
    const struct click *click, const char **answer)
{
	struct customer account;
	struct moving moving = { desk, &account, email, account_fold_email(email, desk->pool),
		random_ref(desk->pool), click, NULL };
	int64_t browser_id;

	TRY(click_find(desk, click, answer));
	if (*answer != NULL)
		return NULL;
	TRY(account_find_own(desk, &browser_id, &account));
	TRY(account_check_email(desk, email));
	if (strcmp(moving.folded, account_fold_email(account.email, desk->pool)) == 0)
		return account_invalid(
		    desk, "email.1", say("This is the address of your account already"));
	TRY(account_check_current(desk, &account, current, "current.1"));
	TRY(click_run(desk, click, ask_move_in_tx, &moving, &moving.answer));
	*answer = moving.answer;
	return NULL;
}
