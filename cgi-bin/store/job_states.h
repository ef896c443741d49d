/* Table job_state: where a job stands. */
#ifndef STORE_JOB_STATES_H
#define STORE_JOB_STATES_H

#include "db/statement.h"

/* 0 when nothing was written down yet. */
const struct err *job_states_find(
    struct db *db, const char *name, apr_pool_t *pool, int64_t *number);
const struct err *job_states_set(struct db *db, const char *name, int64_t number, apr_pool_t *pool);

#endif
