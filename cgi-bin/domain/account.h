/* Accounts, which are optional, and who a browser belongs to. */
#ifndef DOMAIN_ACCOUNT_H
#define DOMAIN_ACCOUNT_H

#include "domain/desk.h"

struct account {
	const char *email;
	int64_t signed_in_at;
};

/* The account that this browser is signed in to; NULL: none. Signed-in browsers are signed out after 30 min without a request, or 8 h. */
const struct err *account_of_browser(struct desk *desk, const struct account **out);

/* Make one. An address that has one already gets a mail instead; the caller cannot tell. Passwords: 8..128 code points, not a common one (CODE_INVALID, password.1). CODE_TOO_MANY. */
const struct err *account_register(struct desk *desk, const char *email, const char *password);

/* CODE_INVALID (one message for unknown address and wrong password, same time), CODE_TOO_MANY. The browser gets a new token and adopts what it held and booked before. */
const struct err *account_sign_in(
    struct desk *desk, const char *email, const char *password, const char **token);
/* The browser is a stranger again, with a new token. */
const struct err *account_sign_out(struct desk *desk, const char **token);

/* Mail a one-time link of an hour, if there is such an account; the caller cannot tell. And use it: ends all its sign-ins. CODE_INVALID (code.1: unknown, used or over; password.1). */
const struct err *account_forgot(struct desk *desk, const char *email);
const struct err *account_reset(struct desk *desk, const char *code, const char *password);

/* The worker: forget codes for a new password whose hour is over. */
const struct err *account_sweep(struct desk *desk, int64_t most, int64_t *count);

#endif
