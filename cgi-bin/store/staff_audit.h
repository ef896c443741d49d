/* Tables staff_audit, which is only ever appended to, and staff_audit_head, its end. */
#ifndef STORE_STAFF_AUDIT_H
#define STORE_STAFF_AUDIT_H

#include "db/statement.h"

#define AUDIT_HASH_BYTES 32

struct audit_row {
	int64_t seq;
	int64_t at;
	const char *actor, *action, *subject, *detail, *address, *request_id;
	unsigned char hash[AUDIT_HASH_BYTES];
};

struct audit_head {
	int64_t seq; /* 0: nothing was written yet */
	unsigned char hash[AUDIT_HASH_BYTES];
	int64_t now; /* by the database's clock */
};

const struct err *staff_audit_find_head(struct db *db, apr_pool_t *pool, struct audit_head *out);
/* Locked: one after another appends. */
const struct err *staff_audit_lock_head(struct db *db, apr_pool_t *pool, struct audit_head *out);
/* One more row, which is the head from now on. */
const struct err *staff_audit_insert(struct db *db, const struct audit_row *row, apr_pool_t *pool);

/* NULL, and CLOCK_NONE: any. `subject` is what it begins with. */
struct audit_wanted {
	const char *actor, *action, *subject;
	int64_t from_at, until_at;
	int64_t before_seq; /* 0: from the newest */
};
/* The newest first. */
const struct err *staff_audit_list(struct db *db, const struct audit_wanted *wanted, int64_t most,
    apr_pool_t *pool, struct audit_row **out, size_t *count);
/* Those from `first_seq` to `last_seq` that are there, the oldest first. */
const struct err *staff_audit_list_chain(struct db *db, int64_t first_seq, int64_t last_seq,
    apr_pool_t *pool, struct audit_row **out, size_t *count);

#endif
