/*
 * Statements of one transaction that are sent before the answers to earlier ones were read: together they cost one round trip. The server goes on behind an error with what was sent, so
 * nothing may be sent this way whose effect an earlier error forbids; db/tx.c sees to it that such effects are rolled back.
 */
#ifndef DB_PIPELINE_H
#define DB_PIPELINE_H

#include "db/call.h"

/* More is not sent before an answer was read: neither side may stand before a full socket while the other does. */
#define PIPELINE_STATEMENTS 32
#define PIPELINE_BYTES 65536
/* Of which so much goes out with one write. */
#define PIPELINE_OUT 16384

struct pending {
	const char *text; /* sent as text; NULL: `stmt` */
	MYSQL_STMT *stmt;
	struct call call; /* without its arguments */
	apr_pool_t *pool; /* of its rows */
};

/* Sent and not answered, in this order. */
struct pipeline {
	struct pending v[PIPELINE_STATEMENTS];
	size_t next; /* whose answer comes next */
	size_t count;
	size_t bytes;
	bool is_news; /* something was sent since we last waited */
	size_t out_used;
	unsigned char out[PIPELINE_OUT]; /* not written to the socket yet */
};

/* May this be sent before an answer was read? `stmt`: NULL when it has to be prepared first. */
bool pipeline_has_room(const struct db *db, const MYSQL_STMT *stmt, const struct call *call);

/* Send a statement whose arguments are bound, or a text without arguments and rows. An error of sending has closed the connection. */
const struct err *pipeline_send(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, apr_pool_t *pool);
const struct err *pipeline_send_text(struct db *db, const char *text, apr_pool_t *pool);

/* Read the next answer; there is one. */
const struct err *pipeline_read(struct db *db);

/* Read all answers. The first error in their order, with its db->trouble; it dooms the transaction, but for a duplicate key of a call that is not `is_later`. */
const struct err *pipeline_settle(struct db *db);

#endif
