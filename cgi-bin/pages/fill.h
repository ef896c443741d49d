/* Filling what several pages show: itineraries, prices, parties, seat maps. Each fills the part template of its name (templates/parts/NAME.tpl). */
#ifndef PAGES_FILL_H
#define PAGES_FILL_H

#include "domain/offer.h"
#include "model/booking.h"
#include "web/form.h"
#include "web/view.h"

/* parts/itinerary: one segment a row: flight, cities, local times with "+1 day", duration, cabin, state ("cancelled by the airline", "new time, was 14:05"), seats. */
void fill_itinerary(struct view *view, enum view_key key, struct desk *desk,
    const struct segment *segments, size_t count);

/* The same rows for departures that are not held yet. */
void fill_departure(struct view *row, struct desk *desk, const struct departure *departure);

/* parts/prices: price lines and total. */
void fill_prices(struct view *view, enum view_key key, const struct price_line *prices, size_t count,
    int64_t total_minor, const char *currency, apr_pool_t *pool);

/* parts/party: "2 adults, 1 child"; and "adults=2&children=1&infants=0" for links. */
const char *fill_party_words(const struct party *party, apr_pool_t *pool);
const char *fill_party_query(const struct party *party, apr_pool_t *pool);

/*
 * parts/seat_map: a cabin of native inputs. `kind` is "checkbox" (offer) or "radio" (seat change); values are full seat names; `yours` (or what was typed in `form`, when not NULL) is checked; taken and blocked are
 * disabled, but taken seats that are `yours` are not.
 */
void fill_seat_map(struct view *view, enum view_key key, const struct departure *departure,
    const struct seat_map *map, const char *kind, const struct form *form, apr_pool_t *pool);

/* Local time "14:05", date "Tue 1 Dec 2026", with <time datetime> text under the keys given. */
const char *fill_local_time(int64_t at, int offset_minutes, apr_pool_t *pool);
const char *fill_duration(int64_t from_at, int64_t to_at, apr_pool_t *pool); /* "2 h 05 min" */
/* "14:05" of the site's clock for "as of …" */
const char *fill_as_of(int64_t as_of, apr_pool_t *pool);

#endif
