/* The departures of a hold that is being placed, locked in the order of their ids: those of the request, and those on which a hold that moves for it gives seats back. */
#include "domain/hold_internal.h"

#include "base/pool.h"
#include "db/tx.h"
#include "store/departures.h"

/* Whoever met others in vain so often is one of too many who want the same seats: buyers who share a departure can go on meeting each other at its free seats, which have no row to wait for. */
#define RUNS_SHARED 2

static const struct err *lock_later(struct placing *placing, const int64_t *ids, size_t count)
{
	return (placing->runs > RUNS_SHARED ? departures_lock_alone_later
					    : departures_lock_shared_later)(placing->db, ids, count,
	    placing->desk->settings->sales_close_minutes, placing->pool, &placing->departures);
}

const struct err *hold_lock_departures_later(struct placing *placing)
{
	for (size_t i = 0; i < placing->all_count; i += DEPARTURES_PER_HOLD) {
		size_t left = placing->all_count - i;
		TRY(lock_later(placing, placing->all_ids + i,
		    left < DEPARTURES_PER_HOLD ? left : DEPARTURES_PER_HOLD));
		TRY(db_settle(placing->db, placing->pool));
	}
	return lock_later(placing, placing->departure_ids, placing->offer->segment_count);
}

static bool has(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* In its place. */
static void add(struct placing *placing, int64_t id)
{
	int64_t *ids = pool_make_many(placing->desk->pool, int64_t, placing->all_count + 1);
	size_t at = 0;
	if (has(placing->all_ids, placing->all_count, id))
		return;
	for (; at < placing->all_count && placing->all_ids[at] < id; at++)
		ids[at] = placing->all_ids[at];
	ids[at] = id;
	for (; at < placing->all_count; at++)
		ids[at + 1] = placing->all_ids[at];
	placing->all_ids = ids;
	placing->all_count++;
}

const struct err *hold_check_locked(struct placing *placing)
{
	size_t count = placing->offer->segment_count, known = placing->all_count;
	for (size_t i = 0; i < placing->moving_count; i++) {
		const struct hold_moving *moving = &placing->moving[i];
		for (size_t j = 0; j < moving->departure_count; j++)
			if (!has(placing->departure_ids, count, moving->departure_ids[j]))
				add(placing, moving->departure_ids[j]);
	}
	if (placing->all_count == known)
		return NULL;
	for (size_t i = 0; i < count; i++)
		add(placing, placing->departure_ids[i]);
	placing->runs--; /* nobody was met in vain */
	return tx_again(placing->pool, "a hold that moves has departures that are not locked yet");
}
