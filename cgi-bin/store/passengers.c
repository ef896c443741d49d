/* Table passenger. Its columns are read with their hold or booking (holds.c, bookings.c). */
#include "store/passengers.h"

#include "base/pool.h"
#include "store/batch.h"
#include "store/names.h"

#define COLUMNS 8

const struct err *passengers_insert(struct db *db, int64_t hold_id,
    const struct passenger_row *list, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO passenger (hold_id, no, type, given_name, surname, born_on,"
			" identity, surname_folded) VALUES",
		.row = "(?,?,?,?,?,?,?,?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);
	for (size_t i = 0; i < count; i++) {
		const struct passenger *passenger = &list[i].passenger;
		struct arg *row = &args[i * COLUMNS];
		row[0] = arg_int(hold_id);
		row[1] = arg_int(passenger->no);
		row[2] = arg_text(name_of_passenger_type(passenger->type));
		row[3] = arg_text(passenger->given_name);
		row[4] = arg_text(passenger->surname);
		row[5] = arg_date(passenger->born_on);
		row[6] = arg_text(passenger->identity);
		row[7] = arg_text(list[i].surname_folded);
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *passengers_delete(struct db *db, int64_t hold_id, apr_pool_t *pool)
{
	static const struct query query = { .text = "DELETE FROM passenger WHERE hold_id = ?" };
	return db_run_later(db, &query, ARGS(arg_int(hold_id)), pool);
}

const struct err *passengers_copy(
    struct db *db, int64_t from_hold_id, int64_t to_hold_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO passenger (hold_id, no, type, given_name, surname, born_on,"
		    " identity, surname_folded) SELECT ?, no, type, given_name, surname, born_on,"
		    " identity, surname_folded FROM passenger WHERE hold_id = ?",
	};
	return db_run_later(db, &query, ARGS(arg_int(to_hold_id), arg_int(from_hold_id)), pool);
}

const struct err *passengers_set_name(
    struct db *db, int64_t hold_id, const struct passenger_row *row, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE passenger SET given_name = ?, surname = ?, identity = ?,"
			" surname_folded = ?, sold_given_name = ?, sold_surname = ?,"
			" named_given_name = ?, named_surname = ?"
			" WHERE hold_id = ? AND no = ?",
	};
	const struct passenger *passenger = &row->passenger;
	return db_run_later(db, &query,
	    ARGS(arg_text(passenger->given_name), arg_text(passenger->surname),
		arg_text(passenger->identity), arg_text(row->surname_folded),
		arg_text(passenger->sold_given_name), arg_text(passenger->sold_surname),
		arg_text(passenger->named_given_name), arg_text(passenger->named_surname),
		arg_int(hold_id), arg_int(passenger->no)),
	    pool);
}

const struct err *passengers_set_cancelled(
    struct db *db, int64_t hold_id, int64_t no, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE passenger SET cancelled_at = NOW(6)"
			" WHERE hold_id = ? AND no = ? AND cancelled_at IS NULL",
	};
	return db_run_later(db, &query, ARGS(arg_int(hold_id), arg_int(no)), pool);
}
