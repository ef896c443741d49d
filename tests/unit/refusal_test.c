/* Who is turned away before a page is asked: other sites, other types, wrong lengths. */
#include "router_ask.h"

static void post_expects(const char *params, int status)
{
	const char *form = "CONTENT_TYPE=application/x-www-form-urlencoded\nCONTENT_LENGTH=0\n";
	struct reply *reply = ask("POST", "/holds", apr_pstrcat(pool, form, params, NULL), "");

	if (reply->status != status)
		fail_msg("%s: %d instead of %d", params, reply->status, status);
	assert_int_equal(asked != NULL, status == 200);
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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, pool_set_up, pool_tear_down)
	static const struct CMUnitTest tests[] = {
		TEST(changes_come_from_this_site_only),
		TEST(bodies_have_the_right_type),
		TEST(bodies_are_counted),
	};

	pool_start();
	log_start("test", (enum log_level)(LOG_ERROR + 1));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
