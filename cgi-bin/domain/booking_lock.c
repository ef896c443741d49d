/* Before a booking is changed: who may, under which locks, and that there is something left to change. */
#include "domain/booking_internal.h"

#include "base/pool.h"
#include "db/tx.h"
#include "domain/click_internal.h"
#include "domain/hold_internal.h"
#include "domain/locator.h"
#include "store/boardings.h"
#include "store/departures.h"
#include "store/events.h"
#include "store/names.h"
#include "store/outbox.h"
#include "store/segments.h"

struct event booking_event(const struct desk *desk, int64_t id, int64_t version,
    enum booking_state from, enum booking_state to, const char *detail)
{
	return (struct event){
		.actor = desk->actor,
		.request_id = desk->request_id,
		.subject = "booking",
		.subject_id = id,
		.version = version,
		.from_state = version == 1 ? "" : name_of_booking_state(from),
		.to_state = name_of_booking_state(to),
		.detail = detail,
	};
}

const struct language *booking_speak(const struct desk *desk, const char *language)
{
	const struct language *own = words_spoken();
	if (desk->is_staff)
		words_speak(words_language_named(language));
	return own;
}

/* With what staff say of it, which is not the customer's to read. */
static const char *with_words(const struct desk *desk, const char *detail, apr_pool_t *pool)
{
	if (desk->act == NULL || desk->act->words[0] == '\0')
		return detail;
	if (detail[0] == '\0')
		return desk->act->words;
	return apr_pstrcat(pool, detail, " (", desk->act->words, ")", NULL);
}

const struct err *booking_record(struct desk *desk, struct db *db, int64_t id, int64_t version,
    enum booking_state from, enum booking_state to, const char *detail, apr_pool_t *pool)
{
	const struct event event = booking_event(
	    desk, id, version, from, to, with_words(desk, detail, pool));
	return events_insert(db, &event, pool);
}

const struct err *booking_record_change(struct desk *desk, struct db *db,
    const struct booking *booking, const char *detail, apr_pool_t *pool)
{
	TRY(booking_record(desk, db, booking->id, booking->version + 1, booking->state,
	    booking->state, detail, pool));
	return outbox_insert(
	    db, "booking_changed", booking->id, booking->contact.email, detail, pool);
}

/* The booking and its segments, as they are behind the locks that were asked for before. */
struct booking_asked {
	const char *normal; /* NULL: this is no locator */
	struct asked booking, segments;
};

static const struct err *find_later(struct desk *desk, struct db *db, const char *locator,
    apr_pool_t *pool, struct booking_asked *out)
{
	unsigned char digest[32];
	out->normal = locator_normal(locator, pool);
	if (out->normal == NULL)
		return NULL;
	customer_digest(desk, digest);
	TRY(desk->is_staff ? bookings_find_any_later(db, out->normal, pool, &out->booking)
			   : bookings_find_later(db, out->normal, digest, pool, &out->booking));
	return segments_list_by_locator_later(db, out->normal, pool, &out->segments);
}

static const struct err *read_found(
    const struct booking_asked *asked, apr_pool_t *pool, struct booking_locked *out)
{
	out->row = (struct booking_row){ .hold_id = 0 };
	if (asked->normal != NULL)
		bookings_read(&asked->booking, pool, &out->row);
	TRY(booking_check_found(&out->row, pool));
	TRY(booking_check_full(&out->row.booking, pool));
	segments_read_with_plan(&asked->segments, party_seated(&out->row.booking.party), pool,
	    &out->segments, &out->segment_count);
	return NULL;
}

const struct err *booking_lock(struct desk *desk, struct db *db, const char *locator,
    const struct click *click, apr_pool_t *pool, struct booking_locked *out, const char **answer)
{
	struct customer_asked customer;
	struct asked click_asked;
	struct booking_asked asked;
	TRY(customer_lock_later(desk, db, pool, &customer));
	TRY(click_recall_later(desk, db, click, pool, &click_asked));
	TRY(find_later(desk, db, locator, pool, &asked));
	TRY(db_settle(db, pool));
	TRY(customer_read_known(db, &customer, pool, &out->here));
	if (desk->is_staff && out->here.browser_id == 0)
		TRY(customer_lock(desk, db, pool, &out->here));
	TRY(click_read(desk, db, click, &click_asked, pool, answer));
	if (*answer != NULL)
		return NULL;
	TRY(read_found(&asked, pool, out));
	if (out->row.customer_id == out->here.customer_id)
		return NULL;
	/* Staff, or a link's holder: what the owner does at the same moment has to be over before the booking is read. */
	int64_t owner_id = out->row.customer_id;
	TRY(customer_lock_owner(desk, db, owner_id, pool));
	TRY(find_later(desk, db, locator, pool, &asked));
	TRY(db_settle(db, pool));
	TRY(read_found(&asked, pool, out));
	return out->row.customer_id == owner_id
	    ? NULL
	    : tx_again(pool, "the booking has just got another owner");
}

