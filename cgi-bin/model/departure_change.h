/* Changes of a departure: what staff asked of the flight service, and what a change is followed by until everybody was told and seated. */
#ifndef MODEL_DEPARTURE_CHANGE_H
#define MODEL_DEPARTURE_CHANGE_H

#include "model/departure.h"

enum order_kind { ORDER_CREATE, ORDER_RETIME, ORDER_CANCEL, ORDER_AIRCRAFT };
enum order_state { ORDER_ASKED, ORDER_MADE, ORDER_REFUSED };

struct departure_order_row {
	int64_t id; /* 0: there is none */
	const char *actor, *form_key;
	unsigned char fingerprint[32];
	enum order_kind kind;
	const char *flight_no;
	int32_t on;
	int64_t seen_version;
	int64_t departs_at, arrives_at; /* CLOCK_NONE: not asked for */
	const char *aircraft_code;      /* NULL: not asked for */
	const char
	    *sale; /* ORDER_CREATE: route and fares, in words; NULL: not known, or not asked for */
	unsigned char sale_digest[32]; /* of all of them */
	enum order_state state;
	const char *answer, *request_id;
	int64_t asked_at, settled_at;
	int64_t age_s; /* since it was asked */
};

struct departure_work {
	int64_t id, departure_id;
	/* Before this change and behind it: flight, date, times with their offsets, and whether it is cancelled; nothing else. */
	struct departure was, is;
	int64_t service_version;
	bool is_news; /* for every booking; false: for who sits elsewhere alone */
	bool is_reseating;
	bool is_done;
	int64_t learned_at, done_at;
	int64_t told, to_tell; /* bookings that were dealt with, and that are still to be */
	int64_t moved, lost;   /* people */
};

/* Who was seated anew; to_seat NULL: lost. */
struct work_move {
	int64_t booking_id, passenger_no;
	const char *from_seat, *to_seat;
	const char *locator, *given_name, *surname; /* read alone */
	const char
	    *seat_now; /* read alone: what they have by now; NULL: they do not travel any more */
	bool is_off;   /* read alone: seat_now is not in the aircraft of now */
};

#endif
