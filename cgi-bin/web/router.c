/* Routes: what is refused before a page is asked, the page, and what every answer has. */
#include "web/router.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/random.h"
#include "web/cookie.h"
#include "web/match.h"
#include "web/metrics.h"
#include "web/probe.h"
#include "web/problem.h"
#include "web/reply_parts.h"
#include "web/site.h"
#include "web/source.h"
#include "web/urlencoded.h"

#include <string.h>
#include <strings.h>

#define SLOW_MS 1000

/* Is the media type this one, and its charset, where it names one, UTF-8? */
static bool is_type(const char *field, const char *type)
{
	const char *rest = field + strcspn(field, "; \t");
	const char *charset = strcasestr(rest, "charset=");

	if ((size_t)(rest - field) != strlen(type) || strncasecmp(field, type, strlen(type)) != 0)
		return false;
	if (charset == NULL)
		return true;
	charset += strlen("charset=");
	return strncasecmp(charset + (*charset == '"'), "utf-8", strlen("utf-8")) == 0;
}

static const struct err *check_type(const struct request *request, unsigned needs)
{
	const char *type = request_header(request, "Content-Type");
	const char *length = request_header(request, "Content-Length");
	bool is_empty = length == NULL || *length == '\0' || strcmp(length, "0") == 0;

	if (type == NULL || *type == '\0') {
		/* Nothing was sent, so nothing has a type. */
		if (is_empty && request->body_length == 0)
			return NULL;
		type = "";
	}
	if ((needs & ROUTE_JSON) != 0 && !is_type(type, "application/json"))
		return err_new(request->pool, CODE_UNSUPPORTED, "not JSON: %s", type);
	if ((needs & ROUTE_FORM) != 0 && !is_type(type, "application/x-www-form-urlencoded"))
		return err_new(request->pool, CODE_UNSUPPORTED, "not a form: %s", type);
	return NULL;
}

/* Every query can be read, whether the page looks at it or not. */
static const struct err *check_query(const struct request *request)
{
	const struct urlencoded_pair *pairs;
	size_t count;

	return urlencoded_parse(
	    request->query, strlen(request->query), request->pool, &pairs, &count);
}

/* The browser's token from its cookie, or a new one for it. */
static void browser_read(struct request *request, struct reply *reply)
{
	const char *token = request_cookie(
	    request, cookie_browser_name(request->program, request_is_tls(request), request->pool));

	request->is_browser_new = token == NULL || !cookie_is_token(token);
	request->browser = request->is_browser_new ? random_ref(request->pool) : token;
	if (request->is_browser_new)
		reply_set_browser(reply, request->browser);
}

/* Refuse, or let the page answer. */
static const struct err *answer(
    const struct match *match, page *probe, struct request *request, struct reply *reply)
{
	const struct route *route = match->route;

	if (request->path == NULL)
		return err_new(request->pool, CODE_BAD_REQUEST, "the target cannot be read");
	if (request->method != METHOD_GET && !match->is_json)
		TRY(site_check(request));
	if (probe != NULL && request->method == METHOD_GET)
		return probe(request, reply);
	if (probe == NULL && match->allow == NULL)
		return err_new(request->pool, CODE_NOT_FOUND, "no such path");
	if (route == NULL)
		return err_new(request->pool, CODE_METHOD, "not a method of this path");
	TRY(check_query(request));
	if (request->method != METHOD_GET) {
		TRY(check_type(request, route->needs));
		TRY(request_read_body(request));
	}
	if ((route->needs & ROUTE_BROWSER) != 0)
		browser_read(request, reply);
	if (request->program->admit != NULL) {
		TRY(request->program->admit(route, request, reply));
		if (reply->status != 0)
			return NULL;
	}
	TRY(route->show(request, reply));
	if (reply->status == 0)
		return err_new(request->pool, CODE_BROKEN, "the page said nothing");
	return NULL;
}

/* The answer for an error: the program's own page, or, should that fail too, one line. */
static void refuse(
    const struct match *match, struct request *request, struct reply *reply, const struct err *err)
{
	int status = problem_status(err);

	if (status >= 500)
		log_err(LOG_ERROR, "http.problem", err);
	reply_clear(reply);
	if (request->program->problem != NULL)
		request->program->problem(request, reply, err);
	if (reply->status == 0) {
		const char *text = apr_psprintf(
		    request->pool, "%s (%s)\n", err_code_name(err->code), request->id);

		reply_clear(reply);
		reply_body(reply, status, "text/plain; charset=utf-8", text, strlen(text));
	}
	if (status == 405)
		reply_header(reply, "Allow", match->allow == NULL ? "GET, HEAD" : match->allow);
	reply_retry_after(reply, err);
}

/* Who may keep a copy of the answer. */
static void cache_rules(const struct route *route, struct reply *reply)
{
	unsigned needs = route == NULL ? 0 : route->needs;
	bool is_said = reply_field_value(reply, "Cache-Control") != NULL;

	if (reply->status >= 400 || ((needs & ROUTE_PERSONAL) != 0 && !is_said)) {
		reply_header(reply, "Cache-Control", "no-store");
	} else if ((needs & ROUTE_BROWSER) != 0 && !is_said) {
		reply_header(reply, "Cache-Control", "private, no-cache");
		reply_header(reply, "Vary", "Cookie");
	}
}

static void note(const struct request *request, const struct reply *reply, const struct err *err,
    enum log_level level, int64_t ms)
{
	const char *method = request_param(request, "REQUEST_METHOD");

	log_line(level, ms > SLOW_MS ? "http.slow" : "http.request", "method", method, "path",
	    request->path, "status", apr_psprintf(request->pool, "%d", reply->status), "ms",
	    apr_psprintf(request->pool, "%" APR_INT64_T_FMT, ms), "problem",
	    err == NULL ? NULL : err_code_name(err->code), NULL);
}

void router_answer(const struct program *program, struct request *request, struct reply *reply)
{
	int64_t start_ms = clock_monotonic_ms();
	page *probe = probe_find(program, request->path);
	struct match match = { NULL, NULL, false };
	enum log_level level = probe == NULL ? LOG_INFO : LOG_DEBUG;
	const struct err *err;
	int64_t ms;

	log_set_request(request->id);
	if (program->begin != NULL)
		program->begin(request, reply);
	if (probe == NULL)
		match = match_find(program, request);
	err = answer(&match, probe, request, reply);
	if (err != NULL)
		refuse(&match, request, reply, err);
	cache_rules(match.route, reply);
	ms = clock_monotonic_ms() - start_ms;
	note(request, reply, err, ms > SLOW_MS ? LOG_WARN : level, ms);
	if (program->done != NULL)
		program->done(request->thread);
	if (probe == NULL)
		metrics_request(program, match.route, reply->status, ms);
	log_set_request(NULL);
}
