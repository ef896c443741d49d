/* Holds as they are read: their row, their segments with seats, their prices. */
#include "domain/hold_internal.h"

#include "base/pool.h"
#include "base/text.h"
#include "db/tx.h"
#include "store/names.h"
#include "store/price_lines.h"
#include "store/segments.h"

#include <string.h>

const char *hold_state_name(enum hold_state state)
{
	return name_of_hold_state(state);
}

size_t party_seated(const struct party *party)
{
	return (size_t)(party->adults + party->children);
}

size_t party_count(const struct party *party)
{
	return party_seated(party) + (size_t)party->infants;
}

enum passenger_type party_type(const struct party *party, size_t index)
{
	if (index < (size_t)party->adults)
		return PASSENGER_ADULT;
	return index < party_seated(party) ? PASSENGER_CHILD : PASSENGER_INFANT;
}

const char *hold_seats_text(const struct segment *segments, size_t count, apr_pool_t *pool)
{
	apr_array_header_t *parts = apr_array_make(pool, 36, sizeof(const char *));
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < segments[i].seat_count; j++)
			if (segments[i].seats[j] != NULL)
				APR_ARRAY_PUSH(parts, const char *) = apr_pstrcat(pool,
				    segments[i].departure.name, "/", segments[i].seats[j], NULL);
	return apr_array_pstrcat(pool, parts, ' ');
}

/* The seats' own names, by passenger, out of the full names that were written down at the end. */
static void fill_last_seats(const struct hold *hold, struct segment *segments, apr_pool_t *pool)
{
	size_t words;
	const char *const *names = text_words(hold->seats_text, pool, &words);
	for (size_t i = 0; i < hold->segment_count; i++) {
		const char **seats = pool_make_many(pool, const char *, segments[i].seat_count);
		const char *name = segments[i].departure.name;
		size_t length = strlen(name), n = 0;
		for (size_t word = 0; word < words && n < segments[i].seat_count; word++)
			if (strncmp(names[word], name, length) == 0 && names[word][length] == '/')
				seats[n++] = names[word] + length + 1;
		segments[i].seats = seats;
	}
}

static void fill_seats(struct hold *hold, struct segment *segments, apr_pool_t *pool)
{
	if (hold->state == HOLD_OPEN) {
		hold->seats_text = hold_seats_text(segments, hold->segment_count, pool);
		return;
	}
	if (hold->seats_text[0] != '\0')
		fill_last_seats(hold, segments, pool);
	if (hold->state != HOLD_USED)
		hold->seats_text = "";
}

void hold_pick_segments(const struct segment_row *rows, size_t row_count, int64_t hold_id,
    const struct party *party, const char *currency, apr_pool_t *pool, struct segment **out,
    size_t *count)
{
	*out = pool_make_many(pool, struct segment, DEPARTURES_PER_HOLD);
	*count = 0;
	for (size_t i = 0; i < row_count && *count < DEPARTURES_PER_HOLD; i++) {
		if (rows[i].hold_id != hold_id)
			continue;
		struct segment *segment = &(*out)[(*count)++];
		*segment = rows[i].segment;
		segment->currency = currency;
		segment->seat_count = party_seated(party);
	}
}

/* Of one customer, none of them sold, that stand together, the newest first. */
static const struct err *fill_some_unsold(struct desk *desk, struct hold_row *holds, size_t count)
{
	struct segment_row *rows;
	size_t row_count;
	TRY(segments_list_of_unsold(desk->db, holds[0].customer_id, holds[count - 1].hold.id,
	    holds[0].hold.id, desk->pool, &rows, &row_count));
	for (size_t i = 0; i < count; i++) {
		struct hold *hold = &holds[i].hold;
		struct segment *segments;
		hold_pick_segments(rows, row_count, hold->id, &hold->party, hold->currency,
		    desk->pool, &segments, &hold->segment_count);
		fill_seats(hold, segments, desk->pool);
		hold->segments = segments;
	}
	return NULL;
}

static const struct err *fill_unsold(struct desk *desk, struct hold_row *holds, size_t count)
{
	for (size_t done = 0; done < count; done += HOLDS_AT_ONCE)
		TRY(fill_some_unsold(desk, holds + done,
		    count - done < HOLDS_AT_ONCE ? count - done : HOLDS_AT_ONCE));
	return NULL;
}

const struct err *hold_list_unsold(
    struct desk *desk, int64_t customer_id, int64_t most, struct hold_row **out, size_t *count)
{
	TRY(holds_list_unsold(desk->db, customer_id, most, desk->pool, out, count));
	return fill_unsold(desk, *out, *count);
}

