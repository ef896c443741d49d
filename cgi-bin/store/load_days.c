/* Tables load_day and load_day_lead, and what they are summed up from. */
#include "store/load_days.h"

#include "base/date.h"
#include "base/pool.h"

/* The leads: as numbers, and as columns that count bookings b of departures d by them. */
#define LEADS(X) X(60) X(45) X(30) X(21) X(14) X(10) X(7) X(5) X(3) X(2) X(1) X(0)
#define AS_NUMBER(days) days,
#define AS_COLUMN(days) \
	", COUNT(CASE WHEN b.created_at <= d.departs_at - INTERVAL " #days " DAY THEN 1 END)"
#define LEAD_COLUMNS LEADS(AS_COLUMN)

const int load_lead_days[FIGURE_LEADS] = { LEADS(AS_NUMBER) };

/* Columns in the order of struct load_day. */
static const struct load_day *read_days(struct rows *rows, apr_pool_t *pool, size_t *count)
{
	struct load_day *list = pool_make_many(pool, struct load_day, rows_count(rows));

	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct load_day){
			.day = row_date(rows, 0),
			.departures = row_int(rows, 1),
			.cancelled = row_int(rows, 2),
			.count = { row_int(rows, 3), row_int(rows, 4), row_int(rows, 5),
			    row_int(rows, 6) },
		};
	return list;
}

const struct err *load_days_list(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct load_day **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT day, departures, cancelled, seats, sold, held, blocked"
			" FROM load_day WHERE day BETWEEN ? AND ? ORDER BY day",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_date(first), arg_date(last)), pool, &rows));
	*out = read_days(rows, pool, count);
	return NULL;
}

const struct err *load_days_sum(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct load_day **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT day, SUM(1 - is_off), SUM(is_off), SUM((1 - is_off) * seats),"
		    " SUM((1 - is_off) * sold), SUM((1 - is_off) * held),"
		    " SUM((1 - is_off) * blocked) FROM ("
		    "SELECT d.departs_on AS day, d.id, d.state = 'cancelled' AS is_off,"
		    " COALESCE((SELECT SUM(k.seats) FROM departure_cabin k"
		    " WHERE k.departure_id = d.id), 0) AS seats,"
		    " COUNT(CASE WHEN c.state = 'sold' THEN 1 END) AS sold,"
		    " COUNT(CASE WHEN c.state = 'held' AND c.held_until > NOW(6) THEN 1 END)"
		    " AS held, COUNT(CASE WHEN c.state = 'blocked' THEN 1 END) AS blocked"
		    " FROM departure d LEFT JOIN seat_claim c ON c.departure_id = d.id"
		    " WHERE d.departs_on BETWEEN ? AND ?"
		    " GROUP BY d.departs_on, d.id, d.state) departures GROUP BY day ORDER BY day",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_date(first), arg_date(last)), pool, &rows));
	*out = read_days(rows, pool, count);
	return NULL;
}

static void read_leads(const struct rows *rows, size_t first, struct load_leads *out)
{
	for (size_t i = 0; i < FIGURE_LEADS; i++)
		out->sold[i] = row_int(rows, first + i);
}

const struct err *load_days_sum_leads(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct load_day_leads **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT d.departs_on" LEAD_COLUMNS
			" FROM departure d JOIN seat_claim c ON c.departure_id = d.id"
			" AND c.state = 'sold' JOIN booking b ON b.id = c.booking_id"
			" WHERE d.departs_on BETWEEN ? AND ? AND d.state <> 'cancelled'"
			" GROUP BY d.departs_on ORDER BY d.departs_on",
	};
	struct load_day_leads *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_date(first), arg_date(last)), pool, &rows));
	list = pool_make_many(pool, struct load_day_leads, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++) {
		list[*count].day = row_date(rows, 0);
		read_leads(rows, 1, &list[*count].leads);
	}
	*out = list;
	return NULL;
}

static void read_lead(struct load_leads *leads, int64_t days_before, int64_t sold)
{
	for (size_t i = 0; i < FIGURE_LEADS; i++)
		if (load_lead_days[i] == days_before)
			leads->sold[i] = sold;
}

const struct err *load_days_list_leads(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct load_day_leads **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT day, days_before, sold FROM load_day_lead"
			" WHERE day BETWEEN ? AND ? ORDER BY day, days_before",
	};
	struct load_day_leads *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_date(first), arg_date(last)), pool, &rows));
	list = pool_make_many(pool, struct load_day_leads, rows_count(rows));
	for (*count = 0; rows_next(rows);) {
		int32_t day = row_date(rows, 0);

		if (*count == 0 || list[*count - 1].day != day)
			list[(*count)++].day = day;
		read_lead(&list[*count - 1].leads, row_int(rows, 1), row_int(rows, 2));
	}
	*out = list;
	return NULL;
}

static const struct err *set_leads(
    struct db *db, int32_t day, const struct load_leads *leads, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO load_day_lead (day, days_before, sold) VALUES",
		.row = "(?, ?, ?)",
	};
	struct arg args[FIGURE_LEADS * 3];

	for (size_t i = 0; i < FIGURE_LEADS; i++) {
		args[3 * i] = arg_date(day);
		args[3 * i + 1] = arg_int(load_lead_days[i]);
		args[3 * i + 2] = arg_int(leads->sold[i]);
	}
	return db_insert_many(db, &query, FIGURE_LEADS, 3, args, pool, NULL);
}

