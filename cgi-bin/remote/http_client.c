/* HTTP through curl, with every limit that a stranger's server calls for. */
#include "remote/http_client.h"

#include "base/pool.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HEADER_MAX ((size_t)32 * 1024)
#define BODY_FIRST ((size_t)16 * 1024)

struct http_client {
	CURL *curl;
	char *body;
	size_t length, room;
	size_t header_length;
	bool is_too_large;
	char etag[HTTP_ETAG_MAX + 1];
	bool is_problem;
};

/*
 * GnuTLS comes with the library, for protocols that we do not speak, and makes its tables while it is loaded unless the program says by this name that nobody needs them then.
 * Whoever speaks TLS through it, as a curl that is built on it does, starts it himself.
 */
int _gnutls_global_init_skip(void);
__attribute__((visibility("default"))) int _gnutls_global_init_skip(void)
{
	return 1;
}

static void process_start(void)
{
	struct sigaction now;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		abort();
	/* TLS writes can raise it where curl must not touch signals. */
	if (sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
		(void)signal(SIGPIPE, SIG_IGN);
}

void http_client_start(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, process_start);
}

bool http_client_takes(const char *url)
{
	CURLU *parts = curl_url();
	char *scheme = NULL, *host = NULL, *other = NULL;
	bool is_good = parts != NULL && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0) &&
	    curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
	    curl_url_get(parts, CURLUPART_USER, &other, 0) != CURLUE_OK &&
	    curl_url_get(parts, CURLUPART_QUERY, &other, 0) != CURLUE_OK &&
	    curl_url_get(parts, CURLUPART_FRAGMENT, &other, 0) != CURLUE_OK;

	curl_free(scheme);
	curl_free(host);
	curl_free(other);
	curl_url_cleanup(parts);
	return is_good;
}

/* Room for `more` bytes and a NUL; false beyond the limit. */
static bool body_reserve(struct http_client *client, size_t more)
{
	size_t need, room;
	char *body;

	if (more > HTTP_BODY_MAX - client->length)
		return false;
	need = client->length + more + 1;
	if (need <= client->room)
		return true;
	room = client->room == 0 ? BODY_FIRST : client->room;
	while (room < need)
		room *= 2;
	body = realloc(client->body, room);
	if (body == NULL)
		abort();
	client->body = body;
	client->room = room;
	return true;
}

static size_t body_take(char *bytes, size_t size, size_t count, void *arg)
{
	struct http_client *client = arg;
	size_t length = size * count;

	if (!body_reserve(client, length)) {
		client->is_too_large = true;
		return 0;
	}
	memcpy(client->body + client->length, bytes, length);
	client->length += length;
	return length;
}

/* The value of a header line when its name matches, without blanks around it. */
static const char *header_value(
    const char *line, size_t length, const char *name, size_t *value_length)
{
	size_t name_length = strlen(name);

	if (length <= name_length || line[name_length] != ':' ||
	    strncasecmp(line, name, name_length) != 0)
		return NULL;
	line += name_length + 1;
	length -= name_length + 1;
	while (length > 0 && (line[0] == ' ' || line[0] == '\t')) {
		line++;
		length--;
	}
	while (length > 0 && strchr(" \t\r\n", line[length - 1]) != NULL)
		length--;
	*value_length = length;
	return line;
}

/* RFC 9110, 8.8.3: [W/]"visible characters". */
static bool etag_is_sound(const char *etag, size_t length)
{
	size_t at = length > 2 && etag[0] == 'W' && etag[1] == '/' ? 2 : 0;

	if (length > HTTP_ETAG_MAX || length < at + 2 || etag[at] != '"' || etag[length - 1] != '"')
		return false;
	for (at++; at < length - 1; at++) {
		if (etag[at] <= ' ' || etag[at] > '~' || etag[at] == '"')
			return false;
	}
	return true;
}

static size_t header_take(char *line, size_t size, size_t count, void *arg)
{
	static const char problem[] = "application/problem+json";
	struct http_client *client = arg;
	size_t length = size * count, value_length;
	const char *value;

	client->header_length += length;
	if (client->header_length > HEADER_MAX) {
		client->is_too_large = true;
		return 0;
	}
	if (length > 5 && memcmp(line, "HTTP/", 5) == 0) {
		/* An interim answer (1xx) came before: what it said is not the answer. */
		client->etag[0] = '\0';
		client->is_problem = false;
	}
	value = header_value(line, length, "ETag", &value_length);
	if (value != NULL && etag_is_sound(value, value_length)) {
		memcpy(client->etag, value, value_length);
		client->etag[value_length] = '\0';
	}
	value = header_value(line, length, "Content-Type", &value_length);
	if (value != NULL)
		client->is_problem = value_length >= sizeof(problem) - 1 &&
		    strncasecmp(value, problem, sizeof(problem) - 1) == 0;
	return length;
}

