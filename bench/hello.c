/* hello.fcgi: the engine and nothing else. It answers one path with one line: the bound that nginx and the engine set to every page. */
#include "web/reply.h"
#include "web/server.h"

#include <string.h>

static const char PLAIN[] = "text/plain; charset=utf-8";

static const struct err *hello(struct request *request, struct reply *reply)
{
	static const char LINE[] = "hello\n";

	(void)request;
	reply_body(reply, 200, PLAIN, LINE, strlen(LINE));
	return NULL;
}

static const struct err *thread_open(const struct config *config, apr_pool_t *pool, void **out)
{
	(void)config;
	(void)pool;
	*out = NULL;
	return NULL;
}

static void problem(struct request *request, struct reply *reply, const struct err *err)
{
	(void)request;
	reply_body(reply, 500, PLAIN, err->text, strlen(err->text));
}

static const struct route ROUTES[] = { { METHOD_GET, "/hello", hello, 0 } };

static const struct program HELLO = {
	.name = "hello",
	.routes = ROUTES,
	.route_count = 1,
	.thread_open = thread_open,
	.problem = problem,
};

int main(void)
{
	return server_main(&HELLO);
}
