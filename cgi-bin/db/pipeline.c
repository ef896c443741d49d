/* Statements that go out together: sent one after the other, their answers read later in the same order. */
#include "db/pipeline.h"

#include "db/session.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/*
 * Sending without reading is in the public header of MariaDB's library alone. With MySQL's own, or where DB_ONE_BY_ONE is defined, each statement is answered when it is sent, and the same is
 * true of everything but the number of round trips.
 */
#if defined(MARIADB_BASE_VERSION) && !defined(DB_ONE_BY_ONE)

static const bool IS_TOGETHER = true;

/* What is sent together goes out with one write, when its first answer is waited for: each write wakes the server. A packet's head is its length in three bytes and its number, 0. */
#define HEAD 4

static bool has_place(struct pipeline *pipeline, size_t size)
{
	return pipeline->out_used + size <= sizeof(pipeline->out);
}

/* A lost connection is seen where the answer is read. */
static void wire_flush(struct db *db)
{
	struct pipeline *pipeline = &db->pipeline;
	my_socket fd = mysql_get_socket(db->mysql);
	size_t sent = 0;
	while (sent < pipeline->out_used) {
		ssize_t n = send(fd, pipeline->out + sent, pipeline->out_used - sent, MSG_NOSIGNAL);
		struct pollfd writable = { .fd = fd, .events = POLLOUT };
		if (n > 0)
			sent += (size_t)n;
		else if (n == 0 || (errno != EINTR && errno != EAGAIN) ||
		    (errno == EAGAIN && poll(&writable, 1, (int)db->patience_s * 1000) == 0))
			break;
	}
	if (sent < pipeline->out_used)
		shutdown(fd, SHUT_RDWR);
	pipeline->out_used = 0;
}

/* The library encrypts what it sends itself; and what is larger than all else together goes alone. */
static bool wire_put(struct db *db, enum enum_server_command command, const char *bytes,
    size_t length, void *opt_arg)
{
	struct pipeline *pipeline = &db->pipeline;
	size_t payload = length + 1;
	if (!has_place(pipeline, HEAD + payload))
		wire_flush(db);
	if (!has_place(pipeline, HEAD + payload) || mysql_get_ssl_cipher(db->mysql) != NULL)
		return db->mysql->methods->db_command(
			   db->mysql, command, bytes, length, 1, opt_arg) == 0;
	unsigned char *at = pipeline->out + pipeline->out_used;
	at[0] = (unsigned char)(payload & 0xff);
	at[1] = (unsigned char)(payload >> 8 & 0xff);
	at[2] = (unsigned char)(payload >> 16 & 0xff);
	at[3] = 0;
	at[HEAD] = (unsigned char)command;
	memcpy(at + HEAD + 1, bytes, length);
	pipeline->out_used += HEAD + payload;
	return true;
}

static bool wire_send(struct db *db, MYSQL_STMT *stmt)
{
	size_t length;
	/* As mysql_stmt_execute does: rows would be counted on from the last time. */
	stmt->result.rows = 0;
	unsigned char *request = db->mysql->methods->db_execute_generate_request(stmt, &length, 0);
	if (request == NULL)
		return false;
	bool is_sent = wire_put(db, COM_STMT_EXECUTE, (const char *)request, length, stmt);
	free(request);
	return is_sent;
}

static bool wire_send_text(struct db *db, const char *text)
{
	return wire_put(db, COM_QUERY, text, strlen(text), NULL);
}

/* Each answer begins to count its packets anew, and the library only counts what it sent last. */
static void wire_expect(MYSQL *mysql)
{
	mysql->net.pkt_nr = 1;
	mysql->net.compress_pkt_nr = 1;
}

static bool wire_read(struct db *db, MYSQL_STMT *stmt)
{
	wire_flush(db);
	wire_expect(db->mysql);
	return db->mysql->methods->db_read_execute_response(stmt) == 0;
}

static bool wire_read_text(struct db *db, const char *text)
{
	(void)text;
	wire_flush(db);
	wire_expect(db->mysql);
	return db->mysql->methods->db_read_query_result(db->mysql) == 0;
}

#else

static const bool IS_TOGETHER = false;

/* What was answered is kept by the library until it is asked for. */
static bool wire_send(struct db *db, MYSQL_STMT *stmt)
{
	(void)db;
	mysql_stmt_execute(stmt);
	return true;
}

