/* Table booking_access. */
#include "store/accesses.h"

const struct err *accesses_set(
    struct db *db, int64_t browser_id, int64_t booking_id, enum booking_view view, apr_pool_t *pool)
{
	static const struct query change = {
		.text =
		    "UPDATE booking_access SET view = IF(view = 'full', view, ?), given_at = NOW(6)"
		    " WHERE browser_id = ? AND booking_id = ?",
	};
	static const struct query insert = {
		.text = "INSERT INTO booking_access (view, browser_id, booking_id, given_at)"
			" VALUES (?,?,?,NOW(6))",
	};
	const struct arg args[] = {
		arg_text(view == BOOKING_FULL ? "full" : "found"),
		arg_int(browser_id),
		arg_int(booking_id),
	};
	struct db_done done;
	TRY(db_run(db, &change, args, 3, pool, &done));
	if (done.rows == 1)
		return NULL;
	return db_run(db, &insert, args, 3, pool, NULL);
}
