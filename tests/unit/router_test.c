/* Routes and refusals: which page answers, who is turned away before it, and what each answer carries. */
#include "unit.h"

#include "base/log.h"
#include "web/problem.h"
#include "web/reply_parts.h"
#include "web/source.h"

#include <string.h>

#define TOKEN "abcdefghijklmnopqrst-_"

static apr_pool_t *pool;
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

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	apr_pool_destroy(pool);
	return 0;
}

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

static struct reply *get(const char *target)
{
	return ask("GET", target, "", "");
}

static void post_expects(const char *params, int status)
{
	const char *form = "CONTENT_TYPE=application/x-www-form-urlencoded\nCONTENT_LENGTH=0\n";
	struct reply *reply = ask("POST", "/holds", apr_pstrcat(pool, form, params, NULL), "");

	if (reply->status != status)
		fail_msg("%s: %d instead of %d", params, reply->status, status);
	assert_int_equal(asked != NULL, status == 200);
}

static void paths_lead_to_their_pages(void **state)
{
	static const struct row {
		const char *target;
		int status;
		const char *first;
	} rows[] = {
		{ "/", 200, NULL },
		{ "/?a=%zz", 200, NULL },
		{ "/holds/new", 303, NULL },
		{ "/holds/abc", 200, "abc" },
		{ "/holds/a%20b?x", 200, "a b" },
		{ "/holds/%C3%B6", 200, "\xc3\xb6" },
		{ "/holds/a+b", 200, "a+b" },
		{ "/holds/", 404, NULL },
		{ "/holds/abc/", 404, NULL },
		{ "/holds//abc", 404, NULL },
		{ "//", 404, NULL },
		{ "/flights/AX204/2026-12-01/seats", 200, "AX204" },
		{ "/flights/AX204/seats", 404, NULL },
		{ "/nothing", 404, NULL },
		{ "/holds/%", 400, NULL },
		{ "/holds/%0", 400, NULL },
		{ "/holds/a%00", 400, NULL },
		{ "/%ff", 400, NULL },
		{ "", 400, NULL },
		{ "*", 400, NULL },
		{ "http://else.example/", 400, NULL },
	};
	const struct row *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		struct reply *reply = get(row->target);

		if (reply->status != row->status)
			fail_msg("%s: %d", row->target, reply->status);
		if (row->first != NULL)
			assert_string_equal(asked->args[0], row->first);
	}
	assert_string_equal((get("/flights/AX204/2026-12-01/seats"), asked->args[1]), "2026-12-01");
}

static void a_segment_is_at_most_64_bytes(void **state)
{
	char target[80] = "/holds/";

	(void)state;
	memset(target + 7, 'x', 64);
	assert_int_equal(get(target)->status, 200);
	target[71] = 'x';
	assert_int_equal(get(target)->status, 404);
}

static void wrong_methods_are_told_the_right_ones(void **state)
{
	static const struct row {
		const char *method;
		const char *target;
		const char *allow;
	} rows[] = {
		{ "POST", "/", "GET, HEAD" },
		{ "GET", "/holds", "POST" },
		{ "PATCH", "/holds/unknown", "GET, HEAD, POST" },
		{ "BREW", "/holds/abc", "GET, HEAD, POST" },
		{ "get", "/", "GET, HEAD" },
		{ "DELETE", "/v1/x", "PATCH" },
		{ "POST", "/healthz", "GET, HEAD" },
	};
	const struct row *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		struct reply *reply = ask(row->method, row->target, "", "");

		assert_int_equal(reply->status, 405);
		assert_string_equal(reply_field_value(reply, "Allow"), row->allow);
	}
	assert_int_equal(ask("BREW", "/nothing", "", "")->status, 404);
}

