/*
 * The seat map: an aircraft's cabin of native inputs, each with a name that says what the seat is
 * like.
 */
#include "pages/fill.h"

#include "base/pool.h"
#include "view_keys.h"

#include <string.h>

/* What every seat of one map needs to know. */
struct map_parts {
	const struct departure *departure;
	const char *kind;
	const char *chosen; /* see struct seat_map */
	const struct form *form;
	apr_pool_t *pool;
};

static const char *const STATE_NAMES[] = {
	[SEAT_FREE] = "free",
	[SEAT_TAKEN] = "taken",
	[SEAT_BLOCKED] = "blocked",
	[SEAT_YOURS] = "yours",
};

static const char *const STATE_WORDS[] = {
	[SEAT_FREE] = "free",
	[SEAT_TAKEN] = "taken",
	[SEAT_BLOCKED] = "not available",
	[SEAT_YOURS] = "yours",
};

static const char *place_words(const struct seat *seat)
{
	if (seat->is_window && seat->is_aisle)
		return "window and aisle";
	if (seat->is_window)
		return "window";
	return seat->is_aisle ? "aisle" : "middle";
}

/* The nth `seat` that was typed is this one (from 1); 0: none is. */
static size_t typed_nth(const struct form *form, const char *name)
{
	if (!form_typed_has(form, "seat", name))
		return 0;
	for (size_t nth = 1;; nth++)
		if (strcmp(form_typed(form, "seat", nth), name) == 0)
			return nth;
}

static bool is_meant(const struct seat *seat, const struct map_parts *parts)
{
	return seat->state == SEAT_YOURS &&
	    (parts->chosen == NULL || strcmp(parts->chosen, seat->no) == 0);
}

static void fill_choice(
    struct view *view, const struct seat *seat, const char *name, const struct map_parts *parts)
{
	bool is_open = seat->state == SEAT_FREE || seat->state == SEAT_YOURS;
	size_t nth = parts->form != NULL ? typed_nth(parts->form, name) : 0;

	if (nth > 0)
		view_text(view_each(view, K_SEAT_ID), K_TEXT,
		    apr_psprintf(parts->pool, "seat-%" APR_SIZE_T_FMT, nth));
	if (is_open && (parts->form != NULL ? nth > 0 : is_meant(seat, parts)))
		view_show(view, K_SEAT_CHECKED);
	if (!is_open)
		view_show(view, K_SEAT_DISABLED);
}

static void fill_seat(struct view *place, const struct seat *seat, const struct map_parts *parts)
{
	struct view *view = view_each(place, K_SEAT);
	char letter[2] = { seat->letter, '\0' };
	const char *name = apr_pstrcat(parts->pool, parts->departure->name, "/", seat->no, NULL);

	view_text(view, K_SEAT_KIND, parts->kind);
	view_text(view, K_SEAT_NAME, name);
	view_text(view, K_SEAT_NO, seat->no);
	view_text(view, K_SEAT_LETTER, letter);
	view_text(view, K_SEAT_STATE, STATE_NAMES[seat->state]);
	view_text(view, K_SEAT_WORDS,
	    apr_pstrcat(parts->pool, seat->no, ", ", place_words(seat),
		seat->is_exit ? ", exit row" : "", ", ", STATE_WORDS[seat->state], NULL));
	fill_choice(view, seat, name, parts);
}

static void fill_row(
    struct view *cabin, const struct seat_row *seats, const struct map_parts *parts)
{
	struct view *row = view_each(cabin, K_ROW);
	bool is_numbered = false;

	view_int(row, K_ROW_NO, seats->row);
	if (seats->is_exit)
		view_show(row, K_ROW_EXIT);
	for (size_t i = 0; i < seats->seat_count; i++) {
		const struct seat *seat = &seats->seats[i];
		struct view *place = view_each(row, K_PLACE);

		if (seat->no != NULL) {
			fill_seat(place, seat, parts);
		} else if (seat->is_aisle_gap) {
			view_text(view_each(place, K_GAP), K_TEXT,
			    is_numbered ? NULL : apr_itoa(parts->pool, seats->row));
			is_numbered = true;
		} else {
			view_show(place, K_NO_SEAT);
		}
	}
}

static void fill_letters(struct view *cabin, const char *letters)
{
	for (const char *at = letters; *at != '\0'; at++) {
		struct view *letter = view_each(cabin, K_LETTER);
		char text[2] = { *at, '\0' };

		if (*at == ' ')
			view_show(letter, K_LETTER_GAP);
		else
			view_text(view_each(letter, K_LETTER_SEAT), K_TEXT, text);
	}
}

static void fill_cabin(
    struct view *map, const struct seat_cabin *cabin, bool is_open, const struct map_parts *parts)
{
	struct view *view = view_each(map, K_CABIN);
	struct view *open;

	view_text(view, K_CABIN_NAME, cabin->cabin->name);
	view_text(view, K_CABIN_ROWS,
	    apr_psprintf(
		parts->pool, "Rows %d to %d", cabin->cabin->first_row, cabin->cabin->last_row));
	if (!is_open) {
		view_show(view, K_CABIN_CLOSED);
		return;
	}
	open = view_each(view, K_CABIN_OPEN);
	fill_letters(open, cabin->cabin->letters);
	for (size_t i = 0; i < cabin->row_count; i++)
		fill_row(open, &cabin->rows[i], parts);
}

void fill_seat_map(struct view *view, enum view_key key, const struct departure *departure,
    const struct seat_map *map, const char *cabin, const char *kind, const struct form *form,
    apr_pool_t *pool)
{
	struct view *part = view_include(view, key, "parts/seat_map");
	struct map_parts parts = { departure, kind, map->chosen, form, pool };

	for (size_t i = 0; i < map->cabin_count; i++) {
		const struct seat_cabin *one = &map->cabins[i];
		bool is_open = cabin == NULL || strcmp(one->cabin->code, cabin) == 0;

		fill_cabin(part, one, is_open, &parts);
	}
}