const struct err *load_days_set(
    struct db *db, const struct load_day *day, const struct load_leads *leads, apr_pool_t *pool)
{
	static const struct query delete = { .text = "DELETE FROM load_day WHERE day = ?" };
	static const struct query delete_leads = {
		.text = "DELETE FROM load_day_lead WHERE day = ?",
	};
	static const struct query insert = {
		.text = "INSERT INTO load_day (day, departures, cancelled, seats, sold, held,"
			" blocked) VALUES (?, ?, ?, ?, ?, ?, ?)",
	};
	const struct inventory_count *count = &day->count;

	TRY(db_run(db, &delete, ARGS(arg_date(day->day)), pool, NULL));
	TRY(db_run(db, &delete_leads, ARGS(arg_date(day->day)), pool, NULL));
	TRY(db_run(db, &insert,
	    ARGS(arg_date(day->day), arg_int(day->departures), arg_int(day->cancelled),
		arg_int(count->seats), arg_int(count->sold), arg_int(count->held),
		arg_int(count->blocked)),
	    pool, NULL));
	return leads != NULL ? set_leads(db, day->day, leads, pool) : NULL;
}

const struct err *load_days_sum_usual(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    struct load_leads *out, int64_t *seats, int64_t *departures)
{
	static const struct query leads = {
		.text = "SELECT days_before, SUM(sold) FROM load_day_lead"
			" WHERE day BETWEEN ? AND ? GROUP BY days_before",
	};
	static const struct query all = {
		.text = "SELECT COALESCE(SUM(l.seats), 0), COALESCE(SUM(l.departures), 0)"
			" FROM load_day l WHERE l.day BETWEEN ? AND ? AND EXISTS"
			" (SELECT 1 FROM load_day_lead p WHERE p.day = l.day)",
	};
	struct rows *rows;

	TRY(db_select(db, &leads, ARGS(arg_date(first), arg_date(last)), pool, &rows));
	*out = (struct load_leads){ { 0 } };
	while (rows_next(rows))
		read_lead(out, row_int(rows, 0), row_int(rows, 1));
	TRY(db_select(db, &all, ARGS(arg_date(first), arg_date(last)), pool, &rows));
	*seats = *departures = 0;
	if (rows_next(rows)) {
		*seats = row_int(rows, 0);
		*departures = row_int(rows, 1);
	}
	return NULL;
}

const struct err *load_days_find_change(
    struct db *db, int32_t day, int64_t at, apr_pool_t *pool, bool *is_changed)
{
	static const struct query query = {
		.text = "SELECT EXISTS (SELECT 1 FROM departure d JOIN seat_event s"
			" ON s.departure_id = d.id WHERE d.departs_on = ? AND s.at >= ?)"
			" OR EXISTS (SELECT 1 FROM departure d JOIN event e"
			" ON e.subject = 'departure' AND e.subject_id = d.id"
			" WHERE d.departs_on = ? AND e.at >= ?) FROM DUAL",
	};
	struct rows *rows;

	TRY(db_select(db, &query,
	    ARGS(arg_date(day), arg_instant(at), arg_date(day), arg_instant(at)), pool, &rows));
	*is_changed = rows_next(rows) && row_int(rows, 0) != 0;
	return NULL;
}

/* A local date is never more than a day behind that of UTC. */
const struct err *load_days_list_curves(struct db *db, int64_t from_at, int64_t most,
    apr_pool_t *pool, const struct load_curve **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT d.flight_no, d.departs_on, d.origin, d.destination, d.departs_at,"
			" d.origin_offset, COALESCE((SELECT SUM(k.seats) FROM departure_cabin k"
			" WHERE k.departure_id = d.id), 0), COUNT(b.id)" LEAD_COLUMNS
			" FROM (SELECT x.id, x.flight_no, x.departs_on, x.origin, x.destination,"
			" x.departs_at, x.origin_offset FROM departure x WHERE x.departs_on >= ?"
			" AND x.departs_at >= ? AND x.state <> 'cancelled'"
			" ORDER BY x.departs_on, x.departs_at, x.id LIMIT ?) d"
			" LEFT JOIN seat_claim c ON c.departure_id = d.id AND c.state = 'sold'"
			" LEFT JOIN booking b ON b.id = c.booking_id"
			" GROUP BY d.id, d.flight_no, d.departs_on, d.origin, d.destination,"
			" d.departs_at, d.origin_offset ORDER BY d.departs_on, d.departs_at, d.id",
	};
	struct load_curve *list;
	struct rows *rows;

	TRY(db_select(db, &query,
	    ARGS(arg_date(date_at_offset(from_at, 0) - 1), arg_instant(from_at), arg_int(most)),
	    pool, &rows));
	list = pool_make_many(pool, struct load_curve, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++) {
		list[*count] = (struct load_curve){
			.name = apr_pstrcat(
			    pool, row_text(rows, 0), "/", date_text(row_date(rows, 1), pool), NULL),
			.origin = row_text(rows, 2),
			.destination = row_text(rows, 3),
			.departs_at = row_instant(rows, 4),
			.origin_offset = (int)row_int(rows, 5),
			.seats = row_int(rows, 6),
			.sold = row_int(rows, 7),
		};
		read_leads(rows, 8, &list[*count].leads);
	}
	*out = list;
	return NULL;
}