static void changes_come_from_this_site_only(void **state)
{
	(void)state;
	post_expects("", 200);
	post_expects("HTTP_SEC_FETCH_SITE=same-origin", 200);
	post_expects("HTTP_SEC_FETCH_SITE=none", 200);
	post_expects("HTTP_SEC_FETCH_SITE=same-site", 403);
	post_expects("HTTP_SEC_FETCH_SITE=cross-site", 403);
	post_expects("HTTP_SEC_FETCH_SITE=cross-site\nHTTP_HOST=a\nHTTP_ORIGIN=http://a", 403);
	post_expects("HTTP_SEC_FETCH_SITE=same-origin\nHTTP_HOST=a\nHTTP_ORIGIN=null", 200);
	post_expects("HTTP_HOST=a.example\nHTTP_ORIGIN=http://a.example", 200);
	post_expects("HTTP_HOST=a.example:8080\nHTTP_ORIGIN=http://a.example:8080", 200);
	post_expects("HTTP_HOST=a.example:80\nHTTP_ORIGIN=http://a.example", 200);
	post_expects("HTTP_HOST=a.example\nHTTP_ORIGIN=http://a.example:8080", 403);
	post_expects("HTTP_HOST=a.example\nHTTP_ORIGIN=https://a.example", 403);
	post_expects("HTTP_HOST=a.example\nHTTP_ORIGIN=http://a.example.evil", 403);
	post_expects("HTTP_HOST=a.example\nHTTP_ORIGIN=null", 403);
	post_expects("HTTP_ORIGIN=http://a.example", 403);
	post_expects("HTTPS=on\nHTTP_HOST=a\nHTTP_ORIGIN=https://a", 200);
	post_expects("HTTPS=on\nHTTP_HOST=a\nHTTP_ORIGIN=http://a", 403);
	assert_int_equal(ask("POST", "/nothing", "HTTP_ORIGIN=null", "")->status, 403);
	assert_int_equal(ask("DELETE", "/", "HTTP_ORIGIN=null", "")->status, 403);
	assert_int_equal(ask("GET", "/", "HTTP_SEC_FETCH_SITE=cross-site", "")->status, 200);
	assert_int_equal(
	    ask("PATCH", "/v1/x",
		"HTTP_ORIGIN=null\nCONTENT_TYPE=application/json\nCONTENT_LENGTH=2", "{}")
		->status,
	    200);
}

static void bodies_have_the_right_type(void **state)
{
	static const struct row {
		const char *type;
		int status;
	} rows[] = {
		{ "application/x-www-form-urlencoded", 200 },
		{ "Application/X-WWW-Form-Urlencoded; charset=UTF-8", 200 },
		{ "application/x-www-form-urlencoded;charset=\"utf-8\"", 200 },
		{ "application/x-www-form-urlencoded; charset=iso-8859-1", 415 },
		{ "application/x-www-form-urlencodedx", 415 },
		{ "multipart/form-data; boundary=x", 415 },
		{ "text/plain", 415 },
		{ "", 415 },
	};
	const struct row *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		const char *params = apr_psprintf(
		    pool, "CONTENT_LENGTH=3\nCONTENT_TYPE=%s", row->type);

		assert_int_equal(ask("POST", "/holds", params, "a=b")->status, row->status);
	}
	assert_int_equal(ask("POST", "/holds", "CONTENT_LENGTH=", "")->status, 200);
}

static void bodies_are_counted(void **state)
{
	static const struct row {
		const char *length;
		size_t sent;
		int status;
	} rows[] = {
		{ "3", 3, 200 },
		{ "4", 3, 400 },
		{ "2", 3, 400 },
		{ "", 3, 400 },
		{ "-1", 3, 400 },
		{ "0x3", 3, 400 },
		{ "99999999999999999999", 3, 400 },
		{ "65535", 65535, 200 },
		{ "65536", 65536, 200 },
		{ "65537", 65537, 413 },
		{ "65536", 65537, 400 },
		{ "9223372036854775807", 3, 413 },
	};
	const struct row *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		char *body = apr_pcalloc(pool, row->sent + 1);
		const char *params = apr_psprintf(pool,
		    "CONTENT_TYPE=application/x-www-form-urlencoded\nCONTENT_LENGTH=%s",
		    row->length);

		memset(body, 'x', row->sent);
		assert_int_equal(ask("POST", "/holds", params, body)->status, row->status);
		if (row->status == 200) {
			assert_int_equal(asked->body_length, row->sent);
			assert_string_equal(asked->body, body);
		}
	}
}

static void a_browser_gets_one_token(void **state)
{
	static const char *const unusable[] = { "", "HTTP_COOKIE=aisle=short",
		"HTTP_COOKIE=aisle=abcdefghijklmnopqrst-!", "HTTP_COOKIE=xaisle=" TOKEN,
		"HTTPS=on\nHTTP_COOKIE=aisle=" TOKEN };
	const char *const *row;
	struct reply *reply = ask("GET", "/", "HTTP_COOKIE=a=b; aisle=" TOKEN "; aisle=x", "");

	(void)state;
	assert_string_equal(asked->browser, TOKEN);
	assert_false(asked->is_browser_new);
	assert_null(reply->browser);
	ask("GET", "/", "HTTPS=on\nHTTP_COOKIE=__Host-aisle=" TOKEN, "");
	assert_string_equal(asked->browser, TOKEN);
	FOR_ROWS(row, unusable)
	{
		reply = ask("GET", "/", *row, "");
		assert_true(asked->is_browser_new);
		assert_int_equal(strlen(asked->browser), 22);
		assert_string_not_equal(asked->browser, TOKEN);
		assert_string_equal(reply->browser, asked->browser);
	}
	reply = get("/flights/AX204/2026-12-01/seats");
	assert_null(asked->browser);
	assert_null(reply->browser);
}

