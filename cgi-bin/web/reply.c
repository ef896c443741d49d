/* The answer: made whole in memory, then written once. */
#include "web/reply_parts.h"

#include "web/cookie.h"
#include "web/problem.h"
#include "web/source.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

/* What Retry-After says when the error itself does not. */
#define RETRY_AFTER_S 5

struct reply *reply_new(const struct request *request)
{
	struct reply *reply = pool_make(request->pool, struct reply);

	reply->request = request;
	reply_clear(reply);
	return reply;
}

void reply_clear(struct reply *reply)
{
	reply->status = 0;
	reply->content_type = NULL;
	reply->body = NULL;
	reply->body_length = 0;
	reply->fields = apr_array_make(reply->request->pool, 8, sizeof(struct reply_field));
}

static bool is_field_value(const char *text)
{
	return strpbrk(text, "\r\n") == NULL;
}

static struct reply_field *field_find(const struct reply *reply, const char *name)
{
	for (int i = 0; i < reply->fields->nelts; i++) {
		struct reply_field *field = &APR_ARRAY_IDX(reply->fields, i, struct reply_field);

		if (strcasecmp(field->name, name) == 0)
			return field;
	}
	return NULL;
}

const char *reply_field_value(const struct reply *reply, const char *name)
{
	const struct reply_field *field = field_find(reply, name);

	return field == NULL ? NULL : field->value;
}

void reply_header(struct reply *reply, const char *name, const char *value)
{
	struct reply_field *old = NULL;
	struct reply_field field;

	assert(is_field_value(name) && is_field_value(value));
	if (strcasecmp(name, "Cache-Control") == 0)
		old = field_find(reply, name);
	if (old != NULL) {
		old->value = apr_pstrdup(reply->request->pool, value);
		return;
	}
	field.name = apr_pstrdup(reply->request->pool, name);
	field.value = apr_pstrdup(reply->request->pool, value);
	APR_ARRAY_PUSH(reply->fields, struct reply_field) = field;
}

void reply_retry_after(struct reply *reply, const struct err *err)
{
	int status = problem_status(err);
	int seconds = err->retry_after_s > 0 ? err->retry_after_s : RETRY_AFTER_S;

	if ((status == 429 || status == 503) && reply_field_value(reply, "Retry-After") == NULL)
		reply_header(reply, "Retry-After", apr_itoa(reply->request->pool, seconds));
}

void reply_body(
    struct reply *reply, int status, const char *content_type, const char *body, size_t length)
{
	assert(is_field_value(content_type));
	reply->status = status;
	reply->content_type = content_type;
	if (strncmp(content_type, "text/", 5) == 0 && strstr(content_type, "charset=") == NULL)
		reply->content_type = apr_pstrcat(
		    reply->request->pool, content_type, "; charset=utf-8", NULL);
	reply->body = body;
	reply->body_length = length;
}

void reply_status(struct reply *reply, int status)
{
	reply->status = status;
	reply->content_type = NULL;
	reply->body = NULL;
	reply->body_length = 0;
}

void reply_see_other(struct reply *reply, const char *path)
{
	assert(path[0] == '/' && path[1] != '/' && path[1] != '\\');
	reply_status(reply, 303);
	reply_header(reply, "Location", path);
}

const struct err *reply_page(
    struct reply *reply, int status, const char *template, struct view *view)
{
	const char *body;
	size_t length;

	TRY(view_render(template, view, reply->request->pool, &body, &length));
	reply_body(reply, status, "text/html", body, length);
	return NULL;
}

void reply_set_browser(struct reply *reply, const char *token)
{
	assert(cookie_is_token(token));
	reply->browser = apr_pstrdup(reply->request->pool, token);
}

void reply_set_cookie(struct reply *reply, const char *name, const char *value, int age_s)
{
	const struct request *request = reply->request;

	assert(reply->cookie == NULL && is_field_value(value));
	reply->cookie = cookie_field(name, value, age_s, request_is_tls(request), request->pool);
}

static const char *reason_of(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = { { 200, "OK" }, { 201, "Created" }, { 204, "No Content" },
		{ 303, "See Other" }, { 304, "Not Modified" }, { 400, "Bad Request" },
		{ 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "Not Found" },
		{ 405, "Method Not Allowed" }, { 409, "Conflict" }, { 410, "Gone" },
		{ 412, "Precondition Failed" }, { 413, "Content Too Large" },
		{ 415, "Unsupported Media Type" }, { 422, "Unprocessable Content" },
		{ 428, "Precondition Required" }, { 429, "Too Many Requests" },
		{ 500, "Internal Server Error" }, { 503, "Service Unavailable" } };

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Other";
}

/* All header fields, each with its line end, and the empty line. */
static const char *head_of(const struct reply *reply)
{
	apr_pool_t *pool = reply->request->pool;
	const char *head = apr_psprintf(pool, "Status: %d %s\r\nX-Request-Id: %s\r\n",
	    reply->status, reason_of(reply->status), reply->request->id);

	if (reply->content_type != NULL)
		head = apr_psprintf(pool, "%sContent-Type: %s\r\n", head, reply->content_type);
	if (reply->status != 204 && reply->status != 304)
		head = apr_psprintf(
		    pool, "%sContent-Length: %" APR_SIZE_T_FMT "\r\n", head, reply->body_length);
	if (reply->browser != NULL)
		head = apr_pstrcat(pool, head, "Set-Cookie: ",
		    cookie_browser_field(reply->request->program, reply->browser,
			request_is_tls(reply->request), pool),
		    "\r\n", NULL);
	if (reply->cookie != NULL)
		head = apr_pstrcat(pool, head, "Set-Cookie: ", reply->cookie, "\r\n", NULL);
	for (int i = 0; i < reply->fields->nelts; i++) {
		struct reply_field field = APR_ARRAY_IDX(reply->fields, i, struct reply_field);

		head = apr_pstrcat(pool, head, field.name, ": ", field.value, "\r\n", NULL);
	}
	return apr_pstrcat(pool, head, "\r\n", NULL);
}

void reply_output(const struct reply *reply, struct iovec *head, struct iovec *body)
{
	const char *fields = head_of(reply);

	*head = (struct iovec){ (char *)fields, strlen(fields) };
	*body = (struct iovec){ (char *)reply->body,
		reply->request->is_head ? 0 : reply->body_length };
}
