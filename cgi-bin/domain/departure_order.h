/* Changes of departures that staff ask of the flight service, which owns them: looked at first, then asked for under the version that was seen, each click once. */
#ifndef DOMAIN_DEPARTURE_ORDER_H
#define DOMAIN_DEPARTURE_ORDER_H

#include "domain/desk.h"
#include "model/aircraft.h"
#include "model/departure_change.h"

/* As the flight service has it now. CODE_NOT_FOUND, CODE_FLIGHT_SERVICE_DOWN. */
const struct err *departure_look(
    struct desk *desk, const char *flight_no, int32_t on, const struct departure **out);
/* CODE_FLIGHT_CLOSED: it is closed at the gate, and nothing is changed on it any more. */
const struct err *departure_check_gate(struct desk *desk, const char *flight_no, int32_t on);
/* All aircraft, by code; none where the service does not tell. CODE_FLIGHT_SERVICE_DOWN. */
const struct err *departure_aircraft(struct desk *desk, const struct aircraft **out, size_t *count);

struct departure_order {
	enum order_kind kind;
	const char *flight_no;
	int32_t on;
	int64_t version; /* the flight service's, as it was seen; 0: ORDER_CREATE */
	/* ORDER_RETIME, ORDER_CREATE: times with their offsets. ORDER_AIRCRAFT, ORDER_CREATE: aircraft_code, fares (count 0: as they are). ORDER_CREATE: the route. */
	struct departure wanted;
	const char *key;
	const unsigned char *fingerprint; /* SHA-256 of the form */
};

/*
 * Written down first, with the audit log's entry; then asked for; then what came of it is written down, with an entry. The same click again does nothing more. NULL: it was made, or it is not known yet
 * (`*is_known` false: the answer was lost, of this asking or of one before, or could not be written down; departure_orders_settle finds out). Errors, nothing was done: CODE_CHANGED_MEANWHILE (it is at
 * another version; also when somebody was first at this moment), CODE_DUPLICATE, CODE_DEPARTURE_ENDED, CODE_INVALID (the service's words), CODE_NOT_FOUND, CODE_FLIGHT_SERVICE_DOWN, CODE_FLIGHT_CLOSED,
 * CODE_KEY_REUSED.
 */
const struct err *departure_order_give(
    struct desk *desk, const struct departure_order *order, bool *is_known);

/* What became of this click (its key and fingerprint), if it was given before, and of which departure it is. CODE_KEY_REUSED: it was something else. */
struct departure_order_found {
	bool is_made;
	bool is_asked; /* and may have been made */
	const char *flight_no;
	int32_t on;
};
const struct err *departure_order_find(struct desk *desk, const char *key,
    const unsigned char *fingerprint, struct departure_order_found *out);

/* The worker: what is not known yet is looked up at the flight service. What it made is learned by its feed, whoever asked for it. */
const struct err *departure_orders_settle(struct desk *desk);
/* The worker: what staff had made a moment ago is learned at once, where booking knows the departure; its feed would bring it some seconds later. */
const struct err *departure_orders_learn(struct desk *desk);

#endif
