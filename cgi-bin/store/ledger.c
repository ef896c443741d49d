/* Table ledger. */
#include "store/ledger.h"

const struct err *ledger_insert(struct db *db, int64_t booking_id, const char *kind,
    int64_t amount_minor, const char *currency, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO ledger (booking_id, at, kind, amount_minor, currency)"
			" VALUES (?,NOW(6),?,?,?)",
	};
	return db_run_later(db, &query,
	    ARGS(arg_int(booking_id), arg_text(kind), arg_int(amount_minor), arg_text(currency)),
	    pool);
}