static void cookies_are_closed_to_scripts_and_other_sites(void **state)
{
	size_t length;

	(void)state;
	assert_non_null(strstr(reply_bytes(get("/"), &length),
	    "; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax\r\n"));
	assert_non_null(strstr(reply_bytes(ask("GET", "/", "HTTPS=on", ""), &length),
	    "\r\nSet-Cookie: __Host-aisle="));
	assert_non_null(
	    strstr(reply_bytes(ask("GET", "/", "HTTPS=on", ""), &length), "; Secure\r\n"));
}

static void caches_keep_nothing_personal(void **state)
{
	(void)state;
	assert_string_equal(reply_field_value(get("/holds/abc"), "Cache-Control"), "no-store");
	assert_string_equal(reply_field_value(get("/nothing"), "Cache-Control"), "no-store");
	assert_string_equal(reply_field_value(get("/broken"), "Cache-Control"), "no-store");
	assert_string_equal(reply_field_value(get("/"), "Cache-Control"), "private, no-cache");
	assert_string_equal(reply_field_value(get("/"), "Vary"), "Cookie");
	assert_null(reply_field_value(get("/flights/A/B/seats"), "Cache-Control"));
}

static void errors_become_problem_replies(void **state)
{
	struct reply *reply = get("/broken");

	(void)state;
	assert_int_equal(reply->status, 500);
	assert_string_equal(reply->body, "broken");
	assert_null(reply_field_value(reply, "X-Half"));
	assert_null(reply_field_value(reply, "Retry-After"));
	assert_string_equal(reply_field_value(get("/busy"), "Retry-After"), "17");
	assert_string_equal(reply_field_value(get("/full"), "Retry-After"), "5");
	assert_int_equal(get("/full")->status, 429);
}

static void a_reply_is_written_whole(void **state)
{
	static const char *const id = "REQUEST_ID=0123456789abcdef0123456789abcdef";
	size_t length;
	const char *bytes = reply_bytes(ask("GET", "/flights/A/B/seats", id, ""), &length);

	(void)state;
	assert_string_equal(bytes,
	    "Status: 200 OK\r\nX-Request-Id: 0123456789abcdef0123456789abcdef\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello");
	assert_int_equal(length, strlen(bytes));
	bytes = reply_bytes(ask("HEAD", "/flights/A/B/seats", id, ""), &length);
	assert_non_null(strstr(bytes, "\r\nContent-Length: 5\r\n"));
	assert_string_equal(bytes + length - 4, "\r\n\r\n");
}

static void ids_of_another_shape_are_replaced(void **state)
{
	(void)state;
	ask("GET", "/", "REQUEST_ID=not-one\r", "");
	assert_int_equal(strlen(asked->id), 32);
	assert_int_equal(strspn(asked->id, "0123456789abcdef"), 32);
}

static void health_is_answered_without_a_route(void **state)
{
	(void)state;
	assert_string_equal(get("/healthz")->body, "ok\n");
	assert_int_equal(get("/readyz")->status, 200);
	assert_int_equal(get("/metrics")->status, 200);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	static const struct CMUnitTest tests[] = {
		TEST(paths_lead_to_their_pages),
		TEST(a_segment_is_at_most_64_bytes),
		TEST(wrong_methods_are_told_the_right_ones),
		TEST(changes_come_from_this_site_only),
		TEST(bodies_have_the_right_type),
		TEST(bodies_are_counted),
		TEST(a_browser_gets_one_token),
		TEST(cookies_are_closed_to_scripts_and_other_sites),
		TEST(caches_keep_nothing_personal),
		TEST(errors_become_problem_replies),
		TEST(a_reply_is_written_whole),
		TEST(ids_of_another_shape_are_replaced),
		TEST(health_is_answered_without_a_route),
	};

	pool_start();
	log_start("test", (enum log_level)(LOG_ERROR + 1));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
