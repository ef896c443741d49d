/* Table staff_click: a click of staff that had its effect, and the answer it got. */
#ifndef STORE_STAFF_CLICKS_H
#define STORE_STAFF_CLICKS_H

#include "store/clicks.h"

const struct err *staff_clicks_find(
    struct db *db, const char *actor, const char *key, apr_pool_t *pool, struct click_row *out);
/* In the transaction of the effect. CODE_DUPLICATE (PRIMARY). */
const struct err *staff_clicks_insert(struct db *db, const char *actor, const char *key,
    const unsigned char fingerprint[32], const char *answer, apr_pool_t *pool);
/* It is answered once more. */
const struct err *staff_clicks_set_told(
    struct db *db, const char *actor, const char *key, apr_pool_t *pool);
/* Older than 48 hours, at most `most`. */
const struct err *staff_clicks_delete_old(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count);

#endif
