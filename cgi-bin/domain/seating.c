/* Seats: the map of a departure as rows of seats. */
#include "domain/seating.h"

#include "base/pool.h"

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

int64_t seating_count(const struct cabin *cabin)
{
	int64_t letters = 0;

	for (const char *letter = cabin->letters; *letter != '\0'; letter++)
		letters += *letter != ' ';
	return letters * (cabin->last_row - cabin->first_row + 1) - (int64_t)cabin->missing_count;
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

static int by_seat_no(const void *key, const void *element)
{
	return strcmp(key, ((const struct taken_seat *)element)->seat_no);
}

static int by_taken(const void *a, const void *b)
{
	return strcmp(
	    ((const struct taken_seat *)a)->seat_no, ((const struct taken_seat *)b)->seat_no);
}

/* The taken seats in order of seat_no, to be searched by halves. */
struct taken_list {
	const struct taken_seat *v;
	size_t n;
};

static struct taken_list taken_sorted(
    const struct taken_seat *taken, size_t count, apr_pool_t *pool)
{
	struct taken_seat *sorted = pool_make_many(pool, struct taken_seat, count);

	if (count > 0) {
		memcpy(sorted, taken, count * sizeof(*taken));
		qsort(sorted, count, sizeof(*sorted), by_taken);
	}
	return (struct taken_list){ sorted, count };
}

static enum seat_state state_of(struct taken_list taken, const char *seat_no)
{
	const struct taken_seat *found = taken.n > 0
	    ? bsearch(seat_no, taken.v, taken.n, sizeof(*taken.v), by_seat_no)
	    : NULL;

	return found != NULL ? found->state : SEAT_FREE;
}

static void fill_row(const struct cabin *cabin, int row, struct taken_list taken, apr_pool_t *pool,
    struct seat_cabin *count, struct seat_row *out)
{
	size_t width = strlen(cabin->letters);
	struct seat *seats = pool_make_many(pool, struct seat, width);

	for (size_t i = 0; i < width; i++) {
		struct seat *seat = &seats[i];
		char letter = cabin->letters[i];
		const char *seat_no;

		*seat = (struct seat){
			.row = row, .letter = letter, .is_aisle_gap = letter == ' '
		};
		if (letter == ' ')
			continue;
		seat_no = apr_psprintf(pool, "%d%c", row, letter);
		if (is_in(cabin->missing, cabin->missing_count, seat_no))
			continue;
		seat->no = seat_no;
		seat->is_window = i == 0 || i == width - 1;
		seat->is_aisle = (i > 0 && cabin->letters[i - 1] == ' ') ||
		    cabin->letters[i + 1] == ' ';
		seat->is_exit = is_exit_row(cabin, row);
		seat->state = state_of(taken, seat_no);
		count->seats++;
		count->free += seat->state == SEAT_FREE || seat->state == SEAT_YOURS;
	}
	*out = (struct seat_row){ row, is_exit_row(cabin, row), seats, width };
}

void seating_map(const struct departure *departure, const struct taken_seat *taken, size_t count,
    apr_pool_t *pool, struct seat_map *out)
{
	struct seat_cabin *cabins = pool_make_many(pool, struct seat_cabin, departure->cabin_count);
	struct taken_list sorted = taken_sorted(taken, count, pool);

	for (size_t i = 0; i < departure->cabin_count; i++) {
		const struct cabin *cabin = &departure->cabins[i];
		size_t rows = (size_t)(cabin->last_row - cabin->first_row + 1);
		struct seat_row *row = pool_make_many(pool, struct seat_row, rows);

		cabins[i] = (struct seat_cabin){ .cabin = cabin, .rows = row, .row_count = rows };
		for (size_t r = 0; r < rows; r++)
			fill_row(
			    cabin, cabin->first_row + (int)r, sorted, pool, &cabins[i], &row[r]);
	}
	*out = (struct seat_map){ .cabins = cabins, .cabin_count = departure->cabin_count };
}
