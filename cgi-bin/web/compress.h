/* Pages that nginx would send as they are: it compresses what it sends with 200, 403 and 404 alone. Private to web/. */
#ifndef WEB_COMPRESS_H
#define WEB_COMPRESS_H

#include "web/reply.h"

/*
 * Compress the page of a refusal (409, 410, 422, …), where the client takes gzip and something is gained: body, Content-Encoding and Vary are set then.
 * Once for each reply, when it is complete.
 */
void compress_refusal(struct reply *reply);

#endif
