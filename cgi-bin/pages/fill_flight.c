/* Flights as pages show them: one departure, and the itinerary of a hold or booking. */
#include "pages/fill.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/booking.h"
#include "pages/site_clock.h"
#include "view_keys.h"

#include <string.h>

static bool has_offset(struct desk *desk, const struct airport *airport, int64_t at, int *offset)
{
	return airport->zone != NULL &&
	    date_zone_offset(at, airport->zone, desk->pool, offset) == NULL;
}

int fill_offset_at_origin(struct desk *desk, const struct departure *departure, int64_t at)
{
	int offset;

	return has_offset(desk, offer_airport(desk, departure->origin), at, &offset)
	    ? offset
	    : departure->origin_offset;
}

const char *fill_as_of(struct desk *desk, const char *code, int64_t as_of)
{
	const struct airport *airport = offer_airport(desk, code);
	int offset;

	if (!has_offset(desk, airport, as_of, &offset))
		return site_clock_time(as_of, desk->pool);
	return apr_psprintf(desk->pool, say("%s %s time"),
	    date_clock_at_offset(as_of, offset, desk->pool), airport->city);
}

static void fill_ends(struct view *view, struct desk *desk, const struct departure *departure)
{
	apr_pool_t *pool = desk->pool;
	int from = departure->origin_offset;
	int to = departure->destination_offset;

	view_text(view, K_ORIGIN_CODE, departure->origin);
	view_text(view, K_ORIGIN_CITY, offer_airport(desk, departure->origin)->city);
	view_text(view, K_DESTINATION_CODE, departure->destination);
	view_text(view, K_DESTINATION_CITY, offer_airport(desk, departure->destination)->city);
	view_text(view, K_DEPARTS_AT, fill_datetime(departure->departs_at, from, pool));
	view_text(view, K_DEPARTS_TIME, fill_local_time(departure->departs_at, from, pool));
	view_text(view, K_ARRIVES_AT, fill_datetime(departure->arrives_at, to, pool));
	view_text(view, K_ARRIVES_TIME, fill_local_time(departure->arrives_at, to, pool));
}

/* "+1 day" when the local date of arrival is another. */
static void fill_days_later(struct view *view, const struct departure *departure, apr_pool_t *pool)
{
	int32_t leaves = date_at_offset(departure->departs_at, departure->origin_offset);
	int32_t lands = date_at_offset(departure->arrives_at, departure->destination_offset);
	int days = lands - leaves;

	if (days != 0)
		view_text(view_each(view, K_DAYS_LATER), K_TEXT,
		    apr_psprintf(
			pool, say_count(days < 0 ? -days : days, "%+d day", "%+d days"), days));
}

static struct view *fill_flight(
    struct view *row, struct desk *desk, const struct departure *departure)
{
	struct view *view = view_include(row, K_FLIGHT, "parts/flight");
	int32_t leaves = date_at_offset(departure->departs_at, departure->origin_offset);

	view_text(view, K_FLIGHT_NO, departure->flight_no);
	view_text(view, K_AIRCRAFT, departure->aircraft_name);
	view_text(view, K_DEPARTS_ON, date_text(leaves, desk->pool));
	view_text(view, K_DEPARTS_DATE, date_human(leaves, desk->pool));
	view_text(view, K_DURATION,
	    fill_duration(departure->departs_at, departure->arrives_at, desk->pool));
	view_text(view, K_DURATION_ISO,
	    apr_psprintf(desk->pool, "PT%dM",
		(int)((departure->arrives_at - departure->departs_at) / CLOCK_MINUTE)));
	fill_ends(view, desk, departure);
	fill_days_later(view, departure, desk->pool);
	return view;
}

static void fill_note(struct view *flight, const char *look, const char *text)
{
	struct view *note = view_each(flight, K_FLIGHT_NOTE);

	view_text(note, K_NOTE_CLASS, look);
	view_text(note, K_TEXT, text);
}

