/* Seats: maps of real cabins, and which seats a party is given. */
#include "unit.h"

#include "base/pool.h"
#include "domain/seating.h"

#include <string.h>

static const int exits[] = { 4 };
static const char *const missing[] = { "6D", "6E", "6F" };
static const struct cabin cabins[] = {
	{ .code = "J", .name = "Business", .first_row = 1, .last_row = 2, .letters = "A C" },
	{ .code = "Y",
	    .name = "Economy",
	    .first_row = 3,
	    .last_row = 6,
	    .letters = "ABC DEF",
	    .exit_rows = exits,
	    .exit_row_count = 1,
	    .missing = missing,
	    .missing_count = 3 },
};
static const struct departure departure = { .cabins = cabins, .cabin_count = 2 };

static apr_pool_t *pool;

/* "3A 3B" as taken seats. */
static struct seat_map map_with(const char *taken_text)
{
	struct taken_seat taken[32];
	char *copy = apr_pstrdup(pool, taken_text), *rest = NULL;
	struct seat_map map;
	size_t count = 0;

	for (char *seat = strtok_r(copy, " ", &rest); seat != NULL;
	     seat = strtok_r(NULL, " ", &rest))
		taken[count++] = (struct taken_seat){ seat, SEAT_TAKEN };
	seating_map(&departure, taken, count, pool, &map);
	return map;
}

/* The seats chosen in economy, space separated, or "none". */
static const char *choose(
    const char *taken, size_t count, struct party party, unsigned spread, const char *keep)
{
	struct seat_map map = map_with(taken);
	const char *out[PARTY_SEATS_MAX] = { NULL };
	const char *text = "";

	if (!seating_choose(
		&map.cabins[1], count, &party, &keep, keep != NULL ? 1 : 0, spread, pool, out))
		return "none";
	for (size_t i = 0; i < count; i++)
		text = apr_pstrcat(pool, text, i > 0 ? " " : "", out[i], NULL);
	return text;
}

static void a_map_has_every_seat_of_the_plan(void **state)
{
	struct seat_map map = map_with("3A 1C");
	const struct seat_row *row = &map.cabins[1].rows[0];

	(void)state;
	assert_int_equal(map.cabin_count, 2);
	assert_int_equal(map.cabins[0].seats, 4);
	assert_int_equal(map.cabins[0].free, 3);
	assert_int_equal(map.cabins[1].seats, 21);
	assert_int_equal(map.cabins[1].free, 20);
	assert_string_equal(row->seats[0].no, "3A");
	assert_int_equal(row->seats[0].state, SEAT_TAKEN);
	assert_true(row->seats[0].is_window && !row->seats[0].is_aisle);
	assert_true(row->seats[2].is_aisle && !row->seats[2].is_window);
	assert_true(row->seats[3].is_aisle_gap && row->seats[3].no == NULL);
	assert_true(row->seats[4].is_aisle);
	assert_true(map.cabins[1].rows[1].is_exit && map.cabins[1].rows[1].seats[0].is_exit);
	assert_null(map.cabins[1].rows[3].seats[4].no);
	assert_int_equal(seating_count(&cabins[1]), 21);
}

static void only_seats_of_the_plan_exist(void **state)
{
	static const char *const none[] = { "0A", "03A", "3G", "6D", "7A", "100A", "A3", "3", "3a",
		"", "3AA", "-3A", "3 ", " 3A" };

	(void)state;
	assert_string_equal(seating_cabin_of(&departure, "1A")->code, "J");
	assert_string_equal(seating_cabin_of(&departure, "6C")->code, "Y");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_null(seating_cabin_of(&departure, none[i]));
}

