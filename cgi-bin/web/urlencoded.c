/* The application/x-www-form-urlencoded format and percent escapes, decoded once and strictly. */
#include "web/urlencoded.h"

#include "base/pool.h"
#include "base/text.h"

#include <string.h>

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

const struct err *urlencoded_decode(
    const char *bytes, size_t length, bool is_plus_space, apr_pool_t *pool, const char **out)
{
	char *decoded = apr_palloc(pool, length + 1);
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		char c = bytes[i];

		if (c == '%') {
			int high = length - i > 2 ? hex_value(bytes[i + 1]) : -1;
			int low = length - i > 2 ? hex_value(bytes[i + 2]) : -1;

			if (high < 0 || low < 0)
				return err_new(pool, CODE_BAD_REQUEST, "broken percent escape");
			c = (char)(unsigned char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && is_plus_space) {
			c = ' ';
		}
		decoded[used++] = c;
	}
	decoded[used] = '\0';
	if (!text_is_utf8(decoded, used))
		return err_new(pool, CODE_BAD_REQUEST, "NUL or invalid UTF-8");
	*out = decoded;
	return NULL;
}

static const struct err *pair_parse(
    const char *bytes, size_t length, apr_pool_t *pool, struct urlencoded_pair *out)
{
	const char *equals = memchr(bytes, '=', length);
	size_t name_length = equals == NULL ? length : (size_t)(equals - bytes);

	TRY(urlencoded_decode(bytes, name_length, true, pool, &out->name));
	out->value = "";
	if (equals != NULL)
		TRY(urlencoded_decode(
		    equals + 1, length - name_length - 1, true, pool, &out->value));
	if (strlen(out->name) > URLENCODED_VALUE_MAX || strlen(out->value) > URLENCODED_VALUE_MAX)
		return err_new(
		    pool, CODE_BAD_REQUEST, "a field of more than %d bytes", URLENCODED_VALUE_MAX);
	return NULL;
}

const struct err *urlencoded_parse(const char *bytes, size_t length, apr_pool_t *pool,
    const struct urlencoded_pair **out, size_t *count)
{
	struct urlencoded_pair *pairs = pool_make_many(
	    pool, struct urlencoded_pair, URLENCODED_PAIRS_MAX);
	size_t n = 0;

	while (length > 0) {
		const char *end = memchr(bytes, '&', length);
		size_t pair_length = end == NULL ? length : (size_t)(end - bytes);

		if (pair_length > 0) {
			if (n == URLENCODED_PAIRS_MAX)
				return err_new(pool, CODE_BAD_REQUEST, "more than %d fields",
				    URLENCODED_PAIRS_MAX);
			TRY(pair_parse(bytes, pair_length, pool, &pairs[n]));
			n++;
		}
		if (end == NULL)
			break;
		length -= pair_length + 1;
		bytes = end + 1;
	}
	*out = pairs;
	*count = n;
	return NULL;
}
