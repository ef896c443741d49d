/* A form as a browser posts it, for tests of what is read from it. */
#include "support/form_request.h"

#include "base/pool.h"

#include <string.h>

static struct request request;

int form_request_start(void **state)
{
	(void)state;
	memset(&request, 0, sizeof(request));
	request.pool = pool_new(NULL);
	request.method = METHOD_POST;
	request.path = "/form";
	request.query = "";
	return 0;
}

int form_request_stop(void **state)
{
	(void)state;
	apr_pool_destroy(request.pool);
	return 0;
}

struct request *form_request(void)
{
	return &request;
}

void form_request_body(const char *body)
{
	request.body = body;
	request.body_length = strlen(body);
}
