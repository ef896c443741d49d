/* Words by language: which is wanted, what is said, numbers of things, dates and money; catalogues that are none. */
#include "unit.h"

#include "base/catalogue.h"
#include "base/date.h"
#include "base/money.h"
#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static apr_pool_t *pool;

static const struct err *start(const char *languages)
{
	const struct config *config;

	assert_int_equal(setenv("AISLE_CONFIG", "/dev/null", 1), 0);
	assert_int_equal(setenv("AISLE_SITE_LANGUAGES", languages, 1), 0);
	assert_null(config_read(pool, &config));
	return words_start(config, pool);
}

static void test_wanted(void **state)
{
	static const struct {
		const char *accepted, *code;
	} table[] = {
		{ NULL, "en" }, { "", "en" }, { "de", "de" }, { "DE-at", "de" }, { "den", "en" },
		{ "fr, en;q=0.4, de;q=0.8", "de" }, { "de;q=0.5,en;q=0.5", "de" },
		{ "de;q=0", "en" }, { "de;q=0, *;q=0.1", "en" }, { "*", "en" }, { ",,;q=,;", "en" },
		{ "en ;q=0.2 , de ; q=0.3", "de" }, { "d", "en" }, { "de;q=abc", "en" },
	}, *row;

	(void)state;
	assert_null(start("en de"));
	FOR_ROWS(row, table)
	{
		assert_string_equal(words_language_wanted(row->accepted)->code, row->code);
	}
	assert_null(start("de en"));
	assert_string_equal(words_language_wanted("fr")->code, "de");
	assert_null(words_language_named("qps"));
	assert_null(words_language_named(NULL));
}

/* Staff read English, whatever customers are told in. */
static void test_english_before(void **state)
{
	const struct config *config;

	(void)state;
	words_speak(NULL);
	assert_null(start("de en"));
	assert_string_equal(words_spoken()->code, "de");
	assert_null(config_read(pool, &config));
	assert_null(words_start_in_english(config, pool));
	assert_int_equal(words_language_count(), 2);
	assert_string_equal(words_spoken()->code, "en");
	assert_string_equal(words_first()->code, "de");
	assert_int_equal(setenv("AISLE_SITE_LANGUAGES", "de", 1), 0);
	assert_null(config_read(pool, &config));
	assert_null(words_start_in_english(config, pool));
	assert_int_equal(words_language_count(), 2);
	assert_string_equal(words_spoken()->code, "en");
	words_speak(words_language_named("de"));
	assert_string_equal(say("Your account"), "Ihr Konto");
	words_speak(NULL);
}

static void test_said(void **state)
{
	int32_t on;

	(void)state;
	assert_null(start("en de"));
	assert_true(date_parse("2026-12-01", &on));
	words_speak(NULL);
	assert_string_equal(say("Your account"), "Your account");
	assert_string_equal(date_human(on, pool), "Tue 1 Dec 2026");
	assert_string_equal(date_month_year(on, pool), "December 2026");
	assert_string_equal(money_text(-123450, "EUR", pool), "EUR -1,234.50");
	words_speak(words_language_named("de"));
	assert_string_equal(say("Your account"), "Ihr Konto");
	assert_string_equal(say("No such message"), "No such message");
	assert_string_equal(say(""), "");
	assert_string_equal(
	    apr_psprintf(pool, say_count(1, "%d seat left", "%d seats left"), 1), "noch 1 Platz");
	assert_string_equal(
	    apr_psprintf(pool, say_count(0, "%d seat left", "%d seats left"), 0), "noch 0 Plätze");
	assert_string_equal(date_human(on, pool), "Di, 1. Dez. 2026");
	assert_string_equal(date_without_weekday(on, pool), "1. Dez. 2026");
	assert_string_equal(date_day_month(on, pool), "1. Dez.");
	assert_string_equal(date_month_year(on, pool), "Dezember 2026");
	assert_string_equal(money_text(-123450, "EUR", pool), "-1.234,50\u00a0€");
	assert_string_equal(money_text(12000, "JPY", pool), "12.000\u00a0JPY");
	assert_string_equal(money_number(1234567, "KWD", pool), "1.234,567");
	words_speak(NULL);
}

/* A sum is typed as the language writes it; what would be another one in the other language is none. */
static void test_sums(void **state)
{
	static const struct {
		const char *text, *currency;
		int64_t minor; /* -1: it is none */
	} table[] = {
		{ "1.234,50", "EUR", 123450 },
		{ "1.234", "EUR", 123400 },
		{ "12.000", "JPY", 12000 },
		{ "1.234,567", "KWD", 1234567 },
		{ "1,234", "KWD", 1234 },
		{ "1,234.50", "EUR", 123450 },
		{ "25.50", "EUR", 2550 },
		{ "1.234", "KWD", -1 },
		{ "1,234", "EUR", -1 },
		{ "12,000", "JPY", -1 },
	}, *row;

	(void)state;
	assert_null(start("en de"));
	words_speak(words_language_named("de"));
	FOR_ROWS(row, table)
	{
		int64_t minor = -1;

		assert_int_equal(money_parse(row->text, row->currency, &minor), row->minor >= 0);
		assert_int_equal(minor, row->minor);
	}
	words_speak(NULL);
}

static void test_settings(void **state)
{
	static const char *const wrong[] = { "fr", "en en", "en,de", "en de en" };

	(void)state;
	for (size_t i = 0; i < ROWS(wrong); i++)
		assert_int_equal(start(wrong[i])->code, CODE_INVALID);
	assert_null(start("en"));
	assert_int_equal(words_language_count(), 1);
	assert_string_equal(words_language_wanted("de")->code, "en");
}

/* Whatever is cut off or overwritten: it is refused, or what it says lies in it (the sanitizer looks). */
static void test_broken_catalogues(void **state)
{
	char path[] = "/tmp/words_test_XXXXXX";
	const struct catalogue *catalogue;
	char *bytes = apr_palloc(pool, 1 << 20);
	FILE *file = fopen("build/words/de.mo", "rb");
	size_t length;
	int made = mkstemp(path);

	(void)state;
	assert_non_null(file);
	assert_true(made >= 0);
	length = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	for (size_t at = 0; at < 64; at++) {
		char was = bytes[at];

		bytes[at] = (char)(was ^ 0x55);
		assert_int_equal(pwrite(made, bytes, length, 0), (ssize_t)length);
		if (catalogue_read(path, pool, &catalogue) == NULL)
			catalogue_find(catalogue, "Your account", 0);
		bytes[at] = was;
	}
	for (size_t keep = 0; keep < length; keep += length / 50) {
		assert_int_equal(ftruncate(made, (off_t)keep), 0);
		assert_non_null(catalogue_read(path, pool, &catalogue));
	}
	assert_int_equal(catalogue_read("/nowhere", pool, &catalogue)->code, CODE_INVALID);
	assert_null(catalogue_find(NULL, "Your account", 0));
	close(made);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wanted),
		cmocka_unit_test(test_english_before),
		cmocka_unit_test(test_said),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_broken_catalogues),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
