/* Parts of bookings that tests cancel. */
#include "support/parts.h"

#include "support/database.h"
#include "support/desks.h"

struct booking_part part_passenger(int64_t no)
{
	return (struct booking_part){ no, NULL };
}

struct booking_part part_flight(const struct departure *departure)
{
	return (struct booking_part){ 0, departure->name };
}

struct booking_quote part_quote(struct desk *desk, const char *locator, struct booking_part part)
{
	struct booking_quote out;
	assert_no_err(booking_quote(desk, locator, &part, &out));
	return out;
}

/* As it is quoted, under a new key. */
const struct err *part_give_up(struct desk *desk, const char *locator, struct booking_part part)
{
	const struct booking_quote seen = part_quote(desk, locator, part);
	return booking_cancel_part(desk,
	    &(struct part_cancel){ locator, seen.booking->version, part, seen.refund_minor,
		seen.due_minor, click_of(NULL, "part") });
}

const char *part_book(struct desk *desk, const struct departure *out, const struct departure *back,
    struct party party, const char *basis)
{
	return desk_book(desk,
	    &(struct wish){ .departures = { out, back }, .party = party, .basis = basis },
	    surname_new());
}
