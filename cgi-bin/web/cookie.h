/* The one cookie of this site: the browser's token, and how cookies are read. Private to web/. */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "base/err.h"

/* The value of the first cookie of this name in a Cookie header field (RFC 6265, 4.2), or NULL. */
const char *cookie_find(const char *header, const char *name, apr_pool_t *pool);

/* "__Host-aisle" behind TLS, "aisle" without. */
const char *cookie_browser_name(bool is_tls);

/* 22 characters of base64url, as random_ref makes them? */
bool cookie_is_token(const char *value);

/* The Set-Cookie field value that gives a browser this token for 180 days. */
const char *cookie_browser_field(const char *token, bool is_tls, apr_pool_t *pool);

#endif
