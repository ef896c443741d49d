/* Column departure.load_permille. */
#include "store/loads.h"

#include "base/pool.h"

#include <apr_hash.h>

/* Up to the first event that is too young: one with a smaller id may still be on its way then. */
const struct err *loads_list_changed(struct db *db, int64_t after_id, int64_t settled_after_s,
    int64_t most, apr_pool_t *pool, const int64_t **departure_ids, size_t *count, int64_t *last_id)
{
	static const struct query query = {
		.text = "SELECT id, departure_id, at > NOW(6) - INTERVAL ? SECOND FROM seat_event"
			" WHERE id > ? ORDER BY id LIMIT ?",
	};
	apr_hash_t *seen = apr_hash_make(pool);
	struct rows *rows;
	int64_t *list;

	TRY(db_select(db, &query, ARGS(arg_int(settled_after_s), arg_int(after_id), arg_int(most)),
	    pool, &rows));
	list = pool_make_many(pool, int64_t, rows_count(rows));
	*count = 0;
	*last_id = after_id;
	while (rows_next(rows) && row_int(rows, 2) == 0) {
		*last_id = row_int(rows, 0);
		list[*count] = row_int(rows, 1);
		if (apr_hash_get(seen, &list[*count], sizeof(*list)) != NULL)
			continue;
		apr_hash_set(seen, &list[*count], sizeof(*list), list);
		(*count)++;
	}
	*departure_ids = list;
	return NULL;
}

const struct err *loads_find(
    struct db *db, int64_t departure_id, apr_pool_t *pool, struct load *out)
{
	static const struct query query = {
		.text = "SELECT d.load_permille, (SELECT COUNT(*) FROM seat_claim c"
			" WHERE c.departure_id = d.id AND c.state = 'sold'), (SELECT SUM(k.seats)"
			" FROM departure_cabin k WHERE k.departure_id = d.id) FROM departure d"
			" WHERE d.id = ?",
	};
	struct rows *rows;
	int64_t seats;

	*out = (struct load){ 0, 0 };
	TRY(db_select(db, &query, ARGS(arg_int(departure_id)), pool, &rows));
	if (!rows_next(rows))
		return NULL;
	seats = row_int(rows, 2);
	out->kept_permille = row_int(rows, 0);
	if (seats > 0)
		out->permille = row_int(rows, 1) * 1000 / seats;
	if (out->permille > 1000)
		out->permille = 1000;
	return NULL;
}

const struct err *loads_set(struct db *db, int64_t departure_id, int64_t permille, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE departure SET load_permille = ? WHERE id = ?",
	};

	return db_run(db, &query, ARGS(arg_int(permille), arg_int(departure_id)), pool, NULL);
}
