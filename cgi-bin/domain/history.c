/* What happened: the events of a booking, a hold or a departure, as staff read them. */
#include "domain/history.h"

#include "base/pool.h"
#include "domain/locator.h"
#include "domain/offer.h"
#include "store/events.h"
#include "store/holds.h"

static const struct err *find(struct desk *desk, const char *name, const struct event_part *part,
    struct event_row **rows, size_t *count)
{
	const char *flight_no, *locator = locator_normal(name, desk->pool), *ref = NULL;
	int32_t on;

	*count = 0;
	if (departure_name_parse(name, desk->pool, &flight_no, &on))
		return events_list_of_departure(
		    desk->db, flight_no, on, part, desk->pool, rows, count);
	if (locator != NULL)
		TRY(events_find_hold_ref(desk->db, locator, desk->pool, &ref));
	else if (holds_is_ref(name))
		ref = name;
	return ref == NULL ? NULL
			   : events_list_of_hold(desk->db, ref, part, desk->pool, rows, count);
}

static const struct err *list(struct desk *desk, const char *name, const struct event_part *part,
    const struct history_line **out, size_t *count)
{
	struct event_row *rows = NULL;

	TRY(find(desk, name, part, &rows, count));
	struct history_line *lines = pool_make_many(desk->pool, struct history_line, *count);
	for (size_t i = 0; i < *count; i++) {
		const struct event *event = &rows[i].event;

		lines[i] = (struct history_line){ rows[i].id, rows[i].at, event->subject,
			rows[i].name, event->version, event->from_state, event->to_state,
			event->actor, event->request_id, event->detail };
	}
	*out = lines;
	return NULL;
}

static bool is_at(struct history_place place, struct history_place limit)
{
	return place.at == limit.at && place.id == limit.id;
}

/* Where all lines were asked for and there is none. */
static const struct err *nothing(struct desk *desk, const char *name)
{
	return err_new(desk->pool, CODE_NOT_FOUND,
	    "no booking, hold or departure that was ever held is called \"%s\"", name);
}

const struct err *history_list_after(struct desk *desk, const char *name,
    struct history_place after, int64_t most, const struct history_line **out, size_t *count)
{
	const struct event_part part = { after.at, after.id, false, most };

	TRY(list(desk, name, &part, out, count));
	return *count == 0 && is_at(after, HISTORY_START) ? nothing(desk, name) : NULL;
}

const struct err *history_list_before(struct desk *desk, const char *name,
    struct history_place before, int64_t most, const struct history_line **out, size_t *count)
{
	const struct event_part part = { before.at, before.id, true, most };

	TRY(list(desk, name, &part, out, count));
	return *count == 0 && is_at(before, HISTORY_END) ? nothing(desk, name) : NULL;
}
