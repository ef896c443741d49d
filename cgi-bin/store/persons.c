/* Table person. */
#include "store/persons.h"

#include "base/pool.h"
#include "db/tx.h"
#include "store/batch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 2

/* All people of the largest party; fewer are filled up with the last one again. */
#define IS "(identity = ? AND born_on = ?)"
#define IS_6 IS " OR " IS " OR " IS " OR " IS " OR " IS " OR " IS
#define ARE_THEY IS_6 " OR " IS_6 " OR " IS_6
#define COUNT_UP "UPDATE person FORCE INDEX (PRIMARY) SET version = version + 1 WHERE "
/* Most parties are no more than two; the engine looks at each of the terms. */
#define FEW 2
#define IS_FEW IS " OR " IS

static int compare(const struct passenger *a, const struct passenger *b)
{
	int order = strcmp(a->identity, b->identity);
	return order != 0 ? order : (a->born_on > b->born_on) - (a->born_on < b->born_on);
}

/* UTF-8 compared by bytes is in the order of the key, which is by code point. */
static int by_key(const void *a, const void *b)
{
	return compare(*(const struct passenger *const *)a, *(const struct passenger *const *)b);
}

static void set_args(
    const struct passenger *const *people, size_t count, struct arg args[], size_t rows)
{
	for (size_t i = 0; i < rows; i++) {
		const struct passenger *person = people[i < count ? i : count - 1];
		args[i * COLUMNS] = arg_text(person->identity);
		args[i * COLUMNS + 1] = arg_date(person->born_on);
	}
}

/* One statement for all; the engine walks the key from its beginning to its end. */
static const struct err *count_up(struct db *db, const struct passenger *const *people,
    size_t count, apr_pool_t *pool, int64_t *found)
{
	static const struct query of_few = { .text = COUNT_UP IS_FEW };
	static const struct query of_all = { .text = COUNT_UP ARE_THEY };
	struct arg args[PARTY_PASSENGERS_MAX * COLUMNS];
	size_t rows = count <= FEW ? FEW : PARTY_PASSENGERS_MAX;
	struct db_done done;
	set_args(people, count, args, rows);
	TRY(db_run(db, rows == FEW ? &of_few : &of_all, args, rows * COLUMNS, pool, &done));
	*found = done.rows;
	return NULL;
}

/* Those who have no row yet are left in `people`, in their order. */
static const struct err *keep_missing(
    struct db *db, const struct passenger **people, size_t *count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "SELECT identity, born_on FROM person FORCE INDEX (PRIMARY)"
			" WHERE " ARE_THEY,
	};
	struct arg args[PARTY_PASSENGERS_MAX * COLUMNS];
	struct rows *rows;
	set_args(people, *count, args, PARTY_PASSENGERS_MAX);
	TRY(db_select(db, &query, args, PARTY_PASSENGERS_MAX * COLUMNS, pool, &rows));
	while (rows_next(rows)) {
		struct passenger there = { .identity = row_text(rows, 0),
			.born_on = row_date(rows, 1) };
		size_t left = 0;
		for (size_t i = 0; i < *count; i++)
			if (compare(people[i], &there) != 0)
				people[left++] = people[i];
		*count = left;
	}
	return NULL;
}

static const struct err *insert(
    struct db *db, const struct passenger *const *people, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO person (identity, born_on) VALUES",
		.row = "(?,?)",
	};
	struct arg args[PARTY_PASSENGERS_MAX * COLUMNS];
	set_args(people, count, args, count);
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *persons_set_sold(
    struct db *db, const struct passenger *passengers, size_t count, apr_pool_t *pool)
{
	const struct passenger *people[PARTY_PASSENGERS_MAX];
	size_t missing = count;
	int64_t found;
	assert(count >= 1 && count <= PARTY_PASSENGERS_MAX);
	for (size_t i = 0; i < count; i++)
		people[i] = &passengers[i];
	qsort(people, count, sizeof(people[0]), by_key);
	TRY(count_up(db, people, count, pool, &found));
	if (found == (int64_t)count)
		return NULL;
	if (found > 0)
		TRY(keep_missing(db, people, &missing, pool));
	/* Who was written for the first time between the two statements is there, and was not locked: from the start, so that all are, in the order of their key. */
	if ((size_t)found + missing != count)
		return tx_again(pool, "a person has just become known");
	return insert(db, people, missing, pool);
}
