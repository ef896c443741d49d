/* Words for people in their language: which there are, which is wanted, and which a thread speaks. */
#include "base/words.h"

#include "base/catalogue.h"
#include "base/pool.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* "qps" is nobody's language: every text is marked, so that one sees what was forgotten. */
static const struct language KNOWN[] = {
	{ "en", "English", ',', '.', false, NULL },
	{ "de", "Deutsch", '.', ',', true, "€" },
	{ "qps", "Pseudo", ',', '.', false, NULL },
};

/* Set once, before there are threads. */
static const struct language *spoken_here[WORDS_LANGUAGES_MAX] = { &KNOWN[0] };
static const struct catalogue *catalogues[WORDS_LANGUAGES_MAX];
static size_t language_count = 1;
static const struct language *first = &KNOWN[0];
static const char *folder;

static _Thread_local size_t spoken;

static const struct language *known(const char *code)
{
	for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++)
		if (strcmp(KNOWN[i].code, code) == 0)
			return &KNOWN[i];
	return NULL;
}

static const struct err *add(size_t index, const char *code, apr_pool_t *pool)
{
	const struct language *language = known(code);

	if (language == NULL || index >= WORDS_LANGUAGES_MAX)
		return err_new(pool, CODE_INVALID,
		    "[site] languages: %s is none that we have, or one too many", code);
	for (size_t i = 0; i < index; i++)
		if (spoken_here[i] == language)
			return err_new(
			    pool, CODE_INVALID, "[site] languages: %s stands there twice", code);
	spoken_here[index] = language;
	catalogues[index] = NULL;
	if (language == &KNOWN[0])
		return NULL;
	return catalogue_read(
	    apr_pstrcat(pool, folder, "/", code, ".mo", NULL), pool, &catalogues[index]);
}

static const struct err *start(
    const struct config *config, bool is_english_before, apr_pool_t *pool)
{
	size_t count, n = 0;
	const char *const *codes = text_words(
	    config_text(config, "site", "languages", "en de"), pool, &count);

	folder = config_text(config, "words", "folder", "build/words");
	if (count == 0)
		return err_new(pool, CODE_INVALID, "[site] languages names none");
	if (is_english_before)
		TRY(add(n++, KNOWN[0].code, pool));
	for (size_t i = 0; i < count; i++)
		if (!is_english_before || strcmp(codes[i], KNOWN[0].code) != 0)
			TRY(add(n++, codes[i], pool));
	language_count = n;
	first = known(codes[0]);
	return NULL;
}

const struct err *words_start(const struct config *config, apr_pool_t *pool)
{
	return start(config, false, pool);
}

const struct err *words_start_in_english(const struct config *config, apr_pool_t *pool)
{
	return start(config, true, pool);
}

const struct language *words_first(void)
{
	return first;
}

const char *words_folder(void)
{
	return folder;
}

size_t words_language_count(void)
{
	return language_count;
}

const struct language *words_language(size_t index)
{
	return spoken_here[index];
}

const struct language *words_language_named(const char *code)
{
	for (size_t i = 0; code != NULL && i < language_count; i++)
		if (strcmp(spoken_here[i]->code, code) == 0)
			return spoken_here[i];
	return NULL;
}

/* The language of a range ("de-AT", "*"), by its first part; NULL: none of ours. */
static const struct language *language_of_range(const char *range, size_t length)
{
	for (size_t i = 0; i < language_count; i++) {
		const char *code = spoken_here[i]->code;
		size_t code_length = strlen(code);

		if (length >= code_length && strncasecmp(range, code, code_length) == 0 &&
		    (length == code_length || range[code_length] == '-'))
			return spoken_here[i];
	}
	return length == 1 && *range == '*' ? spoken_here[0] : NULL;
}

/* "q=0.8" behind a ';'; without it 1. */
static double quality_of(const char *parameters)
{
	parameters += strspn(parameters, "; \t");
	return strncasecmp(parameters, "q=", 2) == 0 ? strtod(parameters + 2, NULL) : 1;
}

const struct language *words_language_wanted(const char *accepted)
{
	const struct language *best = spoken_here[0];
	double best_quality = 0;

	while (accepted != NULL && *accepted != '\0') {
		size_t length = strcspn(accepted, ",");
		size_t blank = strspn(accepted, " \t");
		size_t start = blank < length ? blank : length;
		size_t range = strcspn(accepted + start, "; \t,");
		const struct language *language = language_of_range(accepted + start, range);
		double quality = quality_of(accepted + start + range);

		if (language != NULL && quality > best_quality) {
			best = language;
			best_quality = quality;
		}
		accepted += length + (accepted[length] == ',');
	}
	return best;
}

size_t words_index(const struct language *language)
{
	for (size_t i = 0; i < language_count; i++)
		if (spoken_here[i] == language)
			return i;
	return 0;
}

void words_speak(const struct language *language)
{
	spoken = language == NULL ? 0 : words_index(language);
}

const struct language *words_spoken(void)
{
	return spoken_here[spoken];
}

const char *say(const char *english)
{
	const char *text = catalogue_find(catalogues[spoken], english, 0);

	return text != NULL ? text : english;
}

const char *say_count(int64_t count, const char *one, const char *many)
{
	const char *text = catalogue_find(catalogues[spoken], one, count == 1 ? 0 : 1);

	if (text != NULL)
		return text;
	return count == 1 ? one : many;
}
