/* A passenger of a departure as the gate sees her: her seat, and whether she is checked in and on board. */
#ifndef MODEL_BOARDING_H
#define MODEL_BOARDING_H

#include "model/party.h"

/* In the order of the table's column. No-show: was not on board when the flight was closed. */
enum boarding_state {
	BOARDING_OPEN,
	BOARDING_CHECKED_IN,
	BOARDING_BOARDED,
	BOARDING_NO_SHOW,
	BOARDING_STATES
};

struct boarding {
	int64_t id; /* 0: she has not been at the gate yet, and version is 0 */
	int64_t booking_id;
	const char *locator;
	int64_t passenger_no;
	enum passenger_type type;
	const char *given_name, *surname; /* given name NULL: has one name */
	int32_t born_on;
	const char *cabin, *seat_no; /* NULL: none (an infant, or a seat that was lost) */
	bool is_seat_there;          /* the aircraft that flies has it */
	enum boarding_state state;
	int64_t version;
	int64_t changed_at;     /* CLOCK_NONE: never */
	const char *changed_by; /* NULL: nobody */
};

struct boarding_count {
	int64_t booked;     /* all of them */
	int64_t checked_in; /* on board or not */
	int64_t boarded;
	int64_t missing; /* not on board */
};

#endif
