/* A booking: what was sold to a customer, under a record locator. */
#ifndef MODEL_BOOKING_H
#define MODEL_BOOKING_H

#include "model/hold.h"

enum booking_state { BOOKING_PENDING, BOOKING_CONFIRMED, BOOKING_CANCELLED, BOOKING_EXPIRED };

/* How much of a booking the asking browser may see. */
enum booking_view { BOOKING_FOUND, BOOKING_FULL };

struct booking {
	int64_t id;
	const char *locator;
	enum booking_state state;
	int64_t version;
	enum booking_view view;
	int64_t created_at, cancelled_at;
	bool is_paid;
	int64_t total_minor, paid_minor,
	    refund_minor;     /* refund: what was quoted and agreed at the cancellations */
	int64_t credit_minor; /* of the total: not owed any more, for parts that were cancelled */
	int64_t
	    goodwill_minor; /* of what was paid: given back though nothing was cancelled for it */
	int64_t name_corrections; /* so far */
	int64_t link_no;          /* of its link: those of lower numbers are over */
	const char *currency;
	const char *language;   /* of who booked: a code */
	const char *seats_text; /* data-seats; "" once cancelled */
	struct party party;
	struct contact contact; /* NULLs unless BOOKING_FULL */
	const struct segment *segments;
	size_t segment_count;
	const struct passenger *passengers; /* born_on DATE_NONE unless BOOKING_FULL */
	size_t passenger_count;
	const struct price_line *prices;
	size_t price_count;
};

#endif
