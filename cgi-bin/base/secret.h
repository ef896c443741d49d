/* Digests, signatures and passwords (libsodium). Any thread may call. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/err.h"

#include <stddef.h>

#define SECRET_DIGEST_BYTES 32

/* SHA-256. */
void secret_digest(const void *bytes, size_t length, unsigned char out[SECRET_DIGEST_BYTES]);
/* HMAC-SHA-256 under a key: nobody without it can tell what it is of, however little that is. */
void secret_digest_keyed(const void *bytes, size_t length, const unsigned char *key,
    size_t key_length, unsigned char out[SECRET_DIGEST_BYTES]);
/* The same of a text, as 43 characters of base64url. */
const char *secret_sign(
    const char *text, const unsigned char *key, size_t key_length, apr_pool_t *pool);
/* Equal, in a time that does not depend on where they differ? NULL equals nothing. */
bool secret_equal(const char *a, const char *b);

/*
 * Sealed under a key (XSalsa20 and Poly1305, a new nonce each time): `out` has room for length + SECRET_SEAL_BYTES. Opened again into `length` bytes: false, and nothing of use in `out`, when it is not
 * sealed under that key, or was changed.
 */
#define SECRET_KEY_BYTES 32
#define SECRET_SEAL_BYTES 40
void secret_seal(const void *bytes, size_t length, const unsigned char key[SECRET_KEY_BYTES],
    unsigned char *out);
bool secret_open(const void *sealed, size_t sealed_length,
    const unsigned char key[SECRET_KEY_BYTES], unsigned char *out, size_t length);

/*
 * argon2id (46 MiB, t=1, p=1), as the library's own encoded text; at most two hashes run at once
 * in a process, further callers wait. CODE_UNAVAILABLE when the memory for it is not to be had.
 */
const struct err *secret_password_hash(const char *password, apr_pool_t *pool, const char **out);
/* Does it match? `encoded` NULL (unknown account) takes the same time and answers false. */
bool secret_password_matches(const char *encoded, const char *password);
/*
 * One of the passwords that everybody tries first (compared without case)? A list of them and of words, these with whatever digits and signs behind or for letters; up to four characters again and again;
 * a row of the keyboard, the alphabet or the digits.
 */
bool secret_password_is_common(const char *password);

#endif
