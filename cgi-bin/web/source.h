/* Where a request comes from: FastCGI parameters and a body that is read piece by piece. Private
   to web/; tests fill `params` by hand. */
#ifndef WEB_SOURCE_H
#define WEB_SOURCE_H

#include "web/router.h"

struct source {
	char **params; /* "NAME=value", ended by NULL */
	/* At most `length` bytes of the body; 0: no more. NULL: there is no body to read. */
	int (*read)(void *stream, char *out, int length);
	void *stream;
};

/*
 * The request that `source` describes, all but its body. A target that cannot be decoded leaves
 * `path` NULL, for the router to refuse. Never fails otherwise: missing parameters read as "".
 */
struct request *request_open(
    const struct program *program, void *thread, struct source *source, apr_pool_t *pool);

/*
 * Read the body as CONTENT_LENGTH says, counting: CODE_TOO_LARGE above REQUEST_BODY_MAX,
 * CODE_BAD_REQUEST when length and body differ. A request without a source, or a source without
 * `read`, keeps the body it has.
 */
const struct err *request_read_body(struct request *request);

/* A FastCGI parameter ("REQUEST_SCHEME"), or NULL; "" is a value. */
const char *request_param(const struct request *request, const char *name);

/* Did the client speak TLS to nginx? */
bool request_is_tls(const struct request *request);

#endif