static apr_status_t client_close(void *arg)
{
	struct http_client *client = arg;

	curl_easy_cleanup(client->curl);
	free(client->body);
	return APR_SUCCESS;
}

static bool client_set_up(struct http_client *client)
{
	CURL *curl = client->curl;

	return curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, HTTP_CONNECT_MS) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, HTTP_TOTAL_MS) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Aisle/1 (flight client)") == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, body_take) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_WRITEDATA, client) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, header_take) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_HEADERDATA, client) == CURLE_OK;
}

struct http_client *http_client_open(apr_pool_t *pool)
{
	struct http_client *client = pool_make(pool, struct http_client);

	http_client_start();
	client->curl = curl_easy_init();
	if (client->curl == NULL || !client_set_up(client))
		abort();
	apr_pool_cleanup_register(pool, client, client_close, apr_pool_cleanup_null);
	return client;
}

void http_client_drop(struct http_client *client)
{
	free(client->body);
	client->body = NULL;
	client->length = 0;
	client->room = 0;
}

static void header_add(struct curl_slist **headers, const char *line)
{
	struct curl_slist *more = curl_slist_append(*headers, line);

	if (more == NULL)
		abort();
	*headers = more;
}

/* Asks with these headers, and forgets them. */
static CURLcode client_perform(
    struct http_client *client, const char *url, struct curl_slist *headers)
{
	CURLcode code;

	http_client_drop(client);
	client->header_length = 0;
	client->is_too_large = false;
	client->is_problem = false;
	client->etag[0] = '\0';
	code = curl_easy_setopt(client->curl, CURLOPT_URL, url);
	if (code == CURLE_OK)
		code = curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, headers);
	if (code == CURLE_OK)
		code = curl_easy_perform(client->curl);
	(void)curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(headers);
	return code;
}

/* What came back; `broken` is the code of an answer that is none. */
static const struct err *answer_take(struct http_client *client, CURLcode code,
    enum err_code broken, apr_pool_t *pool, struct http_answer *out)
{
	long status = 0;

	if (client->is_too_large)
		return err_new(pool, broken, "the answer is larger than the limit");
	if (code == CURLE_OK)
		code = curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
	if (code != CURLE_OK)
		return err_new(pool, broken, "%s", curl_easy_strerror(code));
	if (!body_reserve(client, 0))
		return err_new(pool, broken, "the answer is larger than the limit");
	client->body[client->length] = '\0';
	out->status = (int)status;
	out->body = client->body;
	out->length = client->length;
	out->is_problem = client->is_problem;
	memcpy(out->etag, client->etag, sizeof(out->etag));
	return NULL;
}

const struct err *http_client_get(struct http_client *client, const char *url, const char *etag,
    apr_pool_t *pool, struct http_answer *out)
{
	struct curl_slist *headers = NULL;

	if (etag != NULL && etag[0] != '\0')
		header_add(&headers, apr_pstrcat(pool, "If-None-Match: ", etag, NULL));
	return answer_take(
	    client, client_perform(client, url, headers), CODE_UNAVAILABLE, pool, out);
}

/* Failures before anything was sent. */
static bool is_unsent(CURLcode code)
{
	return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
	    code == CURLE_SSL_CONNECT_ERROR;
}

static CURLcode set_method(struct http_client *client, const struct http_sending *sending)
{
	CURL *curl = client->curl;
	CURLcode code = curl_easy_setopt(curl, CURLOPT_POSTFIELDS, sending->body);

	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(sending->body));
	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, sending->method);
	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, sending->total_ms);
	return code;
}

/* The next question is a GET again. */
static void unset_method(struct http_client *client)
{
	CURL *curl = client->curl;

	if (curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, NULL) != CURLE_OK ||
	    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, NULL) != CURLE_OK ||
	    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L) != CURLE_OK ||
	    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, HTTP_TOTAL_MS) != CURLE_OK)
		abort();
}

const struct err *http_client_send(struct http_client *client, const struct http_sending *sending,
    apr_pool_t *pool, struct http_answer *out)
{
	struct curl_slist *headers = NULL;
	CURLcode code = set_method(client, sending);

	header_add(&headers, "Content-Type: application/json");
	header_add(&headers, "Expect:");
	header_add(&headers, apr_pstrcat(pool, "Authorization: Bearer ", sending->token, NULL));
	if (sending->if_match != NULL)
		header_add(&headers, apr_pstrcat(pool, "If-Match: ", sending->if_match, NULL));
	if (code == CURLE_OK)
		code = client_perform(client, sending->url, headers);
	else
		curl_slist_free_all(headers);
	unset_method(client);
	return answer_take(
	    client, code, is_unsent(code) ? CODE_UNAVAILABLE : CODE_UNSURE, pool, out);
}
