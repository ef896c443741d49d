/* A mail server for tests: a thread on a port of 127.0.0.1 that keeps what it is given. */
#ifndef SUPPORT_SMTP_SINK_H
#define SUPPORT_SMTP_SINK_H

#include <apr_pools.h>
#include <stdbool.h>

struct sink;
/* `refuses`: the command that gets a 550 ("RCPT TO"; ".": the mail's text; "": all, the greeting too), or NULL. Stopped with the pool. */
struct sink *sink_start(const char *refuses, apr_pool_t *pool);
/* With another answer to what it refuses ("421 later\r\n"). */
struct sink *sink_start_saying(const char *refuses, const char *answer, apr_pool_t *pool);
/* While it is slow it says nothing when it has a mail's text. And until it has one. */
void sink_slow(struct sink *sink, bool is_slow);
void sink_await_message(struct sink *sink);
/* "smtp://127.0.0.1:PORT" */
const char *sink_url(const struct sink *sink);
/* The commands, a line each, and the message of the last whole mail ("" for none), dots removed. */
const char *sink_commands(struct sink *sink, apr_pool_t *pool);
const char *sink_message(struct sink *sink, apr_pool_t *pool);

#endif
