/* Tables staff_audit and staff_audit_head. */
#include "store/staff_audit.h"

#include "base/clock.h"
#include "base/pool.h"

#include <string.h>

#define AUDIT_COLUMNS \
	"a.seq, a.at, a.actor, a.action, a.subject, a.detail, a.address, a.request_id, a.hash"

static void read_hash(const struct rows *rows, size_t column, unsigned char out[AUDIT_HASH_BYTES])
{
	size_t length;
	const void *bytes = row_bytes(rows, column, &length);

	memset(out, 0, AUDIT_HASH_BYTES);
	memcpy(out, bytes, length < AUDIT_HASH_BYTES ? length : AUDIT_HASH_BYTES);
}

static const struct err *find_head(
    struct db *db, const struct query *query, apr_pool_t *pool, struct audit_head *out)
{
	struct rows *rows;

	TRY(db_select(db, query, NO_ARGS, pool, &rows));
	if (!rows_next(rows))
		return err_new(pool, CODE_BROKEN, "staff_audit_head has no row");
	out->seq = row_int(rows, 0);
	read_hash(rows, 1, out->hash);
	out->now = row_instant(rows, 2);
	return NULL;
}

const struct err *staff_audit_find_head(struct db *db, apr_pool_t *pool, struct audit_head *out)
{
	static const struct query query = {
		.text = "SELECT h.seq, h.hash, NOW(6) FROM staff_audit_head h WHERE h.id = 1",
	};
	return find_head(db, &query, pool, out);
}

const struct err *staff_audit_lock_head(struct db *db, apr_pool_t *pool, struct audit_head *out)
{
	static const struct query query = {
		.text = "SELECT h.seq, h.hash, NOW(6) FROM staff_audit_head h WHERE h.id = 1"
			" FOR UPDATE",
	};
	return find_head(db, &query, pool, out);
}

const struct err *staff_audit_insert(struct db *db, const struct audit_row *row, apr_pool_t *pool)
{
	static const struct query insert = {
		.text = "INSERT INTO staff_audit (seq, at, actor, action, subject, detail, address,"
			" request_id, hash) VALUES (?,?,?,?,?,?,?,?,?)",
	};
	static const struct query head = {
		.text = "UPDATE staff_audit_head SET seq = ?, hash = ? WHERE id = 1",
	};

	TRY(db_run_later(db, &insert,
	    ARGS(arg_int(row->seq), arg_instant(row->at), arg_text(row->actor),
		arg_text(row->action), arg_text(row->subject), arg_text(row->detail),
		arg_text(row->address), arg_text(row->request_id),
		arg_bytes(row->hash, AUDIT_HASH_BYTES)),
	    pool));
	return db_run_later(
	    db, &head, ARGS(arg_int(row->seq), arg_bytes(row->hash, AUDIT_HASH_BYTES)), pool);
}

static void read_rows(struct rows *rows, apr_pool_t *pool, struct audit_row **out, size_t *count)
{
	*out = pool_make_many(pool, struct audit_row, rows_count(rows));
	*count = 0;
	while (rows_next(rows)) {
		struct audit_row *row = &(*out)[(*count)++];

		*row = (struct audit_row){ row_int(rows, 0), row_instant(rows, 1),
			row_text(rows, 2), row_text(rows, 3), row_text(rows, 4), row_text(rows, 5),
			row_text(rows, 6), row_text(rows, 7), { 0 } };
		read_hash(rows, 8, row->hash);
	}
}

/* What means something to LIKE stands for itself. */
static const char *beginning_with(const char *text, apr_pool_t *pool)
{
	char *pattern, *at;

	if (text == NULL)
		return NULL;
	pattern = at = apr_palloc(pool, 2 * strlen(text) + 2);
	for (; *text != '\0'; text++) {
		if (strchr("\\%_", *text) != NULL)
			*at++ = '\\';
		*at++ = *text;
	}
	*at++ = '%';
	*at = '\0';
	return pattern;
}

