/* A request as the pages see it: read, checked for form, and living in a pool that ends with it. */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "base/err.h"

#include <stddef.h>

#define REQUEST_ARGS_MAX 4
#define REQUEST_BODY_MAX 65536

enum method {
	METHOD_GET,
	METHOD_POST,
	METHOD_PATCH,
	METHOD_OTHER
}; /* HEAD is read as GET; the reply's body is dropped */

struct program;

struct request {
	apr_pool_t *pool;
	const char *id; /* request id from nginx, or our own; in the log and on 5xx pages */
	enum method method;
	bool is_head;
	const char *path;  /* decoded once, valid UTF-8, no NUL */
	const char *query; /* raw, "" when none */
	const char *args
	    [REQUEST_ARGS_MAX]; /* what the `{}` of the route matched, decoded; "" never matches */
	const char *body;       /* raw; NUL added behind it */
	size_t body_length;
	const char *address; /* the client's, as nginx saw it */
	/* the browser's token (22 characters): its cookie, or a new one that the reply sets
	 * (ROUTE_BROWSER); else NULL */
	const char *browser;
	bool is_browser_new;
	const void *admitted; /* what the program's admit found; NULL where it has none */
	void *thread;         /* what the program's thread_open made: connection, clients */
	const struct program *program;
	void *fcgi; /* web's own */
};

/* A header field by its name ("If-Match"), or NULL. */
const char *request_header(const struct request *request, const char *name);
/* A cookie's value, or NULL. The first of several. */
const char *request_cookie(const struct request *request, const char *name);
/* One that reply_set_cookie gave, whatever it is called on the way. */
const char *request_own_cookie(const struct request *request, const char *name);

#endif
