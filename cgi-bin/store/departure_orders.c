/* Table departure_order. */
#include "store/departure_orders.h"

#include "base/clock.h"
#include "base/pool.h"

#include <string.h>

#define ORDER_SELECT \
	"SELECT id, actor, form_key, fingerprint, kind + 0, flight_no, departs_on, seen_version," \
	" departs_at, arrives_at, aircraft_code, state + 0, answer, request_id, asked_at," \
	" settled_at, TIMESTAMPDIFF(SECOND, asked_at, NOW(6)), sale, sale_digest" \
	" FROM departure_order"

#define DIGEST_BYTES 32

static void read_digest(const struct rows *rows, size_t column, unsigned char out[DIGEST_BYTES])
{
	size_t length;
	const void *digest = row_bytes(rows, column, &length);

	if (digest != NULL && length == DIGEST_BYTES)
		memcpy(out, digest, length);
}

/* NULL where nothing is put on sale. */
static struct arg arg_sale_digest(const struct departure_order_row *order)
{
	return order->sale == NULL ? arg_null()
				   : arg_bytes(order->sale_digest, sizeof(order->sale_digest));
}

static struct departure_order_row read_order(const struct rows *rows)
{
	struct departure_order_row order = {
		.id = row_int(rows, 0),
		.actor = row_text(rows, 1),
		.form_key = row_text(rows, 2),
		.kind = (enum order_kind)(row_int(rows, 4) - 1),
		.flight_no = row_text(rows, 5),
		.on = row_date(rows, 6),
		.seen_version = row_int(rows, 7),
		.departs_at = row_instant(rows, 8),
		.arrives_at = row_instant(rows, 9),
		.aircraft_code = row_text(rows, 10),
		.state = (enum order_state)(row_int(rows, 11) - 1),
		.answer = row_text(rows, 12),
		.request_id = row_text(rows, 13),
		.asked_at = row_instant(rows, 14),
		.settled_at = row_instant(rows, 15),
		.age_s = row_int(rows, 16),
		.sale = row_text(rows, 17),
	};

	read_digest(rows, 3, order.fingerprint);
	read_digest(rows, 18, order.sale_digest);
	return order;
}

static const struct err *find_one(struct db *db, const struct query *query, const char *actor,
    const char *form_key, apr_pool_t *pool, struct departure_order_row *out)
{
	struct rows *rows;

	*out = (struct departure_order_row){ .id = 0 };
	TRY(db_select(db, query, ARGS(arg_text(actor), arg_text(form_key)), pool, &rows));
	if (rows_next(rows))
		*out = read_order(rows);
	return NULL;
}

const struct err *departure_orders_find(struct db *db, const char *actor, const char *form_key,
    apr_pool_t *pool, struct departure_order_row *out)
{
	static const struct query query = {
		.text = ORDER_SELECT " WHERE actor = ? AND form_key = ?",
	};

	return find_one(db, &query, actor, form_key, pool, out);
}

const struct err *departure_orders_lock(struct db *db, const char *actor, const char *form_key,
    apr_pool_t *pool, struct departure_order_row *out)
{
	static const struct query query = {
		.text = ORDER_SELECT " WHERE actor = ? AND form_key = ? FOR UPDATE",
	};

	return find_one(db, &query, actor, form_key, pool, out);
}

static const char *name_of_kind(enum order_kind kind)
{
	static const char *const names[] = { "create", "retime", "cancel", "aircraft" };

	return names[kind];
}

const struct err *departure_orders_insert(
    struct db *db, const struct departure_order_row *order, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text =
		    "INSERT INTO departure_order (actor, form_key, fingerprint, kind, flight_no,"
		    " departs_on, seen_version, departs_at, arrives_at, aircraft_code, sale,"
		    " sale_digest, state, request_id, asked_at)"
		    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,'asked',?,NOW(6))",
	};
	struct db_done done;

	TRY(db_run(db, &query,
	    ARGS(arg_text(order->actor), arg_text(order->form_key),
		arg_bytes(order->fingerprint, sizeof(order->fingerprint)),
		arg_text(name_of_kind(order->kind)), arg_text(order->flight_no),
		arg_date(order->on), arg_int(order->seen_version), arg_instant(order->departs_at),
		arg_instant(order->arrives_at), arg_text(order->aircraft_code),
		arg_text(order->sale), arg_sale_digest(order), arg_text(order->request_id)),
	    pool, &done));
	*id = done.id;
	return NULL;
}

