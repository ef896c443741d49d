/* Table departure_cabin: lists of rows and seats are space separated text in it. */
#include "store/cabins.h"

#include "base/pool.h"
#include "base/text.h"
#include "store/batch.h"

#include <stdlib.h>
#include <string.h>

static const char *join_rows(const struct cabin *cabin, apr_pool_t *pool)
{
	const char *text = "";

	for (size_t i = 0; i < cabin->exit_row_count; i++)
		text = apr_psprintf(pool, "%s%s%d", text, i > 0 ? " " : "", cabin->exit_rows[i]);
	return text;
}

static const char *join_missing(const struct cabin *cabin, apr_pool_t *pool)
{
	const char *text = "";

	for (size_t i = 0; i < cabin->missing_count; i++)
		text = apr_pstrcat(pool, text, i > 0 ? " " : "", cabin->missing[i], NULL);
	return text;
}

int64_t cabin_seats(const struct cabin *cabin)
{
	int64_t letters = 0;

	for (const char *letter = cabin->letters; *letter != '\0'; letter++)
		letters += *letter != ' ';
	return letters * (cabin->last_row - cabin->first_row + 1) - (int64_t)cabin->missing_count;
}

void cabins_read(const struct rows *rows, apr_pool_t *pool, struct cabin *out)
{
	size_t count;
	const char *const *words = text_words(row_text(rows, 6), pool, &count);
	int *exit_rows = pool_make_many(pool, int, count);

	for (size_t i = 0; i < count; i++)
		exit_rows[i] = atoi(words[i]);
	*out = (struct cabin){ .code = row_text(rows, CABIN_CODE),
		.name = row_text(rows, 2),
		.first_row = (int)row_int(rows, 3),
		.last_row = (int)row_int(rows, 4),
		.letters = row_text(rows, 5),
		.exit_rows = exit_rows,
		.exit_row_count = count };
	out->missing = text_words(row_text(rows, 7), pool, &out->missing_count);
}

const struct err *cabins_fill(
    struct db *db, struct departure_row *rows, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "SELECT " CABIN_COLUMNS " FROM departure_cabin k "
			"WHERE k.departure_id IN (?, ?, ?, ?) "
			"ORDER BY k.departure_id, k.position",
	};
	struct arg args[DEPARTURES_PER_HOLD];
	struct rows *found;
	struct cabin *cabins;
	struct departure *last = NULL;

	for (size_t i = 0; i < DEPARTURES_PER_HOLD; i++)
		args[i] = i < count ? arg_int(rows[i].id) : arg_null();
	TRY(db_select(db, &query, args, DEPARTURES_PER_HOLD, pool, &found));
	cabins = pool_make_many(pool, struct cabin, rows_count(found));
	while (rows_next(found)) {
		for (size_t i = 0; i < count; i++) {
			struct departure *departure = &rows[i].departure;

			if (rows[i].id != row_int(found, 0))
				continue;
			cabins_read(found, pool, cabins);
			if (departure != last)
				departure->cabins = cabins;
			departure->cabin_count++;
			last = departure;
		}
		cabins++;
	}
	return NULL;
}

#define INSERT_COLUMNS 10
static const struct query INSERT = {
	.text = "INSERT INTO departure_cabin (departure_id, code, position, name, first_row, "
		"last_row, letters, exit_rows, missing, seats) VALUES ",
	.row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

/* The first argument behind them. */
static struct arg *fill_insert(
    int64_t departure_id, const struct departure *departure, struct arg *row, apr_pool_t *pool)
{
	for (size_t i = 0; i < departure->cabin_count; i++, row += INSERT_COLUMNS) {
		const struct cabin *cabin = &departure->cabins[i];

		row[0] = arg_int(departure_id);
		row[1] = arg_text(cabin->code);
		row[2] = arg_int((int64_t)i + 1);
		row[3] = arg_text(cabin->name);
		row[4] = arg_int(cabin->first_row);
		row[5] = arg_int(cabin->last_row);
		row[6] = arg_text(cabin->letters);
		row[7] = arg_text(join_rows(cabin, pool));
		row[8] = arg_text(join_missing(cabin, pool));
		row[9] = arg_int(cabin_seats(cabin));
	}
	return row;
}

const struct err *cabins_insert(
    struct db *db, int64_t departure_id, const struct departure *departure, apr_pool_t *pool)
{
	struct arg *args = pool_make_many(
	    pool, struct arg, departure->cabin_count * INSERT_COLUMNS);

	fill_insert(departure_id, departure, args, pool);
	return db_insert_many(
	    db, &INSERT, departure->cabin_count, INSERT_COLUMNS, args, pool, NULL);
}

const struct err *cabins_insert_many(struct db *db, const int64_t *departure_ids,
    const struct departure *const *list, size_t count, apr_pool_t *pool)
{
	struct arg *args, *end;
	size_t cabins = 0;

	for (size_t i = 0; i < count; i++)
		cabins += list[i]->cabin_count;
	args = end = pool_make_many(pool, struct arg, cabins * INSERT_COLUMNS);
	for (size_t i = 0; i < count; i++)
		end = fill_insert(departure_ids[i], list[i], end, pool);
	return batch_insert(db, &INSERT, cabins, INSERT_COLUMNS, args, pool);
}

const struct err *cabins_delete(struct db *db, int64_t departure_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM departure_cabin WHERE departure_id = ?",
	};

	return db_run(db, &query, ARGS(arg_int(departure_id)), pool, NULL);
}
