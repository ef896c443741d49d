/* Accounts: made, and a forgotten password. What can be asked by anybody answers alike whether there is an account or not. */
#include "domain/account.h"

#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/text.h"
#include "db/tx.h"
#include "domain/account_internal.h"
#include "domain/throttle.h"
#include "store/account_tokens.h"
#include "store/browsers.h"
#include "store/customers.h"
#include "store/outbox.h"

#include <string.h>

#define PASSWORD_MIN 8
#define PASSWORD_MAX 128

static const struct err *invalid(struct desk *desk, const char *field, const char *words)
{
	return err_with(err_new(desk->pool, CODE_INVALID, "%s", words), FACT_FIELDS, field);
}

static const struct err *check_password(struct desk *desk, const char *password)
{
	size_t length = text_length(password);

	if (length < PASSWORD_MIN || length > PASSWORD_MAX)
		return invalid(desk, "password.1", "Choose a password of 8 to 128 characters");
	if (secret_password_is_common(password))
		return invalid(desk, "password.1",
		    "Choose a password that is harder to guess: this one is among those tried first");
	return NULL;
}

static const struct err *check_email(struct desk *desk, const char *email)
{
	if (!text_is_email(email))
		return invalid(desk, "email.1",
		    "Enter an e-mail address in the right form, like name@example.com");
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

const struct err *account_throttle(struct desk *desk, const char *what, const char *email)
{
	const char *by = apr_pstrcat(desk->pool, what, "/address", NULL);
	const char *on = apr_pstrcat(desk->pool, what, "/email", NULL);

	TRY(throttle_try(desk, by, desk->address, ACCOUNT_TRIES_BY_ADDRESS));
	return throttle_try(
	    desk, on, account_fold_email(email, desk->pool), ACCOUNT_TRIES_ON_EMAIL);
}

struct registration {
	const char *email, *folded, *password_hash;
};

static const struct err *register_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct registration *registration = arg;
	const struct err *err;
	int64_t id;

	err = customers_insert_account(
	    db, registration->email, registration->folded, registration->password_hash, pool, &id);
	if (db_is_duplicate(err, "customer_email"))
		return outbox_insert(db, "account_exists", 0, registration->email, "", pool);
	TRY(err);
	return outbox_insert(db, "account_welcome", 0, registration->email, "", pool);
}

const struct err *account_register(struct desk *desk, const char *email, const char *password)
{
	struct registration registration = { email, account_fold_email(email, desk->pool), NULL };

	TRY(check_email(desk, email));
	TRY(check_password(desk, password));
	TRY(account_throttle(desk, "register", email));
	TRY(secret_password_hash(password, desk->pool, &registration.password_hash));
	return tx_run(desk->db, register_in_tx, &registration, desk->pool);
}

static void digest_of(const char *code, unsigned char digest[SECRET_DIGEST_BYTES])
{
	secret_digest(code, strlen(code), digest);
}

struct forgetting {
	const struct customer *customer;
	const char *code;
};

static const struct err *forget_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct forgetting *forgetting = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];

	digest_of(forgetting->code, digest);
	TRY(account_tokens_insert(db, digest, forgetting->customer->id, pool));
	return outbox_insert(
	    db, "account_reset", 0, forgetting->customer->email, forgetting->code, pool);
}

const struct err *account_forgot(struct desk *desk, const char *email)
{
	struct customer customer;
	struct forgetting forgetting = { &customer, random_ref(desk->pool) };

	TRY(check_email(desk, email));
	TRY(account_throttle(desk, "forgot", email));
	TRY(customers_find_by_email(
	    desk->db, account_fold_email(email, desk->pool), desk->pool, &customer));
	if (customer.id == 0)
		return NULL;
	return tx_run(desk->db, forget_in_tx, &forgetting, desk->pool);
}

struct reset {
	const char *code, *password_hash;
	bool is_known;
};

/* Whoever signed in with the old password is signed out everywhere. */
static const struct err *reset_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct reset *reset = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct customer customer;
	int64_t customer_id;

	digest_of(reset->code, digest);
	TRY(account_tokens_lock(db, digest, pool, &customer_id));
	reset->is_known = customer_id != 0;
	if (customer_id == 0)
		return NULL;
	TRY(customers_lock(db, customer_id, pool, &customer));
	TRY(account_tokens_delete(db, customer_id, pool));
	TRY(customers_set_password(db, customer_id, reset->password_hash, pool));
	return browsers_end_sign_ins(db, customer_id, pool);
}

const struct err *account_reset(struct desk *desk, const char *code, const char *password)
{
	struct reset reset = { .code = code };

	TRY(check_password(desk, password));
	TRY(throttle_try(desk, "reset/address", desk->address, ACCOUNT_TRIES_BY_ADDRESS));
	TRY(secret_password_hash(password, desk->pool, &reset.password_hash));
	TRY(tx_run(desk->db, reset_in_tx, &reset, desk->pool));
	if (!reset.is_known)
		return invalid(desk, "code.1",
		    "This link was used already, or its hour is over. Ask for a new one");
	return NULL;
}

const struct err *account_sweep(struct desk *desk, int64_t most, int64_t *count)
{
	return account_tokens_delete_old(desk->db, most, desk->pool, count);
}
