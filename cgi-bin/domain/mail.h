/* The outbox: what is to be mailed, and that it was. What the mails say is the jobs' business. */
#ifndef DOMAIN_MAIL_H
#define DOMAIN_MAIL_H

#include "domain/desk.h"
#include "model/booking.h"

enum mail_kind {
	MAIL_BOOKING_CONFIRMED,
	MAIL_BOOKING_CANCELLED,
	MAIL_BOOKING_CHANGED,
	MAIL_BOOKING_LINK,
	MAIL_BOOKING_MOVED,
	MAIL_ACCOUNT_RESET,
	MAIL_ACCOUNT_EXISTS,
	MAIL_ACCOUNT_WELCOME,
	MAIL_ACCOUNT_UNKNOWN,
	MAIL_ACCOUNT_MOVE,
	MAIL_ACCOUNT_TAKEN,
	MAIL_ACCOUNT_MOVED,
	MAIL_ACCOUNT_PASSWORD,
	MAIL_ACCOUNT_DELETED
};

/* The detail of a booking_link that asks for more than the link: the confirmation, or the word that it is cancelled, once more. */
#define MAIL_CONFIRMATION "confirmation"
#define MAIL_CANCELLATION "cancellation"

/*
 * The detail is what it was about when it was written. account_reset, _exists, _welcome, _move: the code. booking_changed: what has changed; booking_cancelled: what goes back for that, "" where that is not
 * known: sentences without their full stop.
 */
struct mail_task {
	int64_t id;
	enum mail_kind kind;
	const char *recipient;
	const char *detail;
	bool is_followed; /* booking_changed: by a later change, told to the same reader */
	const struct booking *booking; /* in full, as it is now; NULL for account mails */
	const char *link_code;         /* of the booking; NULL: booking_moved */
	int64_t attempts;
	const char *language; /* of the mail: a code */
	const struct err *
	    unreadable; /* why nothing can be made of it: then only the id is there; NULL: it can */
};

/*
 * The next one that is due; `*out` NULL: there is none. It is due again in a minute (then longer, up to an hour) before it is returned, so that a worker that dies leaves it to the next. Whoever has
 * taken it has it alone for that minute, three times as long as a mail may take to be handed over (remote/mailer). SKIP LOCKED keeps two workers apart.
 * One of which nothing can be made comes too, `unreadable`: it is no error, and to be told to mail_done.
 */
const struct err *mail_take(struct desk *desk, const struct mail_task **out);
/* Sent (error NULL), or why not. */
const struct err *mail_done(struct desk *desk, int64_t id, const char *error);

#endif
