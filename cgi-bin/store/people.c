/* Columns that holds and bookings are read with alike. */
#include "store/people.h"

#include "base/pool.h"
#include "store/names.h"

struct party people_party(const struct rows *rows, size_t column)
{
	return (struct party){
		.adults = row_int(rows, column),
		.children = row_int(rows, column + 1),
		.infants = row_int(rows, column + 2),
	};
}

struct passenger people_one(const struct rows *rows, size_t column)
{
	if (row_is_null(rows, column + 3))
		return (struct passenger){ .no = 0 };
	return (struct passenger){
		.no = row_int(rows, column + 3),
		.type = row_passenger_type(rows, column + 4),
		.given_name = row_text(rows, column + 5),
		.surname = row_text(rows, column + 6),
		.born_on = row_date(rows, column + 7),
		.identity = row_text(rows, column + 8),
		.sold_given_name = row_text(rows, column + 9),
		.sold_surname = row_text(rows, column + 10),
		.named_given_name = row_text(rows, column + 11),
		.named_surname = row_text(rows, column + 12),
		.is_cancelled = row_int(rows, column + 13) != 0,
	};
}

/* By number: the engine would sort even one row in a temporary table. */
static void put(struct passenger *list, size_t count, struct passenger passenger)
{
	size_t at = count;
	for (; at > 0 && list[at - 1].no > passenger.no; at--)
		list[at] = list[at - 1];
	list[at] = passenger;
}

const struct passenger *people_list(
    struct rows *rows, size_t column, apr_pool_t *pool, size_t *count)
{
	struct passenger *list = pool_make_many(pool, struct passenger, rows_count(rows));
	*count = 0;
	do {
		struct passenger passenger = people_one(rows, column);
		if (passenger.no != 0)
			put(list, (*count)++, passenger);
	} while (rows_next(rows));
	return list;
}
