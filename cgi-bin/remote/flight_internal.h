/* What a thread's flight client is made of, for the files that ask with it. */
#ifndef REMOTE_FLIGHT_INTERNAL_H
#define REMOTE_FLIGHT_INTERNAL_H

#include "remote/flight_client.h"
#include "remote/flight_question.h"

struct flight_source *flight_client_source(const struct flight_client *client);
struct http_client *flight_client_http(const struct flight_client *client);

#endif
