/* What a change of a departure is followed by: passengers who are told, and seated anew; a bounded transaction at a time, by the worker. */
#ifndef DOMAIN_DEPARTURE_WORK_H
#define DOMAIN_DEPARTURE_WORK_H

#include "domain/desk.h"
#include "model/departure_change.h"

/*
 * Go on with what is open, in at most `most` transactions: each seats one party anew (claims, event and mail of its booking, and that it is decided), or writes some mails, and locks the departure for
 * that moment alone. What was done is in the tables: whoever comes next, after a crash too, goes on where it ended, and two at once do nothing twice. `*steps` of them; 0: there is nothing to do now. What fails is left for the next time; an error: the database is away.
 */
const struct err *departure_work_run(struct desk *desk, int64_t most, int64_t *steps);

/* A departure's changes, the newest first: what was asked, what is followed up, and who was seated anew or lost a seat, with names, which is noted in the audit log first. */
struct departure_changes {
	bool is_known; /* to booking */
	const struct departure_order_row *orders;
	size_t order_count;
	const struct departure_work *works;
	size_t work_count;
	const struct work_move *moves; /* those of the newest change first, who lost a seat first */
	size_t move_count;
	int64_t waiting; /* people who are still to be seated anew, of all changes that are open */
	int64_t held;    /* seats of people who are choosing, not there any more or not for them */
};
const struct err *departure_changes_find(
    struct desk *desk, const char *flight_no, int32_t on, struct departure_changes *out);

#endif
