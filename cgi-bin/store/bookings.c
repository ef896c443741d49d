/* Table booking: finding. */
#include "store/bookings.h"

#include "base/pool.h"
#include "store/browsers.h"
#include "store/names.h"
#include "store/people.h"

/* The view: 2 where all may be seen, 1 where it was found, 0 where the link that led to it is over. */
#define BOOKING_SELECT(view) \
	"SELECT bk.id, bk.locator, bk.state, bk.version, bk.created_at, bk.cancelled_at," \
	" bk.total_minor, bk.paid_minor, bk.refund_minor, bk.currency, bk.email, bk.phone," \
	" bk.hold_id, bk.customer_id, NOW(6), bk.credit_minor, bk.name_corrections," \
	" " view ", bk.language, bk.goodwill_minor, bk.link_no, " PEOPLE_COLUMNS
#define BOOKING_JOINS " JOIN hold h ON h.id = bk.hold_id" PEOPLE_JOIN
#define BOOKING_SELECT_ALL BOOKING_SELECT("2")
#define VIEW 17
#define PEOPLE 21

static struct booking_row read_booking(const struct rows *rows)
{
	struct booking_row row = {
		.hold_id = row_int(rows, 12),
		.customer_id = row_int(rows, 13),
		.now = row_instant(rows, 14),
	};
	row.booking = (struct booking){
		.id = row_int(rows, 0),
		.locator = row_text(rows, 1),
		.state = row_booking_state(rows, 2),
		.version = row_int(rows, 3),
		.view = row_int(rows, VIEW) == 2 ? BOOKING_FULL : BOOKING_FOUND,
		.created_at = row_instant(rows, 4),
		.cancelled_at = row_instant(rows, 5),
		.total_minor = row_int(rows, 6),
		.paid_minor = row_int(rows, 7),
		.refund_minor = row_int(rows, 8),
		.credit_minor = row_int(rows, 15),
		.name_corrections = row_int(rows, 16),
		.currency = row_text(rows, 9),
		.language = row_text(rows, 18),
		.goodwill_minor = row_int(rows, 19),
		.link_no = row_int(rows, 20),
		.party = people_party(rows, PEOPLE),
		.contact = { row_text(rows, 10), row_text(rows, 11) },
	};
	row.booking.is_paid = row.booking.paid_minor > 0 &&
	    row.booking.paid_minor >= row.booking.total_minor - row.booking.credit_minor;
	return row;
}

void bookings_read(const struct asked *asked, apr_pool_t *pool, struct booking_row *out)
{
	struct rows *rows = asked->rows;
	*out = (struct booking_row){ .hold_id = 0 };
	if (!rows_next(rows))
		return;
	if (row_int(rows, VIEW) == 0) {
		out->over_id = row_int(rows, 0);
		return;
	}
	*out = read_booking(rows);
	out->booking.passengers = people_list(rows, PEOPLE, pool, &out->booking.passenger_count);
}

const struct err *bookings_find_later(struct db *db, const char *locator,
    const unsigned char browser_digest[32], apr_pool_t *pool, struct asked *out)
{
/* clang-format off */
#define IS_OWNER "(br.customer_id = bk.customer_id AND " BROWSER_IS_GOOD ")"
#define IS_FULL "(" IS_OWNER " OR COALESCE(ac.view = 'full' AND ac.link_no = bk.link_no, 0))"
	static const struct query query = {
		.text = BOOKING_SELECT("IF(" IS_FULL ", 2, ac.view = 'found')")
			" FROM browser br JOIN booking bk ON bk.locator = ?" BOOKING_JOINS
			" LEFT JOIN booking_access ac ON ac.browser_id = br.id AND ac.booking_id = bk.id"
			" WHERE br.token_digest = ? AND (" IS_OWNER " OR ac.view IS NOT NULL)"
			" ORDER BY p.no",
	};
#undef IS_FULL
#undef IS_OWNER
	/* clang-format on */
	return db_select_later(
	    db, &query, ARGS(arg_text(locator), arg_bytes(browser_digest, 32)), pool, &out->rows);
}

