/* The process side of a FastCGI program: parent, workers, threads. No other room knows how
   requests arrive. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web/router.h"

/*
 * Run until told to stop; the exit status of main. The parent binds [name] listen (unix socket,
 * mode 0660; or takes fd 0 when it is a listening socket, as from systemd), keeps [name] processes
 * (2) x threads (8) and starts a dead worker again within 200 ms (slower when it dies at once,
 * again and again). [fastcgi] engine: epoll (connections are kept) or accept (a request each). HUP:
 * new workers (with settings and templates read again, but not listen, processes, threads and
 * engine) one by one, old ones finish what they have; TERM, INT: accept no more, wait for the web
 * server to close what it keeps (2 s at most), finish what runs (10 s at most), exit 0. Refuses to start, with a line that says why, when
 * settings or templates are wrong, that is when `start` or `thread_open` of the first worker fails
 * with anything but ERR_BUSY; an ERR_BUSY is tried again. [log] level: debug, info (default),
 * warn, error.
 */
int server_main(const struct program *program);

#endif
