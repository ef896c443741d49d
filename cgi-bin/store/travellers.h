/* Table traveller: people that an account books for again and again. */
#ifndef STORE_TRAVELLERS_H
#define STORE_TRAVELLERS_H

#include "db/statement.h"
#include "model/traveller.h"

/* An account's, by surname; at most `most`. */
const struct err *travellers_list(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, struct traveller **out, size_t *count);

/* In a transaction that has the customer's lock. CODE_DUPLICATE: traveller_person. */
const struct err *travellers_insert(
    struct db *db, int64_t customer_id, const struct traveller *traveller, apr_pool_t *pool);
/* By its ref. `*is_done` false: the account has no such traveller. CODE_DUPLICATE: traveller_person. */
const struct err *travellers_set_person(struct db *db, int64_t customer_id,
    const struct traveller *traveller, apr_pool_t *pool, bool *is_done);
const struct err *travellers_delete(
    struct db *db, int64_t customer_id, const char *ref, apr_pool_t *pool, bool *is_done);
const struct err *travellers_delete_all(struct db *db, int64_t customer_id, apr_pool_t *pool);

#endif
