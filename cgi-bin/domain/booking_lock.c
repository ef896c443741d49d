/* Before a booking is changed: who may, under which locks, and that there is something left to change. */
#include "domain/booking_internal.h"

#include "base/pool.h"
#include "domain/click_internal.h"
#include "domain/hold_internal.h"
#include "domain/locator.h"
#include "store/customers.h"
#include "store/departures.h"
#include "store/events.h"
#include "store/names.h"
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

const struct err *booking_record(struct desk *desk, struct db *db, int64_t id, int64_t version,
    enum booking_state from, enum booking_state to, const char *detail, apr_pool_t *pool)
{
	const struct event event = booking_event(desk, id, version, from, to, detail);
	return events_insert(db, &event, pool);
}

/* All of it in one go: the browser's lock, the click, the booking. */
static const struct err *lock_and_find(struct desk *desk, struct db *db, const char *locator,
    const struct click *click, apr_pool_t *pool, struct customer_here *here,
    struct booking_row *out, const char **answer)
{
	struct customer_asked customer;
	struct asked click_asked, booking_asked;
	unsigned char digest[32];
	const char *normal = locator_normal(locator, pool);
	*out = (struct booking_row){ .hold_id = 0 };
	customer_digest(desk, digest);
	TRY(customer_lock_later(desk, db, pool, &customer));
	TRY(click_recall_later(desk, db, click, pool, &click_asked));
	if (normal != NULL)
		TRY(bookings_find_later(db, normal, digest, pool, &booking_asked));
	TRY(db_settle(db, pool));
	TRY(customer_read_known(db, &customer, pool, here));
	TRY(click_read(desk, db, click, &click_asked, pool, answer));
	if (normal != NULL)
		bookings_read(&booking_asked, pool, out);
	return NULL;
}

const struct err *booking_lock(struct desk *desk, struct db *db, const char *locator,
    const struct click *click, apr_pool_t *pool, struct customer_here *here,
    struct booking_row *out, const char **answer)
{
	TRY(lock_and_find(desk, db, locator, click, pool, here, out, answer));
	if (*answer != NULL)
		return NULL;
	TRY(booking_check_found(out, pool));
	TRY(booking_check_full(&out->booking, pool));
	if (out->customer_id == here->customer_id)
		return NULL;
	/* A link's holder: what the owner does at the same moment has to be over before the booking is read. */
	struct customer owner;
	TRY(customers_lock(db, out->customer_id, pool, &owner));
	return booking_find_row(desk, db, locator, pool, out);
}

const struct err *booking_lock_segments(struct db *db, const struct booking_row *row,
    apr_pool_t *pool, struct segment **out, size_t *count)
{
	struct departure_row rows[DEPARTURES_PER_HOLD];
	int64_t ids[DEPARTURES_PER_HOLD];
	TRY(segments_list(db, row->hold_id, party_seated(&row->booking.party), pool, out, count));
	for (size_t i = 0; i < *count; i++)
		ids[i] = (*out)[i].departure_id;
	TRY(departures_lock_shared(db, ids, *count, 0, pool, rows));
	for (size_t i = 0; i < *count; i++)
		(*out)[i].departure = rows[i].departure;
	return NULL;
}

bool segment_is_over(const struct segment *segment, int64_t now)
{
	return segment->departure.state == DEPARTURE_CANCELLED ||
	    segment->departure.state == DEPARTURE_DEPARTED || segment->departure.departs_at <= now;
}

const struct err *booking_check_ahead(
    const struct segment *segments, size_t count, int64_t now, apr_pool_t *pool)
{
	for (size_t i = 0; i < count; i++)
		if (!segment_is_over(&segments[i], now) ||
		    segments[i].departure.state == DEPARTURE_CANCELLED)
			return NULL;
	return err_with(err_new(pool, CODE_SALES_CLOSED, "all of it has departed"), FACT_DEPARTURE,
	    count > 0 ? segments[count - 1].departure.name : "");
}
