/* Table departure: finding, locking, learning. */
#include "store/departures.h"

#include "base/date.h"
#include "base/pool.h"
#include "db/tx.h"
#include "store/cabins.h"
#include "store/names.h"

#include <string.h>

/* clang-format off */
#define DEPARTURE_COLUMNS                                                                      \
	"id, flight_no, departs_on, origin, destination, departs_at, arrives_at, "             \
	"origin_offset, destination_offset, state + 0, sales = 'closed', service_version, "    \
	"version, aircraft_code, aircraft_name, "                                              \
	"departs_at <= UTC_TIMESTAMP(6) + INTERVAL ? MINUTE, gate_closed_at"
/* clang-format on */

static void read_departure(const struct rows *rows, apr_pool_t *pool, struct departure_row *out)
{
	struct departure *departure = &out->departure;

	*out = (struct departure_row){ .id = row_int(rows, 0),
		.is_sales_closed = row_int(rows, 10) != 0,
		.gate_closed_at = row_instant(rows, 16),
		.version = row_int(rows, 12),
		.is_too_late = row_int(rows, 15) != 0 };
	departure->flight_no = row_text(rows, 1);
	departure->on = row_date(rows, 2);
	departure->name = apr_pstrcat(
	    pool, departure->flight_no, "/", date_text(departure->on, pool), NULL);
	departure->origin = row_text(rows, 3);
	departure->destination = row_text(rows, 4);
	departure->departs_at = row_instant(rows, 5);
	departure->arrives_at = row_instant(rows, 6);
	departure->origin_offset = (int)row_int(rows, 7);
	departure->destination_offset = (int)row_int(rows, 8);
	departure->state = (enum departure_state)(row_int(rows, 9) - 1);
	departure->is_gate_closed = !row_is_null(rows, 16);
	departure->version = row_int(rows, 11);
	departure->aircraft_code = row_text(rows, 13);
	departure->aircraft_name = row_text(rows, 14);
}

static const struct err *find_one(struct db *db, const struct query *query, const char *flight_no,
    int32_t on, apr_pool_t *pool, struct departure_row *out)
{
	struct rows *rows;

	TRY(db_select(db, query, ARGS(arg_int(0), arg_text(flight_no), arg_date(on)), pool, &rows));
	*out = (struct departure_row){ .id = 0 };
	if (rows_next(rows))
		read_departure(rows, pool, out);
	return NULL;
}

const struct err *departures_find(
    struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool, struct departure_row *out)
{
	static const struct query query = {
		.text = "SELECT " DEPARTURE_COLUMNS
			" FROM departure WHERE flight_no = ? AND departs_on = ?",
	};

	return find_one(db, &query, flight_no, on, pool, out);
}

const struct err *departures_lock(
    struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool, struct departure_row *out)
{
	static const struct query query = {
		.text = "SELECT " DEPARTURE_COLUMNS
			" FROM departure WHERE flight_no = ? AND departs_on = ? FOR UPDATE",
	};

	return find_one(db, &query, flight_no, on, pool, out);
}

#define BY_ID "SELECT " DEPARTURE_COLUMNS " FROM departure WHERE id IN (?, ?, ?, ?) ORDER BY id"

static const struct err *select_by_id_later(struct db *db, const struct query *query,
    const int64_t *ids, size_t count, int64_t close_minutes, apr_pool_t *pool, struct asked *out)
{
	struct arg args[1 + DEPARTURES_PER_HOLD] = { arg_int(close_minutes) };

	for (size_t i = 0; i < DEPARTURES_PER_HOLD; i++)
		args[1 + i] = i < count ? arg_int(ids[i]) : arg_null();
	return db_select_later(db, query, args, 1 + DEPARTURES_PER_HOLD, pool, &out->rows);
}

const struct err *departures_lock_shared_later(struct db *db, const int64_t *ids, size_t count,
    int64_t close_minutes, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = { .text = BY_ID " LOCK IN SHARE MODE" };

	return select_by_id_later(db, &query, ids, count, close_minutes, pool, out);
}

