/* Parts of bookings that tests cancel: the whole, one passenger, one flight. */
#ifndef SUPPORT_PARTS_H
#define SUPPORT_PARTS_H

#include "domain/booking.h"

#define PART_ALL ((struct booking_part){ 0, NULL })
struct booking_part part_passenger(int64_t no);
struct booking_part part_flight(const struct departure *departure);

/* Booked there and back under a new surname: its locator. */
const char *part_book(struct desk *desk, const struct departure *out, const struct departure *back,
    struct party party, const char *basis);
/* What cancelling it means; it has to be possible. */
struct booking_quote part_quote(struct desk *desk, const char *locator, struct booking_part part);
/* Cancelled as it is quoted, under a new key. */
const struct err *part_give_up(struct desk *desk, const char *locator, struct booking_part part);

#endif
