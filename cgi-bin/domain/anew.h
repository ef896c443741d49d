/* Transactions that send keys along without waiting for their answer. */
#ifndef DOMAIN_ANEW_H
#define DOMAIN_ANEW_H

#include "db/tx.h"

/*
 * tx_run; and when that gives it up since a key is there already, by somebody who wrote it at the same moment, the whole again: then the work sees it, and says what it means. For work
 * that looks before it writes such keys. CODE_UNAVAILABLE, without effect, when that happens again and again.
 */
const struct err *anew_run(struct db *db, tx_work *work, void *arg, apr_pool_t *pool);

#endif
