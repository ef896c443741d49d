/* A mail server for tests: a thread on a port of 127.0.0.1 that keeps what it is given. */
#ifndef SUPPORT_SMTP_SINK_H
#define SUPPORT_SMTP_SINK_H

#include <apr_pools.h>

struct sink;
/* `refuses`: the command that gets a 550 ("RCPT TO"), or NULL. Stopped with the pool. */
struct sink *sink_start(const char *refuses, apr_pool_t *pool);
/* "smtp://127.0.0.1:PORT" */
const char *sink_url(const struct sink *sink);
/* The commands, a line each, and the message of the last whole mail ("" for none), dots removed. */
const char *sink_commands(struct sink *sink, apr_pool_t *pool);
const char *sink_message(struct sink *sink, apr_pool_t *pool);

#endif
