/* Table departure_question. */
#include "store/departure_questions.h"

#include "base/pool.h"
#include "store/batch.h"

#define COLUMNS 2

const struct err *departure_questions_insert_later(
    struct db *db, const struct departure_question *list, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO departure_question (departure_id, version, due_at) VALUES",
		.row = "(?,?,NOW(6))",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);

	for (size_t i = 0; i < count; i++) {
		args[i * COLUMNS] = arg_int(list[i].departure_id);
		args[i * COLUMNS + 1] = arg_int(list[i].version);
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *departure_questions_set_version(
    struct db *db, int64_t departure_id, int64_t version, apr_pool_t *pool, bool *is_there)
{
	static const struct query query = {
		.text = "UPDATE departure_question SET version = GREATEST(version, ?),"
			" due_at = NOW(6), failures = 0 WHERE departure_id = ?",
	};
	struct db_done done;

	TRY(db_run(db, &query, ARGS(arg_int(version), arg_int(departure_id)), pool, &done));
	*is_there = done.rows == 1;
	return NULL;
}

const struct err *departure_questions_list_due(struct db *db, int64_t most, apr_pool_t *pool,
    const struct departure_question **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT q.departure_id, q.version, d.flight_no, d.departs_on, d.departs_at,"
			" d.service_version, q.failures FROM departure_question q"
			" JOIN departure d ON d.id = q.departure_id WHERE q.due_at <= NOW(6)"
			" ORDER BY q.failures, q.due_at LIMIT ?",
	};
	struct departure_question *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(most)), pool, &rows));
	list = pool_make_many(pool, struct departure_question, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct departure_question){
			.departure_id = row_int(rows, 0),
			.version = row_int(rows, 1),
			.flight_no = row_text(rows, 2),
			.on = row_date(rows, 3),
			.departs_at = row_instant(rows, 4),
			.service_version = row_int(rows, 5),
			.failures = row_int(rows, 6),
		};
	*out = list;
	return NULL;
}

const struct err *departure_questions_set_later(struct db *db,
    const struct departure_question *question, int64_t failures, int64_t pause_s, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE departure_question SET due_at = NOW(6) + INTERVAL ? SECOND,"
			" failures = ? WHERE departure_id = ? AND version = ?",
	};

	return db_run(db, &query,
	    ARGS(arg_int(pause_s), arg_int(failures), arg_int(question->departure_id),
		arg_int(question->version)),
	    pool, NULL);
}

const struct err *departure_questions_delete(
    struct db *db, int64_t departure_id, int64_t version, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM departure_question WHERE departure_id = ? AND version <= ?",
	};

	return db_run(db, &query, ARGS(arg_int(departure_id), arg_int(version)), pool, NULL);
}
