/* The sockets of a proxy: where it listens, and what leads to the server. */
#ifndef SUPPORT_PROXY_SOCKETS_H
#define SUPPORT_PROXY_SOCKETS_H

/* Listening, for so many who wait; the caller closes them. They end the test when that cannot be. */
int proxy_listen_at(const char *path, int most);
/* On a port of 127.0.0.1 that was free. */
int proxy_listen_on_a_port(int most, unsigned int *port);

/* Connected to the unix socket `path`; -1: nobody listens there. The caller closes it. */
int proxy_connect(const char *path);

#endif
