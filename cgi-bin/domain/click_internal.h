/* Clicks inside the rules: looked up and kept in the transaction of their effect. */
#ifndef DOMAIN_CLICK_INTERNAL_H
#define DOMAIN_CLICK_INTERNAL_H

#include "db/tx.h"
#include "domain/click.h"

/* As click_find, in a transaction that has the browser's lock: a copy that came while the first ran sees its answer. */
const struct err *click_recall(struct desk *desk, struct db *db, const struct click *click,
    apr_pool_t *pool, const char **answer);

/* The effect is done: from now on a copy gets this answer. */
const struct err *click_keep(struct db *db, int64_t browser_id, const struct click *click,
    const char *answer, apr_pool_t *pool);

/*
 * Run `work`, the effect of a click, which leaves its answer in `*answer`. When the connection is lost at COMMIT the click is looked up: its answer when it had its effect, CODE_UNAVAILABLE when it
 * surely had none, CODE_UNSURE when the database does not come back in time, or another server answers for it.
 */
const struct err *click_run(
    struct desk *desk, const struct click *click, tx_work *work, void *arg, const char **answer);

#endif
