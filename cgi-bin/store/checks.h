/* The invariants as queries: each counts what must not be, and names the first it finds. */
#ifndef STORE_CHECKS_H
#define STORE_CHECKS_H

#include "db/statement.h"

struct check {
	const char *name;   /* "I1" */
	const char *title;  /* what must hold */
	struct query query; /* two columns: how many break it, and one of them (NULL: none) */
};

/* All checks, in order; `*count` of them. */
const struct check *checks_list(size_t *count);

const struct err *checks_count(struct db *db, const struct check *check, apr_pool_t *pool,
    int64_t *violations, const char **sample);

#endif
