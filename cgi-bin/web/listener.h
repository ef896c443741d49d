/* The socket on which requests arrive. Private to web/. */
#ifndef WEB_LISTENER_H
#define WEB_LISTENER_H

#include "base/err.h"

#include <sys/types.h>

struct listener {
	int fd;           /* never blocks */
	const char *path; /* NULL: it was given to us as fd 0, and stays when we go */
	dev_t device;     /* which file we made at path */
	ino_t inode;
};

/*
 * Take fd 0 where it is a listening socket, else bind a unix socket (mode 0660) at `path`. A
 * socket file that nobody listens on any more is replaced. CODE_INVALID: no path, in use by a
 * living program, another kind of file, or the system's own refusal.
 */
const struct err *listener_open(const char *path, apr_pool_t *pool, struct listener *out);

/*
 * Take our socket file away: nobody new can come, who is in the queue stays there. True when it
 * was ours.
 */
bool listener_unlink(const struct listener *listener);

#endif
