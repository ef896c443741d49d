/* Clicks that count once. */
#include "domain/click_internal.h"

#include "domain/customer.h"
#include "store/clicks.h"

#include <string.h>

const struct err *click_recall(struct desk *desk, struct db *db, const struct click *click,
    apr_pool_t *pool, const char **answer)
{
	unsigned char digest[32];
	struct click_row row;
	*answer = NULL;
	customer_digest(desk, digest);
	TRY(clicks_find(db, digest, click->key, pool, &row));
	if (row.answer == NULL)
		return NULL;
	if (memcmp(row.fingerprint, click->fingerprint, sizeof(row.fingerprint)) != 0)
		return err_new(pool, CODE_KEY_REUSED, "this key was used for something else");
	*answer = row.answer;
	return customer_tell_again(desk, db, pool);
}

const struct err *click_find(struct desk *desk, const struct click *click, const char **answer)
{
	return click_recall(desk, desk->db, click, desk->pool, answer);
}

const struct err *click_keep(struct db *db, int64_t browser_id, const struct click *click,
    const char *answer, apr_pool_t *pool)
{
	return clicks_insert(db, browser_id, click->key, click->fingerprint, answer, pool);
}

const struct err *click_run(
    struct desk *desk, const struct click *click, tx_work *work, void *arg, const char **answer)
{
	const struct err *err = tx_run(desk->db, work, arg, desk->pool);
	if (!err_is(err, CODE_UNSURE))
		return err;
	TRY(customer_await(desk));
	TRY(click_find(desk, click, answer));
	return *answer != NULL ? NULL : customer_found_nothing(desk);
}

const struct err *click_sweep(struct desk *desk, int64_t most, int64_t *count)
{
	return clicks_delete_old(desk->db, most, desk->pool, count);
}
