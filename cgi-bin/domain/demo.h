/* Bookings that are made up, for demonstrations and for measuring: as they would be had customers bought for months. The same seed on the same day gives the same. */
#ifndef DOMAIN_DEMO_H
#define DOMAIN_DEMO_H

#include "domain/desk.h"

#define DEMO_BOOKINGS_MAX 5000000

struct demo;

/*
 * Begin, on an empty database: CODE_INVALID where there are holds, bookings or departures already (what was made up must not mix with what was sold). Nobody else may write to
 * it until the end (CODE_DUPLICATE then).
 */
const struct err *demo_begin(
    struct desk *desk, int64_t bookings, uint64_t seed, int32_t today, struct demo **out);

/* An aircraft type, then its cabins from the nose. Lists are separated by single spaces. Texts are not copied, here and below. */
void demo_add_aircraft(struct demo *demo, const char *code, const char *name);
void demo_add_cabin(struct demo *demo, const char *code, const char *name, int first_row,
    int last_row, const char *letters, const char *exit_rows, const char *missing);
/* How many seats it has; 0 for an unknown code. */
int64_t demo_seats(const struct demo *demo, const char *aircraft);

/* How many days before today the departures should begin, where so many seats are flown a day. */
int demo_days_back(const struct demo *demo, int64_t seats_a_day);

/* A departure as the flight service has it, then its fares, each with its taxes. All in one currency. */
struct demo_departure {
	const char *flight_no;
	int32_t on;
	const char *origin, *destination;
	int64_t departs_at, arrives_at;
	int origin_offset, destination_offset;
	int64_t version;
	const char *aircraft; /* added before */
};
void demo_add_departure(struct demo *demo, const struct demo_departure *departure);
void demo_add_fare(struct demo *demo, const char *basis, const char *cabin, int64_t amount_minor,
    const char *currency, bool is_refundable, int64_t change_fee_minor, int64_t cancel_fee_minor);
void demo_add_tax(struct demo *demo, const char *code, int64_t amount_minor);

/* The next block of sales, in one transaction; `*made` bookings in all so far. The departures are written at the first call. CODE_SOLD_OUT: there are too few seats. */
const struct err *demo_sell(struct demo *demo, int64_t *made);

#endif
