/* Which seats the system chooses for a party: together where it can be, near each other where not. */
#include "domain/seating.h"

#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

/* A seat that could be given, and where it stands: `column` counts the gaps, so that an aisle is a step. */
struct candidate {
	const struct seat *seat;
	int column;
	bool is_kept; /* chosen already, by name */
};

struct candidates {
	struct candidate *v;
	size_t n;
};

static bool is_named(const char *const *names, size_t count, const char *seat_no)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], seat_no) == 0)
			return true;
	}
	return false;
}

static struct candidates candidates_of(const struct seat_cabin *cabin, const struct party *party,
    const char *const *keep, size_t keep_count, apr_pool_t *pool)
{
	struct candidates list = { pool_make_many(pool, struct candidate, (size_t)cabin->seats + 1),
		0 };

	for (size_t r = 0; r < cabin->row_count; r++) {
		const struct seat_row *row = &cabin->rows[r];

		for (size_t i = 0; i < row->seat_count; i++) {
			const struct seat *seat = &row->seats[i];
			bool is_kept;

			if (seat->no == NULL)
				continue;
			is_kept = is_named(keep, keep_count, seat->no);
			if (!is_kept &&
			    (seat->state == SEAT_TAKEN || seat->state == SEAT_BLOCKED ||
				!seating_may_have(cabin->cabin, seat->no, party)))
				continue;
			list.v[list.n++] = (struct candidate){ seat, (int)i, is_kept };
		}
	}
	return list;
}

/* How far two people sit from each other: a row costs as much as four places. */
static int distance(const struct candidate *a, const struct candidate *b)
{
	return abs(a->seat->row - b->seat->row) * 4 + abs(a->column - b->column);
}

/* The seats nearest to candidate `start`, itself first; their distances added up. */
struct group {
	size_t members[PARTY_SEATS_MAX];
	size_t count;
	int cost;
};

static bool is_member(const struct group *group, size_t index)
{
	for (size_t i = 0; i < group->count; i++) {
		if (group->members[i] == index)
			return true;
	}
	return false;
}

/* How far candidate `index` is from everybody who sits already. */
static int cost_of(const struct candidates *list, const struct group *group, size_t index)
{
	int cost = 0;

	for (size_t i = 0; i < group->count; i++)
		cost += distance(&list->v[index], &list->v[group->members[i]]);
	return cost;
}

static void join(const struct candidates *list, struct group *group, size_t index)
{
	group->cost += cost_of(list, group, index);
	group->members[group->count++] = index;
}

/* Candidates stand in order of rows, so beyond this many rows nobody near is left out. */
static bool is_beyond(const struct candidates *list, size_t a, size_t b, int rows)
{
	return abs(list->v[a].seat->row - list->v[b].seat->row) > rows;
}

static bool grow(const struct candidates *list, size_t start, size_t size, struct group *group)
{
	while (group->count < size) {
		size_t best = list->n;
		int best_cost = 0;

		for (size_t i = 0; i < list->n; i++) {
			int cost;

			if (list->v[i].is_kept || is_member(group, i))
				continue;
			if (best != list->n && is_beyond(list, start, i, PARTY_SEATS_MAX))
				continue;
			cost = cost_of(list, group, i);
			if (best == list->n || cost < best_cost) {
				best = i;
				best_cost = cost;
			}
		}
		if (best == list->n)
			return false;
		join(list, group, best);
	}
	return true;
}

static void keep_first(const struct candidates *list, struct group *group)
{
	for (size_t i = 0; i < list->n && group->count < PARTY_SEATS_MAX; i++) {
		if (list->v[i].is_kept)
			join(list, group, i);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct seat *left = *(const struct seat *const *)a;
	const struct seat *right = *(const struct seat *const *)b;

	return left->row != right->row ? left->row - right->row : left->letter - right->letter;
}

static void give(
    const struct candidates *list, const struct group *group, apr_pool_t *pool, const char **out)
{
	const struct seat **seats = pool_make_many(pool, const struct seat *, group->count);
	size_t count = 0;

	for (size_t i = 0; i < group->count; i++) {
		if (!list->v[group->members[i]].is_kept)
			seats[count++] = list->v[group->members[i]].seat;
	}
	qsort(seats, count, sizeof(const struct seat *), by_place);
	for (size_t i = 0; i < count; i++)
		out[i] = seats[i]->no;
}

/* Groups as good as the best are equal choices: `spread` picks among them, from the front. */
static const struct group *pick(const struct group *groups, size_t count, unsigned spread)
{
	size_t equal = 0, wanted;
	int best = groups[0].cost;

	for (size_t i = 1; i < count; i++)
		best = groups[i].cost < best ? groups[i].cost : best;
	for (size_t i = 0; i < count; i++)
		equal += groups[i].cost == best;
	wanted = spread % equal;
	for (size_t i = 0; i < count; i++) {
		if (groups[i].cost == best && wanted-- == 0)
			return &groups[i];
	}
	return &groups[0];
}

bool seating_choose(const struct seat_cabin *cabin, size_t count, const struct party *party,
    const char *const *keep, size_t keep_count, unsigned spread, apr_pool_t *pool, const char **out)
{
	struct candidates list = candidates_of(cabin, party, keep, keep_count, pool);
	struct group kept = { .count = 0 };
	struct group *groups = pool_make_many(pool, struct group, list.n + 1);
	size_t found = 0;

	if (count == 0)
		return true;
	keep_first(&list, &kept);
	if (kept.count > 0) {
		groups[0] = kept;
		if (kept.count + count > PARTY_SEATS_MAX ||
		    !grow(&list, kept.members[0], kept.count + count, &groups[0]))
			return false;
		give(&list, &groups[0], pool, out);
		return true;
	}
	for (size_t i = 0; i < list.n; i++) {
		struct group *group = &groups[found];

		*group = (struct group){ .count = 0 };
		join(&list, group, i);
		found += grow(&list, i, count, group);
	}
	if (found == 0)
		return false;
	give(&list, pick(groups, found, spread), pool, out);
	return true;
}
