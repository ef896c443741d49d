/* A program with a place, a cookie and an admission of its own. */
#include "unit.h"

#include "base/log.h"
#include "web/problem.h"
#include "web/reply_parts.h"
#include "web/source.h"

#include <string.h>

static apr_pool_t *pool;
static bool was_shown;

static const struct err *page_shown(struct request *request, struct reply *reply)
{
	was_shown = true;
	assert_string_equal(request->admitted, "somebody");
	if (request->query[0] != '\0')
		reply_set_cookie(reply, "taste", "sweet", 60);
	reply_body(reply, 200, "text/plain", "hello", 5);
	return NULL;
}

enum { FREE = 0, MEMBERS = ROUTE_OWN, NOBODY = 2 * ROUTE_OWN };

static const struct route ROUTES[] = {
	{ METHOD_GET, "/own/free", page_shown, ROUTE_BROWSER | FREE },
	{ METHOD_GET, "/own/elsewhere", page_shown, MEMBERS },
	{ METHOD_POST, "/own/never", page_shown, ROUTE_FORM | NOBODY },
};

static const struct err *admit(
    const struct route *route, struct request *request, struct reply *reply)
{
	request->admitted = "somebody";
	if (route->needs / ROUTE_OWN == 2)
		return err_new(request->pool, CODE_FORBIDDEN, "on purpose");
	if (route->needs / ROUTE_OWN == 1)
		reply_see_other(reply, "/own/sign-in");
	return NULL;
}

static const struct program PROGRAM = {
	.name = "own",
	.routes = ROUTES,
	.route_count = ROWS(ROUTES),
	.prefix = "/own",
	.cookie = "own",
	.admit = admit,
};

static struct reply *ask(const char *method, const char *target, const char *more)
{
	apr_array_header_t *params = apr_array_make(pool, 4, sizeof(char *));
	struct source *source = pool_make(pool, struct source);
	struct request *request;
	struct reply *reply;

	APR_ARRAY_PUSH(params, char *) = apr_pstrcat(pool, "REQUEST_METHOD=", method, NULL);
	APR_ARRAY_PUSH(params, char *) = apr_pstrcat(pool, "REQUEST_URI=", target, NULL);
	APR_ARRAY_PUSH(params, char *) = apr_pstrdup(pool, more);
	APR_ARRAY_PUSH(params, char *) = NULL;
	source->params = (char **)(void *)params->elts;
	request = request_open(&PROGRAM, NULL, source, pool);
	reply = reply_new(request);
	was_shown = false;
	router_answer(&PROGRAM, request, reply);
	return reply;
}

static void who_is_admitted_is_the_programs_say(void **state)
{
	struct reply *reply;

	(void)state;
	assert_int_equal(ask("GET", "/own/free", "A=")->status, 200);
	assert_true(was_shown);
	reply = ask("GET", "/own/elsewhere", "A=");
	assert_int_equal(reply->status, 303);
	assert_string_equal(reply_field_value(reply, "Location"), "/own/sign-in");
	assert_false(was_shown);
	assert_int_equal(ask("POST", "/own/never", "A=")->status, 403);
	assert_false(was_shown);
	/* What is no path or no method is told before. */
	assert_int_equal(ask("GET", "/own/never", "A=")->status, 405);
	assert_int_equal(ask("GET", "/own/nowhere", "A=")->status, 404);
}

static const char *cookie_set(const struct reply *reply)
{
	struct iovec head, body;
	const char *text;

	reply_output(reply, &head, &body);
	text = apr_pstrmemdup(pool, head.iov_base, head.iov_len);
	text = strstr(text, "Set-Cookie: ");
	return text == NULL ? "" : apr_pstrmemdup(pool, text, strcspn(text, "\r"));
}

static void the_cookie_is_its_own_and_goes_with_the_browser(void **state)
{
	const char *plain = cookie_set(ask("GET", "/own/free", "A="));
	const char *tls = cookie_set(ask("GET", "/own/free", "HTTPS=on"));

	(void)state;
	assert_int_equal(strncmp(plain, "Set-Cookie: own=", 16), 0);
	assert_null(strstr(plain, "Max-Age"));
	assert_non_null(strstr(plain, "; Path=/; HttpOnly; SameSite=Lax"));
	assert_int_equal(strncmp(tls, "Set-Cookie: __Host-own=", 23), 0);
	assert_non_null(strstr(tls, "; Secure"));
	assert_string_equal(
	    cookie_set(ask("GET", "/own/free", "HTTP_COOKIE=own=ABCDEFGHIJKLMNOPQRSTUV")), "");
}

static void another_cookie_is_called_as_the_first_is_and_found_again(void **state)
{
	static const char *const asked[][2] = { { "taste=sweet", "A=" },
		{ "__Host-taste=sweet", "HTTPS=on" } };
	char *fields[2] = { NULL, NULL };

	(void)state;
	for (size_t i = 0; i < ROWS(asked); i++) {
		struct reply *reply = ask("GET", "/own/free?a=1", asked[i][1]);
		struct source source = { .params = fields };

		assert_string_equal(reply->cookie,
		    apr_pstrcat(pool, asked[i][0], "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax",
			i == 1 ? "; Secure" : "", NULL));
		reply_clear(reply);
		assert_non_null(reply->cookie);
		fields[0] = apr_pstrcat(pool, "HTTP_COOKIE=", asked[i][0], NULL);
		assert_true((request_own_cookie(request_open(&PROGRAM, NULL, &source, pool),
				 "taste") != NULL) == (i == 0));
	}
}

static void its_health_is_below_its_place(void **state)
{
	(void)state;
	assert_string_equal(ask("GET", "/own/healthz", "A=")->body, "ok\n");
	assert_int_equal(ask("GET", "/own/readyz", "A=")->status, 200);
	assert_int_equal(ask("GET", "/healthz", "A=")->status, 404);
	assert_int_equal(ask("GET", "/other/healthz", "A=")->status, 404);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_admitted_is_the_programs_say),
		cmocka_unit_test(the_cookie_is_its_own_and_goes_with_the_browser),
		cmocka_unit_test(another_cookie_is_called_as_the_first_is_and_found_again),
		cmocka_unit_test(its_health_is_below_its_place),
	};

	pool_start();
	pool = pool_new(NULL);
	log_start("test", (enum log_level)(LOG_ERROR + 1));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
