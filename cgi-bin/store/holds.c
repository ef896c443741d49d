/* Table hold: finding and counting. */
#include "store/holds.h"

#include "base/pool.h"
#include "store/browsers.h"
#include "store/names.h"
#include "store/people.h"

#include <string.h>

#define REF_LENGTH 22
#define REF_ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

#define HOLD_SELECT_BY(is_of_account) \
	"SELECT h.id, h.ref, h.state, h.version, h.placed_at, h.expires_at, h.total_minor," \
	" h.currency, h.sold_seats, h.email, h.phone, h.customer_id, NOW(6), bk.locator," \
	" h.address, " is_of_account ", " PEOPLE_COLUMNS
/* As a browser asks, `br`; and where none does. */
#define HOLD_SELECT HOLD_SELECT_BY("br.signed_in_at IS NOT NULL")
#define HOLD_SELECT_ALONE HOLD_SELECT_BY("0")
#define HOLD_JOINS " LEFT JOIN booking bk ON bk.hold_id = h.id" PEOPLE_JOIN
#define PEOPLE 16

static enum hold_state state_at(enum hold_state state, int64_t expires_at, int64_t now)
{
	return state == HOLD_OPEN && expires_at <= now ? HOLD_EXPIRED : state;
}

static void read_hold(const struct rows *rows, apr_pool_t *pool, struct hold_row *out)
{
	struct hold *hold = &out->hold;
	size_t length;
	const char *address = row_bytes(rows, 14, &length);
	*out = (struct hold_row){
		.customer_id = row_int(rows, 11),
		.address = apr_pstrmemdup(pool, address, length),
		.now = row_instant(rows, 12),
	};
	*hold = (struct hold){
		.id = row_int(rows, 0),
		.ref = row_text(rows, 1),
		.version = row_int(rows, 3),
		.placed_at = row_instant(rows, 4),
		.expires_at = row_instant(rows, 5),
		.party = people_party(rows, PEOPLE),
		.total_minor = row_int(rows, 6),
		.currency = row_text(rows, 7),
		.seats_text = row_text(rows, 8),
		.locator = row_text(rows, 13),
		.contact = { row_text(rows, 9), row_text(rows, 10) },
		.is_of_account = row_int(rows, 15) != 0,
	};
	hold->state = state_at(row_hold_state(rows, 2), hold->expires_at, out->now);
}

static void take(struct rows *rows, apr_pool_t *pool, struct hold_row *out)
{
	*out = (struct hold_row){ .customer_id = 0 };
	if (!rows_next(rows))
		return;
	read_hold(rows, pool, out);
	out->hold.passengers = people_list(rows, PEOPLE, pool, &out->hold.passenger_count);
}

static const struct err *find(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct hold_row *out)
{
	struct rows *rows;
	TRY(db_select(db, query, args, count, pool, &rows));
	take(rows, pool, out);
	return NULL;
}

bool holds_is_ref(const char *ref)
{
	return strlen(ref) == REF_LENGTH && strspn(ref, REF_ALPHABET) == REF_LENGTH;
}

const struct err *holds_find_later(
    struct db *db, const char *ref, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = HOLD_SELECT_ALONE " FROM hold h" HOLD_JOINS " WHERE h.ref = ?",
	};
	return db_select_later(db, &query, ARGS(arg_text(ref)), pool, &out->rows);
}

void holds_read(
    const struct asked *asked, int64_t customer_id, apr_pool_t *pool, struct hold_row *out)
{
	take(asked->rows, pool, out);
	if (out->customer_id != customer_id)
		*out = (struct hold_row){ .customer_id = 0 };
}

const struct err *holds_find(struct db *db, const char *ref, const unsigned char browser_digest[32],
    apr_pool_t *pool, struct hold_row *out)
{
	static const struct query query = {
		.text = HOLD_SELECT
		" FROM hold h JOIN browser br ON br.customer_id = h.customer_id" HOLD_JOINS
		" WHERE h.ref = ? AND br.token_digest = ? AND " BROWSER_IS_GOOD,
	};
	*out = (struct hold_row){ .customer_id = 0 };
	if (!holds_is_ref(ref))
		return NULL;
	return find(db, &query, ARGS(arg_text(ref), arg_bytes(browser_digest, 32)), pool, out);
}

const struct err *holds_find_any(
    struct db *db, const char *ref, apr_pool_t *pool, struct hold_row *out)
{
	static const struct query query = {
		.text = HOLD_SELECT_ALONE " FROM hold h" HOLD_JOINS " WHERE h.ref = ?",
	};
	*out = (struct hold_row){ .customer_id = 0 };
	if (!holds_is_ref(ref))
		return NULL;
	return find(db, &query, ARGS(arg_text(ref)), pool, out);
}

