/* Work that waits for staff, and trying a mail again that could not be sent. */
#ifndef DOMAIN_STAFF_WAITING_H
#define DOMAIN_STAFF_WAITING_H

#include "domain/desk.h"
#include "model/waiting.h"

#define WAITING_MAILS_COUNTED 1000 /* what is more is not counted, nor tried again at once */

/* Mails that could not be sent, those that are due first: at most `most` behind a place, from the first on when there are none behind it. How many there are, counted up to 1,000, and the newest of these. */
struct waiting_mails {
	const struct waiting_mail *list;
	size_t count;
	bool is_first; /* the list begins with the first of all */
	bool has_more; /* behind `next` */
	struct waiting_place next;
	int64_t all, last_id;
};
const struct err *staff_waiting_mails(
    struct desk *desk, struct waiting_place after, int64_t most, struct waiting_mails *out);

/*
 * Let the worker try it with its next turn. `attempts` is what was seen: CODE_CHANGED_MEANWHILE when it was sent or tried since, or is not there. One that is due already stays so: a second click
 * does nothing more, and is no second entry of the audit log.
 */
const struct err *staff_try_mail(struct desk *desk, int64_t id, int64_t attempts);
/* The same for all that could not be sent, up to the newest that was seen; at most 1,000. */
const struct err *staff_try_mails(struct desk *desk, int64_t last_id);

/* Departures that were changed, and whose passengers have neither agreed nor cancelled, by time of leaving: as the mails. */
#define WAITING_DEPARTURES_LOOKED_AT 1000 /* at once, of those that were changed */
struct waiting_departures {
	const struct waiting_departure *list;
	size_t count;
	bool is_first;
	bool has_more; /* behind `next` */
	struct waiting_place next;
	int64_t all; /* of the list and behind it, as far as was looked */
	bool is_all; /* looked to the end */
};
const struct err *staff_waiting_departures(
    struct desk *desk, struct waiting_place after, int64_t most, struct waiting_departures *out);

#endif
