/* All that is kept about an account, for its owner to take along. */
#ifndef DOMAIN_ACCOUNT_EXPORT_H
#define DOMAIN_ACCOUNT_EXPORT_H

#include "domain/account.h"
#include "domain/traveller.h"
#include "model/booking_file.h"

struct account_booking {
	const struct booking *booking;    /* in full */
	const struct booking_note *notes; /* what staff wrote about it, the oldest first */
	size_t note_count;
};

struct account_hold {
	const struct hold *hold;
	const char *address; /* where it was placed from */
};

struct account_export {
	const char *email;
	int64_t created_at;
	int64_t confirmed_at; /* CLOCK_NONE: not yet */
	const struct account_session *sessions;
	size_t session_count;
	struct travellers travellers;
	const struct account_booking *bookings; /* newest first */
	size_t booking_count;
	const struct account_hold *holds; /* those that became no booking, newest first */
	size_t hold_count;
	bool is_complete; /* false: there are more than 1,000 bookings or holds */
};

/* CODE_UNAUTHENTICATED, CODE_TOO_MANY. */
const struct err *account_export(struct desk *desk, struct account_export *out);

#endif
