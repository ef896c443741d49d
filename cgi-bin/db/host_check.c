/* What a server says about itself: is it a node of a cluster, and can it be written to? */
#include "db/session.h"

#include "base/pool.h"

#include <string.h>
#include <strings.h>

/* What SHOW gives: names and values. A server without a cluster has no such rows, or they say OFF. */
static const char VARIABLES[] =
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('read_only', 'wsrep_on')";
static const char STATUS[] = "SHOW GLOBAL STATUS WHERE Variable_name = 'wsrep_ready'";
/* A statement alone, and the first of a transaction (there is no BEGIN), read or change, waits until this node has what was committed on the others before. */
static const char CAUSAL[] = "SET SESSION wsrep_sync_wait = 7";

/* For each name whether the answer to `text` has it, and not as OFF. */
static const struct err *ask(struct db *db, const char *text, const char *const names[],
    bool *const is_on[], apr_pool_t *pool)
{
	MYSQL_RES *rows = NULL;
	db->trouble = TROUBLE_NONE;
	db->round_trips++;
	if (mysql_query(db->mysql, text) == 0)
		rows = mysql_store_result(db->mysql);
	if (rows == NULL)
		return failure_new(
		    db, mysql_errno(db->mysql), mysql_error(db->mysql), false, text, pool);
	for (MYSQL_ROW row = mysql_fetch_row(rows); row != NULL; row = mysql_fetch_row(rows))
		for (size_t i = 0; names[i] != NULL; i++)
			if (strcasecmp(row[0], names[i]) == 0)
				*is_on[i] = strcasecmp(row[1], "OFF") != 0;
	mysql_free_result(rows);
	return NULL;
}

/* It is there, and of no use now: as if it were not there. */
static const struct err *refuse(struct db *db, const char *why, apr_pool_t *pool)
{
	session_close(db);
	db->trouble = TROUBLE_UNSENT;
	struct err *err = err_new(pool, CODE_UNAVAILABLE, "the database server %s", why);
	err->retry_after_s = 5;
	return err;
}

const struct err *session_check_host(struct db *db, apr_pool_t *pool)
{
	bool is_read_only = false, is_node = false, is_ready = false;
	static const char *const variables[] = { "read_only", "wsrep_on", NULL };
	static const char *const status[] = { "wsrep_ready", NULL };
	TRY(ask(db, VARIABLES, variables, (bool *const[]){ &is_read_only, &is_node }, pool));
	if (is_read_only && session_has_choice(db))
		return refuse(db, "is read only", pool);
	db->is_node = is_node;
	if (!is_node)
		return NULL;
	TRY(ask(db, STATUS, status, (bool *const[]){ &is_ready }, pool));
	if (!is_ready)
		return refuse(db, "is a node that does not belong to its cluster now", pool);
	return session_send(db, CAUSAL, false, pool);
}