const struct err *bookings_find_any_later(
    struct db *db, const char *locator, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = BOOKING_SELECT_ALL " FROM booking bk" BOOKING_JOINS
					   " WHERE bk.locator = ? ORDER BY p.no",
	};
	return db_select_later(db, &query, ARGS(arg_text(locator)), pool, &out->rows);
}

const struct err *bookings_find(struct db *db, const char *locator,
    const unsigned char browser_digest[32], apr_pool_t *pool, struct booking_row *out)
{
	struct asked asked;
	TRY(bookings_find_later(db, locator, browser_digest, pool, &asked));
	TRY(db_settle(db, pool));
	bookings_read(&asked, pool, out);
	return NULL;
}

const struct err *bookings_find_by_id(
    struct db *db, int64_t id, apr_pool_t *pool, struct booking_row *out)
{
	static const struct query query = {
		.text = BOOKING_SELECT_ALL " FROM booking bk" BOOKING_JOINS
					   " WHERE bk.id = ? ORDER BY p.no",
	};
	struct asked asked;
	TRY(db_select(db, &query, ARGS(arg_int(id)), pool, &asked.rows));
	bookings_read(&asked, pool, out);
	return NULL;
}

static const struct err *find_id(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, int64_t *id)
{
	struct rows *rows;
	TRY(db_select(db, query, args, count, pool, &rows));
	*id = rows_next(rows) ? row_int(rows, 0) : 0;
	return NULL;
}

const struct err *bookings_find_id(
    struct db *db, const char *locator, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = { .text = "SELECT id FROM booking WHERE locator = ?" };
	return find_id(db, &query, ARGS(arg_text(locator)), pool, id);
}

const struct err *bookings_find_link_no(
    struct db *db, int64_t id, apr_pool_t *pool, int64_t *link_no)
{
	static const struct query query = { .text = "SELECT link_no FROM booking WHERE id = ?" };
	return find_id(db, &query, ARGS(arg_int(id)), pool, link_no);
}

const struct err *bookings_find_by_surname(
    struct db *db, const char *locator, const char *surname_folded, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text = "SELECT bk.id FROM booking bk JOIN passenger p ON p.hold_id = bk.hold_id"
			" WHERE bk.locator = ? AND p.surname_folded = ? AND p.cancelled_at IS NULL"
			" LIMIT 1",
	};
	return find_id(db, &query, ARGS(arg_text(locator), arg_text(surname_folded)), pool, id);
}

const struct err *bookings_list(struct db *db, int64_t customer_id, int64_t most, apr_pool_t *pool,
    struct booking_row **out, size_t *count)
{
	static const struct query query = {
		.text = BOOKING_SELECT_ALL
		" FROM (SELECT id FROM booking WHERE customer_id = ? ORDER BY id DESC LIMIT ?)"
		" AS latest JOIN booking bk ON bk.id = latest.id" BOOKING_JOINS
		" ORDER BY bk.id DESC, p.no",
	};
	struct rows *rows;
	struct booking_row *last = NULL;
	struct passenger *people = NULL;
	TRY(db_select(db, &query, ARGS(arg_int(customer_id), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, struct booking_row, rows_count(rows));
	*count = 0;
	while (rows_next(rows)) {
		if (last == NULL || last->booking.id != row_int(rows, 0)) {
			last = &(*out)[(*count)++];
			*last = read_booking(rows);
			people = pool_make_many(pool, struct passenger, PARTY_PASSENGERS_MAX);
			last->booking.passengers = people;
		}
		struct passenger one = people_one(rows, PEOPLE);
		if (one.no != 0 && last->booking.passenger_count < PARTY_PASSENGERS_MAX)
			people[last->booking.passenger_count++] = one;
	}
	return NULL;
}
