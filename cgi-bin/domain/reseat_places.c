/* Places for people who are re-seated: together, like for like, near. */
#include "domain/reseat_internal.h"

#include "domain/seating.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* What is worth how much: to sit by oneself is worse than in the middle, that is worse than twenty rows. */
#define COST_APART 16
#define COST_UNLIKE 40
#define COST_ROW 2
/* An aisle or a window that somebody else may miss; and the other side of the aircraft. */
#define COST_MORE_AISLE 4
#define COST_MORE_WINDOW 6
#define COST_SIDE 1
/* Two people of neighbouring rows, or of one row with an aisle between them. */
#define NEAR 6
/* Rows around a place in which its neighbours are looked for first. */
#define ROWS_AROUND PARTY_SEATS_MAX

static unsigned kind_at(const char *letters, size_t column)
{
	unsigned kind = 0;

	if (column == 0 || letters[column + 1] == '\0')
		kind |= PLACE_WINDOW;
	if ((column > 0 && letters[column - 1] == ' ') || letters[column + 1] == ' ')
		kind |= PLACE_AISLE;
	return kind;
}

struct place place_of(const struct cabin *plan, size_t count, const char *seat_no)
{
	const struct departure departure = { .cabins = plan, .cabin_count = count };
	const struct cabin *cabin = seating_cabin_of(&departure, seat_no);
	char *letter;
	struct place place = { .no = seat_no, .row = (int)strtol(seat_no, &letter, 10) };

	if (cabin == NULL) {
		place.column = *letter == '\0' ? 0 : *letter - 'A';
		return place;
	}
	place.column = (int)(strchr(cabin->letters, *letter) - cabin->letters);
	place.kind = kind_at(cabin->letters, (size_t)place.column);
	return place;
}

int place_distance(const struct place *a, const struct place *b)
{
	return abs(a->row - b->row) * 4 + abs(a->column - b->column);
}

bool places_are_together(const struct place *places, size_t count)
{
	bool is_reached[PARTY_SEATS_MAX] = { true };
	size_t reached = 1;
	bool has_grown = true;

	while (has_grown) {
		has_grown = false;
		for (size_t i = 0; i < count; i++)
			for (size_t k = 0; k < count && is_reached[i]; k++) {
				if (is_reached[k] || place_distance(&places[i], &places[k]) > NEAR)
					continue;
				is_reached[k] = true;
				reached++;
				has_grown = true;
			}
	}
	return reached >= count;
}

bool place_is_unlike(const struct place *had, const struct place *gets)
{
	return (had->kind & ~gets->kind) != 0;
}

static int cost_of_move(const struct place *had, const struct place *gets)
{
	unsigned more = gets->kind & ~had->kind;
	bool is_same_letter = had->no[strlen(had->no) - 1] == gets->no[strlen(gets->no) - 1];

	return (place_is_unlike(had, gets) ? COST_UNLIKE : 0) +
	    ((more & PLACE_AISLE) != 0 ? COST_MORE_AISLE : 0) +
	    ((more & PLACE_WINDOW) != 0 ? COST_MORE_WINDOW : 0) + (is_same_letter ? 0 : COST_SIDE) +
	    abs(had->row - gets->row) * COST_ROW;
}

/* Some of the free places, with what of the party is seated already before them. */
struct group {
	const struct place *members[PARTY_SEATS_MAX];
	size_t count, kept;
	int spread;
};

static int cost_to_join(const struct group *group, const struct place *place)
{
	int cost = 0;

	for (size_t i = 0; i < group->count; i++)
		cost += place_distance(group->members[i], place);
	return cost;
}

static bool is_member(const struct group *group, const struct place *place)
{
	for (size_t i = 0; i < group->count; i++)
		if (group->members[i] == place)
			return true;
	return false;
}

static void join(struct group *group, const struct place *place)
{
	group->spread += cost_to_join(group, place);
	group->members[group->count++] = place;
}

/* The nearest free place to the group; of those within `rows` of its first member. NULL: none. */
static const struct place *nearest(const struct places *spare, const struct group *group, int rows)
{
	const struct place *best = NULL;
	int best_cost = INT_MAX;

	for (size_t i = 0; i < spare->n; i++) {
		int cost;

		if (abs(spare->v[i].row - group->members[0]->row) > rows)
			continue;
		if (is_member(group, &spare->v[i]))
			continue;
		cost = cost_to_join(group, &spare->v[i]);
		if (cost < best_cost) {
			best = &spare->v[i];
			best_cost = cost;
		}
	}
	return best;
}

static bool grow(const struct places *spare, struct group *group, size_t size)
{
	while (group->count < size) {
		const struct place *next = nearest(spare, group, ROWS_AROUND);

		if (next == NULL)
			next = nearest(spare, group, INT_MAX);
		if (next == NULL)
			return false;
		join(group, next);
	}
	return true;
}

#define SUBSETS (1u << PARTY_SEATS_MAX)

/* Who of `old` gets which of the group's new places, for the least cost: by subsets of places, person after person. */
static int assign(const struct group *group, const struct place *old, size_t count,
    const struct place *out[PARTY_SEATS_MAX])
{
	static const int far = INT_MAX / 2;
	int costs[SUBSETS];
	unsigned char last[SUBSETS] = { 0 };
	unsigned all = (1u << count) - 1;

	costs[0] = 0;
	for (unsigned set = 1; set <= all; set++) {
		size_t person = (size_t)__builtin_popcount(set) - 1;

		costs[set] = far;
		for (size_t place = 0; place < count; place++) {
			int cost;

			if ((set & 1u << place) == 0)
				continue;
			cost = costs[set & ~(1u << place)] +
			    cost_of_move(&old[person], group->members[group->kept + place]);
			if (cost < costs[set]) {
				costs[set] = cost;
				last[set] = (unsigned char)place;
			}
		}
	}
	for (unsigned set = all, person = (unsigned)count; person > 0; person--) {
		out[person - 1] = group->members[group->kept + last[set]];
		set &= ~(1u << last[set]);
	}
	return costs[all] + group->spread * COST_APART;
}

/* A group that may be the best one so far. */
static int try_group(
    const struct group *group, const struct place *old, size_t count, int best, struct place *out)
{
	const struct place *assigned[PARTY_SEATS_MAX];
	int cost = assign(group, old, count, assigned);

	if (cost >= best)
		return best;
	for (size_t i = 0; i < count; i++)
		out[i] = *assigned[i];
	return cost;
}

bool places_choose(const struct places *spare, const struct place *kept, size_t kept_count,
    const struct place *old, size_t count, struct place *out)
{
	struct group group = { .count = 0 };
	int best = INT_MAX;

	assert(count >= 1 && kept_count + count <= PARTY_SEATS_MAX);
	if (spare->n < count)
		return false;
	for (size_t i = 0; i < kept_count; i++)
		join(&group, &kept[i]);
	group.kept = kept_count;
	for (size_t i = 0; i < spare->n; i++) {
		struct group grown = group;

		join(&grown, &spare->v[i]);
		if (grow(spare, &grown, kept_count + count))
			best = try_group(&grown, old, count, best, out);
	}
	return best != INT_MAX;
}
