/* A request read from its source: target, headers, cookies and the counted body. */
#include "web/source.h"

#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"
#include "web/cookie.h"
#include "web/urlencoded.h"

#include <string.h>
#include <strings.h>

#define REQUEST_ID_ALPHABET "0123456789abcdefABCDEF"
#define REQUEST_ID_MIN 16
#define REQUEST_ID_MAX 64
#define HEADER_NAME_MAX 64

const char *request_param(const struct request *request, const char *name)
{
	const struct source *source = request->fcgi;
	size_t length = strlen(name);

	if (source == NULL || source->params == NULL)
		return NULL;
	for (char **param = source->params; *param != NULL; param++)
		if (strncmp(*param, name, length) == 0 && (*param)[length] == '=')
			return *param + length + 1;
	return NULL;
}

const char *request_header(const struct request *request, const char *name)
{
	char param[sizeof("HTTP_") + HEADER_NAME_MAX] = "HTTP_";
	const char *value;
	size_t i;

	if (strcasecmp(name, "Content-Type") == 0)
		return request_param(request, "CONTENT_TYPE");
	if (strcasecmp(name, "Content-Length") == 0)
		return request_param(request, "CONTENT_LENGTH");
	for (i = 0; name[i] != '\0' && i < HEADER_NAME_MAX; i++) {
		char c = name[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		param[strlen("HTTP_") + i] = c == '-' ? '_' : c;
	}
	param[strlen("HTTP_") + i] = '\0';
	value = request_param(request, param);
	return value == NULL || *value == '\0' ? NULL : value;
}

const char *request_cookie(const struct request *request, const char *name)
{
	return cookie_find(request_header(request, "Cookie"), name, request->pool);
}

bool request_is_tls(const struct request *request)
{
	const char *https = request_param(request, "HTTPS");
	const char *scheme = request_param(request, "REQUEST_SCHEME");

	return (https != NULL && strcasecmp(https, "on") == 0) ||
	    (scheme != NULL && strcmp(scheme, "https") == 0);
}

const char *request_own_cookie(const struct request *request, const char *name)
{
	return request_cookie(request, cookie_name(name, request_is_tls(request), request->pool));
}

static enum method method_of(const char *name)
{
	if (strcmp(name, "GET") == 0 || strcmp(name, "HEAD") == 0)
		return METHOD_GET;
	if (strcmp(name, "POST") == 0)
		return METHOD_POST;
	if (strcmp(name, "PATCH") == 0)
		return METHOD_PATCH;
	return METHOD_OTHER;
}

/* nginx's id when it has the shape of one: it goes into the log and into a header. */
static const char *id_of(const struct request *request)
{
	const char *id = request_param(request, "REQUEST_ID");
	size_t length = id == NULL ? 0 : strlen(id);
	unsigned char own[16];

	if (length >= REQUEST_ID_MIN && length <= REQUEST_ID_MAX &&
	    strspn(id, REQUEST_ID_ALPHABET) == length)
		return id;
	random_bytes(own, sizeof(own));
	return text_hex(own, sizeof(own), request->pool);
}

static void target_read(struct request *request, const char *target)
{
	size_t length = strcspn(target, "?");

	request->query = target[length] == '?' ? target + length + 1 : "";
	if (*target != '/')
		return;
	if (urlencoded_decode(target, length, false, request->pool, &request->path) != NULL)
		request->path = NULL;
}

static const char *param_or(const struct request *request, const char *name, const char *fallback)
{
	const char *value = request_param(request, name);

	return value == NULL ? fallback : value;
}

struct request *request_open(
    const struct program *program, void *thread, struct source *source, apr_pool_t *pool)
{
	struct request *request = pool_make(pool, struct request);
	const char *method;

	request->pool = pool;
	request->program = program;
	request->thread = thread;
	request->fcgi = source;
	method = param_or(request, "REQUEST_METHOD", "");
	request->method = method_of(method);
	request->is_head = strcmp(method, "HEAD") == 0;
	request->address = param_or(request, "REMOTE_ADDR", "");
	request->id = id_of(request);
	request->body = "";
	target_read(request, param_or(request, "REQUEST_URI", ""));
	return request;
}

/* Fill `body` until the stream ends or `capacity` is reached; how many bytes came. */
static size_t body_fill(const struct source *source, char *body, size_t capacity)
{
	size_t used = 0;

	while (used < capacity) {
		int got = source->read(source->stream, body + used, (int)(capacity - used));

		if (got <= 0)
			break;
		used += (size_t)got;
	}
	return used;
}

const struct err *request_read_body(struct request *request)
{
	const struct source *source = request->fcgi;
	const char *text = request_header(request, "Content-Length");
	int64_t announced = 0;
	size_t capacity;
	char *body;

	if (source == NULL || source->read == NULL)
		return NULL;
	if (text != NULL && *text != '\0' && !text_to_int(text, 0, INT64_MAX, &announced))
		return err_new(request->pool, CODE_BAD_REQUEST, "Content-Length is no number");
	if (announced > REQUEST_BODY_MAX)
		return err_new(request->pool, CODE_TOO_LARGE, "a body of %s bytes", text);
	capacity = (size_t)announced + 1;
	body = apr_palloc(request->pool, capacity);
	request->body_length = body_fill(source, body, capacity);
	if (request->body_length != (size_t)announced)
		return err_new(request->pool, CODE_BAD_REQUEST, "the body is not %s bytes long",
		    text == NULL ? "0" : text);
	body[request->body_length] = '\0';
	request->body = body;
	return NULL;
}
