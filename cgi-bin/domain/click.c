/* Clicks that count once. */
#include "domain/click_internal.h"

#include "base/pool.h"
#include "base/secret.h"
#include "domain/anew.h"
#include "domain/audit.h"
#include "domain/customer.h"
#include "store/clicks.h"

#include <string.h>

struct click click_make(struct desk *desk, const char *key, const unsigned char digest[32])
{
	unsigned char *fingerprint = pool_make_many(desk->pool, unsigned char, SECRET_DIGEST_BYTES);

	secret_digest_keyed(digest, SECRET_DIGEST_BYTES, desk->settings->link_key,
	    sizeof(desk->settings->link_key), fingerprint);
	return (struct click){ key, fingerprint, desk };
}

const struct err *click_recall_later(struct desk *desk, struct db *db, const struct click *click,
    apr_pool_t *pool, struct asked *out)
{
	unsigned char digest[32];
	customer_digest(desk, digest);
	return clicks_find_later(db, digest, click->key, pool, out);
}

const struct err *click_read(struct desk *desk, struct db *db, const struct click *click,
    const struct asked *asked, apr_pool_t *pool, const char **answer)
{
	struct click_row row;
	*answer = NULL;
	TRY(clicks_read(asked, pool, &row));
	if (row.answer == NULL)
		return NULL;
	if (memcmp(row.fingerprint, click->fingerprint, sizeof(row.fingerprint)) != 0)
		return err_new(pool, CODE_KEY_REUSED, "this key was used for something else");
	*answer = row.answer;
	return customer_tell_again(desk, db, pool);
}

const struct err *click_find(struct desk *desk, const struct click *click, const char **answer)
{
	struct asked asked;
	TRY(click_recall_later(desk, desk->db, click, desk->pool, &asked));
	TRY(db_settle(desk->db, desk->pool));
	return click_read(desk, desk->db, click, &asked, desk->pool, answer);
}

const struct err *click_keep(struct db *db, int64_t browser_id, const struct click *click,
    const char *answer, apr_pool_t *pool)
{
	TRY(clicks_insert(db, browser_id, click->key, click->fingerprint, answer, pool));
	return click->desk != NULL ? audit_act(click->desk, db, NULL, pool) : NULL;
}

const struct err *click_look_failed(const struct err *unsure, const struct err *failure)
{
	return failure->kind == ERR_BUSY ? unsure : failure;
}

const struct err *click_run(
    struct desk *desk, const struct click *click, tx_work *work, void *arg, const char **answer)
{
	const struct err *err = anew_run(desk->db, work, arg, desk->pool);
	if (!err_is(err, CODE_UNSURE))
		return err;
	TRY(customer_await(desk));
	const struct err *failure = click_find(desk, click, answer);
	if (failure != NULL)
		return click_look_failed(err, failure);
	return *answer != NULL ? NULL : customer_found_nothing(desk);
}

const struct err *click_sweep(struct desk *desk, int64_t most, int64_t *count)
{
	return clicks_delete_old(desk->db, most, desk->pool, count);
}
