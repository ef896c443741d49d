/* Staff's clicks inside the rules: looked up and kept in the transaction of their effect. */
#ifndef DOMAIN_STAFF_CLICK_INTERNAL_H
#define DOMAIN_STAFF_CLICK_INTERNAL_H

#include "db/tx.h"
#include "domain/staff_click.h"

/* As staff_click_find, in a transaction: behind the lock of what is changed, so that a copy that came while the first ran sees its answer. */
const struct err *staff_click_recall(struct desk *desk, struct db *db, const struct click *click,
    apr_pool_t *pool, const char **answer);
/* The effect is done: from now on a copy gets this answer. */
const struct err *staff_click_keep(struct desk *desk, struct db *db, const struct click *click,
    const char *answer, apr_pool_t *pool);

/*
 * Run `work` (anew_run), the effect of a click, which leaves its answer in `*answer`. When the connection is lost at COMMIT the click is looked up: its answer when it had its effect, else CODE_UNSURE.
 */
const struct err *staff_click_run(
    struct desk *desk, const struct click *click, tx_work *work, void *arg, const char **answer);

#endif