const struct err *hold_list_open(
    struct desk *desk, int64_t most, const struct hold **out, size_t *count)
{
	unsigned char digest[32];
	struct hold_row *rows;
	struct hold *holds;
	customer_digest(desk, digest);
	TRY(holds_list_open(desk->db, digest, most, desk->pool, &rows, count));
	TRY(fill_unsold(desk, rows, *count));
	holds = pool_make_many(desk->pool, struct hold, *count);
	for (size_t i = 0; i < *count; i++)
		holds[i] = rows[i].hold;
	*out = holds;
	return NULL;
}

static const struct err *not_found(apr_pool_t *pool, const char *ref)
{
	return err_new(pool, CODE_NOT_FOUND, "no hold %s of this browser", ref);
}

const struct err *hold_find_row(struct desk *desk, const char *ref, struct hold_row *out)
{
	unsigned char digest[32];
	customer_digest(desk, digest);
	return desk->is_staff ? holds_find_any(desk->db, ref, desk->pool, out)
			      : holds_find(desk->db, ref, digest, desk->pool, out);
}

const struct err *hold_find_party(struct desk *desk, const char *ref, struct party *out)
{
	unsigned char digest[32];
	int64_t id;
	customer_digest(desk, digest);
	TRY(holds_find_party(desk->db, ref, digest, desk->pool, &id, out));
	return id != 0 ? NULL : not_found(desk->pool, ref);
}

const struct err *hold_find(struct desk *desk, const char *ref, const struct hold **out)
{
	struct hold_row *row = pool_make(desk->pool, struct hold_row);
	struct segment *segments;
	TRY(hold_find_row(desk, ref, row));
	if (row->hold.id == 0)
		return not_found(desk->pool, ref);
	struct hold *hold = &row->hold;
	TRY(segments_list_shown(desk->db, hold->id, party_seated(&hold->party), desk->pool,
	    &segments, &hold->segment_count));
	for (size_t i = 0; i < hold->segment_count; i++)
		segments[i].currency = hold->currency;
	TRY(price_lines_list(desk->db, hold->id, desk->pool, &hold->prices, &hold->price_count));
	fill_seats(hold, segments, desk->pool);
	hold->segments = segments;
	*out = hold;
	return NULL;
}

/* For staff it is the owner's lock that counts: each sale at the counter has an owner of its own. */
static const struct err *lock_for_staff(struct desk *desk, struct db *db, const char *ref,
    apr_pool_t *pool, struct hold_row *out, struct segment **segments, size_t *count)
{
	struct customer_here here;
	TRY(customer_lock(desk, db, pool, &here));
	TRY(holds_find_any(db, ref, pool, out));
	if (out->hold.id == 0)
		return not_found(pool, ref);
	int64_t owner_id = out->customer_id;
	TRY(customer_lock_owner(desk, db, owner_id, pool));
	TRY(holds_find_any(db, ref, pool, out));
	if (out->customer_id != owner_id)
		return tx_again(pool, "the hold has just got another owner");
	return segments_list(
	    db, out->hold.id, party_seated(&out->hold.party), pool, segments, count);
}

const struct err *hold_find_owned(struct desk *desk, struct db *db, const char *ref,
    apr_pool_t *pool, struct hold_row *out, struct segment **segments, size_t *count)
{
	if (desk->is_staff)
		return lock_for_staff(desk, db, ref, pool, out, segments, count);
	struct customer_asked customer;
	struct customer_here here;
	struct asked hold, of_hold;
	*out = (struct hold_row){ .customer_id = 0 };
	if (holds_is_ref(ref)) {
		TRY(customer_lock_later(desk, db, pool, &customer));
		TRY(holds_find_later(db, ref, pool, &hold));
		TRY(segments_list_by_ref_later(db, ref, pool, &of_hold));
		TRY(db_settle(db, pool));
		TRY(customer_read_known(db, &customer, pool, &here));
		if (here.customer_id != 0)
			holds_read(&hold, here.customer_id, pool, out);
	}
	if (out->hold.id == 0)
		return not_found(pool, ref);
	segments_read(&of_hold, party_seated(&out->hold.party), pool, segments, count);
	return NULL;
}

const struct err *hold_check_open(const struct hold *hold, apr_pool_t *pool)
{
	switch (hold->state) {
	case HOLD_EXPIRED:
		return err_new(pool, CODE_HOLD_EXPIRED, "hold %s is over", hold->ref);
	case HOLD_USED:
	case HOLD_RELEASED:
		return err_new(pool, CODE_HOLD_ENDED, "hold %s has ended", hold->ref);
	case HOLD_OPEN:
		break;
	}
	return NULL;
}