static bool wire_read(struct db *db, MYSQL_STMT *stmt)
{
	(void)db;
	return mysql_stmt_errno(stmt) == 0;
}

/* A text is constant, and can as well be sent when its answer is read. */
static bool wire_send_text(struct db *db, const char *text)
{
	(void)db;
	(void)text;
	return true;
}

static bool wire_read_text(struct db *db, const char *text)
{
	return mysql_query(db->mysql, text) == 0;
}

#endif

static size_t size_of(const struct call *call)
{
	/* A head, and for each argument its type and number or length. */
	size_t size = 32 + 12 * call->count;
	for (size_t i = 0; i < call->count; i++)
		size += call->args[i].length;
	return size;
}

bool pipeline_has_room(const struct db *db, const MYSQL_STMT *stmt, const struct call *call)
{
	const struct pipeline *pipeline = &db->pipeline;
	if (pipeline->next == pipeline->count)
		return true;
	/*
	 * A statement holds one answer at a time, and preparing one is answered at once. No change goes out before a text was answered: without the transaction that SET autocommit = 0 has to begin, and it may be
	 * interrupted, it would be there for good.
	 */
	bool is_waiting = stmt == NULL ||
	    (!call->is_read && pipeline->v[pipeline->next].text != NULL);
	for (size_t i = pipeline->next; i < pipeline->count; i++)
		is_waiting |= pipeline->v[i].stmt == stmt;
	return IS_TOGETHER && !is_waiting && pipeline->count < PIPELINE_STATEMENTS &&
	    pipeline->bytes + size_of(call) <= PIPELINE_BYTES;
}

static void add(struct db *db, struct pending pending, size_t bytes)
{
	struct pipeline *pipeline = &db->pipeline;
	assert(pipeline->count < PIPELINE_STATEMENTS);
	pipeline->v[pipeline->count++] = pending;
	pipeline->bytes += bytes;
	pipeline->is_news = true;
	db->sent++;
}

const struct err *pipeline_send(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, apr_pool_t *pool)
{
	if (!wire_send(db, stmt))
		return failure_new(db, mysql_errno(db->mysql), mysql_error(db->mysql), false,
		    call->query->text, pool);
	add(db, (struct pending){ .stmt = stmt, .call = *call, .pool = pool }, size_of(call));
	return NULL;
}

const struct err *pipeline_send_text(struct db *db, const char *text, apr_pool_t *pool)
{
	if (!wire_send_text(db, text))
		return failure_new(
		    db, mysql_errno(db->mysql), mysql_error(db->mysql), false, text, pool);
	add(db, (struct pending){ .text = text, .pool = pool }, strlen(text));
	return NULL;
}

const struct err *pipeline_read(struct db *db)
{
	struct pipeline *pipeline = &db->pipeline;
	assert(pipeline->next < pipeline->count);
	const struct pending pending = pipeline->v[pipeline->next++];
	if (pipeline->next == pipeline->count)
		pipeline->next = pipeline->count = pipeline->bytes = 0;
	db->round_trips += pipeline->is_news || !IS_TOGETHER;
	pipeline->is_news = false;
	db->trouble = TROUBLE_NONE;
	if (pending.text != NULL)
		return wire_read_text(db, pending.text)
		    ? NULL
		    : failure_new(db, mysql_errno(db->mysql), mysql_error(db->mysql), false,
			  pending.text, db->tx_pool);
	const struct err *err = wire_read(db, pending.stmt)
	    ? call_take(db, pending.stmt, &pending.call, pending.pool)
	    : call_failed(db, pending.stmt, &pending.call, true, db->tx_pool);
	/* Its rows may still be on their way, and all that was prepared is as old: the connection is of no more use. */
	if (db->trouble == TROUBLE_STALE)
		session_close(db);
	return err;
}

const struct err *pipeline_settle(struct db *db)
{
	struct pipeline *pipeline = &db->pipeline;
	const struct err *first = NULL;
	enum trouble trouble = TROUBLE_NONE;
	bool is_own = false;
	while (pipeline->next < pipeline->count) {
		bool is_later = pipeline->v[pipeline->next].call.is_later;
		const struct err *err = pipeline_read(db);
		if (err == NULL || first != NULL)
			continue;
		first = err;
		trouble = db->trouble;
		is_own = !is_later && trouble == TROUBLE_DUPLICATE;
	}
	db->trouble = trouble;
	if (first != NULL && !is_own)
		session_doom(db, first);
	return first;
}
