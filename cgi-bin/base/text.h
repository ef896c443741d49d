/*
 * Text: UTF-8 checks, folding for comparison, and small codecs. Everything returned lives in the
 * given pool; texts are valid UTF-8 unless said otherwise (broken bytes count as U+FFFD).
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/err.h"

#include <stddef.h>

/*
 * Well-formed UTF-8 (RFC 3629: no surrogates, nothing above U+10FFFF, no over-long forms) without
 * NUL?
 */
bool text_is_utf8(const char *bytes, size_t length);

/* Number of code points in valid UTF-8. */
size_t text_length(const char *text);
/* Bytes of the code point that such a text, which is not empty, begins with. */
size_t text_point_bytes(const char *text);

/*
 * Normalised to NFC, leading and trailing white space (of Unicode) removed, inner white space runs
 * folded to one space. Everything else stays, invisible characters too.
 */
const char *text_tidy(const char *text, apr_pool_t *pool);

/*
 * The form under which two spellings of a person's name are the same: NFKD, marks removed, lower
 * case (Unicode case folding), without spaces, hyphens and apostrophes of any kind (U+0027,
 * U+2019, U+02BC, …) and without characters that nobody sees (controls, joiners, directions).
 * Letters that have no decomposition are written as on tickets: ø o, đ and ð d, ł l, æ ae, œ oe,
 * þ th, ß ss, ı i, ħ h, ŋ n, ŧ t, ə e, ĸ k. Folding twice is folding once.
 */
const char *text_fold_name(const char *name, apr_pool_t *pool);

/*
 * As text_fold_name, but other punctuation is dropped too: for place names ("São Paulo" =
 * "sao-paulo").
 */
const char *text_fold_place(const char *name, apr_pool_t *pool);

/* ASCII only: other bytes stay as they are. */
const char *text_upper(const char *text, apr_pool_t *pool);
bool text_is_one_of(const char *text, const char *const *list, size_t count);
/* The same bytes, or both NULL. */
bool text_is_same(const char *one, const char *other);
/* "12A, 12B"; "" of none. */
const char *text_list(const char *const *parts, size_t count, apr_pool_t *pool);

/* Base64url without padding (RFC 4648, 5). */
const char *text_base64url(const void *bytes, size_t length, apr_pool_t *pool);
/*
 * Lower-case hex, and back (false: odd length, another character, upper case too, or not exactly
 * `length` bytes; `out` then holds nothing of use).
 */
const char *text_hex(const void *bytes, size_t length, apr_pool_t *pool);
bool text_unhex(const char *hex, void *out, size_t length);

/*
 * A whole number in ASCII digits with an optional '-', no blank, no '+', no leading zeros, no "-0",
 * within [min,max]; else false, and nothing set. NULL is none.
 */
bool text_to_int(const char *text, int64_t min, int64_t max, int64_t *out);

/* Percent-encoded for a path segment or a query value (RFC 3986 unreserved stay). */
const char *text_percent(const char *text, apr_pool_t *pool);

/* Split at single spaces; empty parts are left out. `*count` parts. */
const char *const *text_words(const char *text, apr_pool_t *pool, size_t *count);

/*
 * How many times a letter (code point) must be put in, left out, put in place of another, or changed over with the next one, to make one text of the other, or of that beginning of the other which
 * is nearest. Both are valid UTF-8; of longer texts the first TEXT_DISTANCE_MAX letters count.
 */
#define TEXT_DISTANCE_MAX 240
enum text_extent { TEXT_WHOLE, TEXT_START };
size_t text_distance(const char *one, const char *other, enum text_extent extent);

/*
 * Something like an e-mail address: one @ with something on both sides, no blank, no control,
 * none of <>()[]\,;:" (which mean something in a mail's header), 3 to 254 bytes, dot or not in
 * the domain.
 */
bool text_is_email(const char *text);

#endif
