/*
 * The log: one JSON object a line on standard error; every line carries the request id of its
 * thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/*
 * Once at start, before there are threads: the program's name (not copied) in every line; lines
 * below `least` are dropped.
 */
void log_start(const char *program, enum log_level least);

/* The id that this thread's lines carry from now on; NULL: none. Not copied. */
void log_set_request(const char *request_id);

/*
 * {"at":"…Z","level":"warn","program":"booking","pid":1,"request":"…","event":"http.slow", …}.
 * `event` is a dotted constant name. Fields are name, value pairs of text, ended by NULL; a NULL
 * value is left out, a value of more than 2,000 bytes is cut. Never pass passwords, tokens, keys
 * or card data; personal data only where an auditor needs it. Values are escaped, so a line stays
 * a line; each line is one write(2). Any thread may call.
 */
void log_line(enum log_level level, const char *event, ...) __attribute__((sentinel));

/* An error as a line: code, text, where. */
void log_err(enum log_level level, const char *event, const struct err *err);

#endif
