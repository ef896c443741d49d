/*
 * The offer page: departures, fares, prices and seat maps with the one form that places a hold.
 * Also shown again by a refused POST /holds.
 */
#ifndef PAGES_OFFER_H
#define PAGES_OFFER_H

#include "domain/offer.h"
#include "web/form.h"
#include "web/reply.h"

/* What an offer or a hold is asked for. */
struct offer_asked {
	struct form_values departures;
	struct form_values fares; /* bases, per departure or fewer */
	struct form_values seats; /* full names; only of a hold */
	struct party party;
	const char *cabin;
	const char *key;  /* only of a hold */
	const char *from; /* an ended hold whose passengers are taken over; NULL */
	struct form *
	    people; /* what was typed of that hold's passengers, which is not written down yet; NULL */
	int64_t is_suggested; /* 1: with seats chosen by the system */
	const char *query; /* of this request, for the links to it in other languages; NULL: none */
};

/*
 * GET /offer; GET /flights/… (the departure is in the path); POST /holds. All fill a struct
 * offer_asked.
 */
extern const struct form_table OFFER_QUERY, DEPARTURE_QUERY, HOLD_FORM;

/* form_check, the party's limits, and the cabin's default. False: the form has complaints. */
bool offer_read(struct form *form, struct offer_asked *asked, apr_pool_t *pool);

/* What the domain wants of it; points into `asked`. */
struct offer_request offer_request_of(const struct offer_asked *asked);

/*
 * Answer with the offer page. `problem` (may be NULL) and the complaints of `form` (the refused
 * POST's; NULL for a GET) are shown on it with the problem's status, the seats that were typed and
 * are free stay checked, and the key stays. What cannot be offered at all is a notice: with
 * `problem` if there is one, else with the offer's own refusal.
 */
const struct err *offer_answer(struct request *request, struct reply *reply,
    const struct offer_asked *asked, struct form *form, const struct err *problem);

#endif
