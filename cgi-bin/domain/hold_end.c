/* Holds that end without a booking: given back by the customer, or over. */
#include "domain/hold_internal.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "domain/audit.h"
#include "store/customers.h"
#include "store/departures.h"
#include "store/events.h"
#include "store/keepings.h"
#include "store/names.h"
#include "store/segments.h"

struct event hold_event(const struct desk *desk, int64_t id, int64_t version, enum hold_state from,
    enum hold_state to, const char *detail)
{
	return (struct event){
		.actor = desk->actor,
		.request_id = desk->request_id,
		.subject = "hold",
		.subject_id = id,
		.version = version,
		.from_state = version == 1 ? "" : name_of_hold_state(from),
		.to_state = name_of_hold_state(to),
		.detail = detail,
	};
}

const struct err *hold_record(struct desk *desk, struct db *db, int64_t id, int64_t version,
    enum hold_state from, enum hold_state to, const char *detail, apr_pool_t *pool)
{
	const struct event event = hold_event(desk, id, version, from, to, detail);
	return events_insert(db, &event, pool);
}

struct ending {
	struct desk *desk;
	const char *ref;     /* of a hold to be released */
	int64_t version;     /* at which it is; 0: any */
	struct hold_due due; /* one that is over */
	bool is_done;
};

/* The departures first, as everybody does who changes seats: else who has one for himself and we would wait for each other. */
static const struct err *give_seats_back(struct db *db, const struct hold *hold,
    const struct segment *segments, size_t segment_count, bool is_over, apr_pool_t *pool)
{
	int64_t ids[DEPARTURES_PER_HOLD], count;
	struct asked departures;
	for (size_t i = 0; i < segment_count; i++)
		ids[i] = segments[i].departure_id;
	TRY(departures_lock_shared_later(db, ids, segment_count, 0, pool, &departures));
	TRY((is_over ? keepings_insert_over_later : keepings_insert_given_back_later)(
	    db, hold->id, pool));
	return seats_delete(db, hold->id, is_over ? "expired" : "released", pool, &count);
}

static const struct err *release_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct ending *ending = arg;
	struct hold_row row;
	struct segment *segments;
	size_t segment_count;
	bool is_done;
	TRY(hold_find_owned(ending->desk, db, ending->ref, pool, &row, &segments, &segment_count));
	const struct hold *hold = &row.hold;
	if (hold->state == HOLD_RELEASED || hold->state == HOLD_EXPIRED)
		return customer_tell_again(ending->desk, db, pool);
	TRY(hold_check_open(hold, pool));
	if (ending->version != 0 && ending->version != hold->version)
		return err_new(
		    pool, CODE_CHANGED_MEANWHILE, "hold %s is at another version", hold->ref);
	TRY(give_seats_back(db, hold, segments, segment_count, false, pool));
	TRY(hold_record(
	    ending->desk, db, hold->id, hold->version + 1, HOLD_OPEN, HOLD_RELEASED, "", pool));
	TRY(holds_set_released(db, hold->id, hold->version, pool, &is_done));
	return is_done ? audit_act(ending->desk, db, NULL, pool)
		       : tx_again(pool, "the hold has just ended");
}

const struct err *hold_release(struct desk *desk, const char *ref)
{
	return hold_release_at(desk, ref, 0);
}

const struct err *hold_release_at(struct desk *desk, const char *ref, int64_t version)
{
	struct ending ending = { .desk = desk, .ref = ref, .version = version };
	return tx_run(desk->db, release_in_tx, &ending, desk->pool);
}

static const struct err *expire_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct ending *ending = arg;
	struct customer customer;
	struct hold_row row;
	struct segment *segments;
	size_t segment_count;
	ending->is_done = false;
	TRY(customers_lock(db, ending->due.customer_id, pool, &customer));
	TRY(holds_find_by_id(db, ending->due.id, pool, &row));
	if (row.hold.state != HOLD_EXPIRED)
		return NULL;
	TRY(segments_list(
	    db, row.hold.id, party_seated(&row.hold.party), pool, &segments, &segment_count));
	TRY(holds_set_expired(db, row.hold.id, row.hold.version,
	    hold_seats_text(segments, segment_count, pool), pool, &ending->is_done));
	if (!ending->is_done) /* somebody else has written it down */
		return NULL;
	TRY(give_seats_back(db, &row.hold, segments, segment_count, true, pool));
	return hold_record(
	    ending->desk, db, row.hold.id, row.hold.version + 1, HOLD_OPEN, HOLD_EXPIRED, "", pool);
}

/* Listed in parts: meanwhile another worker may have written some down. */
#define LISTED_AT_ONCE 100

/* The first error comes out; it lives in its own pool. */
static void expire_one(
    struct desk *desk, const struct hold_due *due, int64_t *count, const struct err **first)
{
	struct ending ending = { .desk = desk, .due = *due };
	apr_pool_t *pool = pool_new(desk->pool);
	const struct err *err = tx_run(desk->db, expire_in_tx, &ending, pool);
	if (err != NULL)
		log_err(LOG_WARN, "hold.expire", err);
	else if (ending.is_done)
		(*count)++;
	if (err != NULL && *first == NULL)
		*first = err;
	else
		apr_pool_destroy(pool);
}

/* One that cannot be written down does not keep the others from it, however many there are and however long each waits in vain: none is listed again before all were tried. */
const struct err *hold_expire_due(
    struct desk *desk, struct hold_due *last, int64_t budget_ms, int64_t *count)
{
	int64_t until_ms = clock_monotonic_ms() + budget_ms;
	const struct hold_due *due;
	size_t due_count = LISTED_AT_ONCE;
	const struct err *first = NULL;
	*count = 0;
	while (due_count == LISTED_AT_ONCE) {
		TRY(holds_list_due(desk->db, last, LISTED_AT_ONCE, desk->pool, &due, &due_count));
		for (size_t i = 0; i < due_count; i++) {
			expire_one(desk, &due[i], count, &first);
			*last = due[i];
			if (clock_monotonic_ms() >= until_ms)
				return first;
		}
	}
	*last = (struct hold_due){ .id = 0 };
	return first;
}

const struct err *hold_sweep(struct desk *desk, int64_t most, int64_t *count)
{
	return keepings_delete_old(desk->db, most, desk->pool, count);
}
