/* HTTP for one thread at a time: kept alive, bounded in time and size, no redirects. */
#ifndef REMOTE_HTTP_CLIENT_H
#define REMOTE_HTTP_CLIENT_H

#include "base/err.h"

#include <stddef.h>

#define HTTP_CONNECT_MS 500L
#define HTTP_TOTAL_MS 2000L
#define HTTP_BODY_MAX ((size_t)1024 * 1024)
#define HTTP_ETAG_MAX 128 /* with quotes; longer ones are not remembered */

struct http_client;

struct http_answer {
	int status;
	const char *body; /* NUL after `length` bytes; until http_client_drop or the next get */
	size_t length;
	char etag[HTTP_ETAG_MAX + 1]; /* "" when there is none that can be sent back */
	bool is_problem;              /* Content-Type: application/problem+json */
};

/*
 * The library's global state, once per process; any number of calls. SIGPIPE is ignored from here
 * on unless the program has its own handler.
 */
void http_client_start(void);

/* A URL that may be configured: http or https, a host, no user name, query or fragment. */
bool http_client_takes(const char *url);

/* A client of its own curl handle, closed with `pool`. */
struct http_client *http_client_open(apr_pool_t *pool);

/*
 * GET with If-None-Match when `etag` is not empty. Connect within 0.5 s, all within 2 s, at most 1
 * MiB of body and 32 KiB of header; the proxy variables of the environment, cookies and .netrc are
 * not used. NULL for any HTTP status, also 3xx and 5xx. CODE_UNAVAILABLE: no whole answer, the
 * text says why.
 */
const struct err *http_client_get(struct http_client *client, const char *url, const char *etag,
    apr_pool_t *pool, struct http_answer *out);

/*
 * The same with a method and a body of its own (JSON) and a bearer token, all within `total_ms`. `if_match` NULL: none. CODE_UNAVAILABLE: it was certainly not sent; CODE_UNSURE: it may have been, and what
 * came back is no whole answer.
 */
struct http_sending {
	const char *method, *url, *body, *token, *if_match;
	long total_ms;
};
const struct err *http_client_send(struct http_client *client, const struct http_sending *sending,
    apr_pool_t *pool, struct http_answer *out);

/* Gives the last answer's body back. */
void http_client_drop(struct http_client *client);

#endif
