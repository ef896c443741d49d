/* What happened: the events of a booking, a hold or a departure, as staff read them. */
#include "domain/history.h"

#include "base/pool.h"
#include "domain/locator.h"
#include "domain/offer.h"
#include "store/events.h"
#include "store/holds.h"

static const struct err *find(
    struct desk *desk, const char *name, struct event_row **rows, size_t *count)
{
	const char *flight_no, *locator = locator_normal(name, desk->pool), *ref = NULL;
	int32_t on;

	*count = 0;
	if (departure_name_parse(name, desk->pool, &flight_no, &on))
		return events_list_of_departure(desk->db, flight_no, on, desk->pool, rows, count);
	if (locator != NULL)
		TRY(events_find_hold_ref(desk->db, locator, desk->pool, &ref));
	else if (holds_is_ref(name))
		ref = name;
	return ref == NULL ? NULL : events_list_of_hold(desk->db, ref, desk->pool, rows, count);
}

const struct err *history_list(
    struct desk *desk, const char *name, const struct history_line **out, size_t *count)
{
	struct event_row *rows = NULL;

	TRY(find(desk, name, &rows, count));
	if (*count == 0)
		return err_new(desk->pool, CODE_NOT_FOUND,
		    "no booking, hold or departure that was ever held is called \"%s\"", name);
	struct history_line *lines = pool_make_many(desk->pool, struct history_line, *count);
	for (size_t i = 0; i < *count; i++) {
		const struct event *event = &rows[i].event;

		lines[i] = (struct history_line){ rows[i].at, event->subject, rows[i].name,
			event->version, event->from_state, event->to_state, event->actor,
			event->request_id, event->detail };
	}
	*out = lines;
	return NULL;
}
