/* Every pair of the demo's aircraft, with cabins full, nearly full, half full and nearly empty: nobody on another's seat, nobody without one that is free, and step by step the same as all at once. */
#include "unit_pool.h"

#include "base/pool.h"
#include "base/text.h"
#include "domain/reseat.h"
#include "domain/seating.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARTIES_MAX 400
#define SEED 20261201u

struct aircraft {
	const char *code;
	struct cabin cabins[4];
	size_t count;
};
static struct aircraft fleet[16];
static size_t fleet_count;

static struct cabin cabin_of(char *const *columns)
{
	size_t rows, missing;
	const char *const *words = text_words(apr_pstrdup(pool, columns[6]), pool, &rows);
	int *exits = pool_make_many(pool, int, rows + 1);
	struct cabin cabin = { .code = apr_pstrdup(pool, columns[1]),
		.name = apr_pstrdup(pool, columns[2]),
		.first_row = atoi(columns[3]),
		.last_row = atoi(columns[4]),
		.letters = apr_pstrdup(pool, columns[5]),
		.exit_rows = exits,
		.exit_row_count = rows };

	for (size_t i = 0; i < rows; i++)
		exits[i] = atoi(words[i]);
	cabin.missing = text_words(apr_pstrdup(pool, columns[7]), pool, &missing);
	cabin.missing_count = missing;
	return cabin;
}

static void read_fleet(void)
{
	FILE *file = fopen("sql/demo/cabins.tsv", "r");
	char line[300];

	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file) != NULL) {
		char *columns[8], *rest = line;

		line[strcspn(line, "\n")] = '\0';
		for (size_t i = 0; i < 8; i++)
			columns[i] = strsep(&rest, "\t");
		if (fleet_count == 0 || strcmp(fleet[fleet_count - 1].code, columns[0]) != 0)
			fleet[fleet_count++].code = apr_pstrdup(pool, columns[0]);
		struct aircraft *aircraft = &fleet[fleet_count - 1];
		aircraft->cabins[aircraft->count++] = cabin_of(columns);
	}
	fclose(file);
	assert_true(fleet_count >= 7);
}

static unsigned draw(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % below;
}

/* Parties of one to six on the seats of an aircraft, one in four with a child, `percent` of the seats taken; some of the others blocked. */
struct load {
	struct reseat_party parties[PARTIES_MAX];
	size_t count;
	const char *others[PARTIES_MAX];
	size_t other_count;
};

static void load_cabin(
    struct load *load, const struct cabin *cabin, unsigned percent, unsigned *seed)
{
	const struct departure departure = { .cabins = cabin, .cabin_count = 1 };
	struct reseat_party *party_now = NULL;
	size_t left = 0;

	for (int row = cabin->first_row; row <= cabin->last_row; row++)
		for (const char *letter = cabin->letters; *letter != '\0'; letter++) {
			const char *seat_no = apr_psprintf(pool, "%d%c", row, *letter);

			if (seating_cabin_of(&departure, seat_no) == NULL)
				continue;
			if (draw(seed, 100) >= percent) {
				if (draw(seed, 20) == 0)
					load->others[load->other_count++] = seat_no;
				continue;
			}
			if (left == 0) {
				left = 1 + draw(seed, 6);
				party_now = &load->parties[load->count];
				*party_now = (struct reseat_party){
					.id = (int64_t)(PARTIES_MAX - load->count++),
					.cabin = cabin->code,
					.party = { .children = draw(seed, 4) == 0 },
				};
			}
			party_now->people[party_now->count].no = (int64_t)++party_now->party.adults;
			party_now->people[party_now->count++].seat_no = seat_no;
			left--;
		}
}

static bool is_among(const char *const *list, size_t count, const char *seat_no)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], seat_no) == 0)
			return true;
	return false;
}

/* Is there a seat of this cabin that nobody has and that this party could have? */
static bool has_spare(const struct reseat_case *state, const struct reseat_party *of)
{
	for (size_t i = 0; i < state->is_count; i++)
		for (int row = state->is[i].first_row; row <= state->is[i].last_row; row++)
			for (const char *letter = state->is[i].letters; *letter; letter++) {
				const char *seat_no = apr_psprintf(pool, "%d%c", row, *letter);
				bool is_taken = is_among(
				    state->others, state->other_count, seat_no);

				if (!reseat_is_right(
					state->is, state->is_count, of->cabin, &of->party, seat_no))
					continue;
				for (size_t p = 0; p < state->count && !is_taken; p++)
					for (size_t k = 0; k < state->parties[p].count; k++)
						is_taken |= strcmp(
								state->parties[p].people[k].seat_no,
								seat_no) == 0;
				if (!is_taken)
					return true;
			}
	return false;
}

