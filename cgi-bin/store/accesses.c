/* Table booking_access. */
#include "store/accesses.h"

const struct err *accesses_set(struct db *db, int64_t browser_id, int64_t booking_id,
    enum booking_view view, int64_t link_no, apr_pool_t *pool)
{
	static const struct query change = {
		.text = "UPDATE booking_access"
			" SET view = IF(view = 'full' AND link_no = ?, view, ?), link_no = ?,"
			" given_at = NOW(6) WHERE browser_id = ? AND booking_id = ?",
	};
	static const struct query insert = {
		.text =
		    "INSERT INTO booking_access (view, link_no, browser_id, booking_id, given_at)"
		    " VALUES (?,?,?,?,NOW(6))",
	};
	const struct arg args[] = {
		arg_int(link_no),
		arg_text(view == BOOKING_FULL ? "full" : "found"),
		arg_int(link_no),
		arg_int(browser_id),
		arg_int(booking_id),
	};
	struct db_done done;
	TRY(db_run(db, &change, args, 5, pool, &done));
	if (done.rows == 1)
		return NULL;
	return db_run(db, &insert, args + 1, 4, pool, NULL);
}

const struct err *accesses_set_over(
    struct db *db, int64_t browser_id, int64_t booking_id, int64_t link_no, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO booking_access (view, link_no, browser_id, booking_id, given_at)"
		    " SELECT 'full', ?, br.id, ?, NOW(6) FROM browser br"
		    " LEFT JOIN booking_access ac ON ac.browser_id = br.id AND ac.booking_id = ?"
		    " WHERE br.id = ? AND ac.browser_id IS NULL",
	};
	return db_run(db, &query,
	    ARGS(arg_int(link_no), arg_int(booking_id), arg_int(booking_id), arg_int(browser_id)),
	    pool, NULL);
}

const struct err *accesses_set_link(struct db *db, int64_t browser_id, int64_t booking_id,
    int64_t from_link_no, int64_t to_link_no, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE booking_access SET link_no = ? WHERE browser_id = ?"
			" AND booking_id = ? AND view = 'full' AND link_no = ?",
	};
	return db_run(db, &query,
	    ARGS(arg_int(to_link_no), arg_int(browser_id), arg_int(booking_id),
		arg_int(from_link_no)),
	    pool, NULL);
}
