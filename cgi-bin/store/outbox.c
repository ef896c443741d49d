/* Table outbox. */
#include "store/outbox.h"

const struct err *outbox_insert(struct db *db, const char *kind, int64_t booking_id,
    const char *recipient, const char *detail, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO outbox (kind, booking_id, recipient, detail, created_at, due_at) "
			"VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
	};

	return db_run(db, &query,
	    ARGS(arg_text(kind), booking_id == 0 ? arg_null() : arg_int(booking_id), arg_text(recipient),
		arg_text(detail)),
	    pool, NULL);
}
