/* JSON, read strictly and written safely: the one door to the JSON library. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/err.h"

#include <stddef.h>

struct json; /* a value; lives in the pool given to json_parse */

/*
 * Parse a whole text: RFC 8259 object or array, valid UTF-8, no duplicate member names, depth <=
 * 32, no \u0000, nothing after the end. Integers are those of int64_t, other numbers finite
 * doubles; the integer -0, which readers take for different things, is refused. CODE_INVALID
 * otherwise, with the place. The result owes nothing to `text`.
 */
const struct err *json_parse(
    const char *text, size_t length, apr_pool_t *pool, const struct json **out);

/* Elements of an array; 0 for anything else. NULL beyond the end. */
size_t json_count(const struct json *array);
const struct json *json_at(const struct json *array, size_t index);
/* A member of any type (also null), or NULL where there is none. */
const struct json *json_member(const struct json *object, const char *name);
bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
bool json_is_text(const struct json *value);

/*
 * A member of one type and size, else CODE_INVALID naming it. Lengths in bytes. Texts live in the
 * pool of the parse. json_int takes no 3.0 and no 1e3; json_number takes both kinds of number.
 * (The names json_array and json_real belong to the library below: a second function so called
 * would take the place of the library's own.)
 */
const struct err *json_text(const struct json *object, const char *name, size_t min, size_t max,
    apr_pool_t *pool, const char **out);
const struct err *json_int(const struct json *object, const char *name, int64_t min, int64_t max,
    apr_pool_t *pool, int64_t *out);
const struct err *json_number(const struct json *object, const char *name, double min, double max,
    apr_pool_t *pool, double *out);
const struct err *json_bool(
    const struct json *object, const char *name, apr_pool_t *pool, bool *out);
const struct err *json_list(const struct json *object, const char *name, size_t max,
    apr_pool_t *pool, const struct json **out);
/* Array elements. */
const struct err *json_text_at(const struct json *array, size_t index, size_t min, size_t max,
    apr_pool_t *pool, const char **out);
const struct err *json_int_at(const struct json *array, size_t index, int64_t min, int64_t max,
    apr_pool_t *pool, int64_t *out);

/*
 * Writing: a growing text in a pool. Commas are put by the writer; `name` NULL inside arrays. No
 * value can break the syntax: bytes that are not UTF-8 become U+FFFD, numbers that are none
 * become null.
 *   struct json_out *o = json_out_new(pool);
 *   json_open(o, NULL, '{'); json_put_int(o, "version", 3); json_close(o, '}');
 */
struct json_out;
struct json_out *json_out_new(apr_pool_t *pool);
/* '{' or '['; each needs its json_close with '}' or ']'. */
void json_open(struct json_out *out, const char *name, char bracket);
void json_close(struct json_out *out, char bracket);
void json_put_text(struct json_out *out, const char *name, const char *text); /* NULL text: null */
void json_put_int(struct json_out *out, const char *name, int64_t number);
void json_put_real(struct json_out *out, const char *name, double number);
void json_put_bool(struct json_out *out, const char *name, bool value);
/* All of it, ended by NUL; everything that was opened is closed. `length` may be NULL. */
const char *json_out_text(struct json_out *out, size_t *length);

#endif