const struct err *holds_find_party(struct db *db, const char *ref,
    const unsigned char browser_digest[32], apr_pool_t *pool, int64_t *id, struct party *out)
{
	static const struct query query = {
		.text = "SELECT h.id, h.adults, h.children, h.infants FROM hold h"
			" JOIN browser br ON br.customer_id = h.customer_id"
			" WHERE h.ref = ? AND br.token_digest = ? AND " BROWSER_IS_GOOD,
	};
	struct rows *rows;
	*id = 0;
	if (!holds_is_ref(ref))
		return NULL;
	TRY(db_select(db, &query, ARGS(arg_text(ref), arg_bytes(browser_digest, 32)), pool, &rows));
	if (!rows_next(rows))
		return NULL;
	*id = row_int(rows, 0);
	*out = people_party(rows, 1);
	return NULL;
}

/* The rows of a hold stand together. */
static const struct err *list(struct db *db, const struct query *query, const struct arg *args,
    size_t arg_count, apr_pool_t *pool, struct hold_row **out, size_t *count)
{
	struct rows *rows;
	struct hold *last = NULL;
	struct passenger *people = NULL;
	TRY(db_select(db, query, args, arg_count, pool, &rows));
	*out = pool_make_many(pool, struct hold_row, rows_count(rows));
	*count = 0;
	while (rows_next(rows)) {
		if (last == NULL || last->id != row_int(rows, 0)) {
			read_hold(rows, pool, &(*out)[*count]);
			last = &(*out)[(*count)++].hold;
			people = pool_make_many(pool, struct passenger, PARTY_PASSENGERS_MAX);
			last->passengers = people;
		}
		struct passenger one = people_one(rows, PEOPLE);
		if (one.no != 0 && last->passenger_count < PARTY_PASSENGERS_MAX)
			people[last->passenger_count++] = one;
	}
	return NULL;
}

const struct err *holds_list_unsold(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, struct hold_row **out, size_t *count)
{
	static const struct query query = {
		.text = HOLD_SELECT_ALONE
		" FROM (SELECT id FROM hold WHERE customer_id = ? AND state <> 'used'"
		" ORDER BY id DESC LIMIT ?) AS latest JOIN hold h ON h.id = latest.id" HOLD_JOINS
		" ORDER BY h.id DESC, p.no",
	};
	return list(db, &query, ARGS(arg_int(customer_id), arg_int(most)), pool, out, count);
}

const struct err *holds_list_open(struct db *db, const unsigned char browser_digest[32],
    int64_t most, apr_pool_t *pool, struct hold_row **out, size_t *count)
{
	static const struct query query = {
		.text = HOLD_SELECT_ALONE
		" FROM (SELECT o.id FROM browser br JOIN hold o ON o.customer_id = br.customer_id"
		" WHERE br.token_digest = ? AND " BROWSER_IS_GOOD " AND o.state = 'open'"
		" AND o.expires_at > NOW(6) ORDER BY o.id DESC LIMIT ?) AS latest"
		" JOIN hold h ON h.id = latest.id" HOLD_JOINS " ORDER BY h.id DESC, p.no",
	};
	return list(
	    db, &query, ARGS(arg_bytes(browser_digest, 32), arg_int(most)), pool, out, count);
}

const struct err *holds_find_owned(
    struct db *db, const char *ref, int64_t customer_id, apr_pool_t *pool, struct hold_row *out)
{
	static const struct query query = {
		.text = HOLD_SELECT_ALONE " FROM hold h" HOLD_JOINS
					  " WHERE h.ref = ? AND h.customer_id = ?",
	};
	*out = (struct hold_row){ .customer_id = 0 };
	if (!holds_is_ref(ref))
		return NULL;
	return find(db, &query, ARGS(arg_text(ref), arg_int(customer_id)), pool, out);
}

const struct err *holds_find_by_id(
    struct db *db, int64_t id, apr_pool_t *pool, struct hold_row *out)
{
	static const struct query query = {
		.text = HOLD_SELECT_ALONE " FROM hold h" HOLD_JOINS " WHERE h.id = ?",
	};
	return find(db, &query, ARGS(arg_int(id)), pool, out);
}

/*
 * Joined and not EXISTS: a prepared EXISTS (a semi-join) gives a hold that shares two departures twice, once MariaDB 10.11 has planned
 * it anew.
 */