static void list_departures(const struct booking_locked *locked, int64_t ids[DEPARTURES_PER_HOLD])
{
	for (size_t i = 0; i < locked->segment_count; i++)
		ids[i] = locked->segments[i].departure_id;
}

const struct err *booking_lock_departures_later(
    struct db *db, struct booking_locked *locked, apr_pool_t *pool)
{
	int64_t ids[DEPARTURES_PER_HOLD];
	list_departures(locked, ids);
	TRY(departures_lock_shared_later(
	    db, ids, locked->segment_count, 0, pool, &locked->departures));
	return boardings_list_of_booking_later(
	    db, locked->row.booking.id, pool, &locked->boardings);
}

const struct err *booking_read_departures(struct booking_locked *locked, apr_pool_t *pool)
{
	struct departure_row rows[DEPARTURES_PER_HOLD];
	int64_t ids[DEPARTURES_PER_HOLD];
	list_departures(locked, ids);
	TRY(departures_read(&locked->departures, ids, locked->segment_count, pool, rows));
	for (size_t i = 0; i < locked->segment_count; i++) {
		struct departure *departure = &locked->segments[i].departure;
		rows[i].departure.cabins = departure->cabins;
		rows[i].departure.cabin_count = departure->cabin_count;
		*departure = rows[i].departure;
	}
	boardings_read_marks(&locked->boardings, locked->segments, locked->segment_count);
	return NULL;
}

size_t booking_departures_kept(
    const struct booking_locked *locked, int64_t ids[DEPARTURES_PER_HOLD])
{
	size_t count = 0;
	for (size_t i = 0; i < locked->segment_count; i++) {
		size_t at = count;
		if (locked->segments[i].is_cancelled)
			continue;
		for (; at > 0 && ids[at - 1] > locked->segments[i].departure_id; at--)
			ids[at] = ids[at - 1];
		ids[at] = locked->segments[i].departure_id;
		count++;
	}
	return count;
}

bool segment_is_over(const struct segment *segment, int64_t now)
{
	return segment->departure.state == DEPARTURE_CANCELLED ||
	    segment->departure.state == DEPARTURE_DEPARTED || segment->departure.is_gate_closed ||
	    segment->departure.departs_at <= now;
}

bool segment_has_departed(const struct segment *segment, int64_t now)
{
	return segment->departure.state != DEPARTURE_CANCELLED && segment_is_over(segment, now);
}

bool segment_is_retimed(const struct segment *segment, int64_t now)
{
	const struct departure *departure = &segment->departure;
	return !segment->is_cancelled && !segment_is_over(segment, now) &&
	    (departure->departs_at != segment->told_departs_at ||
		departure->arrives_at != segment->told_arrives_at);
}

size_t segment_lost(const struct segment *segment, int64_t now)
{
	return segment->is_cancelled || segment_is_over(segment, now) ? 0 : segment->lost_count;
}

bool segment_is_changed(const struct segment *segment, int64_t now)
{
	if (!segment->is_cancelled && segment->departure.state == DEPARTURE_CANCELLED)
		return true;
	return segment_is_retimed(segment, now) || segment_lost(segment, now) > 0;
}

const struct err *booking_check_ahead(
    const struct segment *segments, size_t count, int64_t now, apr_pool_t *pool)
{
	for (size_t i = 0; i < count; i++)
		if (!segments[i].is_cancelled &&
		    (!segment_is_over(&segments[i], now) ||
			segments[i].departure.state == DEPARTURE_CANCELLED))
			return NULL;
	if (count == 0)
		return err_new(pool, CODE_SALES_CLOSED, "nothing is left");
	return booking_over(&segments[count - 1], now, pool);
}
