/* Text as mail carries it: what is not plain ASCII is spelled in it. */
#include "remote/mail_text.h"

#include "base/pool.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PLAIN_MAX 60     /* longer headers are folded, which only encoded words can be anywhere */
#define WORD_MAX 51      /* of 76 in a line, without =?UTF-8?Q? and ?= and the header's name */
#define QUOTED_MAX 76    /* a line of quoted-printable, with its soft break */
#define SPELLED_LENGTH 3 /* =C3 */

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char *spell(char *out, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;

	*out++ = '=';
	*out++ = digits[byte >> 4];
	*out++ = digits[byte & 15];
	return out;
}

static const char *words_of(const char *text, apr_pool_t *pool)
{
	static const char open[] = "=?UTF-8?Q?", close[] = "?=", fold[] = "\r\n ";
	/* At worst one word for each code point. */
	size_t size = strlen(text) *
		(SPELLED_LENGTH + sizeof(open) + sizeof(close) + sizeof(fold)) +
	    32;
	char *words = apr_palloc(pool, size);
	char *at = words;
	size_t used = WORD_MAX;

	while (*text != '\0') {
		size_t length = text_point_bytes(text);
		size_t need = is_plain(*text) || *text == ' ' ? 1 : length * SPELLED_LENGTH;

		if (used + need > WORD_MAX) {
			at += snprintf(at, size - (size_t)(at - words), "%s%s",
			    at == words ? "" : "?=\r\n ", open);
			used = 0;
		}
		if (is_plain(*text))
			*at++ = *text;
		else if (*text == ' ')
			*at++ = '_';
		else
			for (size_t i = 0; i < length; i++)
				at = spell(at, text[i]);
		text += length;
		used += need;
	}
	memcpy(at, close, sizeof(close));
	return words;
}

const char *mail_text_header(const char *text, apr_pool_t *pool)
{
	size_t length = strlen(text), i = 0;

	while (i < length && (is_plain(text[i]) || strchr(" ,.:;-/'()!#+", text[i]) != NULL))
		i++;
	return i == length && length <= PLAIN_MAX ? text : words_of(text, pool);
}

const char *mail_text_lines(const char *text, apr_pool_t *pool)
{
	char *lines = apr_palloc(pool, strlen(text) * 2 + 3);
	char *at = lines;

	for (; *text != '\0'; text++) {
		if (*text == '\r' && text[1] == '\n')
			continue;
		if (*text == '\n' || *text == '\r') {
			*at++ = '\r';
			*at++ = '\n';
		} else {
			*at++ = *text;
		}
	}
	if (at == lines || at[-1] != '\n') {
		*at++ = '\r';
		*at++ = '\n';
	}
	*at = '\0';
	return lines;
}

/* A blank at the end of a line would get lost on the way. */
static bool needs_spelling(const char *at)
{
	if (*at == ' ' || *at == '\t')
		return at[1] == '\r' || at[1] == '\0';
	return *at == '=' || *at < ' ' || *at > '~';
}

const char *mail_text_quoted(const char *lines, apr_pool_t *pool)
{
	size_t length = strlen(lines), used = 0;
	size_t soft = length * SPELLED_LENGTH / (QUOTED_MAX - SPELLED_LENGTH) + 1;
	char *quoted = apr_palloc(pool, length * SPELLED_LENGTH + soft * 3 + 1);
	char *at = quoted;

	for (; *lines != '\0'; lines++) {
		size_t need = needs_spelling(lines) ? SPELLED_LENGTH : 1;

		if (lines[0] == '\r' && lines[1] == '\n') {
			*at++ = *lines++;
			*at++ = *lines;
			used = 0;
			continue;
		}
		if (used + need > QUOTED_MAX - 1) {
			memcpy(at, "=\r\n", 3);
			at += 3;
			used = 0;
		}
		if (need == 1)
			*at++ = *lines;
		else
			at = spell(at, *lines);
		used += need;
	}
	*at = '\0';
	return quoted;
}