/* When an entry was written; CLOCK_NONE: there is none. */
static const struct err *find_at(struct db *db, int64_t seq, apr_pool_t *pool, int64_t *at)
{
	static const struct query query = {
		.text = "SELECT a.at FROM staff_audit a WHERE a.seq = ?"
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(seq)), pool, &rows));
	*at = rows_next(rows) ? row_instant(rows, 0) : CLOCK_NONE;
	return NULL;
}

#define WANTED \
	"SELECT " AUDIT_COLUMNS " FROM staff_audit a WHERE (? IS NULL OR a.actor = ?)" \
	" AND (? IS NULL OR a.action = ?) AND (? IS NULL OR a.subject LIKE ?)"
#define WANTED_COUNT 6

/* All of them, in the order of their numbers. */
static const struct err *list_by_seq(struct db *db, const struct audit_wanted *wanted,
    struct arg args[WANTED_COUNT + 3], int64_t most, apr_pool_t *pool, struct rows **rows)
{
	static const struct query query = {
		.text = WANTED " AND (? = 0 OR a.seq < ?) ORDER BY a.seq DESC LIMIT ?",
	};

	args[WANTED_COUNT] = args[WANTED_COUNT + 1] = arg_int(wanted->before_seq);
	args[WANTED_COUNT + 2] = arg_int(most);
	return db_select(db, &query, args, WANTED_COUNT + 3, pool, rows);
}

/* Of some days, in the order of their times: nobody goes through what came after those days to get there. */
static const struct err *list_by_time(struct db *db, const struct audit_wanted *wanted,
    struct arg args[WANTED_COUNT + 9], int64_t most, apr_pool_t *pool, struct rows **rows)
{
	static const struct query query = {
		.text = WANTED " AND (? IS NULL OR a.at >= ?) AND (? IS NULL OR a.at < ?)"
			       " AND (? IS NULL OR a.at < ? OR (a.at = ? AND a.seq < ?))"
			       " ORDER BY a.at DESC, a.seq DESC LIMIT ?",
	};
	struct arg *arg = args + WANTED_COUNT;
	int64_t before_at = CLOCK_NONE;

	if (wanted->before_seq != 0)
		TRY(find_at(db, wanted->before_seq, pool, &before_at));
	arg[0] = arg[1] = arg_instant(wanted->from_at);
	arg[2] = arg[3] = arg_instant(wanted->until_at);
	arg[4] = arg[5] = arg[6] = arg_instant(before_at);
	arg[7] = arg_int(wanted->before_seq);
	arg[8] = arg_int(most);
	return db_select(db, &query, args, WANTED_COUNT + 9, pool, rows);
}

const struct err *staff_audit_list(struct db *db, const struct audit_wanted *wanted, int64_t most,
    apr_pool_t *pool, struct audit_row **out, size_t *count)
{
	const char *subject = beginning_with(wanted->subject, pool);
	struct arg args[WANTED_COUNT + 9] = { arg_text(wanted->actor), arg_text(wanted->actor),
		arg_text(wanted->action), arg_text(wanted->action), arg_text(subject),
		arg_text(subject) };
	struct rows *rows;

	if (wanted->from_at == CLOCK_NONE && wanted->until_at == CLOCK_NONE)
		TRY(list_by_seq(db, wanted, args, most, pool, &rows));
	else
		TRY(list_by_time(db, wanted, args, most, pool, &rows));
	read_rows(rows, pool, out, count);
	return NULL;
}

const struct err *staff_audit_list_chain(struct db *db, int64_t first_seq, int64_t last_seq,
    apr_pool_t *pool, struct audit_row **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " AUDIT_COLUMNS " FROM staff_audit a WHERE a.seq BETWEEN ? AND ?"
			" ORDER BY a.seq",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(first_seq), arg_int(last_seq)), pool, &rows));
	read_rows(rows, pool, out, count);
	return NULL;
}
