/* Who sits where after a change of aircraft: the rules by example. */
#include "unit_pool.h"

#include "base/pool.h"
#include "base/text.h"
#include "domain/reseat.h"

#include <string.h>

static const int exits_new[] = { 3 };
/* Rows 1 to 4 of six, and rows 1 to 3 of four with an exit row. */
static const struct cabin wide[] = {
	{ .code = "Y", .name = "Economy", .first_row = 1, .last_row = 4, .letters = "ABC DEF" },
};
static const struct cabin narrow[] = {
	{ .code = "Y",
	    .name = "Economy",
	    .first_row = 1,
	    .last_row = 3,
	    .letters = "AC DF",
	    .exit_rows = exits_new,
	    .exit_row_count = 1 },
};

/* A party of "4A 4B"; children > 0: so many of them are. */
static struct reseat_party party(int64_t id, const char *seats, int64_t children)
{
	struct reseat_party out = { .id = id, .cabin = "Y" };
	size_t count;
	const char *const *words = text_words(seats, pool, &count);

	for (size_t i = 0; i < count; i++) {
		out.people[i].no = (int64_t)i + 1;
		out.people[i].seat_no = words[i];
	}
	out.count = count;
	out.party = (struct party){ .adults = (int64_t)count - children, .children = children };
	return out;
}

static struct reseat_case state_of(const struct reseat_party *parties, size_t count)
{
	return (struct reseat_case){ .was = wide,
		.was_count = 1,
		.is = narrow,
		.is_count = 1,
		.parties = parties,
		.count = count };
}

/* "1A>1C 2A!": who moves where, who loses a seat; in the order of the answers. */
static const char *answers_of(const struct reseat_case *state)
{
	struct reseat_plan plan;
	const char *text = "";

	reseat_all(state, pool, &plan);
	for (size_t i = 0; i < plan.count; i++) {
		const struct reseat_answer *answer = &plan.answers[i];
		const struct reseat_party *people = &state->parties[answer->party];

		for (size_t p = 0; p < people->count; p++) {
			if (answer->fates[p] == RESEAT_KEEPS)
				continue;
			text = apr_pstrcat(pool, text, text[0] != '\0' ? " " : "",
			    people->people[p].seat_no, answer->fates[p] == RESEAT_MOVES ? ">" : "!",
			    answer->fates[p] == RESEAT_MOVES ? answer->seats[p] : "", NULL);
		}
	}
	return text;
}

static void a_seat_that_is_there_is_kept(void **state)
{
	const struct reseat_party parties[] = { party(1, "1A 1C", 0), party(2, "2D", 0) };
	struct reseat_case change = state_of(parties, 2);
	struct reseat_plan plan;

	(void)state;
	reseat_all(&change, pool, &plan);
	assert_int_equal(plan.keeps, 3);
	assert_int_equal(plan.moves + plan.loses, 0);
	assert_int_equal(plan.count, 0);
	assert_false(reseat_next(&change, pool, &(struct reseat_answer){ 0 }));
}

static void who_sat_at_a_window_gets_one_and_who_sat_at_the_aisle_too(void **state)
{
	const struct reseat_party parties[] = { party(1, "4A", 0), party(2, "4C", 0),
		party(3, "4F", 0) };
	struct reseat_case change = state_of(parties, 3);
	struct reseat_plan plan;

	(void)state;
	assert_string_equal(answers_of(&change), "4A>3A 4C>3C 4F>3F");
	reseat_all(&change, pool, &plan);
	assert_int_equal(plan.unlike, 0);
}

static void a_party_stays_together(void **state)
{
	/* 1A is there; beside it nothing is free, and two seats together are in row 3 alone. */
	const struct reseat_party parties[] = { party(1, "1A 1B", 0), party(2, "1C 1D 1F", 0),
		party(3, "2C 2F", 0) };
	const char *const others[] = { "3C" };
	struct reseat_case change = state_of(parties, 3);
	struct reseat_plan plan;

	(void)state;
	assert_string_equal(answers_of(&change), "1B>2A");
	change.others = others;
	change.other_count = 1;
	assert_string_equal(answers_of(&change), "1B>2A");
	/* Two rows away is not together. */
	const struct reseat_party others_sit[] = { party(1, "1A 1B", 0), party(2, "1C 1D 1F", 0),
		party(3, "2A 2C 2D 2F", 0) };
	change = state_of(others_sit, 3);
	assert_string_equal(answers_of(&change), "1A>3A 1B>3C");
	reseat_all(&change, pool, &plan);
	assert_int_equal(plan.apart, 0);
}

