/* What staff see of a booking besides the booking itself: a line of a list, its money, mails and notes. */
#ifndef MODEL_BOOKING_FILE_H
#define MODEL_BOOKING_FILE_H

#include "model/booking.h"

/* One that was found, as lists show it. `key` and `hold_id` say where it stands in the order. */
struct booking_found {
	int64_t id, hold_id;
	const char *key;
	const char *locator;
	enum booking_state state;
	int64_t created_at;
	const char *currency;
	int64_t owed_minor, paid_minor; /* of its price; paid and not gone back */
	const char *email, *phone;
	const char *people;  /* who travels: "Lovelace, Ada; …"; NULL: nobody */
	const char *flights; /* "AX204/2026-12-01 …" */
};

/* Where the page before ended; key NULL: from the start. */
struct booking_place {
	const char *key;
	int64_t id;
};

/* Money that was agreed or moved. */
struct ledger_row {
	int64_t at;
	const char *kind;
	int64_t amount_minor;
	const char *currency;
	const char *words; /* what staff said of it; NULL: nothing */
};

/* A mail about it. */
struct outbox_state {
	int64_t id;
	const char *kind, *recipient, *detail; /* detail "" once it is sent */
	int64_t created_at, due_at, sent_at;   /* sent_at CLOCK_NONE: not yet */
	int64_t attempts;
	const char *last_error; /* NULL: none */
};

struct booking_note {
	int64_t booking_id;
	int64_t at;
	const char *actor, *words;
};

#endif
