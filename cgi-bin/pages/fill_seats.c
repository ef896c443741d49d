/*
 * The seat map: an aircraft's cabin of native inputs, each with a name that says what the seat is
 * like.
 */
#include "pages/fill.h"

#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

#include <string.h>

/* Rows of an aircraft: with fewer its wings are smaller. Rows of a cabin that is shown as a block: with as many it is a long one. */
#define SMALL_ROWS 20
#define LONG_ROWS 12

/* What every seat of one map needs to know. */
struct map_parts {
	const struct departure *departure;
	const char *kind;
	const char *chosen; /* see struct seat_map */
	bool is_without_exits;
	const struct seat_row *wing; /* where the wings begin */
	const struct form *form;
	apr_pool_t *pool;
};

static const char *const STATE_NAMES[] = {
	[SEAT_FREE] = "free",
	[SEAT_TAKEN] = "taken",
	[SEAT_BLOCKED] = "blocked",
	[SEAT_YOURS] = "yours",
	[SEAT_SUGGESTED] = "free",
};

static const char *const STATE_WORDS[] = {
	[SEAT_FREE] = TO_SAY("free"),
	[SEAT_TAKEN] = TO_SAY("taken"),
	[SEAT_BLOCKED] = TO_SAY("not available"),
	[SEAT_YOURS] = TO_SAY("yours"),
	[SEAT_SUGGESTED] = TO_SAY("free"),
};

/* Blocked for who asks, or for everybody. */
static const char *state_words(const struct seat *seat, const struct map_parts *parts)
{
	if (seat->state == SEAT_BLOCKED && seat->is_exit && parts->is_without_exits)
		return say("not with children");
	return say(STATE_WORDS[seat->state]);
}

static const char *place_words(const struct seat *seat)
{
	if (seat->is_window && seat->is_aisle)
		return say("window and aisle");
	if (seat->is_window)
		return say("window");
	return seat->is_aisle ? say("aisle") : say("middle");
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
	if (seat->state == SEAT_SUGGESTED)
		return true;
	return seat->state == SEAT_YOURS &&
	    (parts->chosen == NULL || strcmp(parts->chosen, seat->no) == 0);
}

/* What is wrong with a seat that can be had, and so unticked again: tied to it. */
static void fill_wrong(struct view *view, size_t nth, const struct map_parts *parts)
{
	if (form_complaint_shown(parts->form, "seat", nth) != NULL)
		view_text(view_each(view, K_SEAT_WRONG), K_ID,
		    apr_psprintf(parts->pool, "seat-%" APR_SIZE_T_FMT, nth));
}

static void fill_choice(
    struct view *view, const struct seat *seat, const char *name, const struct map_parts *parts)
{
	bool is_open = seat->state != SEAT_TAKEN && seat->state != SEAT_BLOCKED;
	size_t nth = parts->form != NULL ? typed_nth(parts->form, name) : 0;

	if (nth > 0 && is_open && strcmp(parts->kind, "checkbox") == 0)
		fill_wrong(view, nth, parts);
	if (is_open && (parts->form != NULL ? nth > 0 : is_meant(seat, parts)))
		view_show(view, K_SEAT_CHECKED);
	if (!is_open)
		view_show(view, K_SEAT_DISABLED);
}

static void fill_seat(struct view *place, const struct seat *seat, const struct map_parts *parts)
{
	struct view *view = view_each(place, K_SEAT);
	const char *name = apr_pstrcat(parts->pool, parts->departure->name, "/", seat->no, NULL);

	view_text(view, K_SEAT_KIND, parts->kind);
	view_text(view, K_SEAT_NAME, name);
	view_text(view, K_SEAT_NO, seat->no);
	view_text(view, K_SEAT_STATE, STATE_NAMES[seat->state]);
	view_text(view, K_SEAT_WORDS,
	    apr_pstrcat(parts->pool, seat->no, ", ", place_words(seat), seat->is_exit ? ", " : "",
		seat->is_exit ? say("exit row") : "", ", ", state_words(seat, parts), NULL));
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
	if (seats == parts->wing)
		view_show(row, K_WING);
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

	view_text(view, K_CABIN_NAME, say(cabin->cabin->name));
	view_text(view, K_CABIN_ROWS,
	    apr_psprintf(parts->pool, say("Rows %d to %d"), cabin->cabin->first_row,
		cabin->cabin->last_row));
	if (!is_open) {
		struct view *closed = view_each(view, K_CABIN_CLOSED);

		if (parts->wing >= cabin->rows && parts->wing < cabin->rows + cabin->row_count)
			view_show(closed, K_WING);
		if (cabin->row_count >= LONG_ROWS)
			view_show(closed, K_CABIN_LONG);
		return;
	}
	open = view_each(view, K_CABIN_OPEN);
	fill_letters(open, cabin->cabin->letters);
	for (size_t i = 0; i < cabin->row_count; i++)
		fill_row(open, &cabin->rows[i], parts);
}

static size_t row_total(const struct seat_map *map)
{
	size_t rows = 0;

	for (size_t i = 0; i < map->cabin_count; i++)
		rows += map->cabins[i].row_count;
	return rows;
}

static const struct seat_row *row_at(const struct seat_map *map, size_t index)
{
	for (size_t i = 0; i < map->cabin_count; i++) {
		if (index < map->cabins[i].row_count)
			return &map->cabins[i].rows[index];
		index -= map->cabins[i].row_count;
	}
	return NULL;
}

/* The wings are at the first exit row of the middle, as the exits over them are; without one a little before the middle. */
static const struct seat_row *wing_row(const struct seat_map *map)
{
	size_t total = row_total(map);

	for (size_t i = total * 3 / 10; i < total * 6 / 10; i++) {
		if (row_at(map, i)->is_exit)
			return row_at(map, i);
	}
	return row_at(map, total * 4 / 10);
}

const char *fill_seat_error(struct view *view, const struct form *form,
    const struct form_complaint *complaint, apr_pool_t *pool)
{
	struct view *row = view_each(view, K_SEAT_ERROR);
	const char *id = complaint->id;

	if (complaint->is_shown)
		id = apr_pstrcat(pool, id, "-error", NULL);
	else
		view_show(row, K_SEAT_ERROR_ALONE);
	view_text(row, K_ID, id);
	view_text(row, K_MESSAGE, form_complaint_shown(form, complaint->name, complaint->nth));
	return id;
}

void fill_seat_map(struct view *view, enum view_key key, const struct departure *departure,
    const struct seat_map *map, const char *cabin, const char *kind, const struct form *form,
    apr_pool_t *pool)
{
	struct view *part = view_include(view, key, "parts/seat_map");
	struct map_parts parts = { departure, kind, map->chosen, map->is_without_exits,
		wing_row(map), form, pool };

	if (row_total(map) < SMALL_ROWS)
		view_show(part, K_SMALL_AIRCRAFT);

	for (size_t i = 0; i < map->cabin_count; i++) {
		const struct seat_cabin *one = &map->cabins[i];
		bool is_open = cabin == NULL || strcmp(one->cabin->code, cabin) == 0;

		fill_cabin(part, one, is_open, &parts);
	}
}
