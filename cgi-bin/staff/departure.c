/* One departure: its cabins, and who sits where. */
#include "staff/departure_rows.h"
#include "staff/page.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/offer.h"

static const char *state_of(const struct inventory_seat *seat)
{
	static const char *const names[] = { "sold", "held", "blocked" };

	return seat == NULL ? "free" : names[seat->state];
}

/* "Lovelace, Ada"; "" where nobody is named yet. */
static const char *name_of(const struct inventory_seat *seat, apr_pool_t *pool)
{
	if (seat == NULL || seat->surname == NULL)
		return "";
	if (seat->given_name == NULL)
		return seat->surname;
	return apr_pstrcat(pool, seat->surname, ", ", seat->given_name, NULL);
}

static void fill_place(struct view *row, const struct inventory_place *place, apr_pool_t *pool)
{
	struct view *view = view_each(row, K_PLACE);
	struct view *seat;

	if (place->seat_no == NULL) {
		view_show(view, K_GAP);
		return;
	}
	seat = view_each(view, K_SEAT);
	view_text(seat, K_SEAT_NO, place->seat_no);
	view_text(seat, K_SEAT_STATE, state_of(place->taken));
	if (name_of(place->taken, pool)[0] != '\0')
		view_text(view_each(seat, K_WHO), K_TEXT, name_of(place->taken, pool));
}

static void fill_map(struct view *body, const struct inventory *inventory,
    const struct inventory_cabin *cabin, apr_pool_t *pool)
{
	struct view *map = view_each(body, K_MAP);
	const struct inventory_row *rows;
	size_t count;

	view_text(map, K_NAME, cabin->name);
	rows = inventory_rows(inventory, cabin, pool, &count);
	for (size_t i = 0; i < count; i++) {
		struct view *row = view_each(map, K_ROW);

		view_int(row, K_ROW_NO, rows[i].row);
		if (rows[i].is_exit)
			view_show(row, K_EXIT);
		for (size_t j = 0; j < rows[i].count; j++)
			fill_place(row, &rows[i].places[j], pool);
	}
}

static void fill_taken(struct view *body, const struct inventory_seat *seat, apr_pool_t *pool)
{
	struct view *row = view_each(body, K_TAKEN);

	view_text(row, K_SEAT_NO, seat->seat_no);
	view_text(row, K_SEAT_STATE, state_of(seat));
	view_text(row, K_WHO_NAME, name_of(seat, pool));
	view_text(row, K_TYPE, seat->type);
	view_text(row, K_LOCATOR, seat->locator);
	if (seat->held_until != CLOCK_NONE)
		staff_fill_moment(row, K_HELD_UNTIL, seat->held_until, pool);
}

const struct err *page_staff_departure_show(struct request *request, struct reply *reply)
{
	apr_pool_t *pool = request->pool;
	struct inventory inventory;
	struct staff_page parts;
	const char *flight_no;
	int32_t on;

	if (!departure_name_parse(apr_pstrcat(pool, request->args[0], "/", request->args[1], NULL),
		pool, &flight_no, &on))
		return err_new(pool, CODE_NOT_FOUND, "not a departure's name");
	TRY(inventory_of(staff_desk(request), flight_no, on, &inventory));
	parts = staff_page_begin(request, "staff/departure", inventory.departure.name);
	staff_fill_departure(parts.body, &inventory.departure, pool);
	for (size_t i = 0; i < inventory.cabin_count; i++) {
		struct view *row = view_each(parts.body, K_CABIN);

		view_text(row, K_CODE_NAME, inventory.cabins[i].code);
		view_text(row, K_NAME, inventory.cabins[i].name);
		staff_fill_count(row, &inventory.cabins[i].count);
		fill_map(parts.body, &inventory, &inventory.cabins[i], pool);
	}
	for (size_t i = 0; i < inventory.seat_count; i++)
		fill_taken(parts.body, &inventory.seats[i], pool);
	if (inventory.seat_count == 0)
		view_show(parts.body, K_NOTHING);
	return staff_page_end(reply, 200, &parts);
}
