/* Seats: the map of a departure as rows of seats. */
#include "domain/seating.h"

#include "base/pool.h"
#include "store/cabins.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool is_in(const char *const *list, size_t count, const char *seat_no)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i], seat_no) == 0)
			return true;
	}
	return false;
}

static bool is_exit_row(const struct cabin *cabin, int row)
{
	for (size_t i = 0; i < cabin->exit_row_count; i++) {
		if (cabin->exit_rows[i] == row)
			return true;
	}
	return false;
}

/* "9A" or "12A" into `name`, which has room for it. */
static const char *name_seat(char name[4], int row, char letter)
{
	char *at = name;

	if (row >= 10)
		*at++ = (char)('0' + row / 10);
	*at++ = (char)('0' + row % 10);
	*at++ = letter;
	*at = '\0';
	return name;
}

int64_t seating_count(const struct cabin *cabin)
{
	return cabin_seats(cabin);
}

bool seating_may_use_exits(const struct party *party)
{
	return party->children == 0 && party->infants == 0;
}

int64_t seating_count_for(const struct cabin *cabin, const struct party *party)
{
	int64_t seats = seating_count(cabin);
	char name[4];

	if (seating_may_use_exits(party))
		return seats;
	for (size_t i = 0; i < cabin->exit_row_count; i++) {
		for (const char *letter = cabin->letters; *letter != '\0'; letter++) {
			if (*letter != ' ' &&
			    !is_in(cabin->missing, cabin->missing_count,
				name_seat(name, cabin->exit_rows[i], *letter)))
				seats--;
		}
	}
	return seats;
}

const struct cabin *seating_cabin_of(const struct departure *departure, const char *seat_no)
{
	char *end;
	long row;

	if (seat_no[0] < '1' || seat_no[0] > '9')
		return NULL;
	row = strtol(seat_no, &end, 10);
	if (end - seat_no > 2 || end[0] < 'A' || end[0] > 'Z' || end[1] != '\0')
		return NULL;
	for (size_t i = 0; i < departure->cabin_count; i++) {
		const struct cabin *cabin = &departure->cabins[i];

		if (row >= cabin->first_row && row <= cabin->last_row)
			return strchr(cabin->letters, end[0]) != NULL &&
				!is_in(cabin->missing, cabin->missing_count, seat_no)
			    ? cabin
			    : NULL;
	}
	return NULL;
}

#define ROWS 100
#define LETTERS 26

/* The plan that a map is made of, with the state of every place that an aircraft can have. */
struct plan {
	apr_pool_t *pool;
	unsigned char states[ROWS][LETTERS]; /* enum seat_state */
};

/* The place of "12A" in `states`; NULL where it is no seat of any aircraft. */
static unsigned char *state_at(struct plan *plan, const char *seat_no)
{
	int row = 0;

	for (; *seat_no >= '0' && *seat_no <= '9' && row < ROWS; seat_no++)
		row = 10 * row + *seat_no - '0';
	if (row >= ROWS || seat_no[0] < 'A' || seat_no[0] > 'Z' || seat_no[1] != '\0')
		return NULL;
	return &plan->states[row][seat_no[0] - 'A'];
}

static void mark_taken(struct plan *plan, const struct taken_seat *taken, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned char *state = state_at(plan, taken[i].seat_no);

		if (state != NULL)
			*state = (unsigned char)taken[i].state;
	}
}

static bool is_free(enum seat_state state)
{
	return state == SEAT_FREE || state == SEAT_YOURS || state == SEAT_SUGGESTED;
}

static void fill_row(const struct cabin *cabin, int row, const struct plan *plan,
    struct seat_cabin *count, struct seat_row *out)
{
	size_t width = strlen(cabin->letters);
	struct seat *seats = pool_make_many(plan->pool, struct seat, width);
	char(*names)[4] = apr_palloc(plan->pool, width * sizeof(*names));
	bool is_exit = is_exit_row(cabin, row);

	for (size_t i = 0; i < width; i++) {
		struct seat *seat = &seats[i];
		char letter = cabin->letters[i];
		const char *seat_no;

		*seat = (struct seat){
			.row = row, .letter = letter, .is_aisle_gap = letter == ' '
		};
		if (letter == ' ')
			continue;
		seat_no = name_seat(names[i], row, letter);
		if (is_in(cabin->missing, cabin->missing_count, seat_no))
			continue;
		seat->no = seat_no;
		seat->is_window = i == 0 || i == width - 1;
		seat->is_aisle = (i > 0 && cabin->letters[i - 1] == ' ') ||
		    cabin->letters[i + 1] == ' ';
		seat->is_exit = is_exit;
		seat->state = (enum seat_state)plan->states[row][letter - 'A'];
		count->seats++;
		count->free += is_free(seat->state);
	}
	*out = (struct seat_row){ row, is_exit, seats, width };
}

void seating_map(const struct departure *departure, const struct taken_seat *taken, size_t count,
    apr_pool_t *pool, struct seat_map *out)
{
	struct seat_cabin *cabins = pool_make_many(pool, struct seat_cabin, departure->cabin_count);
	struct plan plan = { .pool = pool };

	mark_taken(&plan, taken, count);
	for (size_t i = 0; i < departure->cabin_count; i++) {
		const struct cabin *cabin = &departure->cabins[i];
		size_t rows = (size_t)(cabin->last_row - cabin->first_row + 1);
		assert(cabin->first_row > 0 && cabin->last_row < ROWS);
		struct seat_row *row = pool_make_many(pool, struct seat_row, rows);

		cabins[i] = (struct seat_cabin){ .cabin = cabin, .rows = row, .row_count = rows };
		for (size_t r = 0; r < rows; r++)
			fill_row(cabin, cabin->first_row + (int)r, &plan, &cabins[i], &row[r]);
	}
	*out = (struct seat_map){ .cabins = cabins, .cabin_count = departure->cabin_count };
}

