/*
 * Words for people in their language: English stands in the code, other languages in catalogues (po/LANGUAGE.po, made into a binary file at build time). A thread speaks one language at a time;
 * there is no process-wide one.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/config.h"

#include <stddef.h>

#define WORDS_LANGUAGES_MAX 8

/* What a language has besides words. */
struct language {
	const char *code; /* as in <html lang> */
	const char *name; /* its own */
	char thousands, decimal;
	bool is_amount_first; /* 1.234,50 EUR, not EUR 1,234.50 */
	const char *euro;     /* how the amount's unit is written; NULL: as the code */
};

/*
 * Once per process, before threads: the languages of [site] languages ("en de": all there are), the first of them for who asks for none of them, their catalogues of [words] folder
 * (build/words). CODE_INVALID naming a language that is not known or whose catalogue cannot be read. A process that does not start it speaks English.
 */
const struct err *words_start(const struct config *config, apr_pool_t *pool);
/* The same for a program whose own pages are in English: that is what a new thread speaks, and words_language(0), whatever the settings have; in theirs customers are told. */
const struct err *words_start_in_english(const struct config *config, apr_pool_t *pool);

/* The settings' first: of who asks for none of them. */
const struct language *words_first(void);

/* The folder of a language's files: LANGUAGE.mo and LANGUAGE/ with its templates. */
const char *words_folder(void);

/* Those of the settings, in their order; never none. (English before them, where the program started so.) */
size_t words_language_count(void);
const struct language *words_language(size_t index);
/* By its code; NULL: not one of the settings (or NULL). */
const struct language *words_language_named(const char *code);
/* By an Accept-Language field (RFC 9110, 12.5.4; NULL: none): of those that are wanted most the one that stands first in it; else the settings' first. "de-AT" wants "de". */
const struct language *words_language_wanted(const char *accepted);
/* 0 … words_language_count()-1. */
size_t words_index(const struct language *language);

/* This thread's language from now on (NULL: the settings' first), and which it is. A new thread speaks the first. */
void words_speak(const struct language *language);
const struct language *words_spoken(void);

/*
 * The text in this thread's language; as it is where its catalogue has none. `english` is a literal, here or (then inside of TO_SAY) in a table: the catalogue is made from what stands in say(),
 * say_count() and TO_SAY(). `say_count`: the one for 1, the other for all other numbers.
 */
const char *say(const char *english) __attribute__((format_arg(1)));
const char *say_count(int64_t count, const char *one, const char *many)
    __attribute__((format_arg(2), format_arg(3)));
#define TO_SAY(english) english

#endif
