/* What verify asks of the audit log. */
#ifndef DOMAIN_AUDIT_INTERNAL_H
#define DOMAIN_AUDIT_INTERNAL_H

#include "domain/audit.h"
#include "store/checks.h"
#include "store/staff_audit.h"

/*
 * Are the entries from `first_seq` (at least 1) to `last_seq` there, is each as its hash says and bound to the one before it, and is the last of all as `head` says? What is not, in order of seq. `last_seq` is at
 * most the head's, or that of an entry that was there before `head` was read.
 */
const struct err *audit_check(struct db *db, int64_t first_seq, int64_t last_seq,
    const struct audit_head *head, apr_pool_t *pool, const struct check_offender **out,
    size_t *count);

#endif
