/* The locks of a connection's transaction as InnoDB prints them, written as a table of Markdown. */
#ifndef SUPPORT_LOCK_TABLE_H
#define SUPPORT_LOCK_TABLE_H

#include <apr_pools.h>
#include <stdint.h>

struct lock_table;

struct lock_table *lock_table_new(apr_pool_t *pool);
/* What the next statements belong to: the first column. */
void lock_table_title(struct lock_table *table, const char *title);
/*
 * A row for this statement, with what the transaction of this connection holds now (SHOW ENGINE INNODB STATUS with innodb_status_output_locks; ten locks at most are printed there: more fails the test). Statements without a lock share one row.
 */
void lock_table_add(struct lock_table *table, const char *statement, int64_t connection_id);
const char *lock_table_text(const struct lock_table *table);

#endif