const struct err *holds_list_moving_later(struct db *db, int64_t customer_id,
    const int64_t *departure_ids, size_t count, int64_t browser_id, const char *address,
    apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = "SELECT DISTINCT h.id, h.ref, h.version, h.placed_at, h.adults, h.children,"
			" h.infants, h.browser_id = ?, h.address = ?, h.email IS NOT NULL,"
			" h.expires_at, o.departure_id FROM hold h"
			" JOIN segment s ON s.hold_id = h.id AND s.departure_id IN (?,?,?,?)"
			" JOIN segment o ON o.hold_id = h.id"
			" WHERE h.customer_id = ? AND h.state = 'open' AND h.expires_at > NOW(6)"
			" ORDER BY h.id DESC",
	};
	struct arg args[3 + DEPARTURES_PER_HOLD] = {
		arg_int(browser_id),
		arg_bytes(address, strlen(address)),
	};
	for (size_t i = 0; i < DEPARTURES_PER_HOLD; i++)
		args[2 + i] = arg_int(departure_ids[i < count ? i : 0]);
	args[2 + DEPARTURES_PER_HOLD] = arg_int(customer_id);
	return db_select_later(db, &query, args, 3 + DEPARTURES_PER_HOLD, pool, &out->rows);
}

static struct hold_moving read_moving(const struct rows *rows)
{
	return (struct hold_moving){
		.id = row_int(rows, 0),
		.ref = row_text(rows, 1),
		.version = row_int(rows, 2),
		.placed_at = row_instant(rows, 3),
		.party = people_party(rows, 4),
		.is_of_browser = row_int(rows, 7) != 0,
		.is_of_address = row_int(rows, 8) != 0,
		.has_passengers = row_int(rows, 9) != 0,
		.expires_at = row_instant(rows, 10),
	};
}

void holds_read_moving(
    const struct asked *asked, apr_pool_t *pool, struct hold_moving **out, size_t *found)
{
	struct rows *rows = asked->rows;
	struct hold_moving *list = pool_make_many(pool, struct hold_moving, rows_count(rows));
	struct hold_moving *last = NULL;
	*found = 0;
	while (rows_next(rows)) {
		if (last == NULL || last->id != row_int(rows, 0)) {
			last = &list[(*found)++];
			*last = read_moving(rows);
		}
		if (last->departure_count < DEPARTURES_PER_HOLD)
			last->departure_ids[last->departure_count++] = row_int(rows, 11);
	}
	*out = list;
}

/* Of a customer and a browser that are just being made, nothing is asked. */
static const struct err *count_open_of_address_later(
    struct db *db, const char *address, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = "SELECT NOW(6), 0, 0, COUNT(*), NULL, NULL, MIN(expires_at) FROM hold"
			" WHERE address = ? AND state = 'open' AND expires_at > NOW(6)",
	};
	return db_select_later(db, &query,
	    ARGS(arg_bytes(address, address != NULL ? strlen(address) : 0)), pool, &out->rows);
}

#define COUNT_OPEN(WHOSE) \
	"(SELECT COUNT(*) AS n, MIN(expires_at) AS first_at FROM hold WHERE " WHOSE \
	" = ? AND state = 'open' AND expires_at > NOW(6))"

const struct err *holds_count_open_later(struct db *db, int64_t customer_id, int64_t browser_id,
    const char *address, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = "SELECT NOW(6), c.n, b.n, a.n, c.first_at, b.first_at, a.first_at"
			" FROM " COUNT_OPEN("customer_id") " AS c, " COUNT_OPEN(
			    "browser_id") " AS b, " COUNT_OPEN("address") " AS a",
	};
	if (customer_id == 0 && browser_id == 0)
		return count_open_of_address_later(db, address, pool, out);
	return db_select_later(db, &query,
	    ARGS(arg_int(customer_id), arg_int(browser_id),
		arg_bytes(address, address != NULL ? strlen(address) : 0)),
	    pool, &out->rows);
}

const struct err *holds_read_open(
    const struct asked *asked, apr_pool_t *pool, struct holds_open *out)
{
	struct rows *rows = asked->rows;
	if (!rows_next(rows))
		return err_new(pool, CODE_BROKEN, "a count that gives no row");
	*out = (struct holds_open){
		.now = row_instant(rows, 0),
		.of_customer = row_int(rows, 1),
		.of_browser = row_int(rows, 2),
		.of_address = row_int(rows, 3),
		.first_of_customer_at = row_instant(rows, 4),
		.first_of_browser_at = row_instant(rows, 5),
		.first_of_address_at = row_instant(rows, 6),
	};
	return NULL;
}

const struct err *holds_list_due(struct db *db, const struct hold_due *last, int64_t most,
    apr_pool_t *pool, const struct hold_due **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT id, customer_id, expires_at FROM hold WHERE state = 'open'"
			" AND expires_at <= NOW(6) AND expires_at >= ?"
			" AND (expires_at > ? OR id > ?) ORDER BY expires_at, id LIMIT ?",
	};
	struct rows *rows;
	TRY(db_select(db, &query,
	    ARGS(arg_instant(last->expires_at), arg_instant(last->expires_at), arg_int(last->id),
		arg_int(most)),
	    pool, &rows));
	struct hold_due *list = pool_make_many(pool, struct hold_due, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct hold_due){ row_int(rows, 0), row_int(rows, 1),
			row_instant(rows, 2) };
	*out = list;
	return NULL;
}
