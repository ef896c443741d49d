/* Small codecs: base64url, hex, whole numbers and percent escapes. */
#include "base/text.h"

#include "base/pool.h"

#include <glib.h>
#include <string.h>

static const char hex_digits[] = "0123456789abcdef";

const char *text_base64url(const void *bytes, size_t length, apr_pool_t *pool)
{
	char *encoded = g_base64_encode(bytes, length);
	char *text;

	g_strdelimit(encoded, "+", '-');
	g_strdelimit(encoded, "/", '_');
	text = apr_pstrmemdup(pool, encoded, strcspn(encoded, "="));
	g_free(encoded);
	return text;
}

const char *text_hex(const void *bytes, size_t length, apr_pool_t *pool)
{
	const unsigned char *byte = bytes;
	char *hex = pool_make_many(pool, char, 2 * length + 1);

	for (size_t i = 0; i < length; i++) {
		hex[2 * i] = hex_digits[byte[i] >> 4];
		hex[2 * i + 1] = hex_digits[byte[i] & 15];
	}
	return hex;
}

bool text_unhex(const char *hex, void *out, size_t length)
{
	unsigned char *byte = out;

	if (strlen(hex) / 2 != length || strlen(hex) % 2 != 0 ||
	    strspn(hex, hex_digits) != 2 * length)
		return false;
	for (size_t i = 0; i < length; i++)
		byte[i] = (unsigned char)(g_ascii_xdigit_value(hex[2 * i]) << 4 |
		    g_ascii_xdigit_value(hex[2 * i + 1]));
	return true;
}

/* Counts below zero, where there is one number more. */
bool text_to_int(const char *text, int64_t min, int64_t max, int64_t *out)
{
	bool is_negative = text != NULL && text[0] == '-';
	const char *digit = is_negative ? text + 1 : text;
	int64_t number = 0;

	if (digit == NULL || *digit == '\0' || (*digit == '0' && (is_negative || digit[1] != '\0')))
		return false;
	for (; *digit != '\0'; digit++)
		if (*digit < '0' || *digit > '9' || __builtin_mul_overflow(number, 10, &number) ||
		    __builtin_sub_overflow(number, *digit - '0', &number))
			return false;
	if (!is_negative && __builtin_sub_overflow(0, number, &number))
		return false;
	if (number < min || number > max)
		return false;
	*out = number;
	return true;
}

static bool is_unreserved(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

const char *text_percent(const char *text, apr_pool_t *pool)
{
	char *encoded = pool_make_many(pool, char, 3 * strlen(text) + 1);
	char *end = encoded;

	for (; *text != '\0'; text++) {
		if (is_unreserved(*text)) {
			*end++ = *text;
			continue;
		}
		*end++ = '%';
		*end++ = g_ascii_toupper(hex_digits[(unsigned char)*text >> 4]);
		*end++ = g_ascii_toupper(hex_digits[(unsigned char)*text & 15]);
	}
	return encoded;
}
