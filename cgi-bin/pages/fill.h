/*
 * Filling what several pages show: flights, itineraries, prices, parties, seat maps, fields. What
 * fills a part does so with the template of its name (templates/parts/NAME.tpl) under the include
 * marker that is given.
 */
#ifndef PAGES_FILL_H
#define PAGES_FILL_H

#include "domain/offer.h"
#include "model/booking.h"
#include "web/form.h"
#include "web/view.h"

/*
 * parts/itinerary: one segment a row: flight, cities, local times with "+1 day", duration, cabin,
 * state ("Cancelled by the airline", "New time: was 14:05", "Seat 12A is not in this aircraft"), seats.
 */
void fill_itinerary(struct view *view, enum view_key key, struct desk *desk,
    const struct segment *segments, size_t count);

/* Those that the aircraft has not any more, of a segment that has lost some, with `joint` between them. */
const char *fill_lost_seats(const struct segment *segment, const char *joint, apr_pool_t *pool);

/* parts/flight under K_FLIGHT of `row`, for departures that are not held yet. */
void fill_departure(struct view *row, struct desk *desk, const struct departure *departure);

/* parts/prices: price lines and total; lines of several flights under a heading each. */
void fill_prices(struct view *view, enum view_key key, const struct price_line *prices,
    size_t count, int64_t total_minor, const char *currency, apr_pool_t *pool);

/* "2 adults, 1 child, 1 infant"; and "adults=2&children=1&infants=0" for links. */
const char *fill_party_words(const struct party *party, apr_pool_t *pool);
const char *fill_party_query(const struct party *party, apr_pool_t *pool);

/*
 * parts/seat_map: the cabin with this code as native inputs, the aircraft's other cabins as a line
 * each (NULL: all are open). `kind` is "checkbox" (offer) or "radio" (seat change); values are
 * full seat names; `yours` (or what was typed as `seat` in `form`, when not NULL, and is free) is
 * checked; taken and blocked are disabled. Of what is wrong with one that may be ticked it is told (form_complaint_shown).
 */
void fill_seat_map(struct view *view, enum view_key key, const struct departure *departure,
    const struct seat_map *map, const char *cabin, const char *kind, const struct form *form,
    apr_pool_t *pool);
/*
 * What is wrong with a seat, in the section SEAT_ERROR beside its map, which was filled before: of one that the map has not, or that cannot be had, the summary leads to these words themselves. Their id,
 * for what the map stands in to be described by.
 */
const char *fill_seat_error(struct view *view, const struct form *form,
    const struct form_complaint *complaint, apr_pool_t *pool);

/*
 * One row of the section `key` for the nth value of a field (0: a single one): K_VALUE what was
 * typed (`fallback` when `form` is NULL or nothing was typed; may be NULL), K_ID "surname-2" or
 * "date", and a row of K_ERROR with K_MESSAGE when there is a complaint about it. The row, for
 * more markers.
 */
struct view *fill_field(struct view *view, enum view_key key, const struct form *form,
    const char *name, size_t nth, const char *fallback);

/* parts/find_form (fields locator, surname). `form` may be NULL. */
void fill_find_form(struct view *view, enum view_key key, const struct form *form);

/*
 * "14:05" in the local time of an offset; "8 h 05 min";
 * "2026-12-01T14:05:00+01:00" for <time datetime>.
 */
const char *fill_local_time(int64_t at, int offset_minutes, apr_pool_t *pool);
const char *fill_duration(int64_t from_at, int64_t to_at, apr_pool_t *pool);
const char *fill_datetime(int64_t at, int offset_minutes, apr_pool_t *pool);

/* "14:05 Frankfurt time", by the clocks of the airport `code`; by the site's where they are not known. */
const char *fill_as_of(struct desk *desk, const char *code, int64_t as_of);

/* The offset from UTC (minutes) of the clocks where a departure leaves, at an instant: of the zone there, else as it is when it leaves. */
int fill_offset_at_origin(struct desk *desk, const struct departure *departure, int64_t at);

/* "Economy" for the departure's cabin "Y"; the code itself where it has none of that code. */
const char *fill_cabin_name(const struct departure *departure, const char *code);

#endif
