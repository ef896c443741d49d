/* Table verify_finding: what was found wrong, until it is found right. */
#ifndef STORE_VERIFY_FINDINGS_H
#define STORE_VERIFY_FINDINGS_H

#include "store/checks.h"

/* What there is of each check: violations added up, and the first in words. Checks without findings are not in it. */
struct verify_finding {
	const char *name;
	int64_t violations;
	const char *sample;
};
const struct err *verify_findings_list(
    struct db *db, apr_pool_t *pool, const struct verify_finding **out, size_t *count);

/* The subjects found wrong, those that were looked at longest ago first, but in order of id; `most` of them. */
const struct err *verify_findings_list_ids(struct db *db, enum check_scope scope, int64_t most,
    apr_pool_t *pool, int64_t **out, size_t *count);

/* What was known of a check in these ranges (NULL: CHECK_WHOLE) is forgotten. */
const struct err *verify_findings_delete(struct db *db, const char *name, enum check_scope scope,
    const struct check_ranges *ranges, apr_pool_t *pool);
/* One more; one that somebody else has written at this moment is left as it is. */
const struct err *verify_findings_insert(struct db *db, const char *name, enum check_scope scope,
    const struct check_offender *offender, apr_pool_t *pool);

#endif
