/* The audit log: what staff did and what personal data they read, append-only, each entry bound to the one before it. */
#ifndef DOMAIN_AUDIT_H
#define DOMAIN_AUDIT_H

#include "domain/desk.h"

/*
 * In the transaction of what was done, as its last statement (its lock is the last of all): the desk's actor did `action` ("staff-added") to `subject` ("staff/ada", at most 120 characters); `detail`
 * ("" for none) at most 1,000.
 */
const struct err *audit_write(struct desk *desk, struct db *db, const char *action,
    const char *subject, const char *detail, apr_pool_t *pool);
/* Alone, in a transaction of its own: something was read, or refused. Before it is shown: what is not written down is not shown. */
const struct err *audit_note(
    struct desk *desk, const char *action, const char *subject, const char *detail);

/* The desk's act, if it has one, about `subject` (NULL: the act's own). Last in its transaction. CODE_BROKEN: one of staff that has none, which so is not done. */
const struct err *audit_act(
    struct desk *desk, struct db *db, const char *subject, apr_pool_t *pool);

struct audit_entry {
	int64_t seq;
	int64_t at;
	const char *actor, *action, *subject, *detail, *address, *request_id;
};

/* NULL, and DATE_NONE: any. Days are of UTC. */
struct audit_filter {
	const char *actor, *action;
	const char *subject; /* what it begins with */
	int32_t from_on, until_on;
	int64_t before_seq; /* 0: from the newest */
};
/* The newest first. */
const struct err *audit_list(struct desk *desk, const struct audit_filter *filter, int64_t most,
    const struct audit_entry **out, size_t *count);

#endif
