/* Prices: what a party pays for a departure, line by line. Pure rules; no database. */
#ifndef DOMAIN_FARE_H
#define DOMAIN_FARE_H

#include "base/err.h"
#include "model/hold.h"

/* What an adult pays, in minor units. */
int64_t fare_with_taxes(const struct fare *fare);
/* The cheapest fare of a cabin for an adult with taxes, or NULL; and a fare by its basis, or NULL. */
const struct fare *fare_cheapest(const struct departure *departure, const char *cabin);
const struct fare *fare_by_basis(const struct departure *departure, const char *basis);

/*
 * The lines of one segment for a party, at most `max`, into `out`; `*count` of them, their sum added to `*total`. Adult and child: fare and each tax; infant: a tenth of the fare, rounded down, no tax; lines of nothing are
 * left out. CODE_BROKEN where a sum would leave MONEY_MAX.
 */
const struct err *fare_price(const struct fare *fare, const struct party *party, int64_t position,
    apr_pool_t *pool, struct price_line *out, size_t max, size_t *count, int64_t *total);

/*
 * What some people of a booking (`party`: how many of each type) have ahead of them, on one of its segments (`position`) or all (0): its price, and how much of that its fares give back when it is cancelled
 * now. What has departed, and what was cancelled before, is not among it. Back comes the price of a refundable fare less cancel_fee for each who has a seat, not below 0; all of it where
 * the airline cancelled the departure, or when it `is_free`.
 */
struct fare_value {
	int64_t price_minor, back_minor;
};
struct fare_value fare_value(const struct segment *segments, size_t segment_count,
    const struct price_line *prices, size_t price_count, const struct party *party,
    int64_t position, int64_t now_at, bool is_free);

#endif
