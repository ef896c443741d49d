/* Accounts, which are optional, and who a browser belongs to. docs/accounts.md says what they are for and what is kept of them. */
#ifndef DOMAIN_ACCOUNT_H
#define DOMAIN_ACCOUNT_H

#include "domain/click.h"

struct account {
	const char *email;
	bool is_confirmed; /* somebody with its password opened a link mailed to that address */
	int64_t signed_in_at;
};

/* The account that this browser is signed in to; NULL: none. Signed-in browsers are signed out after 30 min without a request, or 8 h. */
const struct err *account_of_browser(struct desk *desk, const struct account **out);

/*
 * Make one, not confirmed yet; a link that confirms it is mailed. An address that has one already gets a mail instead; the caller cannot tell, and it takes the same steps. Passwords: 8..128 code
 * points, not easily guessed (CODE_INVALID, password.1). CODE_TOO_MANY.
 */
const struct err *account_register(struct desk *desk, const char *email, const char *password);

/*
 * CODE_INVALID (one message for unknown address and wrong password, same time), CODE_TOO_MANY. The browser gets a new token and adopts what it held and booked before. `client` is what signs in, in words
 * of at most 60 characters.
 */
const struct err *account_sign_in(struct desk *desk, const char *email, const char *password,
    const char *client, const char **token);
/* The browser is a stranger again, with a new token. */
const struct err *account_sign_out(struct desk *desk, const char **token);

/*
 * Mail a one-time link of an hour, if there is such an account, else that there is none; the caller cannot tell. And use it: ends all its sign-ins. CODE_INVALID (code.1: unknown, used or over; password.1).
 * An account that was never confirmed was made by somebody who did not show that the address is his: who opens the link gets a new one, and nothing that was put into the old one.
 */
const struct err *account_forgot(struct desk *desk, const char *email);
const struct err *account_reset(struct desk *desk, const char *code, const char *password);

/*
 * Use a link that was mailed to confirm an address: the account's, or another one that becomes the account's (the old one is told). Only with the account's password, unless this browser is signed in to
 * it; then the browser is signed in, and `*token` its new token (else NULL). Harmless to repeat. CODE_INVALID (code.1, password.1), CODE_TOO_MANY, CODE_EMAIL_TAKEN.
 */
const struct err *account_confirm(struct desk *desk, const char *code, const char *password,
    const char *client, const char **token);
/* Mail that link once more, at most one a minute. */
const struct err *account_confirm_again(struct desk *desk);

/*
 * Changes by the account's owner, who gives the password. CODE_UNAUTHENTICATED: not signed in; CODE_INVALID: the field "current.1" when it is not right, else as above; CODE_TOO_MANY, CODE_KEY_REUSED,
 * CODE_UNSURE. `*answer` is where to go: a copy of the click gives the same.
 */
/* A link to the new address, which is the account's when it is opened: then an account of that address that was never confirmed ends. One that was confirmed gets a letter instead. */
const struct err *account_move(struct desk *desk, const char *email, const char *current,
    const struct click *click, const char **answer);
/* All other sign-ins are over. */
const struct err *account_set_password(struct desk *desk, const char *current, const char *password,
    const struct click *click, const char **answer);
/* Everything that is kept for the account alone is gone, holds are given back; bookings stay, and are nobody's. The browser is a stranger, with a new token. */
const struct err *account_delete(struct desk *desk, const char *current, const char **token);

/* Where the account is signed in, the browser used last first. */
struct account_session {
	const char *ref; /* names it in a form */
	const char *client;
	int64_t signed_in_at, seen_at;
	int64_t ends_at; /* at the latest */
	bool is_this;
};
const struct err *account_sessions(
    struct desk *desk, const struct account_session **out, size_t *count);
/* End one of them (one that is not there: no error), or all but this one (ref NULL). CODE_UNAUTHENTICATED. */
const struct err *account_end_sessions(struct desk *desk, const char *ref);

/* The worker: forget codes whose time is over. */
const struct err *account_sweep(struct desk *desk, int64_t most, int64_t *count);

#endif
