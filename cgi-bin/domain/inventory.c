/* Departures as staff look at them. */
#include "domain/inventory.h"

#include "base/pool.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/departure_internal.h"
#include "remote/flight_client.h"
#include "store/events.h"
#include "store/inventory.h"

#include <stdlib.h>
#include <string.h>

const struct err *inventory_departures(struct desk *desk, const struct inventory_wanted *wanted,
    int64_t most, const struct inventory_departure **out, size_t *count)
{
	struct inventory_departure *rows;

	TRY(inventory_list(desk->db, wanted, most, desk->pool, &rows, count));
	*out = rows;
	return NULL;
}

#define ROUTE_DAYS 62
#define FLIGHT_DAYS 7

static const struct err *learn_route(struct desk *desk, const struct inventory_wanted *wanted)
{
	const struct departure_route route = { wanted->origin, wanted->destination, wanted->from_on,
		wanted->until_on };
	struct departures found;
	int days = wanted->until_on - wanted->from_on + 1;

	TRY(flight_client_departures(desk->flights, wanted->origin, wanted->destination,
	    wanted->from_on, days, desk->pool, &found));
	return departure_learn_route(desk, &route, &found);
}

static const struct err *learn_flight(struct desk *desk, const struct inventory_wanted *wanted)
{
	for (int32_t on = wanted->from_on; on <= wanted->until_on; on++) {
		const struct err *err = departure_learn_unknown(desk, wanted->flight_no, on);

		if (!err_is(err, CODE_NOT_FOUND))
			TRY(err);
	}
	return NULL;
}

/* "AX204": as far as one is typed it may be the beginning of many. */
static bool is_flight_no(const char *text)
{
	size_t length = strlen(text);

	return length >= 4 && strspn(text + 2, "0123456789") == length - 2;
}

const struct err *inventory_learn(
    struct desk *desk, const struct inventory_wanted *wanted, bool *is_complete)
{
	int days = wanted->until_on - wanted->from_on + 1;
	const struct err *err = NULL;

	if (wanted->origin != NULL && wanted->destination != NULL && days <= ROUTE_DAYS)
		err = learn_route(desk, wanted);
	else if (wanted->flight_no != NULL && is_flight_no(wanted->flight_no) &&
	    days <= FLIGHT_DAYS)
		err = learn_flight(desk, wanted);
	*is_complete = !err_is(err, CODE_FLIGHT_SERVICE_DOWN);
	/* A place that the service does not know has no departures. */
	if (!*is_complete || err_is(err, CODE_NOT_FOUND) || err_is(err, CODE_INVALID))
		return NULL;
	return err;
}

const struct err *inventory_of(
    struct desk *desk, const char *flight_no, int32_t on, struct inventory *out)
{
	struct inventory_cabin *cabins;
	struct inventory_seat *seats;
	struct departure_row row;

	TRY(departure_learn_unknown(desk, flight_no, on));
	/* Its version before all else: whoever decides by what is older is told. */
	TRY(departures_find(desk->db, flight_no, on, desk->pool, &row));
	TRY(inventory_find(desk->db, flight_no, on, desk->pool, &out->departure));
	if (out->departure.id == 0)
		return err_new(desk->pool, CODE_NOT_FOUND, "booking does not know %s", flight_no);
	out->version = row.version;
	out->service_version = row.departure.version;
	TRY(audit_note(desk, "names-read",
	    apr_pstrcat(desk->pool, "departure/", out->departure.name, NULL), ""));
	TRY(inventory_list_cabins(
	    desk->db, out->departure.id, desk->pool, &cabins, &out->cabin_count));
	TRY(inventory_list_seats(
	    desk->db, out->departure.id, desk->pool, &seats, &out->seat_count));
	out->cabins = cabins;
	out->seats = seats;
	return NULL;
}

