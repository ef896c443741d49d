/* A departure's plan, the one before, and who sits where. */
#include "domain/departure_standing.h"

#include "store/cabins.h"

bool departure_may_seat(const struct departure_row *row)
{
	return row->departure.state != DEPARTURE_CANCELLED &&
	    row->departure.state != DEPARTURE_DEPARTED && !row->is_too_late &&
	    !row->departure.is_gate_closed;
}

static const struct err *read_seats(struct db *db, const struct departure_work *work,
    apr_pool_t *pool, struct departure_standing *out)
{
	const struct cabin *was;
	size_t was_count;

	if (out->row.id == 0)
		return err_new(pool, CODE_BROKEN, "the departure of a change is gone");
	TRY(cabins_fill(db, &out->row, 1, pool));
	TRY(departure_works_list_cabins(db, work->id, pool, &was, &was_count));
	TRY(departure_parties_read(db, work->id, out->row.id, pool, &out->parties));
	out->state = departure_parties_case(&out->parties, was, was_count,
	    out->row.departure.cabins, out->row.departure.cabin_count);
	return NULL;
}

const struct err *departure_standing_read(struct db *db, const struct departure_work *work,
    apr_pool_t *pool, struct departure_standing *out)
{
	TRY(departures_find(db, work->is.flight_no, work->is.on, pool, &out->row));
	return read_seats(db, work, pool, out);
}

const struct err *departure_standing_lock(struct db *db, const struct departure_work *work,
    apr_pool_t *pool, struct departure_standing *out)
{
	TRY(departures_lock(db, work->is.flight_no, work->is.on, pool, &out->row));
	return read_seats(db, work, pool, out);
}
