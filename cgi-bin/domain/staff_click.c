/* Staff's clicks that count once. */
#include "domain/staff_click_internal.h"

#include "base/changes.h"
#include "domain/anew.h"
#include "domain/click_internal.h"
#include "store/staff_clicks.h"

#include <string.h>

const struct err *staff_click_recall(struct desk *desk, struct db *db, const struct click *click,
    apr_pool_t *pool, const char **answer)
{
	struct click_row row;

	*answer = NULL;
	TRY(staff_clicks_find(db, desk->actor, click->key, pool, &row));
	if (row.answer == NULL)
		return NULL;
	if (memcmp(row.fingerprint, click->fingerprint, sizeof(row.fingerprint)) != 0)
		return err_new(pool, CODE_KEY_REUSED, "this key was used for something else");
	/* The server shows a commit before it is on disk: this one, committed later, takes it along. */
	TRY(staff_clicks_set_told(db, desk->actor, click->key, pool));
	/* And it may have been committed after what it changes was noted. */
	changes_note_all();
	*answer = row.answer;
	return NULL;
}

const struct err *staff_click_find(
    struct desk *desk, const struct click *click, const char **answer)
{
	return staff_click_recall(desk, desk->db, click, desk->pool, answer);
}

const struct err *staff_click_keep(struct desk *desk, struct db *db, const struct click *click,
    const char *answer, apr_pool_t *pool)
{
	return staff_clicks_insert(db, desk->actor, click->key, click->fingerprint, answer, pool);
}

const struct err *staff_click_run(
    struct desk *desk, const struct click *click, tx_work *work, void *arg, const char **answer)
{
	const struct err *err = anew_run(desk->db, work, arg, desk->pool);

	if (!err_is(err, CODE_UNSURE))
		return err;
	const struct err *failure = staff_click_find(desk, click, answer);
	if (failure != NULL)
		return click_look_failed(err, failure);
	return *answer == NULL ? err : NULL;
}

const struct err *staff_click_sweep(struct desk *desk, int64_t most, int64_t *count)
{
	return staff_clicks_delete_old(desk->db, most, desk->pool, count);
}
