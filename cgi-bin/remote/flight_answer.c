/* Answers are copied twice by the same steps: the first time nothing is written, and the size is known. */
#include "remote/flight_answer.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

struct block {
	char *start; /* NULL: only counted */
	size_t used;
};

static void *room(struct block *block, size_t size, size_t alignment)
{
	size_t at = (block->used + alignment - 1) / alignment * alignment;

	block->used = at + size;
	return block->start == NULL ? NULL : block->start + at;
}

static void *copy(struct block *block, const void *from, size_t size, size_t alignment)
{
	void *to = room(block, size, alignment);

	if (to != NULL && size > 0)
		memcpy(to, from, size);
	return to;
}

/* The text that a member of a copy points to comes along. */
static void text_take(struct block *block, const char **text)
{
	if (*text != NULL)
		*text = copy(block, *text, strlen(*text) + 1, 1);
}

static const struct cabin *cabins_copy(
    struct block *block, const struct cabin *cabins, size_t count)
{
	struct cabin *to = room(block, count * sizeof(*to), alignof(struct cabin));

	for (size_t i = 0; i < count; i++) {
		struct cabin cabin = cabins[i];
		const char **missing = room(
		    block, cabin.missing_count * sizeof(*missing), alignof(const char *));

		cabin.exit_rows = copy(block, cabin.exit_rows,
		    cabin.exit_row_count * sizeof(*cabin.exit_rows), alignof(int));
		for (size_t k = 0; k < cabin.missing_count; k++) {
			const char *seat = cabin.missing[k];

			text_take(block, &seat);
			if (missing != NULL)
				missing[k] = seat;
		}
		cabin.missing = missing;
		text_take(block, &cabin.code);
		text_take(block, &cabin.name);
		text_take(block, &cabin.letters);
		if (to != NULL)
			to[i] = cabin;
	}
	return to;
}

static const struct tax *taxes_copy(struct block *block, const struct tax *taxes, size_t count)
{
	struct tax *to = room(block, count * sizeof(*to), alignof(struct tax));

	for (size_t i = 0; i < count; i++) {
		struct tax tax = taxes[i];

		text_take(block, &tax.code);
		if (to != NULL)
			to[i] = tax;
	}
	return to;
}

static const struct fare *fares_copy(struct block *block, const struct fare *fares, size_t count)
{
	struct fare *to = room(block, count * sizeof(*to), alignof(struct fare));

	for (size_t i = 0; i < count; i++) {
		struct fare fare = fares[i];

		fare.taxes = taxes_copy(block, fare.taxes, fare.tax_count);
		text_take(block, &fare.basis);
		text_take(block, &fare.cabin);
		text_take(block, &fare.currency);
		if (to != NULL)
			to[i] = fare;
	}
	return to;
}

static const struct departure *departure_copy(struct block *block, const struct departure *from)
{
	struct departure departure = *from;

	departure.cabins = cabins_copy(block, from->cabins, from->cabin_count);
	departure.fares = fares_copy(block, from->fares, from->fare_count);
	text_take(block, &departure.name);
	text_take(block, &departure.flight_no);
	text_take(block, &departure.origin);
	text_take(block, &departure.destination);
	text_take(block, &departure.aircraft_code);
	text_take(block, &departure.aircraft_name);
	return copy(block, &departure, sizeof(departure), alignof(struct departure));
}

static const struct departure *const *departures_copy(
    struct block *block, const struct departures *departures)
{
	const struct departure **to = room(
	    block, departures->n * sizeof(*to), alignof(const struct departure *));

	for (size_t i = 0; i < departures->n; i++) {
		const struct departure *departure = departure_copy(block, departures->v[i]);

		if (to != NULL)
			to[i] = departure;
	}
	return to;
}

static const struct airport *airports_copy(struct block *block, const struct airports *airports)
{
	struct airport *to = room(block, airports->n * sizeof(*to), alignof(struct airport));

	for (size_t i = 0; i < airports->n; i++) {
		struct airport airport = airports->v[i];

		text_take(block, &airport.code);
		text_take(block, &airport.name);
		text_take(block, &airport.city);
		text_take(block, &airport.country);
		text_take(block, &airport.zone);
		text_take(block, &airport.city_folded);
		text_take(block, &airport.name_folded);
		if (to != NULL)
			to[i] = airport;
	}
	return to;
}

static void answer_copy(
    struct block *block, const struct airports *airports, const struct departures *departures)
{
	struct flight_answer *answer = room(block, sizeof(*answer), alignof(struct flight_answer));
	const struct airport *all = airports_copy(block, airports);
	const struct departure *const *v = departures_copy(block, departures);

	if (answer == NULL)
		return;
	atomic_init(&answer->uses, 1);
	answer->places = 0;
	answer->airports = *airports;
	answer->airports.v = all;
	answer->departures = *departures;
	answer->departures.v = v;
	answer->size = block->used;
}

struct flight_answer *flight_answer_new(
    const struct airports *airports, const struct departures *departures)
{
	struct block block = { NULL, 0 };

	answer_copy(&block, airports, departures);
	block.start = malloc(block.used);
	if (block.start == NULL)
		abort();
	block.used = 0;
	answer_copy(&block, airports, departures);
	return (struct flight_answer *)(void *)block.start;
}

void flight_answer_use(struct flight_answer *answer)
{
	atomic_fetch_add(&answer->uses, 1);
}

void flight_answer_drop(struct flight_answer *answer)
{
	if (atomic_fetch_sub(&answer->uses, 1) == 1)
		free(answer);
}
