/* What the worker does, over and over. Each job does what is due and comes back; what fails is tried again at its next turn. */
#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

#include "domain/desk.h"

struct hold_due;
struct mailer;

/*
 * What a job works with: a desk of its own for this turn and, where it needs them, the door for mails and how long it may take. When `budget_ms` are over it ends with the piece that it is at (one it does
 * in any case) and sets `has_more`: it goes on as soon as the others had their turn.
 * `last_over` is kept from turn to turn: the hold behind which the next one goes on (hold_expire_due).
 */
struct job {
	struct desk *desk;
	struct mailer *mailer;
	int64_t budget_ms;
	struct hold_due *last_over;
	bool has_more;
};
typedef const struct err *job_turn(struct job *job);

/* Write down holds that are over. Any number of workers may run. */
job_turn job_expire_holds;
/* Send what is in the outbox; a mail that fails is due again later, and where the mail server is away the turn ends. */
job_turn job_send_mail;
/* Read the flight service's changes and learn the departures that booking knows. */
job_turn job_refresh_departures;
/* Count the load of departures whose seats changed hands, for the order of staff's lists. */
job_turn job_count_loads;
/* What the airline changed is followed up: passengers are told and seated anew; and what staff asked of the flight service and got no answer to is looked up. Any number of workers may run. */
job_turn job_follow_changes;
/* Forget what is old: click keys, throttle counts, reset tokens, what addresses gave back. Any number of workers may run. */
job_turn job_sweep;
/* The same of the flight service's answers in the cache. */
job_turn job_sweep_answers;
/* Look whether the data keeps the promises: what changed, and a part of the rest. Tells each broken one in the log. */
job_turn job_verify_data;
/* Sum up what staff are shown of days: today, and what is due of others. */
job_turn job_sum_up_days;

#endif
