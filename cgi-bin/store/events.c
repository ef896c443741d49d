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
