/* One-time codes of an authenticator app (RFC 6238: HMAC-SHA-1, steps of 30 s, six digits). Any thread may call. */
#ifndef BASE_TOTP_H
#define BASE_TOTP_H

#include "base/err.h"

#define TOTP_SECRET_BYTES 20

/* The number of the step that an instant (of 1970 or later) is in. */
int64_t totp_step(int64_t at);

/* Its code, six digits. */
const char *totp_code(
    const unsigned char secret[TOTP_SECRET_BYTES], int64_t step, apr_pool_t *pool);

/*
 * The step whose code this is, the present one, the one before or the one after it, and later than `last_step` (a code counts once); 0: none. Blanks in the code do not count. Takes as long whichever
 * it is.
 */
int64_t totp_match(const unsigned char secret[TOTP_SECRET_BYTES], const char *code, int64_t at,
    int64_t last_step, apr_pool_t *pool);

/* Base32 without padding, as such apps take a secret (RFC 4648, 6). */
const char *totp_base32(const void *bytes, size_t length, apr_pool_t *pool);

#endif
