/* A booking as a file for calendars. */
#include "domain/booking_calendar.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/booking_travel.h"
#include "domain/full_name.h"
#include "domain/offer.h"

#include <inttypes.h>
#include <string.h>

#define PRODUCT "-//Aisle//Bookings//EN"

static enum calendar_status status_of(const struct booking *booking, const struct segment *segment)
{
	if (!booking_flies(booking, segment))
		return CALENDAR_CANCELLED;
	return booking->state == BOOKING_PENDING ? CALENDAR_TENTATIVE : CALENDAR_CONFIRMED;
}

/* "aisle.example" of "https://aisle.example": what makes a locator the only one in the world. */
static const char *host_of(const char *url)
{
	return strstr(url, "://") + strlen("://");
}

static const char *seats_words(const struct segment *segment, apr_pool_t *pool)
{
	const char *words = say(segment->cabin_name);
	const char *before = ", ";

	for (size_t i = 0; i < segment->seat_count; i++) {
		if (segment->seats[i] == NULL ||
		    (segment->lost_count > 0 && segment->lost[i] != NULL))
			continue;
		words = apr_pstrcat(pool, words, before, segment->seats[i], NULL);
		before = " ";
	}
	return words;
}

static const char *names_words(const struct booking *booking, apr_pool_t *pool)
{
	const char *words = "";

	if (booking->view != BOOKING_FULL)
		return words;
	for (size_t i = 0; i < booking->passenger_count; i++) {
		const struct passenger *passenger = &booking->passengers[i];

		if (passenger->is_cancelled)
			continue;
		words = apr_pstrcat(pool, words,
		    full_name(passenger->given_name, passenger->surname, pool), "\n", NULL);
	}
	return words;
}

/* "Departs LHR 22:05, arrives JFK 06:10 on Wed 2 Dec 2026 (local times)": calendars show their reader's. */
static const char *times_words(const struct departure *departure, apr_pool_t *pool)
{
	int32_t leaves = date_at_offset(departure->departs_at, departure->origin_offset);
	int32_t lands = date_at_offset(departure->arrives_at, departure->destination_offset);

	const char *leaves_at = date_clock_at_offset(
	    departure->departs_at, departure->origin_offset, pool);
	const char *lands_at = date_clock_at_offset(
	    departure->arrives_at, departure->destination_offset, pool);

	if (leaves == lands)
		return apr_psprintf(pool, say("Departs %s %s, arrives %s %s (local times)"),
		    departure->origin, leaves_at, departure->destination, lands_at);
	return apr_psprintf(pool, say("Departs %s %s, arrives %s %s on %s (local times)"),
	    departure->origin, leaves_at, departure->destination, lands_at,
	    date_human(lands, pool));
}

static struct calendar_event event_of(
    struct desk *desk, const struct booking *booking, const struct segment *segment)
{
	apr_pool_t *pool = desk->pool;
	const struct departure *departure = &segment->departure;
	const struct airport *from = offer_airport(desk, departure->origin);
	const struct airport *to = offer_airport(desk, departure->destination);
	const char *url = apr_pstrcat(
	    pool, desk->settings->site_url, "/bookings/", booking->locator, NULL);

	return (struct calendar_event){
		.uid = apr_psprintf(pool, "%s-%" PRId64 "@%s", booking->locator, segment->position,
		    host_of(desk->settings->site_url)),
		/* Either change makes it grow: calendars keep what has the higher one. */
		.sequence = booking->version + departure->version - 1,
		.starts_at = departure->departs_at,
		.ends_at = departure->arrives_at,
		.status = status_of(booking, segment),
		.summary = apr_pstrcat(
		    pool, departure->flight_no, " ", from->city, " – ", to->city, NULL),
		.location = apr_pstrcat(pool, from->name, " (", from->code, ")", NULL),
		.description = apr_pstrcat(pool,
		    apr_psprintf(pool, say("Booking code %s"), booking->locator), "\n",
		    times_words(departure, pool), "\n", seats_words(segment, pool), "\n",
		    names_words(booking, pool), url, NULL),
		.url = url,
	};
}

const char *booking_calendar(
    struct desk *desk, const struct booking *booking, enum calendar_method method)
{
	const struct settings *settings = desk->settings;
	struct calendar_event *events = pool_make_many(
	    desk->pool, struct calendar_event, booking->segment_count);
	struct calendar calendar = {
		.product = PRODUCT,
		.method = method,
		.organizer_name = settings->site_name,
		.organizer = settings->mail_address == NULL
		    ? settings->site_url
		    : apr_pstrcat(desk->pool, "mailto:", settings->mail_address, NULL),
		.stamp_at = clock_now(),
		.events = events,
		.count = booking->segment_count,
	};

	for (size_t i = 0; i < booking->segment_count; i++)
		events[i] = event_of(desk, booking, &booking->segments[i]);
	return calendar_text(&calendar, desk->pool);
}
