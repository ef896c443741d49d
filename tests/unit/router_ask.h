/* A program of little pages, and how the router tests ask it. */
#ifndef TESTS_UNIT_ROUTER_ASK_H
#define TESTS_UNIT_ROUTER_ASK_H

#include "unit_pool.h"

#include "base/log.h"
#include "web/problem.h"
#include "web/reply_parts.h"
#include "web/source.h"

#include <string.h>

static struct request *asked; /* what the last page saw; NULL: no page was asked */

static const struct err *page_plain(struct request *request, struct reply *reply)
{
	asked = request;
	reply_body(reply, 200, "text/plain", "hello", 5);
	return NULL;
}

static const struct err *page_broken(struct request *request, struct reply *reply)
{
	reply_header(reply, "X-Half", "made");
	return err_new(request->pool, CODE_BROKEN, "on purpose");
}

static const struct err *page_busy(struct request *request, struct reply *reply)
{
	struct err *err = err_new(request->pool, CODE_UNAVAILABLE, "on purpose");

	(void)reply;
	err->retry_after_s = 17;
	return err;
}

static const struct err *page_full(struct request *request, struct reply *reply)
{
	(void)reply;
	return err_new(request->pool, CODE_TOO_MANY, "on purpose");
}

static const struct err *page_moved(struct request *request, struct reply *reply)
{
	asked = request;
	reply_see_other(reply, "/elsewhere");
	return NULL;
}

static void problem(struct request *request, struct reply *reply, const struct err *err)
{
	const char *name = err_code_name(err->code);

	(void)request;
	reply_body(reply, problem_status(err), "text/plain", name, strlen(name));
}

static const struct route ROUTES[] = {
	{ METHOD_GET, "/", page_plain, ROUTE_BROWSER },
	{ METHOD_GET, "/holds/new", page_moved, 0 },
	{ METHOD_GET, "/holds/{}", page_plain, ROUTE_BROWSER | ROUTE_PERSONAL },
	{ METHOD_POST, "/holds/{}", page_moved, ROUTE_BROWSER | ROUTE_FORM },
	{ METHOD_POST, "/holds", page_plain, ROUTE_FORM },
	{ METHOD_GET, "/flights/{}/{}/seats", page_plain, 0 },
	{ METHOD_PATCH, "/v1/{}", page_plain, ROUTE_JSON },
	{ METHOD_GET, "/broken", page_broken, 0 },
	{ METHOD_GET, "/busy", page_busy, 0 },
	{ METHOD_GET, "/full", page_full, 0 },
};
static const struct program PROGRAM = {
	.name = "test", .routes = ROUTES, .route_count = ROWS(ROUTES), .problem = problem
};

/* Hands out the body in pieces of three bytes. */
static int body_piece(void *stream, char *out, int length)
{
	const char **rest = stream;
	int n = 0;

	while (n < 3 && n < length && **rest != '\0')
		out[n++] = *(*rest)++;
	return n;
}

/* Ask; `params` are further parameters, separated by '\n'. */
static struct reply *ask(
    const char *method, const char *target, const char *params, const char *body)
{
	apr_array_header_t *all = apr_array_make(pool, 8, sizeof(char *));
	struct source *source = pool_make(pool, struct source);
	const char **rest = pool_make(pool, const char *);
	char *last;
	char *param;
	struct request *request;
	struct reply *reply;

	APR_ARRAY_PUSH(all, char *) = apr_pstrcat(pool, "REQUEST_METHOD=", method, NULL);
	APR_ARRAY_PUSH(all, char *) = apr_pstrcat(pool, "REQUEST_URI=", target, NULL);
	param = apr_strtok(apr_pstrdup(pool, params), "\n", &last);
	for (; param != NULL; param = apr_strtok(NULL, "\n", &last))
		APR_ARRAY_PUSH(all, char *) = param;
	APR_ARRAY_PUSH(all, char *) = NULL;
	*rest = body;
	source->params = (char **)(void *)all->elts;
	source->read = body_piece;
	source->stream = rest;
	asked = NULL;
	request = request_open(&PROGRAM, NULL, source, pool);
	reply = reply_new(request);
	router_answer(&PROGRAM, request, reply);
	return reply;
}

#endif
