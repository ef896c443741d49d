/* Open holds, changed: who travels, and how long it is kept. */
#include "domain/hold_internal.h"

#include "base/pool.h"
#include "domain/audit.h"
#include "domain/passengers.h"
#include "store/departures.h"
#include "store/passengers.h"
#include "store/seat_events.h"

#include <string.h>

struct filling {
	struct desk *desk;
	const char *ref;
	int64_t version; /* 0: any */
	const struct passenger *people;
	size_t count;
	const struct contact *contact;
};

static bool is_same_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

static bool is_unchanged(
    const struct hold *hold, const struct passenger_row *people, const struct contact *contact)
{
	if (!is_same_text(hold->contact.email, contact->email) ||
	    !is_same_text(hold->contact.phone, contact->phone))
		return false;
	for (size_t i = 0; i < hold->passenger_count; i++) {
		const struct passenger *was = &hold->passengers[i];
		const struct passenger *is = &people[i].passenger;
		if (!is_same_text(was->given_name, is->given_name) ||
		    !is_same_text(was->surname, is->surname) || was->born_on != is->born_on)
			return false;
	}
	return hold->passenger_count > 0;
}

static const struct err *fill_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct filling *filling = arg;
	struct hold_row row;
	struct segment *segments;
	size_t segment_count;
	struct passenger_row people[PARTY_PASSENGERS_MAX];
	struct contact contact;
	bool is_done;
	TRY(hold_find_owned(
	    filling->desk, db, filling->ref, pool, &row, &segments, &segment_count));
	const struct hold *hold = &row.hold;
	TRY(passengers_check(&hold->party, filling->people, filling->count,
	    segments[0].departure.on, segments[segment_count - 1].departure.on, pool, people));
	TRY(passengers_check_contact(filling->contact, pool, &contact));
	TRY(hold_check_open(hold, pool));
	if (filling->version != 0 && hold->version != filling->version)
		return err_new(
		    pool, CODE_CHANGED_MEANWHILE, "hold %s is at another version", hold->ref);
	if (is_unchanged(hold, people, &contact))
		return customer_tell_again(filling->desk, db, pool);
	if (hold->passenger_count > 0)
		TRY(passengers_delete(db, hold->id, pool));
	TRY(passengers_insert(db, hold->id, people, filling->count, pool));
	TRY(hold_record(filling->desk, db, hold->id, hold->version + 1, HOLD_OPEN, HOLD_OPEN,
	    "passengers", pool));
	TRY(holds_set_contact(db, hold->id, hold->version, &contact, pool, &is_done));
	return is_done ? audit_act(filling->desk, db, NULL, pool)
		       : tx_again(pool, "the hold has just ended");
}

const struct err *hold_set_passengers(struct desk *desk, const char *ref,
    const struct passenger *people, size_t count, const struct contact *contact)
{
	return hold_set_passengers_at(desk, ref, 0, people, count, contact);
}

const struct err *hold_set_passengers_at(struct desk *desk, const char *ref, int64_t version,
    const struct passenger *people, size_t count, const struct contact *contact)
{
	struct filling filling = { desk, ref, version, people, count, contact };
	return tx_run(desk->db, fill_in_tx, &filling, desk->pool);
}

struct extending {
	struct desk *desk;
	const char *ref;
};

/* To the customer it is the same whether time or seats are kept enough. */
static const struct err *check_kept(struct extending *extending, struct db *db,
    const struct hold_row *row, const struct segment *segments, size_t count, apr_pool_t *pool)
{
	int64_t ids[DEPARTURES_PER_HOLD];
	const char *names[DEPARTURES_PER_HOLD];
	for (size_t i = 0; i < count; i++) {
		ids[i] = segments[i].departure_id;
		names[i] = segments[i].departure.name;
	}
	const struct hold_keeping keeping = {
		.settings = extending->desk->settings,
		.hold_id = row->hold.id,
		.address = row->address,
		.now = row->now,
		.step = STEP_EXTENDED,
		.departure_ids = ids,
		.names = names,
		.count = count,
	};
	int64_t ends_by;
	if (extending->desk->is_staff)
		return NULL;
	const struct err *err = hold_check_kept(db, &keeping, pool, &ends_by);
	if (!err_is(err, CODE_KEPT_TOO_LONG))
		return err;
	return err_with(err_new(pool, CODE_HOLD_LIMIT, "%s", err->text), FACT_DEPARTURE,
	    err->facts[FACT_DEPARTURE]);
}

const struct err *hold_write_seat_events(struct db *db, int64_t hold_id,
    const struct segment *segments, size_t segment_count, const char *what, apr_pool_t *pool,
    size_t *count)
{
	struct seat_event events[DEPARTURES_PER_HOLD * PARTY_SEATS_MAX];
	*count = 0;
	for (size_t i = 0; i < segment_count; i++)
		for (size_t j = 0; j < segments[i].seat_count; j++)
			if (segments[i].seats[j] != NULL)
				events[(*count)++] = (struct seat_event){ segments[i].departure_id,
					segments[i].seats[j], what, hold_id };
	return seat_events_insert(db, events, *count, pool);
}

/* The departures first, as everybody does who changes seats. Whoever looks between the end of their time and our COMMIT sees them free, and then taken again: an event each, as of any change. */
static const struct err *keep_seats(struct db *db, const struct hold *hold,
    const struct segment *segments, size_t segment_count, int64_t expires_at, apr_pool_t *pool,
    bool *are_kept)
{
	int64_t ids[DEPARTURES_PER_HOLD], kept;
	struct asked departures;
	size_t seats = party_seated(&hold->party) * segment_count, written;
	for (size_t i = 0; i < segment_count; i++)
		ids[i] = segments[i].departure_id;
	TRY(departures_lock_shared_later(db, ids, segment_count, 0, pool, &departures));
	TRY(seats_set_held_until(db, hold->id, expires_at, pool, &kept));
	TRY(hold_write_seat_events(db, hold->id, segments, segment_count, "held", pool, &written));
	*are_kept = kept == (int64_t)seats && written == seats;
	return NULL;
}

/* The claims follow the hold; one that somebody took over between the two statements shows that time was up. */
static const struct err *extend_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct extending *extending = arg;
	struct hold_row row;
	bool is_done, are_kept;
	struct segment *segments;
	size_t segment_count;
	TRY(hold_find_owned(
	    extending->desk, db, extending->ref, pool, &row, &segments, &segment_count));
	const struct hold *hold = &row.hold;
	TRY(hold_check_open(hold, pool));
	int64_t expires_at = hold_expiry(extending->desk->settings, hold->placed_at, row.now);
	if (expires_at <= hold->expires_at)
		return err_new(pool, CODE_HOLD_LIMIT, "hold %s cannot be kept longer", hold->ref);
	TRY(keep_seats(db, hold, segments, segment_count, expires_at, pool, &are_kept));
	TRY(holds_set_expires_at(db, hold->id, hold->version, expires_at, pool, &is_done));
	if (!is_done || !are_kept)
		return tx_again(pool, "the hold has just ended");
	TRY(hold_record(extending->desk, db, hold->id, hold->version + 1, HOLD_OPEN, HOLD_OPEN,
	    "extended", pool));
	TRY(check_kept(extending, db, &row, segments, segment_count, pool));
	return audit_act(extending->desk, db, NULL, pool);
}

const struct err *hold_extend(struct desk *desk, const char *ref)
{
	struct extending extending = { desk, ref };
	return tx_run(desk->db, extend_in_tx, &extending, desk->pool);
}
