/* Who sits where when a departure gets another aircraft: party after party. */
#include "domain/reseat_internal.h"

#include "domain/seating.h"

#include <stdlib.h>
#include <string.h>

#define ROWS 100
#define LETTERS 26

/* A case being worked on: who sits where as far as it is decided. */
struct working {
	const struct reseat_case *state;
	apr_pool_t *pool;
	bool is_taken[ROWS][LETTERS];
	size_t *order; /* of the parties */
};

static const struct cabin *cabin_called(const struct cabin *plan, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(plan[i].code, code) == 0)
			return &plan[i];
	return NULL;
}

/* NULL: it is in no cabin, or in another one. */
static const struct cabin *cabin_with(
    const struct cabin *plan, size_t count, const char *cabin, const char *seat_no)
{
	const struct departure departure = { .cabins = plan, .cabin_count = count };
	const struct cabin *found = seating_cabin_of(&departure, seat_no);

	return found != NULL && strcmp(found->code, cabin) == 0 ? found : NULL;
}

bool reseat_is_there(const struct cabin *plan, size_t count, const char *cabin, const char *seat_no)
{
	return cabin_with(plan, count, cabin, seat_no) != NULL;
}

bool reseat_is_right(const struct cabin *plan, size_t count, const char *cabin,
    const struct party *party, const char *seat_no)
{
	const struct cabin *found = cabin_with(plan, count, cabin, seat_no);

	return found != NULL && seating_may_have(found, seat_no, party);
}

static bool is_there(const struct working *working, const struct reseat_party *party, size_t i)
{
	return reseat_is_there(
	    working->state->is, working->state->is_count, party->cabin, party->people[i].seat_no);
}

static bool is_right(const struct working *working, const struct reseat_party *party, size_t i)
{
	if (party->people[i].is_fixed)
		return is_there(working, party, i);
	return reseat_is_right(working->state->is, working->state->is_count, party->cabin,
	    &party->party, party->people[i].seat_no);
}

/* NULL where no aircraft has such a seat. */
static bool *taken_at(struct working *working, const char *seat_no)
{
	char *letter;
	long row = strtol(seat_no, &letter, 10);

	if (row < 0 || row >= ROWS || *letter < 'A' || *letter > 'Z')
		return NULL;
	return &working->is_taken[row][*letter - 'A'];
}

static void mark(struct working *working, const char *seat_no, bool is_taken)
{
	bool *at = taken_at(working, seat_no);

	if (at != NULL)
		*at = is_taken;
}

/* Who may sit in fewer places comes first, then who booked first. */
static bool is_before(const struct reseat_party *a, const struct reseat_party *b)
{
	bool may_a = seating_may_use_exits(&a->party), may_b = seating_may_use_exits(&b->party);

	return may_a != may_b ? !may_a : a->id < b->id;
}

static void order_parties(struct working *working)
{
	const struct reseat_case *state = working->state;

	working->order = pool_make_many(working->pool, size_t, state->count + 1);
	for (size_t i = 0; i < state->count; i++) {
		size_t at = i;

		for (; at > 0 &&
		     is_before(&state->parties[i], &state->parties[working->order[at - 1]]);
		     at--)
			working->order[at] = working->order[at - 1];
		working->order[at] = i;
	}
}

static struct working *working_new(const struct reseat_case *state, apr_pool_t *pool)
{
	struct working *working = pool_make(pool, struct working);

	working->state = state;
	working->pool = pool;
	for (size_t i = 0; i < state->other_count; i++)
		mark(working, state->others[i], true);
	for (size_t i = 0; i < state->count; i++)
		for (size_t p = 0; p < state->parties[i].count; p++)
			mark(working, state->parties[i].people[p].seat_no, true);
	order_parties(working);
	return working;
}

/* What is free of a cabin for a party, row by row. */
static struct places spare_for(struct working *working, const struct cabin *cabin,
    const struct reseat_party *party, apr_pool_t *pool)
{
	const struct reseat_case *state = working->state;
	struct places places = { pool_make_many(pool, struct place, (size_t)seating_count(cabin)),
		0 };

	for (int row = cabin->first_row; row <= cabin->last_row; row++)
		for (const char *letter = cabin->letters; *letter != '\0'; letter++) {
			const char *seat_no;

			if (*letter == ' ' || working->is_taken[row][*letter - 'A'])
				continue;
			seat_no = apr_psprintf(pool, "%d%c", row, *letter);
			if (reseat_is_right(
				state->is, state->is_count, cabin->code, &party->party, seat_no))
				places.v[places.n++] = place_of(
				    state->is, state->is_count, seat_no);
		}
	return places;
}

