/* Departures as staff look at them. */
#include "domain/inventory.h"

#include "base/pool.h"
#include "base/text.h"
#include "domain/audit.h"
#include "store/inventory.h"

#include <string.h>

const struct err *inventory_departures(struct desk *desk, const struct inventory_wanted *wanted,
    int64_t most, const struct inventory_departure **out, size_t *count)
{
	struct inventory_departure *rows;

	TRY(inventory_list(desk->db, wanted, most, desk->pool, &rows, count));
	*out = rows;
	return NULL;
}

const struct err *inventory_of(
    struct desk *desk, const char *flight_no, int32_t on, struct inventory *out)
{
	struct inventory_cabin *cabins;
	struct inventory_seat *seats;

	TRY(inventory_find(desk->db, flight_no, on, desk->pool, &out->departure));
	if (out->departure.id == 0)
		return err_new(desk->pool, CODE_NOT_FOUND, "booking does not know %s", flight_no);
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

const char *inventory_state_name(enum departure_state state)
{
	static const char *const names[] = { "scheduled", "retimed", "cancelled", "departed" };

	return names[state];
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
