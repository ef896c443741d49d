/* Columns that holds and bookings are read with alike: the party, and its passengers as a left join. */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include "db/statement.h"
#include "model/party.h"

/* Of tables hold as `h` and passenger as `p`. */
#define PEOPLE_COLUMNS \
	"h.adults, h.children, h.infants, p.no, p.type, p.given_name, p.surname, p.born_on," \
	" p.identity, p.sold_given_name, p.sold_surname, p.named_given_name," \
	" p.named_surname, p.cancelled_at IS NOT NULL"
#define PEOPLE_JOIN " LEFT JOIN passenger p ON p.hold_id = h.id"
#define PEOPLE_COLUMN_COUNT 14

struct party people_party(const struct rows *rows, size_t column);

/* The present row's passenger; no = 0: it has none. */
struct passenger people_one(const struct rows *rows, size_t column);
/* The present row's passenger and those of all rows behind it, in any order, by their number; n = 0 where there are none. */
const struct passenger *people_list(
    struct rows *rows, size_t column, apr_pool_t *pool, size_t *count);

#endif