static void exit_rows_are_for_adults_alone(void **state)
{
	const struct reseat_party with_child[] = { party(1, "3A 3C", 1) };
	const struct reseat_party adults[] = { party(1, "3A 3C", 0) };
	struct reseat_case change = state_of(with_child, 1);

	(void)state;
	assert_string_equal(answers_of(&change), "3A>2A 3C>2C");
	change.parties = adults;
	assert_string_equal(answers_of(&change), "");
	/* All other rows are full: nobody can be moved out of the exit row, and the seats are there. */
	const struct reseat_party full[] = { party(1, "3A 3C", 1), party(2, "1A 1C 1D 1F", 0),
		party(3, "2A 2C 2D 2F", 0) };
	change = state_of(full, 3);
	assert_string_equal(answers_of(&change), "");
}

static void who_is_checked_in_moves_where_the_seat_is_gone_alone(void **state)
{
	/* As the party that moves as a whole to sit together; but who is checked in stays. */
	struct reseat_party parties[] = { party(1, "1A 1B", 0), party(2, "1C 1D 1F", 0),
		party(3, "2A 2C 2D 2F", 0) };
	struct reseat_party child[] = { party(1, "3A 3C", 1) };
	struct reseat_case change = state_of(parties, 3);
	struct reseat_plan plan;

	(void)state;
	parties[0].people[0].is_fixed = true;
	assert_string_equal(answers_of(&change), "1B>3A");
	reseat_all(&change, pool, &plan);
	assert_int_equal(plan.apart, 1);
	parties[0].people[1].is_fixed = true;
	assert_string_equal(answers_of(&change), "1B>3A");
	child[0].people[0].is_fixed = child[0].people[1].is_fixed = true;
	change = state_of(child, 1);
	assert_string_equal(answers_of(&change), "");
}

static void who_booked_first_chooses_first_but_for_children_who_may_not_sit_everywhere(void **state)
{
	const struct reseat_party parties[] = { party(9, "4A", 0), party(2, "4B", 0),
		party(5, "4C 4D", 1), party(10, "1A 1C 1D 1F", 0), party(11, "2A", 0) };
	struct reseat_case change = state_of(parties, 5);

	(void)state;
	assert_string_equal(answers_of(&change), "4C>2C 4D>2D 4B>3C 4A>3A");
}

static void what_does_not_fit_loses_seats_the_rest_of_it_does_not(void **state)
{
	const struct reseat_party parties[] = { party(1, "4A 4B 4C", 0), party(2, "1A 1C 1D 1F", 0),
		party(3, "2A 2C 2D 2F", 0), party(4, "3A", 0), party(5, "4F", 0) };
	const char *const others[] = { "3C" };
	struct reseat_case change = state_of(parties, 5);
	struct reseat_plan plan;

	(void)state;
	change.others = others;
	change.other_count = 1;
	/* Two seats are left for four people: who fits as a whole is seated, then the first of the party. */
	assert_string_equal(answers_of(&change), "4F>3F 4A>3D 4B! 4C!");
	reseat_all(&change, pool, &plan);
	assert_int_equal(plan.keeps, 9);
	assert_int_equal(plan.moves, 2);
	assert_int_equal(plan.loses, 2);
}

static void nobody_comes_to_another_cabin(void **state)
{
	static const struct cabin two[] = {
		{ .code = "J",
		    .name = "Business",
		    .first_row = 1,
		    .last_row = 1,
		    .letters = "A C" },
		{ .code = "Y",
		    .name = "Economy",
		    .first_row = 2,
		    .last_row = 3,
		    .letters = "AC DF" },
	};
	struct reseat_party parties[] = { party(1, "1A", 0), party(2, "2A", 0) };
	struct reseat_case change = state_of(parties, 2);

	(void)state;
	parties[0].cabin = "J";
	change.was = two;
	change.was_count = 2;
	assert_string_equal(answers_of(&change), "1A!");
	/* What is called 1A is now business; nobody in economy keeps it. */
	parties[0].cabin = "Y";
	change.was = wide;
	change.was_count = 1;
	change.is = two;
	change.is_count = 2;
	assert_string_equal(answers_of(&change), "1A>2F");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_seat_that_is_there_is_kept),
		cmocka_unit_test(who_sat_at_a_window_gets_one_and_who_sat_at_the_aisle_too),
		cmocka_unit_test(a_party_stays_together),
		cmocka_unit_test(exit_rows_are_for_adults_alone),
		cmocka_unit_test(who_is_checked_in_moves_where_the_seat_is_gone_alone),
		cmocka_unit_test(
		    who_booked_first_chooses_first_but_for_children_who_may_not_sit_everywhere),
		cmocka_unit_test(what_does_not_fit_loses_seats_the_rest_of_it_does_not),
		cmocka_unit_test(nobody_comes_to_another_cabin),
	};

	pool_start();
	return cmocka_run_group_tests_name("reseat", tests, pool_set_up, pool_tear_down);
}