const struct err *departures_lock_alone_later(struct db *db, const int64_t *ids, size_t count,
    int64_t close_minutes, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = { .text = BY_ID " FOR UPDATE" };

	return select_by_id_later(db, &query, ids, count, close_minutes, pool, out);
}

/* Rows come in order of id; callers get theirs in the order they asked. */
const struct err *departures_read(const struct asked *asked, const int64_t *ids, size_t count,
    apr_pool_t *pool, struct departure_row *out)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		out[i].id = 0;
	while (rows_next(asked->rows)) {
		struct departure_row row;

		read_departure(asked->rows, pool, &row);
		for (size_t i = 0; i < count; i++) {
			if (ids[i] != row.id)
				continue;
			out[i] = row;
			found++;
		}
	}
	if (found != count)
		return err_new(pool, CODE_BROKEN, "%zu of %zu departures found", found, count);
	return NULL;
}

const struct err *departures_lock_shared(struct db *db, const int64_t *ids, size_t count,
    int64_t close_minutes, apr_pool_t *pool, struct departure_row *out)
{
	struct asked asked;

	TRY(departures_lock_shared_later(db, ids, count, close_minutes, pool, &asked));
	TRY(db_settle(db, pool));
	return departures_read(&asked, ids, count, pool, out);
}

#define INSERT_COLUMNS 12
#define INSERT_ROWS 36
static const struct query INSERT = {
	.text = "INSERT INTO departure (flight_no, departs_on, origin, destination, departs_at, "
		"arrives_at, origin_offset, destination_offset, state, service_version, "
		"aircraft_code, aircraft_name) VALUES",
	.row = "(?,?,?,?,?,?,?,?,?,?,?,?)",
};

static void fill_insert(const struct departure *departure, struct arg *row)
{
	row[0] = arg_text(departure->flight_no);
	row[1] = arg_date(departure->on);
	row[2] = arg_text(departure->origin);
	row[3] = arg_text(departure->destination);
	row[4] = arg_instant(departure->departs_at);
	row[5] = arg_instant(departure->arrives_at);
	row[6] = arg_int(departure->origin_offset);
	row[7] = arg_int(departure->destination_offset);
	row[8] = arg_text(name_of_departure_state(departure->state));
	row[9] = arg_int(departure->version);
	row[10] = arg_text(departure->aircraft_code);
	row[11] = arg_text(departure->aircraft_name);
}

void departures_note_change(struct db *db, int64_t id)
{
	tx_changes(db, id);
	tx_changes(db, DEPARTURE_UNKNOWN);
}

const struct err *departures_insert(
    struct db *db, const struct departure *departure, apr_pool_t *pool, int64_t *id)
{
	struct arg row[INSERT_COLUMNS];
	struct db_done done;

	fill_insert(departure, row);
	TRY(db_insert_many(db, &INSERT, 1, INSERT_COLUMNS, row, pool, &done));
	*id = done.id;
	tx_changes(db, DEPARTURE_UNKNOWN);
	return cabins_insert(db, done.id, departure, pool);
}

const struct err *departures_insert_many(
    struct db *db, const struct departure *const *list, size_t count, apr_pool_t *pool)
{
	struct arg *rows = pool_make_many(pool, struct arg, INSERT_ROWS * INSERT_COLUMNS);

	tx_changes(db, DEPARTURE_UNKNOWN);
	for (size_t done = 0; done < count;) {
		size_t part = count - done < INSERT_ROWS ? count - done : INSERT_ROWS;

		for (size_t i = 0; i < part; i++)
			fill_insert(list[done + i], rows + i * INSERT_COLUMNS);
		TRY(db_insert_many(db, &INSERT, part, INSERT_COLUMNS, rows, pool, NULL));
		done += part;
	}
	return NULL;
}

/* So many names a statement. */
#define NAMES 36
#define NAME "(flight_no = ? AND departs_on = ?)"
#define NAME_6 NAME " OR " NAME " OR " NAME " OR " NAME " OR " NAME " OR " NAME
#define NAME_36 NAME_6 " OR " NAME_6 " OR " NAME_6 " OR " NAME_6 " OR " NAME_6 " OR " NAME_6

