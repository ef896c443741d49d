/* What the airline changed, accepted: from then on the new times are what the customer was told, and there are seats for those that were lost. */
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

/* "AX204/2026-12-01 2026-12-01T08:20:00Z 2026-12-01T11:20:00Z 12A 12B": what is other than it was told of one departure. */
static const char *change_of(const struct segment *segment, int64_t now, apr_pool_t *pool)
{
	const struct departure *departure = &segment->departure;
	const char *out = departure->name;
	if (segment_is_retimed(segment, now))
		out = apr_pstrcat(pool, out, " ", clock_text(departure->departs_at, pool), " ",
		    clock_text(departure->arrives_at, pool), NULL);
	for (size_t i = 0; segment_lost(segment, now) > 0 && i < segment->seat_count; i++)
		if (segment->lost[i] != NULL)
			out = apr_pstrcat(pool, out, " ", segment->lost[i], NULL);
	return out;
}

static const char *to_accept(
    const struct segment *segments, size_t count, int64_t now, apr_pool_t *pool)
{
	const char *out = "";
	for (size_t i = 0; i < count; i++)
		if (segment_is_retimed(&segments[i], now) || segment_lost(&segments[i], now) > 0)
			out = apr_pstrcat(pool, out, out[0] != '\0' ? " " : "",
			    change_of(&segments[i], now, pool), NULL);
	return out;
}

const char *booking_to_accept(const struct booking *booking, int64_t now, apr_pool_t *pool)
{
	return to_accept(booking->segments, booking->segment_count, now, pool);
}

/* Under the shared lock of its departures: is there still what was seen? */
static const struct err *check(struct accepting *accepting, struct db *db, apr_pool_t *pool)
{
	struct booking_locked *locked = &accepting->locked;
	const struct booking *booking = &locked->row.booking;
	TRY(booking_lock_departures_later(db, locked, pool));
	TRY(segments_fill_cabins(db, locked->segments, locked->segment_count, pool));
	TRY(booking_read_departures(locked, pool));
	booking_find_lost(locked, pool);
	if (booking->version == accepting->acceptance->version &&
	    booking->state == BOOKING_CONFIRMED && accepting->acceptance->times[0] != '\0' &&
	    strcmp(accepting->acceptance->times,
		to_accept(locked->segments, locked->segment_count, locked->row.now, pool)) == 0)
		return NULL;
	return err_new(pool, CODE_CHANGED_MEANWHILE,
	    "booking %s, or what the airline changed of it, is otherwise now", booking->locator);
}

/* `*names` of the flights whose times are known now; "": none. */
static const struct err *set_told(
    const struct booking_locked *locked, struct db *db, apr_pool_t *pool, const char **names)
{
	*names = "";
	for (size_t i = 0; i < locked->segment_count; i++) {
		const struct segment *segment = &locked->segments[i];
		if (!segment_is_retimed(segment, locked->row.now))
			continue;
		*names = apr_pstrcat(pool, *names, (*names)[0] != '\0' ? ", " : "",
		    segment->departure.flight_no, NULL);
		TRY(segments_set_told(db, locked->row.hold_id, segment->position,
		    segment->departure.departs_at, segment->departure.arrives_at, pool));
	}
	return NULL;
}

static const struct err *write_down(struct accepting *accepting, struct db *db, apr_pool_t *pool)
{
	const struct booking_locked *locked = &accepting->locked;
	const char *names, *seats, *detail = "";
	TRY(set_told(locked, db, pool, &names));
	TRY(booking_seat_lost(accepting->desk, db, locked, pool, &seats));
	if (names[0] != '\0')
		detail = apr_psprintf(pool, say("You have accepted the new times of %s"), names);
	if (seats[0] != '\0')
		detail = apr_pstrcat(pool, detail, detail[0] != '\0' ? ". " : "",
		    apr_psprintf(pool, say("You sit elsewhere now: %s"), seats), NULL);
	return booking_record_change(accepting->desk, db, &locked->row.booking, detail, pool);
}

static const struct err *tell(struct accepting *accepting, struct db *db, apr_pool_t *pool)
{
	const struct language *own = booking_speak(
	    accepting->desk, accepting->locked.row.booking.language);
	const struct err *err = write_down(accepting, db, pool);
	words_speak(own);
	return err;
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
	TRY(tell(accepting, db, pool));
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
