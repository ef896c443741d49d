/* Table staff: who may sign in under /admin/. */
#ifndef STORE_STAFF_H
#define STORE_STAFF_H

#include "db/statement.h"
#include "model/staff.h"

/* With what is secret of them. */
struct staff_secrets {
	const char *password_hash;
	const void *totp_secret; /* sealed; NULL: none */
	size_t totp_length;
	int64_t totp_step;
	int64_t wrong_codes;
};

const struct err *staff_find_by_name(struct db *db, const char *name, apr_pool_t *pool,
    struct staff *out, struct staff_secrets *secrets);
const struct err *staff_find_by_id(
    struct db *db, int64_t id, apr_pool_t *pool, struct staff *out, struct staff_secrets *secrets);
/* Lock the row: whoever changes somebody's sign-in, or signs in, has this first. id 0: there is none. */
const struct err *staff_lock(
    struct db *db, int64_t id, apr_pool_t *pool, struct staff *out, struct staff_secrets *secrets);
/* The ids of all admins who may sign in, locked. */
const struct err *staff_lock_admins(struct db *db, apr_pool_t *pool, size_t *count);

/* Those whose names come after `after` ("": from the start), by name. */
const struct err *staff_list_all(struct db *db, const char *after, int64_t most, apr_pool_t *pool,
    struct staff **out, size_t *count);

/* CODE_DUPLICATE (staff_name). */
const struct err *staff_insert(struct db *db, const char *name, enum staff_role role,
    const char *password_hash, bool is_password_given, apr_pool_t *pool, int64_t *id);
/* Changes that an admin makes; version +1. */
const struct err *staff_set_role(struct db *db, int64_t id, enum staff_role role, apr_pool_t *pool);
const struct err *staff_set_disabled(struct db *db, int64_t id, bool is_disabled, apr_pool_t *pool);
/* Another password, and no second factor any more. */
const struct err *staff_set_reset(
    struct db *db, int64_t id, const char *password_hash, bool is_password_given, apr_pool_t *pool);
/* What they change themselves. */
const struct err *staff_set_password(
    struct db *db, int64_t id, const char *password_hash, apr_pool_t *pool);
const struct err *staff_set_totp(
    struct db *db, int64_t id, const void *sealed, size_t length, int64_t step, apr_pool_t *pool);
const struct err *staff_set_signed_in(struct db *db, int64_t id, apr_pool_t *pool);
/* A code was right, the one of `step`; or one more was wrong. */
const struct err *staff_set_step(struct db *db, int64_t id, int64_t step, apr_pool_t *pool);
const struct err *staff_set_wrong_code(struct db *db, int64_t id, apr_pool_t *pool);

#endif
