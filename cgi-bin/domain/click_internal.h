/* Clicks inside the rules: looked up and kept in the transaction of their effect. */
#ifndef DOMAIN_CLICK_INTERNAL_H
#define DOMAIN_CLICK_INTERNAL_H

#include "db/tx.h"
#include "domain/click.h"
#include "store/asked.h"

/*
 * As click_find, in a transaction: asked behind the browser's lock, so that a copy that came while the first ran sees its answer; and read, after something was waited for.
 */
const struct err *click_recall_later(struct desk *desk, struct db *db, const struct click *click,
    apr_pool_t *pool, struct asked *out);
const struct err *click_read(struct desk *desk, struct db *db, const struct click *click,
    const struct asked *asked, apr_pool_t *pool, const char **answer);

/* The effect is done: from now on a copy gets this answer; and the audit log has what staff did. After it nothing is waited for but the booking's own row. */
const struct err *click_keep(struct db *db, int64_t browser_id, const struct click *click,
    const char *answer, apr_pool_t *pool);

/*
 * Run `work` (anew_run), the effect of a click, which leaves its answer in `*answer`. When the connection is lost at COMMIT the click is looked up: its answer when it had its effect, CODE_UNAVAILABLE when it
 * surely had none, CODE_UNSURE when the database does not come back in time, or another server answers for it.
 */
const struct err *click_run(
    struct desk *desk, const struct click *click, tx_work *work, void *arg, const char **answer);

/*
 * The look for what a lost COMMIT (`unsure`) has left has failed itself: what comes out. That the database cannot be asked does not say that nothing was done.
 */
const struct err *click_look_failed(const struct err *unsure, const struct err *failure);

#endif
