/* How cookies are called, set and read, and the browser's token in one of them. Private to web/. */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "base/err.h"

/* The value of the first cookie of this name in a Cookie header field (RFC 6265, 4.2), or NULL. */
const char *cookie_find(const char *header, const char *name, apr_pool_t *pool);

/* "__Host-lang" behind TLS, "lang" without. */
const char *cookie_name(const char *plain, bool is_tls, apr_pool_t *pool);
/* The Set-Cookie field value that gives a browser this one for so many seconds (0: until it is closed). */
const char *cookie_field(
    const char *plain, const char *value, int age_s, bool is_tls, apr_pool_t *pool);

struct program;

/* "__Host-aisle" behind TLS, "aisle" without; or the program's own name in its place. */
const char *cookie_browser_name(const struct program *program, bool is_tls, apr_pool_t *pool);

/* 22 characters of base64url, as random_ref makes them? */
bool cookie_is_token(const char *value);

/* The Set-Cookie field value that gives a browser this token for 180 days; for a program with a cookie of its own, until it is closed. */
const char *cookie_browser_field(
    const struct program *program, const char *token, bool is_tls, apr_pool_t *pool);

#endif