/* A seat's state in a changed map. */
typedef enum seat_state new_state(
    const struct seat_cabin *cabin, const struct seat *seat, const void *arg);

static void change_cabin(
    struct seat_cabin *cabin, new_state *state_of, const void *arg, apr_pool_t *pool)
{
	struct seat_row *rows = apr_pmemdup(pool, cabin->rows, cabin->row_count * sizeof(*rows));

	cabin->free = 0;
	for (size_t r = 0; r < cabin->row_count; r++) {
		struct seat *seats = apr_pmemdup(
		    pool, rows[r].seats, rows[r].seat_count * sizeof(*seats));

		for (size_t k = 0; k < rows[r].seat_count; k++) {
			seats[k].state = state_of(cabin, &seats[k], arg);
			cabin->free += seats[k].no != NULL && is_free(seats[k].state);
		}
		rows[r].seats = seats;
	}
	cabin->rows = rows;
}

/* In rows of its own: `map` may be a copy of another one. */
static void change_states(
    struct seat_map *map, new_state *state_of, const void *arg, apr_pool_t *pool)
{
	struct seat_cabin *cabins = apr_pmemdup(
	    pool, map->cabins, map->cabin_count * sizeof(*cabins));

	for (size_t i = 0; i < map->cabin_count; i++)
		change_cabin(&cabins[i], state_of, arg, pool);
	map->cabins = cabins;
}

static enum seat_state state_in(
    const struct seat_cabin *cabin, const struct seat *seat, const void *arg)
{
	const enum seat_state *state = arg;

	(void)cabin;
	(void)seat;
	return *state;
}

void seating_map_in(
    const struct seat_map *map, enum seat_state state, apr_pool_t *pool, struct seat_map *out)
{
	*out = *map;
	change_states(out, state_in, &state, pool);
}

bool seating_may_have(const struct cabin *cabin, const char *seat_no, const struct party *party)
{
	return seating_may_use_exits(party) || !is_exit_row(cabin, (int)strtol(seat_no, NULL, 10));
}

static enum seat_state state_without_exits(
    const struct seat_cabin *cabin, const struct seat *seat, const void *arg)
{
	const bool *may_stay = arg;

	(void)cabin;
	if (!seat->is_exit)
		return seat->state;
	return seat->state == SEAT_FREE || (seat->state == SEAT_YOURS && !*may_stay) ? SEAT_BLOCKED
										     : seat->state;
}

static void close_exits(
    struct seat_map *map, const struct party *party, bool may_stay, apr_pool_t *pool)
{
	if (seating_may_use_exits(party))
		return;
	map->is_without_exits = true;
	change_states(map, state_without_exits, &may_stay, pool);
}

void seating_map_for(struct seat_map *map, const struct party *party, apr_pool_t *pool)
{
	close_exits(map, party, false, pool);
}

void seating_map_within(struct seat_map *map, const struct party *party, apr_pool_t *pool)
{
	close_exits(map, party, true, pool);
}

/* Seats of one cabin that are put into another state. */
struct setting {
	const char *cabin;
	const char *const *names;
	size_t count;
	enum seat_state state;
};

static enum seat_state state_set(
    const struct seat_cabin *cabin, const struct seat *seat, const void *arg)
{
	const struct setting *setting = arg;

	return seat->no != NULL && strcmp(cabin->cabin->code, setting->cabin) == 0 &&
		is_in(setting->names, setting->count, seat->no)
	    ? setting->state
	    : seat->state;
}

void seating_map_set(struct seat_map *map, const char *cabin, const char *const *names,
    size_t count, enum seat_state state, apr_pool_t *pool)
{
	const struct setting setting = { cabin, names, count, state };

	change_states(map, state_set, &setting, pool);
}

size_t seating_states(const struct seat_cabin *cabin, unsigned char *out)
{
	size_t n = 0;

	for (size_t r = 0; r < cabin->row_count; r++) {
		for (size_t i = 0; i < cabin->rows[r].seat_count; i++) {
			if (cabin->rows[r].seats[i].no != NULL)
				out[n++] = (unsigned char)cabin->rows[r].seats[i].state;
		}
	}
	return n;
}

static bool is_same_cabin(const struct cabin *a, const struct cabin *b)
{
	if (strcmp(a->code, b->code) != 0 || a->first_row != b->first_row ||
	    a->last_row != b->last_row || strcmp(a->letters, b->letters) != 0 ||
	    a->exit_row_count != b->exit_row_count || a->missing_count != b->missing_count)
		return false;
	for (size_t i = 0; i < a->exit_row_count; i++)
		if (a->exit_rows[i] != b->exit_rows[i])
			return false;
	for (size_t i = 0; i < a->missing_count; i++)
		if (strcmp(a->missing[i], b->missing[i]) != 0)
			return false;
	return true;
}

bool seating_is_same_plan(const struct departure *a, const struct departure *b)
{
	if (a->cabin_count != b->cabin_count)
		return false;
	for (size_t i = 0; i < a->cabin_count; i++)
		if (!is_same_cabin(&a->cabins[i], &b->cabins[i]))
			return false;
	return true;
}
