/* The answer: made whole in memory, then written once. */
#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include "web/request.h"
#include "web/view.h"

struct reply;

/* 303 to a path of this site ("/holds/…"); anything that does not start with one '/' asserts. */
void reply_see_other(struct reply *reply, const char *path);

/* An HTML page: `template` ("pages/home") expanded with `view`. */
const struct err *reply_page(
    struct reply *reply, int status, const char *template, struct view *view);

/* Any other body; not copied. */
void reply_body(
    struct reply *reply, int status, const char *content_type, const char *body, size_t length);

/* Status alone (304, 204). */
void reply_status(struct reply *reply, int status);

/*
 * One more header field; a value with CR, LF or NUL asserts. A second call with the name "Cache-
 * Control" replaces the first.
 */
void reply_header(struct reply *reply, const char *name, const char *value);

/* Retry-After of 429 and 503: what the error says, else some seconds. Nothing for other errors, or where it was said before. */
void reply_retry_after(struct reply *reply, const struct err *err);

/* A cookie for so many seconds, behind TLS with __Host- before its name; refusals keep it. One at the most. */
void reply_set_cookie(struct reply *reply, const char *name, const char *value, int age_s);

/* The browser's token from now on is this one (new at sign-in and sign-out). */
void reply_set_browser(struct reply *reply, const char *token);

#endif
