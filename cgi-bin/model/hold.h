/* A hold keeps seats for a party on one to four departures until a moment; a booking is made from it, once. */
#ifndef MODEL_HOLD_H
#define MODEL_HOLD_H

#include "model/departure.h"
#include "model/party.h"

enum hold_state { HOLD_OPEN, HOLD_USED, HOLD_RELEASED, HOLD_EXPIRED };

/* One departure of a hold or booking, in travel order, with the fare as it was told. */
struct segment {
	int64_t position; /* from 1 */
	int64_t departure_id;
	struct departure departure; /* as booking knows it now: no fares */
	bool is_sales_closed;       /* by staff */
	bool is_cancelled;          /* the customer gave it up, and kept the rest */
	int64_t told_departs_at,
	    told_arrives_at; /* what the customer was told when the hold was placed */
	const char *cabin;
	const char *
	    cabin_name; /* as the aircraft has it now; its code where that was not asked for, or it has none */
	const char *basis;
	const char *currency;
	bool is_refundable;
	int64_t change_fee_minor, cancel_fee_minor;
	/* By seated passenger in order; n = adults + children; NULL entries: given back. Of an expired hold those that it had last, as far as nobody took one over before. */
	const char *const *seats;
	size_t seat_count;
	/* Those of the seats that the aircraft which flies it now has not, by the same people; NULL entries: it has it, or that was not asked for. */
	const char *const *lost;
	size_t lost_count; /* 0: `lost` may be NULL */
	/* Bit no - 1 of a passenger: checked in (or more), on board. Of a booking that is shown (the first alone) or changed; else 0. */
	unsigned checked_in, boarded;
};

/* An open hold whose time is over. */
struct hold_due {
	int64_t id, customer_id;
	int64_t expires_at;
};

enum price_kind { PRICE_FARE, PRICE_TAX };

/* One price line: unit times quantity; the lines of a hold add up to its total. */
struct price_line {
	int64_t position; /* of the segment */
	enum price_kind kind;
	const char *code; /* fare basis, tax code */
	enum passenger_type type;
	int64_t quantity, unit_minor, amount_minor;
};

struct hold {
	int64_t id;
	const char *ref;
	enum hold_state state; /* an open hold whose time is over reads as expired */
	int64_t version;
	int64_t placed_at, expires_at;
	struct party party;
	int64_t total_minor;
	const char *currency;
	const char *
	    seats_text; /* data-seats: full names, space separated; "" once expired or released; what was sold once used */
	const char *locator;    /* of the booking made from it; NULL */
	bool is_of_account;     /* who asks is signed in */
	struct contact contact; /* email NULL: passengers not given yet */
	const struct segment *segments;
	size_t segment_count;
	const struct passenger *passengers; /* n = 0: not given yet */
	size_t passenger_count;
	const struct price_line *prices;
	size_t price_count;
};

#endif
