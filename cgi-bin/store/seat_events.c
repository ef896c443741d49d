/* Table seat_event. */
#include "store/seat_events.h"

#include "base/pool.h"
#include "store/batch.h"
#include "store/departures.h"

#define COLUMNS 4

const struct err *seat_events_insert(
    struct db *db, const struct seat_event *events, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO seat_event (departure_id, seat_no, at, what, hold_id) VALUES",
		.row = "(?,?,NOW(6),?,?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);
	for (size_t i = 0; i < count; i++) {
		const struct seat_event *event = &events[i];
		struct arg *row = &args[i * COLUMNS];
		departures_note_change(db, event->departure_id);
		row[0] = arg_int(event->departure_id);
		row[1] = arg_text(event->seat_no);
		row[2] = arg_text(event->what);
		row[3] = event->hold_id == 0 ? arg_null() : arg_int(event->hold_id);
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}
