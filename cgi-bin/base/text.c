/* Text: what is UTF-8, and the forms in which two spellings are the same. */
#include "base/text.h"

#include "base/pool.h"

#include <glib.h>
#include <string.h>

bool text_is_utf8(const char *bytes, size_t length)
{
	return length == 0 || g_utf8_validate_len(bytes, length, NULL);
}

size_t text_length(const char *text)
{
	return (size_t)g_utf8_strlen(text, -1);
}

size_t text_point_bytes(const char *text)
{
	size_t length = 1;

	while (((unsigned char)text[length] & 0xc0) == 0x80)
		length++;
	return length;
}

/* Normalised, to be freed with g_free; broken bytes become U+FFFD first. */
static char *normalized(const char *text, GNormalizeMode mode)
{
	char *normal = g_utf8_normalize(text, -1, mode);
	char *valid;

	if (normal == NULL) {
		valid = g_utf8_make_valid(text, -1);
		normal = g_utf8_normalize(valid, -1, mode);
		g_free(valid);
	}
	return normal;
}

/* What was built, copied to the pool. */
static const char *finish(GString *built, apr_pool_t *pool)
{
	const char *text = apr_pstrmemdup(pool, built->str, built->len);

	g_string_free(built, TRUE);
	return text;
}

static bool is_blank(gunichar c)
{
	return g_unichar_isspace(c) || c == '\v' || c == 0x85;
}

const char *text_tidy(const char *text, apr_pool_t *pool)
{
	char *normal = normalized(text, G_NORMALIZE_DEFAULT_COMPOSE);
	GString *built = g_string_new(NULL);
	bool has_gap = false;

	for (const char *at = normal; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (is_blank(c)) {
			has_gap = built->len > 0;
			continue;
		}
		if (has_gap)
			g_string_append_c(built, ' ');
		has_gap = false;
		g_string_append_unichar(built, c);
	}
	g_free(normal);
	return finish(built, pool);
}

/* Apostrophes and hyphens that Unicode's categories do not tell from other signs. */
static bool is_apostrophe_or_hyphen(gunichar c)
{
	static const gunichar list[] = { '\'', '`', 0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0x2B9,
		0x2BB, 0x2BC, 0x2BD, 0x2BE, 0x2BF, 0x2C8, 0x2CA, 0x2CB, 0x55A, 0x5F3, 0x2212,
		0xA78B, 0xA78C };

	for (size_t i = 0; i < G_N_ELEMENTS(list); i++)
		if (list[i] == c)
			return true;
	return false;
}

/* Does a character of a decomposed name not count? */
static bool is_dropped(gunichar c, bool is_place)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_NON_SPACING_MARK:
	case G_UNICODE_SPACING_MARK:
	case G_UNICODE_ENCLOSING_MARK:
	case G_UNICODE_SPACE_SEPARATOR:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
	case G_UNICODE_DASH_PUNCTUATION:
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
		return true;
	default:
		return is_apostrophe_or_hyphen(c) || (is_place && g_unichar_ispunct(c));
	}
}

/* How tickets write a letter without decomposition; NULL: as it is. */
static const char *ticket_letters(gunichar c)
{
	static const struct {
		gunichar letter;
		const char *written;
	} table[] = {
		{ 0xDF, "ss" },
		{ 0xE6, "ae" },
		{ 0xF0, "d" },
		{ 0xF8, "o" },
		{ 0xFE, "th" },
		{ 0x111, "d" },
		{ 0x127, "h" },
		{ 0x131, "i" },
		{ 0x138, "k" },
		{ 0x142, "l" },
		{ 0x14B, "n" },
		{ 0x153, "oe" },
		{ 0x167, "t" },
		{ 0x259, "e" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].letter == c)
			return table[i].written;
	return NULL;
}

/*
 * Marks go before the case is folded: folding makes letters of some of them (U+0345). Lower case
 * comes first because the library's folding exchanges the two cases of Cherokee.
 */
static const char *fold(const char *name, bool is_place, apr_pool_t *pool)
{
	char *normal = normalized(name, G_NORMALIZE_ALL);
	GString *bare = g_string_new(NULL);
	GString *built = g_string_new(NULL);
	char *lower;

	for (const char *at = normal; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (!is_dropped(c, is_place))
			g_string_append_unichar(bare, g_unichar_tolower(c));
	}
	lower = g_utf8_casefold(bare->str, -1);
	for (const char *at = lower; *at != '\0'; at = g_utf8_next_char(at)) {
		const char *written = ticket_letters(g_utf8_get_char(at));

		if (written != NULL)
			g_string_append(built, written);
		else
			g_string_append_unichar(built, g_utf8_get_char(at));
	}
	g_free(lower);
	g_string_free(bare, TRUE);
	g_free(normal);
	return finish(built, pool);
}

const char *text_fold_name(const char *name, apr_pool_t *pool)
{
	return fold(name, false, pool);
}

const char *text_fold_place(const char *name, apr_pool_t *pool)
{
	return fold(name, true, pool);
}

const char *text_upper(const char *text, apr_pool_t *pool)
{
	char *upper = apr_pstrdup(pool, text);

	for (char *c = upper; *c != '\0'; c++)
		*c = g_ascii_toupper(*c);
	return upper;
}

bool text_is_one_of(const char *text, const char *const *list, size_t count)
{
	for (size_t i = 0; text != NULL && i < count; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

bool text_is_same(const char *one, const char *other)
{
	return one == other || (one != NULL && other != NULL && strcmp(one, other) == 0);
}

const char *text_list(const char *const *parts, size_t count, apr_pool_t *pool)
{
	const char *out = "";

	for (size_t i = 0; i < count; i++)
		out = apr_pstrcat(pool, out, i > 0 ? ", " : "", parts[i], NULL);
	return out;
}

const char *const *text_words(const char *text, apr_pool_t *pool, size_t *count)
{
	apr_array_header_t *words = apr_array_make(pool, 8, sizeof(const char *));

	while (*text != '\0') {
		size_t length = strcspn(text, " ");

		if (length > 0)
			APR_ARRAY_PUSH(words, const char *) = apr_pstrmemdup(pool, text, length);
		text += length + (text[length] == ' ' ? 1 : 0);
	}
	*count = (size_t)words->nelts;
	return (const char *const *)words->elts;
}

bool text_is_email(const char *text)
{
	size_t length = strnlen(text, 255);
	const char *at = strchr(text, '@');

	if (length < 3 || length > 254 || at == NULL || at == text || at[1] == '\0' ||
	    strchr(at + 1, '@') != NULL || !text_is_utf8(text, length))
		return false;
	for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar letter = g_utf8_get_char(c);

		if (is_blank(letter) || g_unichar_iscntrl(letter) ||
		    (letter < 0x80 && strchr("<>()[]\\,;:\"", (int)letter) != NULL))
			return false;
	}
	return true;
}
