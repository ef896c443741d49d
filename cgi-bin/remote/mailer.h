/* Mail: to an SMTP server or as files in a folder ([mail] smtp_url or folder, from). */
#ifndef REMOTE_MAILER_H
#define REMOTE_MAILER_H

#include "base/config.h"

struct mailer;
const struct err *mailer_open(const struct config *config, apr_pool_t *pool, struct mailer **out);

struct mail {
	const char *id;      /* Message-ID's left part: the same for each try, so that a copy can be recognised */
	const char *to;      /* one address; CR, LF or anything that is not an address: CODE_INVALID */
	const char *subject; /* any UTF-8 without line breaks */
	const char *text;    /* text/plain part  */
	const char *html;    /* text/html part; NULL: plain only */
};

/* Sent when NULL comes back: handed to the SMTP server, or written whole as <folder>/<id>.eml (temporary file, fsync, rename). CODE_UNAVAILABLE otherwise. */
const struct err *mailer_send(struct mailer *mailer, const struct mail *mail, apr_pool_t *pool);

#endif
