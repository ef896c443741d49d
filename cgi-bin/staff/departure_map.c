/* A departure's cabins as customers see them, with each seat's state and who has it; and the same as a list. */
#include "staff/departure_page.h"

#include "base/clock.h"
#include "base/pool.h"
#include "staff/words.h"

static const char *state_of(const struct inventory_seat *seat)
{
	static const char *const names[] = { "sold", "held", "blocked" };

	return seat == NULL ? "free" : names[seat->state];
}

struct mapping {
	struct request *request;
	apr_pool_t *pool;
	bool may_choose; /* seats are ticked, to be blocked or freed */
	const struct form *typed;
};

static bool is_typed(const struct mapping *mapping, const char *seat_no)
{
	return mapping->typed != NULL && form_typed_has(mapping->typed, "seat", seat_no);
}

/* To the booking that has the seat; else to the seat's line in the list. */
static const char *link_of(const struct mapping *mapping, const struct inventory_place *place)
{
	const char *booking = staff_booking_link(mapping->request, place->taken->locator);

	if (booking != NULL)
		return booking;
	return apr_pstrcat(mapping->pool, "#seat-", place->seat_no, NULL);
}

/* What is free or blocked can be ticked. */
static void fill_seat(
    struct view *view, const struct inventory_place *place, const struct mapping *mapping)
{
	const struct inventory_seat *taken = place->taken;
	bool is_somebodys = taken != NULL && taken->state != INVENTORY_BLOCKED;
	const char *who = taken == NULL
	    ? ""
	    : staff_person_name(taken->given_name, taken->surname, mapping->pool);
	struct view *seat;

	if (mapping->may_choose && !is_somebodys) {
		seat = view_each(view, K_CHOICE);
		view_text(seat, K_SEAT_WORDS,
		    apr_pstrcat(mapping->pool, place->seat_no, ", ", state_of(taken),
			taken != NULL && taken->reason != NULL ? ": " : NULL,
			taken != NULL ? taken->reason : NULL, NULL));
		if (is_typed(mapping, place->seat_no))
			view_show(seat, K_SEAT_CHECKED);
	} else {
		seat = view_each(view, taken != NULL ? K_TAKEN : K_FREE_SEAT);
		if (who[0] != '\0')
			view_text(view_each(seat, K_WHO), K_TEXT, who);
		if (taken != NULL)
			view_text(seat, K_LINK, link_of(mapping, place));
	}
	view_text(seat, K_SEAT_NO, place->seat_no);
	view_text(seat, K_SEAT_STATE, state_of(taken));
}

static void fill_row(
    struct view *map, const struct inventory_row *places, const struct mapping *mapping)
{
	struct view *row = view_each(map, K_ROW);
	bool is_numbered = false;

	view_int(row, K_ROW_NO, places->row);
	if (places->is_exit)
		view_show(row, K_EXIT);
	for (size_t i = 0; i < places->count; i++) {
		struct view *place = view_each(row, K_PLACE);

		if (places->places[i].seat_no != NULL) {
			fill_seat(place, &places->places[i], mapping);
		} else if (places->places[i].is_aisle) {
			view_text(view_each(place, K_GAP), K_TEXT,
			    is_numbered ? NULL : apr_itoa(mapping->pool, places->row));
			is_numbered = true;
		} else {
			view_show(place, K_NO_SEAT);
		}
	}
}

static void fill_taken(struct request *request, struct view *body,
    const struct inventory *inventory, const struct inventory_seat *seat)
{
	struct view *row = view_each(body, K_NOT_FREE);
	apr_pool_t *pool = request->pool;

	view_text(row, K_SEAT_NO, seat->seat_no);
	view_text(row, K_SEAT_STATE, state_of(seat));
	view_text(row, K_WHO_NAME, staff_person_name(seat->given_name, seat->surname, pool));
	view_text(row, K_TYPE, seat->type);
	staff_fill_booking_link(request, row, seat->locator);
	view_text(row, K_REASON, seat->reason);
	if (!inventory_is_on_plan(inventory, seat->seat_no, pool))
		view_show(row, K_OFF_PLAN);
	if (seat->held_until != CLOCK_NONE)
		staff_fill_moment(row, K_HELD_UNTIL, seat->held_until, pool);
}

void staff_fill_map(struct request *request, struct view *body, const struct inventory *inventory,
    const struct form *typed)
{
	const struct mapping mapping = { request, request->pool, staff_may(request, RIGHT_SEATS),
		typed };

	for (size_t i = 0; i < inventory->cabin_count; i++) {
		const struct inventory_cabin *cabin = &inventory->cabins[i];
		struct view *map = view_each(body, K_MAP);
		size_t count;
		const struct inventory_row *rows = inventory_rows(
		    inventory, cabin, request->pool, &count);

		view_text(map, K_NAME, cabin->name);
		view_text(map, K_CABIN_ROWS,
		    apr_psprintf(
			request->pool, "rows %d to %d", cabin->first_row, cabin->last_row));
		for (size_t j = 0; j < count; j++)
			fill_row(map, &rows[j], &mapping);
	}
	for (size_t i = 0; i < inventory->seat_count; i++)
		fill_taken(request, body, inventory, &inventory->seats[i]);
	if (inventory->seat_count == 0)
		view_show(body, K_NOTHING);
}
