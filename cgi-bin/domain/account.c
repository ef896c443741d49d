/* Accounts: made, and a forgotten password. What can be asked by anybody answers alike whether there is an account or not, and takes the same steps. */
#include "domain/account.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"
#include "domain/account_internal.h"
#include "domain/anew.h"
#include "domain/throttle.h"
#include "store/account_tokens.h"
#include "store/outbox.h"
#include "store/travellers.h"

struct registration {
	const char *email, *folded, *password_hash, *code;
};

/* An account that was not confirmed is offered once more to whoever reads the address' mail. */
static const struct err *register_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct registration *registration = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct customer customer;
	struct account_token token = { .purpose = TOKEN_CONFIRM };
	const char *kind = "account_welcome";

	TRY(customers_lock_by_email(db, registration->folded, pool, &customer));
	if (customer.id == 0)
		TRY(customers_insert_account(db, registration->email, registration->folded,
		    registration->password_hash, pool, &token.customer_id));
	else
		TRY(customers_set_asked(db, customer.id, pool));
	if (customer.id != 0)
		token.customer_id = customer.id;
	if (customer.id != 0 && customer.confirmed_at != CLOCK_NONE) {
		token.purpose = TOKEN_RESET;
		kind = "account_exists";
	}
	account_digest(registration->code, digest);
	TRY(account_tokens_insert(db, digest, &token, pool));
	return outbox_insert(db, kind, 0, registration->email, registration->code, pool);
}

const struct err *account_register(struct desk *desk, const char *email, const char *password)
{
	struct registration registration = { email, account_fold_email(email, desk->pool), NULL,
		random_ref(desk->pool) };

	TRY(account_check_email(desk, email));
	TRY(account_check_password(desk, password, email));
	TRY(account_throttle(desk, "register", email));
	TRY(secret_password_hash(password, desk->pool, &registration.password_hash));
	return anew_run(desk->db, register_in_tx, &registration, desk->pool);
}

struct forgetting {
	const char *email, *folded, *code;
};

static const struct err *forget_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct forgetting *forgetting = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct customer customer;
	struct account_token token = { .purpose = TOKEN_RESET };
	bool is_known;

	TRY(customers_lock_by_email(db, forgetting->folded, pool, &customer));
	is_known = customer.id != 0;
	token.customer_id = customer.id;
	account_digest(forgetting->code, digest);
	TRY(account_tokens_insert(db, digest, &token, pool));
	return outbox_insert(db, is_known ? "account_reset" : "account_unknown", 0,
	    is_known ? customer.email : forgetting->email, forgetting->code, pool);
}

const struct err *account_forgot(struct desk *desk, const char *email)
{
	struct forgetting forgetting = { email, account_fold_email(email, desk->pool),
		random_ref(desk->pool) };

	TRY(account_check_email(desk, email));
	TRY(account_throttle(desk, "forgot", email));
	return tx_run(desk->db, forget_in_tx, &forgetting, desk->pool);
}

struct reset {
	const unsigned char *digest;
	const char *password_hash;
	bool is_known;
};

const struct err *account_end_unconfirmed(
    struct db *db, const struct customer *account, apr_pool_t *pool)
{
	TRY(account_tokens_delete(db, account->id, NULL, pool));
	TRY(browsers_end_sign_ins(db, account->id, 0, pool));
	TRY(travellers_delete_all(db, account->id, pool));
	return customers_set_nobody(db, account->id, pool);
}

/* The address gets a new account, which is its owner's. */
static const struct err *begin_again(
    struct db *db, const struct customer *old, const char *password_hash, apr_pool_t *pool)
{
	int64_t id;

	TRY(account_end_unconfirmed(db, old, pool));
	TRY(customers_insert_account(
	    db, old->email, account_fold_email(old->email, pool), password_hash, pool, &id));
	return customers_set_confirmed(db, id, pool);
}

/* Whoever signed in with the old password is signed out everywhere. */
static const struct err *reset_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct reset *reset = arg;
	struct customer customer;
	struct account_token token;

	TRY(account_tokens_find(db, reset->digest, pool, &token));
	reset->is_known = token.customer_id != 0 && token.purpose == TOKEN_RESET;
	if (!reset->is_known)
		return NULL;
	TRY(customers_lock(db, token.customer_id, pool, &customer));
	TRY(account_tokens_lock(db, reset->digest, pool, &token));
	reset->is_known = token.customer_id == customer.id && customer.email != NULL;
	if (!reset->is_known)
		return NULL;
	TRY(outbox_insert(db, "account_password", 0, customer.email, "", pool));
	if (customer.confirmed_at == CLOCK_NONE)
		return begin_again(db, &customer, reset->password_hash, pool);
	TRY(account_tokens_delete(db, customer.id, NULL, pool));
	TRY(browsers_end_sign_ins(db, customer.id, 0, pool));
	return customers_set_password(db, customer.id, reset->password_hash, pool);
}

const struct err *account_reset(struct desk *desk, const char *code, const char *password)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct reset reset = { .digest = digest };

	account_digest(code, digest);
	TRY(account_check_password(desk, password, NULL));
	TRY(throttle_try(desk, "reset/address", desk->address, ACCOUNT_TRIES_BY_ADDRESS));
	TRY(secret_password_hash(password, desk->pool, &reset.password_hash));
	TRY(tx_run(desk->db, reset_in_tx, &reset, desk->pool));
	if (!reset.is_known)
		return account_invalid(desk, "code.1",
		    "This link was used already, or its hour is over. Ask for a new one");
	return NULL;
}

const struct err *account_sweep(struct desk *desk, int64_t most, int64_t *count)
{
	return account_tokens_delete_old(desk->db, most, desk->pool, count);
}
