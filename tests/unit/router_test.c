/* Routes: which page answers, and what each answer carries. */
#include "router_ask.h"

#define TOKEN "abcdefghijklmnopqrst-_"

static struct reply *get(const char *target)
{
	return ask("GET", target, "", "");
}

static void paths_lead_to_their_pages(void **state)
{
	static const struct row {
		const char *target;
		int status;
		const char *first;
	} rows[] = {
		{ "/", 200, NULL },
		{ "/?a=%zz", 400, NULL },
		{ "/?a=%ff", 400, NULL },
		{ "/?a=%00", 400, NULL },
		{ "/?a=%c3%b6&a", 200, NULL },
		{ "/nothing?a=%zz", 404, NULL },
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

/* The answer as it is written, in one piece. */
static const char *written(const struct reply *reply)
{
	struct iovec head, body;

	reply_output(reply, &head, &body);
	assert_int_equal(head.iov_len, strlen(head.iov_base));
	return apr_pstrcat(reply->request->pool, head.iov_base,
	    apr_pstrmemdup(reply->request->pool, body.iov_base, body.iov_len), NULL);
}

static void cookies_are_closed_to_scripts_and_other_sites(void **state)
{
	(void)state;
	assert_non_null(
	    strstr(written(get("/")), "; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax\r\n"));
	assert_non_null(
	    strstr(written(ask("GET", "/", "HTTPS=on", "")), "\r\nSet-Cookie: __Host-aisle="));
	assert_non_null(strstr(written(ask("GET", "/", "HTTPS=on", "")), "; Secure\r\n"));
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
	const char *bytes = written(ask("GET", "/flights/A/B/seats", id, ""));

	(void)state;
	assert_string_equal(bytes,
	    "Status: 200 OK\r\nX-Request-Id: 0123456789abcdef0123456789abcdef\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello");
	bytes = written(ask("HEAD", "/flights/A/B/seats", id, ""));
	assert_non_null(strstr(bytes, "\r\nContent-Length: 5\r\n"));
	assert_string_equal(bytes + strlen(bytes) - 4, "\r\n\r\n");
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
#define TEST(name) cmocka_unit_test_setup_teardown(name, pool_set_up, pool_tear_down)
	static const struct CMUnitTest tests[] = {
		TEST(paths_lead_to_their_pages),
		TEST(a_segment_is_at_most_64_bytes),
		TEST(wrong_methods_are_told_the_right_ones),
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
