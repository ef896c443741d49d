/* An account changed by its owner: another password, where it is signed in, and its end. */
#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"
#include "domain/account_internal.h"
#include "domain/after_effect.h"
#include "domain/click_internal.h"
#include "domain/hold.h"
#include "store/account_tokens.h"
#include "store/belongings.h"
#include "store/outbox.h"
#include "store/travellers.h"

#define SESSIONS_MAX 100
#define SESSION_LONGEST (8 * CLOCK_HOUR)
#define HOLDS_AT_ONCE 100

struct changing {
	struct desk *desk;
	const struct customer *checked;
	const char *password_hash;
	const struct click *click;
	const char *answer;
};

static const struct err *set_password_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct changing *changing = arg;
	struct customer account;
	int64_t browser_id;

	TRY(account_lock_own(
	    changing->desk, db, changing->click, pool, &browser_id, &account, &changing->answer));
	if (changing->answer != NULL)
		return NULL;
	TRY(account_check_same(&account, changing->checked, pool));
	TRY(account_tokens_delete(db, account.id, NULL, pool));
	TRY(customers_set_password(db, account.id, changing->password_hash, pool));
	TRY(browsers_end_sign_ins(db, account.id, browser_id, pool));
	TRY(outbox_insert(db, "account_password", 0, account.email, "", pool));
	changing->answer = "/account?done=password";
	return click_keep(db, browser_id, changing->click, changing->answer, pool);
}

const struct err *account_set_password(struct desk *desk, const char *current, const char *password,
    const struct click *click, const char **answer)
{
	struct customer account;
	struct changing changing = { .desk = desk, .checked = &account, .click = click };
	int64_t browser_id;

	TRY(click_find(desk, click, answer));
	if (*answer != NULL)
		return NULL;
	TRY(account_find_own(desk, &browser_id, &account));
	TRY(account_check_password(desk, password, account.email));
	TRY(account_check_current(desk, &account, current, "current.1"));
	TRY(secret_password_hash(password, desk->pool, &changing.password_hash));
	TRY(click_run(desk, click, set_password_in_tx, &changing, &changing.answer));
	*answer = changing.answer;
	return NULL;
}

/* A browser's number is not shown: its signature stands for it. */
static const char *session_ref(struct desk *desk, int64_t browser_id)
{
	return secret_sign(apr_psprintf(desk->pool, "session/%" APR_INT64_T_FMT, browser_id),
	    desk->settings->link_key, sizeof(desk->settings->link_key), desk->pool);
}

static const struct err *list_sessions(struct desk *desk, int64_t *browser_id,
    struct customer *account, struct browser_sign_in **rows, size_t *count)
{
	TRY(account_find_own(desk, browser_id, account));
	return browsers_list_sign_ins(desk->db, account->id, SESSIONS_MAX, desk->pool, rows, count);
}

const struct err *account_sessions(
    struct desk *desk, const struct account_session **out, size_t *count)
{
	struct account_session *list;
	struct browser_sign_in *rows;
	struct customer account;
	int64_t browser_id;

	TRY(list_sessions(desk, &browser_id, &account, &rows, count));
	list = pool_make_many(desk->pool, struct account_session, *count);
	for (size_t i = 0; i < *count; i++)
		list[i] = (struct account_session){
			.ref = session_ref(desk, rows[i].id),
			.client = rows[i].client != NULL ? rows[i].client : "A browser",
			.signed_in_at = rows[i].signed_in_at,
			.seen_at = rows[i].seen_at,
			.ends_at = rows[i].signed_in_at + SESSION_LONGEST,
			.is_this = rows[i].id == browser_id,
		};
	*out = list;
	return NULL;
}

struct ending {
	struct desk *desk;
	int64_t id; /* 0: all but this one */
};

static const struct err *end_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct ending *ending = arg;
	struct customer account;
	int64_t browser_id;

	TRY(account_lock_own(ending->desk, db, NULL, pool, &browser_id, &account, NULL));
	if (ending->id != 0)
		return browsers_end_sign_in(db, account.id, ending->id, pool);
	return browsers_end_sign_ins(db, account.id, browser_id, pool);
}

const struct err *account_end_sessions(struct desk *desk, const char *ref)
{
	struct ending ending = { desk, 0 };
	struct browser_sign_in *rows;
	struct customer account;
	int64_t browser_id;
	size_t count;

	TRY(list_sessions(desk, &browser_id, &account, &rows, &count));
	for (size_t i = 0; ref != NULL && i < count; i++) {
		if (secret_equal(ref, session_ref(desk, rows[i].id)))
			ending.id = rows[i].id;
	}
	if (ref != NULL && ending.id == 0)
		return NULL;
	return tx_run(desk->db, end_in_tx, &ending, desk->pool);
}

static const struct err *delete_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct changing *changing = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct customer account;
	int64_t browser_id;

	TRY(account_lock_own(changing->desk, db, NULL, pool, &browser_id, &account, NULL));
	TRY(account_check_same(&account, changing->checked, pool));
	TRY(travellers_delete_all(db, account.id, pool));
	TRY(account_tokens_delete(db, account.id, NULL, pool));
	TRY(belongings_delete(db, account.id, pool));
	TRY(browsers_end_sign_ins(db, account.id, 0, pool));
	account_digest(random_ref(pool), digest);
	TRY(browsers_set_token(db, browser_id, digest, pool));
	TRY(customers_set_nobody(db, account.id, pool));
	TRY(outbox_delete_unsent(db, account.email, pool));
	return outbox_insert(db, "account_deleted", 0, account.email, "", pool);
}

/* Seats that are held go back to others first; a hold that has just become a booking stays one. `*is_any`: one is given back, whatever comes out. */
static const struct err *release_holds(
    struct desk *desk, const struct customer *account, bool *is_any)
{
	const char **refs;
	size_t count;

	do {
		TRY(belongings_list_open(
		    desk->db, account->id, HOLDS_AT_ONCE, desk->pool, &refs, &count));
		for (size_t i = 0; i < count; i++) {
			const struct err *err = hold_release(desk, refs[i]);

			*is_any = *is_any || err == NULL;
			if (err != NULL && !err_is(err, CODE_HOLD_ENDED))
				return err;
		}
	} while (count == HOLDS_AT_ONCE);
	return NULL;
}

const struct err *account_delete(struct desk *desk, const char *current, const char **token)
{
	struct customer account;
	struct changing changing = { .desk = desk, .checked = &account };
	bool is_any_released = false;
	const struct err *err;
	int64_t browser_id;

	TRY(account_find_own(desk, &browser_id, &account));
	TRY(account_check_current(desk, &account, current, "current.1"));
	err = release_holds(desk, &account, &is_any_released);
	if (err == NULL)
		err = tx_run(desk->db, delete_in_tx, &changing, desk->pool);
	if (err != NULL)
		return is_any_released ? after_effect(err, "seats are given back", desk->pool)
				       : err;
	*token = random_ref(desk->pool);
	return NULL;
}