const struct err *departure_orders_set_asked(
    struct db *db, int64_t id, const struct departure_order_row *order, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "UPDATE departure_order SET state = 'asked', answer = '', settled_at = NULL,"
		    " fingerprint = ?, kind = ?, flight_no = ?, departs_on = ?,"
		    " seen_version = ?, departs_at = ?, arrives_at = ?, aircraft_code = ?,"
		    " sale = ?, sale_digest = ?, request_id = ?, asked_at = NOW(6) WHERE id = ?",
	};

	return db_run(db, &query,
	    ARGS(arg_bytes(order->fingerprint, sizeof(order->fingerprint)),
		arg_text(name_of_kind(order->kind)), arg_text(order->flight_no),
		arg_date(order->on), arg_int(order->seen_version), arg_instant(order->departs_at),
		arg_instant(order->arrives_at), arg_text(order->aircraft_code),
		arg_text(order->sale), arg_sale_digest(order), arg_text(order->request_id),
		arg_int(id)),
	    pool, NULL);
}

const struct err *departure_orders_set_settled(struct db *db,
    const struct departure_order_row *order, enum order_state state, const char *answer,
    apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE departure_order SET state = ?, answer = LEFT(?, 300),"
			" settled_at = NOW(6) WHERE id = ? AND fingerprint = ?"
			" AND IF(?, state <> 'made', state = 'asked' AND request_id = ?)",
	};
	struct db_done done;

	TRY(db_run(db, &query,
	    ARGS(arg_text(state == ORDER_MADE ? "made" : "refused"), arg_text(answer),
		arg_int(order->id), arg_bytes(order->fingerprint, sizeof(order->fingerprint)),
		arg_int(state == ORDER_MADE), arg_text(order->request_id)),
	    pool, &done));
	*is_done = done.rows == 1;
	return NULL;
}

static const struct err *select_orders(struct db *db, const struct query *query,
    const struct arg *args, size_t arg_count, apr_pool_t *pool,
    const struct departure_order_row **out, size_t *count)
{
	struct departure_order_row *list;
	struct rows *rows;

	TRY(db_select(db, query, args, arg_count, pool, &rows));
	list = pool_make_many(pool, struct departure_order_row, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = read_order(rows);
	*out = list;
	return NULL;
}

const struct err *departure_orders_list_asked(struct db *db, int64_t age_s, int64_t most,
    apr_pool_t *pool, const struct departure_order_row **out, size_t *count)
{
	static const struct query query = {
		.text = ORDER_SELECT " WHERE state = 'asked'"
				     " AND asked_at <= NOW(6) - INTERVAL ? SECOND"
				     " ORDER BY asked_at LIMIT ?",
	};

	return select_orders(db, &query, ARGS(arg_int(age_s), arg_int(most)), pool, out, count);
}

const struct err *departure_orders_list_unlearned(struct db *db, int64_t age_s, int64_t most,
    apr_pool_t *pool, const struct departure_order_row **out, size_t *count)
{
	static const struct query query = {
		.text = ORDER_SELECT " o WHERE o.state = 'made'"
				     " AND o.asked_at > NOW(6) - INTERVAL ? SECOND"
				     " AND EXISTS (SELECT 1 FROM departure d"
				     " WHERE d.flight_no = o.flight_no"
				     " AND d.departs_on = o.departs_on"
				     " AND d.service_version <= o.seen_version)"
				     " ORDER BY o.id LIMIT ?",
	};

	return select_orders(db, &query, ARGS(arg_int(age_s), arg_int(most)), pool, out, count);
}

const struct err *departure_orders_list(struct db *db, const char *flight_no, int32_t on,
    apr_pool_t *pool, const struct departure_order_row **out, size_t *count)
{
	static const struct query query = {
		.text = ORDER_SELECT " WHERE flight_no = ? AND departs_on = ?"
				     " ORDER BY id DESC LIMIT 50",
	};

	return select_orders(db, &query, ARGS(arg_text(flight_no), arg_date(on)), pool, out, count);
}