static void carry_out(struct reseat_party *parties, const struct reseat_answer *answer)
{
	struct reseat_party *moved = &parties[answer->party];

	for (size_t i = 0; i < moved->count; i++)
		moved->people[i].seat_no = answer->seats[i];
	moved->is_decided = true;
}

/* Step by step, as it is done: the same answers as all at once. */
static void assert_same_by_steps(
    const struct reseat_case *state, struct reseat_party *parties, const struct reseat_plan *plan)
{
	struct reseat_case now = *state;
	struct reseat_answer answer;
	size_t steps = 0;

	now.parties = parties;
	while (reseat_next(&now, pool, &answer)) {
		const struct reseat_answer *wanted = &plan->answers[steps++];

		assert_true(steps <= plan->count);
		assert_int_equal(answer.party, wanted->party);
		for (size_t i = 0; i < parties[answer.party].count; i++) {
			assert_int_equal(answer.fates[i], wanted->fates[i]);
			assert_string_equal(answer.seats[i], wanted->seats[i]);
		}
		carry_out(parties, &answer);
	}
	assert_int_equal(steps, plan->count);
}

/* What must hold afterwards, whatever the aircraft. */
static void assert_sound(const struct reseat_case *before, const struct reseat_case *after)
{
	for (size_t i = 0; i < after->count; i++) {
		const struct reseat_party *is = &after->parties[i];

		for (size_t p = 0; p < is->count; p++) {
			const char *seat_no = is->people[p].seat_no;
			const char *old = before->parties[i].people[p].seat_no;
			bool is_right = reseat_is_right(
			    after->is, after->is_count, is->cabin, &is->party, seat_no);

			assert_false(is_among(after->others, after->other_count, seat_no));
			if (!is_right) {
				assert_string_equal(seat_no, old);
				assert_false(has_spare(after, is));
			}
			for (size_t k = 0; k < after->count; k++)
				for (size_t q = 0; q < after->parties[k].count; q++)
					assert_true((k == i && q == p) ||
					    strcmp(after->parties[k].people[q].seat_no, seat_no) !=
						0);
		}
	}
}

static void change_aircraft(
    const struct aircraft *from, const struct aircraft *to, unsigned percent, unsigned seed)
{
	static struct load load, moved;
	struct reseat_plan plan;

	load.count = load.other_count = 0;
	for (size_t i = 0; i < from->count; i++)
		load_cabin(&load, &from->cabins[i], percent, &seed);
	const struct reseat_case before = { from->cabins, from->count, to->cabins, to->count,
		load.parties, load.count, load.others, load.other_count };
	struct reseat_case after = before;
	int64_t people = 0;

	moved = load;
	reseat_all(&before, pool, &plan);
	for (size_t i = 0; i < load.count; i++)
		people += (int64_t)load.parties[i].count;
	assert_int_equal(plan.keeps + plan.moves + plan.loses, people);
	assert_same_by_steps(&before, moved.parties, &plan);
	after.parties = moved.parties;
	assert_sound(&before, &after);
}

static void
every_pair_of_aircraft_leaves_nobody_on_anothers_seat_and_nobody_without_one_that_is_free(
    void **state)
{
	static const unsigned percents[] = { 100, 85, 50, 10 };
	apr_pool_t *whole = pool;

	(void)state;
	read_fleet();
	for (size_t from = 0; from < fleet_count; from++)
		for (size_t to = 0; to < fleet_count; to++)
			for (size_t i = 0; i < sizeof(percents) / sizeof(percents[0]); i++) {
				pool = pool_new(whole);
				change_aircraft(&fleet[from], &fleet[to], percents[i],
				    SEED + (unsigned)(from * 100 + to * 10 + i));
				apr_pool_destroy(pool);
				pool = whole;
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    every_pair_of_aircraft_leaves_nobody_on_anothers_seat_and_nobody_without_one_that_is_free),
	};

	pool_start();
	return cmocka_run_group_tests_name("reseat_pairs", tests, pool_set_up, pool_tear_down);
}
