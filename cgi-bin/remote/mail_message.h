/* A mail as it goes over the wire and into files: headers and parts (RFC 5322, RFC 2045 to 2049). */
#ifndef REMOTE_MAIL_MESSAGE_H
#define REMOTE_MAIL_MESSAGE_H

#include "remote/mailer.h"

/* Who sends: the address, and the value of the header. */
struct mail_from {
	const char *address, *header;
};

/*
 * Text and HTML as alternatives; a calendar file attached beside them. Lines of at most 76 bytes, CRLF at their ends. What is in `mail` was checked before: nothing in it can end a header.
 */
const char *mail_message_text(
    const struct mail_from *from, const struct mail *mail, apr_pool_t *pool);

#endif
