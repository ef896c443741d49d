/* What the demo carrier asks for a seat: the same for a departure whenever it is asked. */
#ifndef FLIGHTS_PRICE_H
#define FLIGHTS_PRICE_H

#include "flights/catalog.h"
#include "flights/nouns.h"

/*
 * Fares and taxes of a timetable row on a date, into `out`. The base fare moves with the weekday,
 * the season (by at most season_pct) and by up to 8 % drawn from flight number and date; amounts
 * are whole units of the currency. Economy has a light fare (no refund, a fee for changes) and a
 * flexible one, any other cabin a flexible one. Taxes: the carrier's charge YQ, the security
 * charge XA, and the airport's own under its country's code.
 */
void price_departure(const struct timetable_row *row, const struct aircraft *aircraft,
    const struct airport *origin, int32_t on, apr_pool_t *pool, struct departure *out);

#endif
