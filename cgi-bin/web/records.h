/* An answer on its way: FastCGI records, written at once. Private to web/. */
#ifndef WEB_RECORDS_H
#define WEB_RECORDS_H

#include "base/err.h"

#include <stddef.h>
#include <sys/uio.h>

enum records_end {
	RECORDS_MORE, /* the peer may send the next request on this connection */
	RECORDS_LAST  /* it learns, with the end of this answer, that it must not */
};

/*
 * The whole answer to a request, texts one behind the other as its standard output, and its end: one system call but for the
 * last answer, which has two. False: the peer is gone, or takes nothing for as long as the descriptor's own time-out says.
 */
bool records_write(int fd, int request_id, const struct iovec *texts, size_t text_count,
    enum records_end end, apr_pool_t *pool);

#endif