/* A party that has to be seated anew: who may stay, who moves, and where all of them sat. */
struct seating {
	const struct reseat_party *party;
	struct place old[PARTY_SEATS_MAX];
	struct place kept[PARTY_SEATS_MAX];
	size_t kept_count;
	size_t movers[PARTY_SEATS_MAX]; /* whose seat is gone first */
	size_t mover_count;
	bool has_fixed; /* among those who stay */
};

static struct seating seating_of(const struct working *working, const struct reseat_party *party)
{
	const struct reseat_case *state = working->state;
	struct seating seating = { .party = party };

	for (size_t i = 0; i < party->count; i++) {
		const char *seat_no = party->people[i].seat_no;

		seating.old[i] = place_of(state->was, state->was_count, seat_no);
		if (is_right(working, party, i)) {
			seating.kept[seating.kept_count++] = place_of(
			    state->is, state->is_count, seat_no);
			seating.has_fixed |= party->people[i].is_fixed;
		} else if (!is_there(working, party, i)) {
			seating.movers[seating.mover_count++] = i;
		}
	}
	for (size_t i = 0; i < party->count; i++)
		if (!is_right(working, party, i) && is_there(working, party, i))
			seating.movers[seating.mover_count++] = i;
	return seating;
}

static struct reseat_answer answer_new(const struct working *working, size_t party)
{
	const struct reseat_party *people = &working->state->parties[party];
	struct reseat_answer answer = { .party = party };

	for (size_t i = 0; i < people->count; i++) {
		answer.seats[i] = people->people[i].seat_no;
		answer.fates[i] = is_there(working, people, i) ? RESEAT_KEEPS : RESEAT_LOSES;
	}
	return answer;
}

/* `count` of those who have to move get a place; false: there are not so many. */
static bool move_some(const struct seating *seating, const struct places *spare, size_t count,
    struct reseat_answer *answer, struct place *all)
{
	struct place old[PARTY_SEATS_MAX], found[PARTY_SEATS_MAX];

	for (size_t i = 0; i < count; i++)
		old[i] = seating->old[seating->movers[i]];
	if (!places_choose(spare, seating->kept, seating->kept_count, old, count, found))
		return false;
	memcpy(all, seating->kept, seating->kept_count * sizeof(*all));
	for (size_t i = 0; i < count; i++) {
		answer->fates[seating->movers[i]] = RESEAT_MOVES;
		answer->seats[seating->movers[i]] = found[i].no;
		all[seating->kept_count + i] = found[i];
	}
	return true;
}

/* Where the rest would be torn from those who could stay: all of them go where they sit together, if there is such a place. */
static void move_together(const struct seating *seating, const struct places *spare,
    struct reseat_answer *answer, apr_pool_t *pool)
{
	const struct reseat_party *party = seating->party;
	struct places more = { pool_make_many(pool, struct place, spare->n + seating->kept_count),
		spare->n + seating->kept_count };
	struct place found[PARTY_SEATS_MAX];

	if (spare->n > 0)
		memcpy(more.v, spare->v, spare->n * sizeof(*more.v));
	memcpy(more.v + spare->n, seating->kept, seating->kept_count * sizeof(*more.v));
	if (!places_choose(&more, NULL, 0, seating->old, party->count, found) ||
	    !places_are_together(found, party->count))
		return;
	for (size_t i = 0; i < party->count; i++) {
		bool is_same = strcmp(found[i].no, party->people[i].seat_no) == 0 &&
		    answer->fates[i] == RESEAT_KEEPS;

		answer->fates[i] = is_same ? RESEAT_KEEPS : RESEAT_MOVES;
		answer->seats[i] = found[i].no;
	}
	answer->is_apart = false;
}

/* How much of a party must find a place for it to be this party's turn. */
enum pass { PASS_HOMELESS, PASS_WHOLE, PASS_SOME, PASS_NOBODY, PASSES };

static bool seat_party(struct working *working, size_t index, enum pass pass, apr_pool_t *pool,
    struct reseat_answer *answer)
{
	const struct reseat_case *state = working->state;
	const struct reseat_party *party = &state->parties[index];
	const struct cabin *cabin = cabin_called(state->is, state->is_count, party->cabin);
	struct seating seating = seating_of(working, party);
	struct place all[PARTY_SEATS_MAX];
	struct places spare = { NULL, 0 };
	size_t count;

