/* What the airline changed, accepted: from then on the new times are what the customer was told. */
#include "domain/booking_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/click_internal.h"
#include "store/segments.h"

#include <string.h>

struct accepting {
	struct desk *desk;
	const struct acceptance *acceptance;
	struct booking_locked locked;
	const char *answer;
};

static bool is_retimed(const struct segment *segment, int64_t now)
{
	return segment->departure.state != DEPARTURE_CANCELLED && segment_is_changed(segment, now);
}

static const char *new_times(
    const struct segment *segments, size_t count, int64_t now, apr_pool_t *pool)
{
	const char *out = "";
	for (size_t i = 0; i < count; i++) {
		const struct departure *departure = &segments[i].departure;
		if (!is_retimed(&segments[i], now))
			continue;
		out = apr_pstrcat(pool, out, out[0] != '\0' ? " " : "", departure->name, " ",
		    clock_text(departure->departs_at, pool), " ",
		    clock_text(departure->arrives_at, pool), NULL);
	}
	return out;
}

const char *booking_new_times(const struct booking *booking, int64_t now, apr_pool_t *pool)
{
	return new_times(booking->segments, booking->segment_count, now, pool);
}

/* Under the shared lock of its departures: is there still what was seen? */
static const struct err *check(struct accepting *accepting, struct db *db, apr_pool_t *pool)
{
	struct booking_locked *locked = &accepting->locked;
	const struct booking *booking = &locked->row.booking;
	TRY(booking_lock_departures_later(db, locked, pool));
	TRY(db_settle(db, pool));
	TRY(booking_read_departures(locked, pool));
	if (booking->version == accepting->acceptance->version &&
	    booking->state == BOOKING_CONFIRMED && accepting->acceptance->times[0] != '\0' &&
	    strcmp(accepting->acceptance->times,
		new_times(locked->segments, locked->segment_count, locked->row.now, pool)) == 0)
		return NULL;
	return err_new(pool, CODE_CHANGED_MEANWHILE,
	    "booking %s or the times of its flights are others now", booking->locator);
}

static const struct err *write_down(struct accepting *accepting, struct db *db, apr_pool_t *pool)
{
	const struct booking_locked *locked = &accepting->locked;
	const struct booking *booking = &locked->row.booking;
	const char *names = "";
	for (size_t i = 0; i < locked->segment_count; i++) {
		const struct segment *segment = &locked->segments[i];
		if (!is_retimed(segment, locked->row.now))
			continue;
		names = apr_pstrcat(
		    pool, names, names[0] != '\0' ? ", " : "", segment->departure.flight_no, NULL);
		TRY(segments_set_told(db, locked->row.hold_id, segment->position,
		    segment->departure.departs_at, segment->departure.arrives_at, pool));
	}
	return booking_record_change(accepting->desk, db, booking,
	    apr_psprintf(pool, say("You have accepted the new times of %s"), names), pool);
}

static const struct err *accept_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct accepting *accepting = arg;
	const struct acceptance *acceptance = accepting->acceptance;
	bool is_done;
	TRY(booking_lock(accepting->desk, db, acceptance->locator, &acceptance->click, pool,
	    &accepting->locked, &accepting->answer));
	if (accepting->answer != NULL)
		return NULL;
	TRY(check(accepting, db, pool));
	TRY(write_down(accepting, db, pool));
	const struct booking *booking = &accepting->locked.row.booking;
	accepting->answer = booking_path(booking->locator, pool);
	TRY(click_keep(
	    db, accepting->locked.here.browser_id, &acceptance->click, accepting->answer, pool));
	TRY(bookings_set_version(db, booking->id, booking->version, pool, &is_done));
	return is_done ? NULL : tx_again(pool, "the booking has just changed");
}

const struct err *booking_accept(struct desk *desk, const struct acceptance *acceptance)
{
	struct accepting accepting = { .desk = desk, .acceptance = acceptance };
	return click_run(desk, &acceptance->click, accept_in_tx, &accepting, &accepting.answer);
}
