/* Text: UTF-8 checks, folding for comparison, and small codecs. Everything returned lives in the given pool. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/err.h"

#include <stddef.h>

/* Well-formed UTF-8 (RFC 3629: no surrogates, nothing above U+10FFFF, no over-long forms) without NUL? */
bool text_is_utf8(const char *bytes, size_t length);

/* Number of code points in valid UTF-8. */
size_t text_length(const char *text);

/* Normalised to NFC, leading and trailing white space removed, inner white space runs folded to one space. */
const char *text_tidy(const char *text, apr_pool_t *pool);

/*
 * The form under which two spellings of a person's name are the same: NFKD, marks removed, lower case (Unicode
 * case folding), without spaces, hyphens and apostrophes of any kind (U+0027, U+2019, U+02BC, …).
 */
const char *text_fold_name(const char *name, apr_pool_t *pool);

/* As text_fold_name, but other punctuation is dropped too: for place names ("São Paulo" = "sao-paulo"). */
const char *text_fold_place(const char *name, apr_pool_t *pool);

/* ASCII only. */
const char *text_upper(const char *text, apr_pool_t *pool);
bool text_is_one_of(const char *text, const char *const *list, size_t count);

/* Base64url without padding (RFC 4648, 5). */
const char *text_base64url(const void *bytes, size_t length, apr_pool_t *pool);
/* Lower-case hex, and back (false: odd length, another character or not exactly `length` bytes). */
const char *text_hex(const void *bytes, size_t length, apr_pool_t *pool);
bool text_unhex(const char *hex, void *out, size_t length);

/* A whole number in ASCII digits with an optional '-', no blank, no '+', no leading zeros, within [min,max]; else false. */
bool text_to_int(const char *text, int64_t min, int64_t max, int64_t *out);

/* Percent-encoded for a path segment or a query value (RFC 3986 unreserved stay). */
const char *text_percent(const char *text, apr_pool_t *pool);

/* Split at single spaces; empty parts are left out. `*count` parts. */
const char *const *text_words(const char *text, apr_pool_t *pool, size_t *count);

/* Something like an e-mail address: one @, no blank, no control, 3 to 254 bytes, dot or not in the domain. */
bool text_is_email(const char *text);

#endif