const struct err *inventory_events(struct desk *desk, const struct inventory *inventory,
    int64_t before_version, int64_t most, const struct inventory_event **out, size_t *count)
{
	struct inventory_event *events;
	struct event_row *rows;

	TRY(events_list_of_departure_back(
	    desk->db, inventory->departure.id, before_version, most, desk->pool, &rows, count));
	events = pool_make_many(desk->pool, struct inventory_event, *count);
	for (size_t i = 0; i < *count; i++)
		events[i] = (struct inventory_event){
			.version = rows[i].event.version,
			.at = rows[i].at,
			.actor = rows[i].event.actor,
			.from_state = rows[i].event.from_state,
			.to_state = rows[i].event.to_state,
			.detail = rows[i].event.detail,
		};
	*out = events;
	return NULL;
}

const struct err *inventory_fares(struct desk *desk, const struct inventory *inventory,
    const struct departure **out, bool *is_cached)
{
	return flight_client_departure(desk->flights, inventory->departure.flight_no,
	    inventory->departure.on, 0, desk->pool, out, is_cached);
}

static const char *const state_names[] = { "scheduled", "retimed", "cancelled", "departed" };

const char *inventory_state_name(enum departure_state state)
{
	return state_names[state];
}

bool inventory_state_parse(const char *name)
{
	return text_is_one_of(name, state_names, sizeof(state_names) / sizeof(state_names[0]));
}

static bool has_word(const char *words, const char *word, apr_pool_t *pool)
{
	size_t count;
	const char *const *list = text_words(words, pool, &count);

	return text_is_one_of(word, list, count);
}

static const struct inventory_seat *taken_of(const struct inventory *inventory, const char *seat_no)
{
	for (size_t i = 0; i < inventory->seat_count; i++)
		if (strcmp(inventory->seats[i].seat_no, seat_no) == 0)
			return &inventory->seats[i];
	return NULL;
}

static struct inventory_place place_of(const struct inventory *inventory,
    const struct inventory_cabin *cabin, int row, char letter, apr_pool_t *pool)
{
	struct inventory_place place = { NULL, letter == ' ', NULL };
	const char *seat_no = apr_psprintf(pool, "%d%c", row, letter);

	if (letter == ' ' || has_word(cabin->missing, seat_no, pool))
		return place;
	place.seat_no = seat_no;
	place.taken = taken_of(inventory, seat_no);
	return place;
}

bool inventory_is_on_plan(const struct inventory *inventory, const char *seat_no, apr_pool_t *pool)
{
	const struct inventory_seat *taken = taken_of(inventory, seat_no);
	const char *letter = seat_no + strspn(seat_no, "0123456789");
	int row = atoi(seat_no);

	for (size_t i = 0; i < inventory->cabin_count; i++) {
		const struct inventory_cabin *cabin = &inventory->cabins[i];

		if (taken != NULL && strcmp(taken->cabin, cabin->code) != 0)
			continue;
		if (row >= cabin->first_row && row <= cabin->last_row && letter[0] != '\0' &&
		    strchr(cabin->letters, letter[0]) != NULL &&
		    !has_word(cabin->missing, seat_no, pool))
			return true;
	}
	return false;
}

const struct inventory_row *inventory_rows(const struct inventory *inventory,
    const struct inventory_cabin *cabin, apr_pool_t *pool, size_t *count)
{
	size_t letters = strlen(cabin->letters);
	struct inventory_row *rows;

	*count = (size_t)(cabin->last_row - cabin->first_row + 1);
	rows = pool_make_many(pool, struct inventory_row, *count);
	for (size_t i = 0; i < *count; i++) {
		int row = cabin->first_row + (int)i;
		struct inventory_place *places = pool_make_many(
		    pool, struct inventory_place, letters);

		for (size_t j = 0; j < letters; j++)
			places[j] = place_of(inventory, cabin, row, cabin->letters[j], pool);
		rows[i] = (struct inventory_row){ row,
			has_word(cabin->exit_rows, apr_itoa(pool, row), pool), places, letters };
	}
	return rows;
}
