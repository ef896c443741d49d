/* A form as a browser posts it, for tests of what is read from it. */
#ifndef SUPPORT_FORM_REQUEST_H
#define SUPPORT_FORM_REQUEST_H

#include "web/request.h"

/* Set up and tear down of a test: a POST to /form, without a query and a body, in a pool of its own. */
int form_request_start(void **state);
int form_request_stop(void **state);

/* The test's own. */
struct request *form_request(void);
/* What is posted with it from now on; not copied. */
void form_request_body(const char *body);

#endif
