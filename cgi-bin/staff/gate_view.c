/* What the pages of the gate share. */
#include "staff/gate_view.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/inventory.h"
#include "staff/words.h"

#include <string.h>

const char *gate_path(struct request *request, const char *rest)
{
	return apr_pstrcat(request->pool, "/admin/departures/", request->args[0], "/",
	    request->args[1], rest, NULL);
}

void gate_fill_head(struct view *view, const struct gate *gate, apr_pool_t *pool)
{
	const struct departure *departure = &gate->departure;
	int offset = departure->origin_offset;

	view_text(view, K_NAME, departure->name);
	view_text(view, K_ORIGIN, departure->origin);
	view_text(view, K_DESTINATION, departure->destination);
	view_text(view, K_INSTANT, clock_text_at_offset(departure->departs_at, offset, pool));
	view_text(view, K_DEPARTS, date_moment_at_offset(departure->departs_at, offset, pool));
	view_text(view, K_STATE, inventory_state_name(departure->state));
	view_text(view, K_AIRCRAFT, departure->aircraft_name);
	view_text(view, K_GATE, departure->is_gate_closed ? "closed" : "open");
	view_int(view, K_BOOKED, gate->total.booked);
	view_int(view, K_CHECKED_IN, gate->total.checked_in);
	view_int(view, K_BOARDED, gate->total.boarded);
	view_int(view, K_MISSING, gate->total.missing);
	if (gate->closed_at != CLOCK_NONE)
		staff_fill_moment(view, K_CLOSED, gate->closed_at, pool);
}

const char *gate_seat(const struct boarding *passenger)
{
	if (passenger->type == PASSENGER_INFANT)
		return "lap";
	return passenger->is_seat_there ? passenger->seat_no : "none";
}

const char *gate_state_words(enum boarding_state state)
{
	static const char *const words[BOARDING_STATES] = { "booked", "checked in", "on board",
		"no-show" };

	return words[state];
}

void gate_fill_passenger(
    struct request *request, struct view *row, const struct boarding *passenger)
{
	apr_pool_t *pool = request->pool;

	view_text(row, K_PASSENGER, gate_code(passenger, pool));
	staff_fill_booking_link(request, row, passenger->locator);
	view_text(row, K_SEAT_NO, gate_seat(passenger));
	view_text(
	    row, K_WHO_NAME, staff_person_name(passenger->given_name, passenger->surname, pool));
	view_text(row, K_TYPE, staff_type_name(passenger->type));
	view_text(row, K_GATE_STATE, gate_state_name(passenger->state));
	view_text(row, K_STATE_WORDS, gate_state_words(passenger->state));
	view_int(row, K_VERSION, passenger->version);
	if (passenger->changed_at != CLOCK_NONE) {
		struct view *change = view_each(row, K_CHANGED);

		view_text(change, K_ACTOR, passenger->changed_by);
		view_text(change, K_INSTANT, clock_text(passenger->changed_at, pool));
		view_text(change, K_CLOCK, date_clock_at_offset(passenger->changed_at, 0, pool));
	}
}

/* "Lovelace, Ada, seat 12A" */
static const char *who(const struct boarding *passenger, apr_pool_t *pool)
{
	return apr_pstrcat(pool, staff_person_name(passenger->given_name, passenger->surname, pool),
	    ", ", passenger->type == PASSENGER_INFANT ? "on a lap" : "seat ",
	    passenger->type == PASSENGER_INFANT ? NULL : gate_seat(passenger), NULL);
}

/* ", by gate2 at 14:05 UTC" */
static const char *by_whom(const struct boarding *passenger, apr_pool_t *pool)
{
	if (passenger->changed_at == CLOCK_NONE)
		return "";
	return apr_pstrcat(pool, ", by ", passenger->changed_by, " at ",
	    date_clock_at_offset(passenger->changed_at, 0, pool), " UTC", NULL);
}

static struct gate_words words_of_state(
    const struct boarding *passenger, bool is_now, apr_pool_t *pool)
{
	bool is_on_board = passenger->state == BOARDING_BOARDED;

	if (passenger->state == BOARDING_OPEN)
		return (struct gate_words){ "Not checked in", who(passenger, pool) };
	if (passenger->state == BOARDING_NO_SHOW)
		return (struct gate_words){ "No-show", who(passenger, pool) };
	return (struct gate_words){ is_now
		    ? (is_on_board ? "Boarded" : "Checked in")
		    : (is_on_board ? "Already on board" : "Already checked in"),
		apr_pstrcat(
		    pool, who(passenger, pool), is_now ? "" : by_whom(passenger, pool), NULL) };
}

struct gate_words gate_words(const struct gate_said *said, enum gate_act act, apr_pool_t *pool)
{
	static const struct gate_words words[GATE_ANSWERS] = {
		[GATE_CHOOSE] = { "Who of them?", "The booking has several passengers here." },
		[GATE_OTHER_FLIGHT] = { "Other flight", "" },
		[GATE_CANCELLED] = { "Cancelled",
		    "The booking, the passenger or this flight in the booking is cancelled." },
		[GATE_UNKNOWN] = { "Unknown",
		    "There is no such booking or passenger. A code is six characters, with / and a number for one passenger." },
		[GATE_CLOSED] = { "Flight closed",
		    "It is closed at the gate, or has left: nothing changes on it any more." },
		[GATE_NOT_FLOWN] = { "Flight cancelled", "The airline does not fly it." },
	};
	const struct boarding *passenger = &said->passenger;

	switch (said->answer) {
	case GATE_DONE:
		return words_of_state(passenger, true, pool);
	case GATE_ALREADY:
		return words_of_state(passenger, false, pool);
	case GATE_NOT_CHECKED_IN:
		return (struct gate_words){ "Not checked in", who(passenger, pool) };
	case GATE_NO_SEAT:
		return (struct gate_words){ "No seat",
			apr_pstrcat(pool,
			    staff_person_name(passenger->given_name, passenger->surname, pool),
			    " has none that this aircraft has: a seat first.", NULL) };
	case GATE_ADULT_FIRST:
		return (
		    struct gate_words){ act == GATE_BACK ? "The infant first" : "The adult first",
			apr_pstrcat(pool, who(passenger, pool),
			    ": an infant goes with an adult of its booking.", NULL) };
	case GATE_OTHERWISE:
		return (struct gate_words){ "Changed meanwhile",
			apr_pstrcat(pool, who(passenger, pool), " is ",
			    gate_state_words(passenger->state), by_whom(passenger, pool), NULL) };
	case GATE_OTHER_FLIGHT:
		return (struct gate_words){ "Other flight",
			said->others[0] != '\0'
			    ? apr_pstrcat(pool, "Booked on ", said->others, NULL)
			    : "Not booked on this one." };
	default:
		return words[said->answer];
	}
}

bool gate_act_parse(const char *name, enum gate_act *out)
{
	if (strcmp(name, "board") == 0)
		*out = GATE_BOARD;
	else if (strcmp(name, "check-in") == 0)
		*out = GATE_CHECK_IN;
	else
		return false;
	return true;
}
