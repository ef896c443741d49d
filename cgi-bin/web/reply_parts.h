/* What a reply holds until it is written. Private to web/ and its tests. */
#ifndef WEB_REPLY_PARTS_H
#define WEB_REPLY_PARTS_H

#include "base/pool.h"
#include "web/reply.h"

#include <sys/uio.h>

struct reply_field {
	const char *name;
	const char *value;
};

struct reply {
	const struct request *request;
	int status; /* 0: nothing said yet */
	const char *content_type;
	const char *body;
	size_t body_length;
	const char *browser;        /* the token to set, or NULL */
	const char *cookie;         /* another one: the value of its Set-Cookie, or NULL */
	apr_array_header_t *fields; /* struct reply_field */
};

struct reply *reply_new(const struct request *request);

/*
 * Back to nothing said, but the cookies stay: for a problem page in the place of a half-
 * made reply.
 */
void reply_clear(struct reply *reply);

/* A header field's value, or NULL. */
const char *reply_field_value(const struct reply *reply, const char *name);

/*
 * The whole answer as FastCGI's standard output: the header fields with their empty line, a string in
 * the request's pool, and behind it the body, which is nobody's copy and empty for HEAD.
 */
void reply_output(const struct reply *reply, struct iovec *head, struct iovec *body);

#endif