void fill_departure(struct view *row, struct desk *desk, const struct departure *departure)
{
	struct view *flight = fill_flight(row, desk, departure);

	if (departure->state == DEPARTURE_CANCELLED)
		fill_note(flight, "note warn", say("Cancelled by the airline"));
	else if (departure->state == DEPARTURE_RETIMED)
		fill_note(flight, "note", say("This flight has a new time"));
	else if (departure->state == DEPARTURE_DEPARTED)
		fill_note(flight, "note", say("Departed"));
}

/* "New time: was 14:05 on Tue 1 Dec 2026": what the customer was told, where it is so no more. */
static const char *retimed_words(const struct segment *segment, apr_pool_t *pool)
{
	const struct departure *departure = &segment->departure;
	int32_t told = date_at_offset(segment->told_departs_at, departure->origin_offset);

	if (segment->told_departs_at == departure->departs_at)
		return apr_psprintf(pool, say("New arrival time: was %s"),
		    fill_local_time(segment->told_arrives_at, departure->destination_offset, pool));
	return apr_psprintf(pool, say("New time: was %s on %s"),
	    fill_local_time(segment->told_departs_at, departure->origin_offset, pool),
	    date_human(told, pool));
}

const char *fill_lost_seats(const struct segment *segment, const char *joint, apr_pool_t *pool)
{
	const char *text = "";

	for (size_t i = 0; i < segment->seat_count; i++)
		if (segment->lost[i] != NULL)
			text = apr_pstrcat(
			    pool, text, text[0] != '\0' ? joint : "", segment->lost[i], NULL);
	return text;
}

/* "Seats 12A, 12B are not in this aircraft" */
static const char *lost_words(const struct segment *segment, apr_pool_t *pool)
{
	return apr_psprintf(pool,
	    say_count((int64_t)segment->lost_count, "Seat %s is not in this aircraft",
		"Seats %s are not in this aircraft"),
	    fill_lost_seats(segment, ", ", pool));
}

static void fill_segment_note(struct view *flight, const struct segment *segment, apr_pool_t *pool)
{
	const struct departure *departure = &segment->departure;

	if (segment->is_cancelled)
		fill_note(flight, "note", say("You have cancelled this flight"));
	else if (departure->state == DEPARTURE_CANCELLED)
		fill_note(flight, "note warn", say("Cancelled by the airline"));
	else if (segment->told_departs_at != departure->departs_at ||
	    segment->told_arrives_at != departure->arrives_at)
		fill_note(flight, "note warn", retimed_words(segment, pool));
	else if (departure->state == DEPARTURE_DEPARTED)
		fill_note(flight, "note", say("Departed"));
	if (segment_lost(segment, clock_now()) > 0)
		fill_note(flight, "note warn", lost_words(segment, pool));
}

static void fill_segment_seats(struct view *row, const struct segment *segment)
{
	bool is_lost = segment_lost(segment, clock_now()) > 0;
	struct view *seats = NULL;
	size_t given = 0;

	for (size_t i = 0; i < segment->seat_count; i++) {
		struct view *seat;

		if (segment->seats[i] == NULL)
			continue;
		if (seats == NULL)
			seats = view_each(row, K_SEGMENT_SEATS);
		seat = view_each(seats, K_SEAT_NO);
		view_text(seat, K_TEXT, segment->seats[i]);
		if (is_lost && segment->lost[i] != NULL)
			view_show(seat, K_SEAT_LOST);
		given++;
	}
	if (seats != NULL)
		view_text(seats, K_SEATS_LABEL, given == 1 ? say("Seat") : say("Seats"));
}

void fill_itinerary(struct view *view, enum view_key key, struct desk *desk,
    const struct segment *segments, size_t count)
{
	struct view *part = view_include(view, key, "parts/itinerary");

	for (size_t i = 0; i < count; i++) {
		const struct segment *segment = &segments[i];
		struct view *row = view_each(part, K_SEGMENT);
		struct view *flight = fill_flight(row, desk, &segment->departure);

		fill_segment_note(flight, segment, desk->pool);
		view_text(row, K_DEPARTURE_NAME, segment->departure.name);
		view_text(row, K_CABIN_NAME, say(segment->cabin_name));
		view_text(row, K_FARE_BASIS, segment->basis);
		fill_segment_seats(row, segment);
	}
}
