/* Table event. */
#include "store/events.h"

#include "base/pool.h"
#include "store/batch.h"

#define COLUMNS 8

const struct err *events_insert_many(
    struct db *db, const struct event *events, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO event (at, actor, request_id, subject, subject_id, version,"
			" from_state, to_state, detail) VALUES",
		.row = "(NOW(6),?,?,?,?,?,?,?,?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);
	for (size_t i = 0; i < count; i++) {
		const struct event *event = &events[i];
		struct arg *row = &args[i * COLUMNS];
		row[0] = arg_text(event->actor);
		row[1] = arg_text(event->request_id != NULL ? event->request_id : "");
		row[2] = arg_text(event->subject);
		row[3] = arg_int(event->subject_id);
		row[4] = arg_int(event->version);
		row[5] = arg_text(event->from_state);
		row[6] = arg_text(event->to_state);
		row[7] = arg_text(event->detail != NULL ? event->detail : "");
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *events_insert(struct db *db, const struct event *event, apr_pool_t *pool)
{
	return events_insert_many(db, event, 1, pool);
}

const struct err *events_insert_adopted(struct db *db, int64_t from_customer_id, const char *actor,
    const char *request_id, apr_pool_t *pool)
{
#define ADOPTED(subject, live) \
	"INSERT INTO event (at, actor, request_id, subject, subject_id, version, from_state," \
	" to_state, detail) SELECT NOW(6), ?, ?, '" subject "', id, version + 1, state, state," \
	" " EVENTS_ADOPTED " FROM " subject " WHERE customer_id = ? AND state IN (" live ")"
	static const struct query holds = { .text = ADOPTED("hold", "'open'") };
	static const struct query bookings = { .text = ADOPTED(
						   "booking", "'pending','confirmed'") };
#undef ADOPTED
	const struct arg args[] = {
		arg_text(actor),
		arg_text(request_id != NULL ? request_id : ""),
		arg_int(from_customer_id),
	};
	TRY(db_run(db, &holds, args, 3, pool, NULL));
	return db_run(db, &bookings, args, 3, pool, NULL);
}

static const struct err *list(struct db *db, const struct query *query, const struct arg *args,
    size_t arg_count, apr_pool_t *pool, struct event_row **out, size_t *count)
{
	struct rows *rows;
	TRY(db_select(db, query, args, arg_count, pool, &rows));
	*out = pool_make_many(pool, struct event_row, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = (struct event_row){
			.id = row_int(rows, 0),
			.at = row_instant(rows, 1),
			.name = row_text(rows, 9),
			.event = { .actor = row_text(rows, 2),
			    .request_id = row_text(rows, 3),
			    .subject = row_text(rows, 4),
			    .version = row_int(rows, 5),
			    .from_state = row_text(rows, 6),
			    .to_state = row_text(rows, 7),
			    .detail = row_text(rows, 8),
			    .subject_id = row_int(rows, 10) },
		};
	return NULL;
}

#define EVENT_SELECT \
	"SELECT e.id, e.at, e.actor, e.request_id, e.subject, e.version, e.from_state," \
	" e.to_state, e.detail, "
#define DEPARTURE_NAME "CONCAT(d.flight_no, '/', d.departs_on)"

/* Of a hold: its own, its booking's, its departures' since it was placed, and those of its passengers at gates. */
#define OF_HOLD(part) \
	EVENT_SELECT \
	    "h.ref, e.subject_id FROM hold h" \
	    " JOIN event e ON e.subject = 'hold' AND e.subject_id = h.id WHERE h.ref = ?" part \
	    " UNION ALL " EVENT_SELECT "b.locator, e.subject_id FROM hold h" \
	    " JOIN booking b ON b.hold_id = h.id" \
	    " JOIN event e ON e.subject = 'booking' AND e.subject_id = b.id" \
	    " WHERE h.ref = ?" part " UNION ALL " EVENT_SELECT DEPARTURE_NAME \
	    ", e.subject_id FROM hold h" \
	    " JOIN segment s ON s.hold_id = h.id JOIN departure d ON d.id = s.departure_id" \
	    " JOIN event e ON e.subject = 'departure' AND e.subject_id = d.id" \
	    " AND e.at >= h.placed_at WHERE h.ref = ?" part " UNION ALL " EVENT_SELECT \
	    "CONCAT(b.locator, '/', g.passenger_no), e.subject_id FROM hold h" \
	    " JOIN booking b ON b.hold_id = h.id JOIN boarding g ON g.booking_id = b.id" \
	    " JOIN event e ON e.subject = 'coupon' AND e.subject_id = g.id" \
	    " WHERE h.ref = ?" part
#define OF_DEPARTURE \
	EVENT_SELECT DEPARTURE_NAME ", e.subject_id FROM departure d" \
				    " JOIN event e ON e.subject = 'departure'" \
				    " AND e.subject_id = d.id" \
				    " WHERE d.flight_no = ? AND d.departs_on = ?"
#define AFTER " AND (e.at > ? OR (e.at = ? AND e.id > ?))"
#define BEFORE " AND (e.at < ? OR (e.at = ? AND e.id < ?))"
#define FORTH " ORDER BY 2, 1 LIMIT ?"
#define BACK " ORDER BY 2 DESC, 1 DESC LIMIT ?"

static void turn(struct event_row *rows, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct event_row row = rows[i];

		rows[i] = rows[count - 1 - i];
		rows[count - 1 - i] = row;
	}
}

static const struct err *list_part(struct db *db, const struct query *forth,
    const struct query *back, const struct event_part *part, const struct arg *args,
    size_t arg_count, apr_pool_t *pool, struct event_row **out, size_t *count)
{
	TRY(list(db, part->is_back ? back : forth, args, arg_count, pool, out, count));
	if (part->is_back)
		turn(*out, *count);
	return NULL;
}

#define HOLD_PARTS 4
#define PART_ARGS 4

const struct err *events_list_of_hold(struct db *db, const char *ref, const struct event_part *part,
    apr_pool_t *pool, struct event_row **out, size_t *count)
{
	static const struct query forth = { .text = OF_HOLD(AFTER) FORTH };
	static const struct query back = { .text = OF_HOLD(BEFORE) BACK };
	struct arg args[HOLD_PARTS * PART_ARGS + 1];

	for (size_t i = 0; i < HOLD_PARTS; i++) {
		args[i * PART_ARGS] = arg_text(ref);
		args[i * PART_ARGS + 1] = arg_instant(part->at);
		args[i * PART_ARGS + 2] = arg_instant(part->at);
		args[i * PART_ARGS + 3] = arg_int(part->id);
	}
	args[HOLD_PARTS * PART_ARGS] = arg_int(part->most);
	return list_part(
	    db, &forth, &back, part, args, HOLD_PARTS * PART_ARGS + 1, pool, out, count);
}

const struct err *events_list_of_departure(struct db *db, const char *flight_no, int32_t on,
    const struct event_part *part, apr_pool_t *pool, struct event_row **out, size_t *count)
{
	static const struct query forth = { .text = OF_DEPARTURE AFTER FORTH };
	static const struct query back = { .text = OF_DEPARTURE BEFORE BACK };

	return list_part(db, &forth, &back, part,
	    ARGS(arg_text(flight_no), arg_date(on), arg_instant(part->at), arg_instant(part->at),
		arg_int(part->id), arg_int(part->most)),
	    pool, out, count);
}

const struct err *events_list_of_departure_back(struct db *db, int64_t departure_id,
    int64_t before_version, int64_t most, apr_pool_t *pool, struct event_row **out, size_t *count)
{
	static const struct query query = {
		.text = EVENT_SELECT "'', e.subject_id FROM event e WHERE e.subject = 'departure'"
				     " AND e.subject_id = ? AND (? = 0 OR e.version < ?)"
				     " ORDER BY e.version DESC LIMIT ?",
	};

	return list(db, &query,
	    ARGS(arg_int(departure_id), arg_int(before_version), arg_int(before_version),
		arg_int(most)),
	    pool, out, count);
}

const struct err *events_find_hold_ref(
    struct db *db, const char *locator, apr_pool_t *pool, const char **ref)
{
	static const struct query query = {
		.text = "SELECT h.ref FROM booking b JOIN hold h ON h.id = b.hold_id"
			" WHERE b.locator = ?",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_text(locator)), pool, &rows));
	*ref = rows_next(rows) ? row_text(rows, 0) : NULL;
	return NULL;
}
