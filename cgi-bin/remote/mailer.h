/* Mail: to an SMTP server or as files in a folder. */
#ifndef REMOTE_MAILER_H
#define REMOTE_MAILER_H

#include "base/config.h"

/* For one thread at a time. */
struct mailer;

/*
 * Settings of [mail]: from ("Name <address>" or an address); and smtp_url (smtp:// or smtps://) or
 * folder (made if missing). For SMTP also smtp_account with smtp_password_file, and smtp_tls "yes"
 * (STARTTLS or no mail; the default with an account) or "no". CODE_INVALID. Closed with `pool`.
 */
const struct err *mailer_open(const struct config *config, apr_pool_t *pool, struct mailer **out);

struct mail {
	const char *id; /* Message-ID's left part: the same for each try, so that a copy can be
	                   recognised; 1 to 100 letters, digits, '.', '_' and '-' */
	const char *to; /* one address; CR, LF or anything that is not an address: CODE_INVALID */
	const char *subject;         /* any UTF-8 without line breaks, at most 500 bytes */
	const char *text;            /* text/plain part */
	const char *html;            /* text/html part; NULL: plain only */
	const char *calendar;        /* text/calendar, attached (base/calendar.h); NULL: none */
	const char *calendar_method; /* "PUBLISH", as the file says it itself */
	const char *calendar_name;   /* "K7QX3M.ics"; letters, digits, '.', '_' and '-' */
};

/*
 * Sent when NULL comes back: handed to the SMTP server (within 20 s), or written whole as
 * <folder>/<id>.eml (temporary file, fsync, rename). CODE_INVALID: this mail cannot be sent at all,
 * or the server has refused it and takes others. CODE_UNAVAILABLE: the server or the folder is away,
 * or takes no mail from us.
 */
const struct err *mailer_send(struct mailer *mailer, const struct mail *mail, apr_pool_t *pool);

/*
 * False for a while after CODE_UNAVAILABLE: three times as long as it took to find out, at least
 * 2 s, so that a server that does not answer takes no more than a quarter of its caller's time.
 */
bool mailer_is_ready(const struct mailer *mailer);

#endif