	*answer = answer_new(working, index);
	if (cabin != NULL)
		spare = spare_for(working, cabin, party, pool);
	count = seating.mover_count < spare.n ? seating.mover_count : spare.n;
	if ((pass == PASS_WHOLE && count < seating.mover_count) ||
	    (pass == PASS_SOME && count == 0))
		return false;
	if (count == 0 || !move_some(&seating, &spare, count, answer, all))
		return true;
	answer->is_apart = places_are_together(seating.old, party->count) &&
	    !places_are_together(all, seating.kept_count + count);
	if (answer->is_apart && seating.kept_count > 0 && !seating.has_fixed &&
	    count == seating.mover_count)
		move_together(&seating, &spare, answer, pool);
	return true;
}

/* The same, of which nothing stays but the answer. */
static bool try_party(
    struct working *working, size_t index, enum pass pass, struct reseat_answer *answer)
{
	apr_pool_t *scratch = pool_new(working->pool);
	bool is_done = seat_party(working, index, pass, scratch, answer);

	for (size_t i = 0; is_done && i < working->state->parties[index].count; i++)
		answer->seats[i] = apr_pstrdup(working->pool, answer->seats[i]);
	apr_pool_destroy(scratch);
	return is_done;
}

static bool has_to_move(const struct working *working, size_t index, const bool *is_decided)
{
	const struct reseat_party *party = &working->state->parties[index];
	bool has_wrong = false;

	if (party->is_decided || (is_decided != NULL && is_decided[index]))
		return false;
	for (size_t i = 0; i < party->count; i++)
		has_wrong |= !is_right(working, party, i);
	return has_wrong;
}

/* A cabin that is gone has seats for nobody. */
static bool is_homeless(const struct working *working, size_t index)
{
	const struct reseat_case *state = working->state;

	return cabin_called(state->is, state->is_count, state->parties[index].cabin) == NULL;
}

static bool next_of(struct working *working, const bool *is_decided, struct reseat_answer *answer)
{
	for (enum pass pass = PASS_HOMELESS; pass < PASSES; pass++)
		for (size_t i = 0; i < working->state->count; i++) {
			size_t index = working->order[i];

			if (!has_to_move(working, index, is_decided) ||
			    (pass == PASS_HOMELESS && !is_homeless(working, index)))
				continue;
			if (try_party(working, index, pass, answer))
				return true;
		}
	return false;
}

bool reseat_next(const struct reseat_case *state, apr_pool_t *pool, struct reseat_answer *out)
{
	return next_of(working_new(state, pool), NULL, out);
}

/* As if it were carried out: old seats are free, new ones taken. */
static void carry_out(struct working *working, const struct reseat_answer *answer)
{
	const struct reseat_party *party = &working->state->parties[answer->party];

	for (size_t i = 0; i < party->count; i++)
		if (answer->fates[i] == RESEAT_MOVES)
			mark(working, party->people[i].seat_no, false);
	for (size_t i = 0; i < party->count; i++)
		mark(working, answer->seats[i], true);
}

static void count_answer(
    const struct reseat_case *state, const struct reseat_answer *answer, struct reseat_plan *out)
{
	const struct reseat_party *party = &state->parties[answer->party];

	out->apart += answer->is_apart;
	for (size_t i = 0; i < party->count; i++) {
		struct place had = place_of(state->was, state->was_count, party->people[i].seat_no);
		struct place gets = place_of(state->is, state->is_count, answer->seats[i]);

		out->keeps += answer->fates[i] == RESEAT_KEEPS;
		out->loses += answer->fates[i] == RESEAT_LOSES;
		if (answer->fates[i] != RESEAT_MOVES)
			continue;
		out->moves++;
		out->unlike += place_is_unlike(&had, &gets);
	}
}

/* Who has not to move, or was dealt with before. */
static void count_others(
    const struct working *working, const bool *is_decided, struct reseat_plan *out)
{
	for (size_t i = 0; i < working->state->count; i++) {
		const struct reseat_party *party = &working->state->parties[i];

		for (size_t p = 0; p < party->count && !is_decided[i]; p++) {
			bool is_seated = is_there(working, party, p);

			out->keeps += is_seated;
			out->loses += !is_seated;
		}
	}
}

void reseat_all(const struct reseat_case *state, apr_pool_t *pool, struct reseat_plan *out)
{
	struct working *working = working_new(state, pool);
	struct reseat_answer *answers = pool_make_many(
	    pool, struct reseat_answer, state->count + 1);
	bool *is_decided = pool_make_many(pool, bool, state->count + 1);

	*out = (struct reseat_plan){ .answers = answers };
	while (next_of(working, is_decided, &answers[out->count])) {
		const struct reseat_answer *answer = &answers[out->count++];

		is_decided[answer->party] = true;
		carry_out(working, answer);
		count_answer(state, answer, out);
	}
	count_others(working, is_decided, out);
}