static const struct err *list_some_named(struct db *db, const struct departure *const *list,
    size_t count, apr_pool_t *pool, struct departure_known *out)
{
	static const struct query query = {
		.text =
		    "SELECT id, flight_no, departs_on, service_version FROM departure WHERE " NAME_36,
	};
	struct arg args[NAMES * 2];
	struct rows *rows;

	for (size_t i = 0; i < NAMES; i++) {
		args[i * 2] = arg_text(i < count ? list[i]->flight_no : NULL);
		args[i * 2 + 1] = arg_date(i < count ? list[i]->on : DATE_NONE);
	}
	TRY(db_select(db, &query, args, NAMES * 2, pool, &rows));
	for (size_t i = 0; i < count; i++)
		out[i] = (struct departure_known){ .name = list[i]->name };
	while (rows_next(rows))
		for (size_t i = 0; i < count; i++)
			if (list[i]->on == row_date(rows, 2) &&
			    strcmp(list[i]->flight_no, row_text(rows, 1)) == 0) {
				out[i].id = row_int(rows, 0);
				out[i].service_version = row_int(rows, 3);
			}
	return NULL;
}

const struct err *departures_list_named(struct db *db, const struct departure *const *list,
    size_t count, apr_pool_t *pool, struct departure_known *out)
{
	for (size_t done = 0; done < count; done += NAMES)
		TRY(list_some_named(db, list + done, count - done < NAMES ? count - done : NAMES,
		    pool, out + done));
	return NULL;
}

const struct err *departures_list_ids(struct db *db, const struct departure *const *list,
    size_t count, apr_pool_t *pool, int64_t *ids)
{
	struct departure_known *known = pool_make_many(pool, struct departure_known, count);

	TRY(departures_list_named(db, list, count, pool, known));
	for (size_t i = 0; i < count; i++)
		ids[i] = known[i].id;
	return NULL;
}

const struct err *departures_set_known(
    struct db *db, int64_t id, const struct departure *departure, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "UPDATE departure SET departs_at = ?, arrives_at = ?, origin_offset = ?, "
		    "destination_offset = ?, state = ?, service_version = ?, aircraft_code = ?, "
		    "aircraft_name = ?, version = version + 1 WHERE id = ?",
	};

	TRY(db_run(db, &query,
	    ARGS(arg_instant(departure->departs_at), arg_instant(departure->arrives_at),
		arg_int(departure->origin_offset), arg_int(departure->destination_offset),
		arg_text(name_of_departure_state(departure->state)), arg_int(departure->version),
		arg_text(departure->aircraft_code), arg_text(departure->aircraft_name),
		arg_int(id)),
	    pool, NULL));
	TRY(cabins_delete(db, id, pool));
	return cabins_insert(db, id, departure, pool);
}

const struct err *departures_set_sales(struct db *db, int64_t id, bool is_closed, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE departure SET sales = ?, version = version + 1 WHERE id = ?",
	};

	departures_note_change(db, id);
	return db_run(
	    db, &query, ARGS(arg_text(is_closed ? "closed" : "open"), arg_int(id)), pool, NULL);
}

const struct err *departures_set_version(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE departure SET version = version + 1 WHERE id = ?",
	};

	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *departures_set_gate_closed(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE departure SET gate_closed_at = NOW(6), sales = 'closed',"
			" version = version + 1 WHERE id = ?",
	};

	departures_note_change(db, id);
	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *departures_list_of_route(struct db *db, const struct departure_route *route,
    apr_pool_t *pool, const struct departure_known **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT CONCAT(flight_no, '/', departs_on), service_version, id FROM departure"
		    " WHERE origin = ? AND destination = ? AND departs_on BETWEEN ? AND ?",
	};
	struct departure_known *list;
	struct rows *rows;
	size_t n = 0;

	TRY(db_select(db, &query,
	    ARGS(arg_text(route->origin), arg_text(route->destination), arg_date(route->from_on),
		arg_date(route->until_on)),
	    pool, &rows));
	list = pool_make_many(pool, struct departure_known, rows_count(rows));
	while (rows_next(rows))
		list[n++] = (struct departure_known){ row_text(rows, 0), row_int(rows, 1),
			row_int(rows, 2) };
	*out = list;
	*count = n;
	return NULL;
}
