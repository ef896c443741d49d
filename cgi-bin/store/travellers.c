/* Table traveller. */
#include "store/travellers.h"

#include "base/pool.h"

const struct err *travellers_list(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, struct traveller **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT ref, given_name, surname, born_on, identity FROM traveller"
			" WHERE customer_id = ? ORDER BY surname, given_name, id LIMIT ?",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(customer_id), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, struct traveller, rows_count(rows));
	*count = 0;
	while (rows_next(rows))
		(*out)[(*count)++] = (struct traveller){ row_text(rows, 0), row_text(rows, 1),
			row_text(rows, 2), row_date(rows, 3), row_text(rows, 4) };
	return NULL;
}

const struct err *travellers_insert(
    struct db *db, int64_t customer_id, const struct traveller *traveller, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO traveller (ref, customer_id, given_name, surname, born_on,"
			" identity) VALUES (?,?,?,?,?,?)",
	};

	return db_run(db, &query,
	    ARGS(arg_text(traveller->ref), arg_int(customer_id), arg_text(traveller->given_name),
		arg_text(traveller->surname), arg_date(traveller->born_on),
		arg_text(traveller->identity)),
	    pool, NULL);
}

const struct err *travellers_set_person(struct db *db, int64_t customer_id,
    const struct traveller *traveller, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE traveller SET given_name = ?, surname = ?, born_on = ?,"
			" identity = ? WHERE ref = ? AND customer_id = ?",
	};
	struct db_done done;

	TRY(db_run(db, &query,
	    ARGS(arg_text(traveller->given_name), arg_text(traveller->surname),
		arg_date(traveller->born_on), arg_text(traveller->identity),
		arg_text(traveller->ref), arg_int(customer_id)),
	    pool, &done));
	*is_done = done.rows == 1;
	return NULL;
}

const struct err *travellers_delete(
    struct db *db, int64_t customer_id, const char *ref, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "DELETE FROM traveller WHERE ref = ? AND customer_id = ?",
	};
	struct db_done done;

	TRY(db_run(db, &query, ARGS(arg_text(ref), arg_int(customer_id)), pool, &done));
	*is_done = done.rows == 1;
	return NULL;
}

const struct err *travellers_delete_all(struct db *db, int64_t customer_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM traveller WHERE customer_id = ?",
	};

	return db_run(db, &query, ARGS(arg_int(customer_id)), pool, NULL);
}
