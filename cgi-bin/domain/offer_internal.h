/* What the files of offers share: days of a route, put together of what the flight service sells and what booking counts; and words that name no place. */
#ifndef DOMAIN_OFFER_INTERNAL_H
#define DOMAIN_OFFER_INTERNAL_H

#include "domain/offer.h"

/* The most days that one question may ask for, and how many departures are never too long an answer. */
#define OFFER_QUESTION_DAYS 62
#define OFFER_QUESTION_DEPARTURES 400

/* `count` days from `from`, nothing known of them. */
void offer_days_start(struct offer_day *days, size_t count, int32_t from);

/* May a departure be shown at all: not gone, not cancelled, with a fare in the cabin? The cheapest one, or NULL. */
const struct fare *offer_fare_shown(
    const struct departure *departure, const char *cabin, int64_t now);

/*
 * Each day's lowest price of what `found` has to sell to the leg's party; where `items` is not NULL, all of leg->on into it (room for found->n of them), `*item_count` in all. Asks the database
 * once. `day_count` at least 1.
 */
const struct err *offer_gather(struct desk *desk, const struct offer_leg *leg,
    const struct departures *found, struct offer_day *days, size_t day_count,
    struct offer_item *items, size_t *item_count);

/* All airports that the flight service knows; asked for once a desk, whose cities are looked up for each flight that is shown. */
const struct err *offer_airports_all(struct desk *desk, struct airports *out);

/* The beginning of a word that every second airport has in its name. */
bool offer_place_is_common(const char *folded, size_t length);

#endif
