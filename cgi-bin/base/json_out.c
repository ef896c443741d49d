/* JSON written: a growing text that no value can break. */
#include "base/json.h"

#include "base/pool.h"
#include "base/text.h"

#include <assert.h>
#include <glib.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define JSON_OUT_START_BYTES 512

struct json_out {
	apr_pool_t *pool;
	char *text;
	size_t length;
	size_t room;
	int depth;
	bool needs_comma; /* something stands before on this level */
};

struct json_out *json_out_new(apr_pool_t *pool)
{
	struct json_out *out = pool_make(pool, struct json_out);

	out->pool = pool;
	out->room = JSON_OUT_START_BYTES;
	out->text = apr_palloc(pool, out->room);
	return out;
}

static void append(struct json_out *out, const char *bytes, size_t length)
{
	if (length >= out->room - out->length) {
		size_t room = 2 * out->room + length;
		char *text = apr_palloc(out->pool, room);

		memcpy(text, out->text, out->length);
		out->text = text;
		out->room = room;
	}
	memcpy(out->text + out->length, bytes, length);
	out->length += length;
}

/* In quotes. Runs that need no escape are copied at once. */
static void append_escaped(struct json_out *out, const char *text)
{
	append(out, "\"", 1);
	while (*text != '\0') {
		size_t plain = 0;
		char escape[8];

		while ((unsigned char)text[plain] >= 0x20 && text[plain] != 0x7F &&
		    text[plain] != '"' && text[plain] != '\\')
			plain++;
		append(out, text, plain);
		text += plain;
		if (*text == '\0')
			break;
		if (*text == '"' || *text == '\\')
			snprintf(escape, sizeof(escape), "\\%c", *text);
		else
			snprintf(escape, sizeof(escape), "\\u%04x", (unsigned char)*text);
		append(out, escape, strlen(escape));
		text++;
	}
	append(out, "\"", 1);
}

static void append_text(struct json_out *out, const char *text)
{
	char *valid;

	if (text_is_utf8(text, strlen(text))) {
		append_escaped(out, text);
		return;
	}
	valid = g_utf8_make_valid(text, -1);
	append_escaped(out, valid);
	g_free(valid);
}

/* The comma before a value, and its name. */
static void begin(struct json_out *out, const char *name)
{
	if (out->needs_comma)
		append(out, ",", 1);
	if (name != NULL) {
		append_text(out, name);
		append(out, ":", 1);
	}
	out->needs_comma = true;
}

void json_open(struct json_out *out, const char *name, char bracket)
{
	assert(bracket == '{' || bracket == '[');
	begin(out, name);
	append(out, &bracket, 1);
	out->depth++;
	out->needs_comma = false;
}

void json_close(struct json_out *out, char bracket)
{
	assert((bracket == '}' || bracket == ']') && out->depth > 0);
	append(out, &bracket, 1);
	out->depth--;
	out->needs_comma = true;
}

void json_put_text(struct json_out *out, const char *name, const char *text)
{
	begin(out, name);
	if (text == NULL)
		append(out, "null", 4);
	else
		append_text(out, text);
}

void json_put_int(struct json_out *out, const char *name, int64_t number)
{
	char digits[24];

	begin(out, name);
	snprintf(digits, sizeof(digits), "%" PRId64, number);
	append(out, digits, strlen(digits));
}

/* With as few digits as give the same number back, and a point whatever the locale. */
void json_put_real(struct json_out *out, const char *name, double number)
{
	static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
	char digits[G_ASCII_DTOSTR_BUF_SIZE] = "null";

	begin(out, name);
	for (size_t i = 0; i < G_N_ELEMENTS(formats) && isfinite(number); i++) {
		double again;

		g_ascii_formatd(digits, sizeof(digits), formats[i], number + 0.0);
		again = g_ascii_strtod(digits, NULL);
		if (!(again < number || again > number))
			break;
	}
	append(out, digits, strlen(digits));
}

void json_put_bool(struct json_out *out, const char *name, bool value)
{
	begin(out, name);
	append(out, value ? "true" : "false", value ? 4 : 5);
}

const char *json_out_text(struct json_out *out, size_t *length)
{
	assert(out->depth == 0);
	append(out, "", 1);
	out->length--;
	if (length != NULL)
		*length = out->length;
	return out->text;
}