static void a_party_sits_together(void **state)
{
	static const struct {
		const char *taken;
		size_t count;
		struct party party;
		const char *keep;
		const char *chosen;
	} rows[] = {
		{ "", 1, { 1, 0, 0 }, NULL, "3A" },
		{ "", 3, { 3, 0, 0 }, NULL, "3A 3B 3C" },
		/* A block of two beats two seats across the aisle. */
		{ "3A 3B", 2, { 2, 0, 0 }, NULL, "3D 3E" },
		/* Nobody with a child sits in the exit row. */
		{ "3A 3B 3C 3D 3E 3F", 2, { 1, 1, 0 }, NULL, "5A 5B" },
		{ "3A 3B 3C 3D 3E 3F", 2, { 2, 0, 0 }, NULL, "4A 4B" },
		{ "3A 3B 3C 3D 3E 3F", 1, { 1, 0, 1 }, NULL, "5A" },
		/* Beside the one who chose. */
		{ "", 1, { 2, 0, 0 }, "5E", "5D" },
		/* All that is left. */
		{ "3A 3B 3C 3D 3E 3F 4A 4B 4C 4D 4E 4F 5A 5B 5C 5D 5E 5F 6A", 2, { 2, 0, 0 }, NULL,
		    "6B 6C" },
		{ "3A 3B 3C 3D 3E 3F 4A 4B 4C 4D 4E 4F 5A 5B 5C 5D 5E 5F 6A", 3, { 3, 0, 0 }, NULL,
		    "none" },
		{ "3A 3B 3C 3D 3E 3F 5A 5B 5C 5D 5E 5F 6A 6B 6C", 1, { 0, 1, 0 }, NULL, "none" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(
		    choose(rows[i].taken, rows[i].count, rows[i].party, 0, rows[i].keep),
		    rows[i].chosen);
}

static void many_buyers_are_spread_over_equal_blocks(void **state)
{
	struct party three = { 3, 0, 0 };
	const char *first = choose("", 3, three, 0, NULL);
	bool differs = false;

	(void)state;
	for (unsigned spread = 1; spread < 6; spread++)
		differs |= strcmp(first, choose("", 3, three, spread, NULL)) != 0;
	assert_true(differs);
	assert_string_equal(first, choose("", 3, three, 0, NULL));
}

static void what_is_no_seat_of_the_aircraft_marks_none(void **state)
{
	struct seat_map map = map_with("7A 3G 0A 100A 3AA A 3 33333333333A");

	(void)state;
	assert_int_equal(map.cabins[0].free, map.cabins[0].seats);
	assert_int_equal(map.cabins[1].free, map.cabins[1].seats);
}

static void a_map_is_shown_in_one_state_and_tells_its_states(void **state)
{
	struct seat_map map = map_with("3A 3C"), all;
	unsigned char states[32];

	(void)state;
	assert_int_equal(seating_states(&map.cabins[1], states), map.cabins[1].seats);
	assert_int_equal(states[0], SEAT_TAKEN);
	assert_int_equal(states[1], SEAT_FREE);
	assert_int_equal(states[2], SEAT_TAKEN);
	seating_map_in(&map, SEAT_BLOCKED, pool, &all);
	assert_int_equal(seating_states(&all.cabins[1], states), map.cabins[1].seats);
	for (int64_t i = 0; i < map.cabins[1].seats; i++)
		assert_int_equal(states[i], SEAT_BLOCKED);
	assert_int_equal(all.cabins[1].free, 0);
	assert_int_equal(map.cabins[1].free, map.cabins[1].seats - 2);
}

static void exit_rows_are_not_for_parties_with_children_or_infants(void **state)
{
	static const struct party families[] = { { 1, 1, 0 }, { 1, 0, 1 }, { 0, 1, 0 } };
	const struct party adults = { 2, 0, 0 };
	struct seat_map map = map_with("4A");
	const int64_t free = map.cabins[1].free;

	(void)state;
	assert_true(seating_may_have(&cabins[1], "4F", &adults));
	assert_int_equal(seating_count_for(&cabins[1], &adults), 21);
	seating_map_for(&map, &adults, pool);
	assert_int_equal(map.cabins[1].free, free);
	assert_false(map.is_without_exits);
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		struct seat_map theirs = map;
		unsigned char states[32];

		assert_false(seating_may_have(&cabins[1], "4F", &families[i]));
		assert_true(seating_may_have(&cabins[1], "3F", &families[i]));
		seating_map_for(&theirs, &families[i], pool);
		assert_true(theirs.is_without_exits);
		assert_int_equal(theirs.cabins[1].free, free - 5);
		assert_int_equal(seating_count_for(&cabins[1], &families[i]), 21 - 6);
		assert_int_equal(seating_count_for(&cabins[0], &families[i]), 4);
		seating_states(&theirs.cabins[1], states);
		assert_int_equal(states[5], SEAT_FREE);  /* 3F */
		assert_int_equal(states[6], SEAT_TAKEN); /* 4A */
		assert_int_equal(states[7], SEAT_BLOCKED);
		assert_int_equal(states[12], SEAT_FREE); /* 5A */
	}
	assert_int_equal(map.cabins[1].free, free);
}

static void a_seat_held_in_an_exit_row_is_not_kept_for_a_party_with_children(void **state)
{
	static const struct party family = { 1, 1, 0 }, adults = { 2, 0, 0 };
	static const char *const names[] = { "3A", "4B" };
	struct seat_map map = map_with("4A"), offered, booked, grown;
	unsigned char states[32];

	(void)state;
	seating_map_set(&map, "Y", names, 2, SEAT_YOURS, pool);
	offered = booked = grown = map;
	seating_map_for(&offered, &family, pool);
	seating_states(&offered.cabins[1], states);
	assert_int_equal(states[0], SEAT_YOURS);
	assert_int_equal(states[6], SEAT_TAKEN);
	assert_int_equal(states[7], SEAT_BLOCKED);
	assert_int_equal(offered.cabins[1].free, map.cabins[1].free - 5);
	seating_map_within(&booked, &family, pool);
	seating_states(&booked.cabins[1], states);
	assert_int_equal(states[7], SEAT_YOURS);
	assert_int_equal(states[8], SEAT_BLOCKED);
	seating_map_for(&grown, &adults, pool);
	seating_states(&grown.cabins[1], states);
	assert_int_equal(states[7], SEAT_YOURS);
}

static void seats_of_one_cabin_are_set(void **state)
{
	static const char *const names[] = { "3A", "3C" };
	struct seat_map map = map_with("1A");
	struct seat_map set = map;
	unsigned char states[32];

	(void)state;
	seating_map_set(&set, "Y", names, 2, SEAT_SUGGESTED, pool);
	seating_states(&set.cabins[1], states);
	assert_int_equal(states[0], SEAT_SUGGESTED);
	assert_int_equal(states[1], SEAT_FREE);
	assert_int_equal(states[2], SEAT_SUGGESTED);
	assert_int_equal(set.cabins[1].free, map.cabins[1].free);
	seating_states(&set.cabins[0], states);
	assert_int_equal(states[0], SEAT_TAKEN);
	seating_states(&map.cabins[1], states);
	assert_int_equal(states[0], SEAT_FREE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_map_has_every_seat_of_the_plan),
		cmocka_unit_test(only_seats_of_the_plan_exist),
		cmocka_unit_test(what_is_no_seat_of_the_aircraft_marks_none),
		cmocka_unit_test(a_map_is_shown_in_one_state_and_tells_its_states),
		cmocka_unit_test(a_party_sits_together),
		cmocka_unit_test(exit_rows_are_not_for_parties_with_children_or_infants),
		cmocka_unit_test(a_seat_held_in_an_exit_row_is_not_kept_for_a_party_with_children),
		cmocka_unit_test(seats_of_one_cabin_are_set),
		cmocka_unit_test(many_buyers_are_spread_over_equal_blocks),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
