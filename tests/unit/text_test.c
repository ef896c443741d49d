/* Text: what is UTF-8, tidying, and names that are the same however they are spelt. */
#include "unit.h"

#include "base/text.h"

#include <string.h>

static apr_pool_t *pool;

static void test_utf8(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		bool is_utf8;
	} table[] = {
		{ "", 0, true }, { NULL, 0, true }, { "abc", 3, true },
		{ "\x7F", 1, true }, { "\xC2\x80", 2, true }, { "\xDF\xBF", 2, true },
		{ "\xE0\xA0\x80", 3, true }, { "\xED\x9F\xBF", 3, true },
		{ "\xEE\x80\x80", 3, true }, { "\xEF\xBF\xBF", 3, true },
		{ "\xF0\x90\x80\x80", 4, true }, { "\xF4\x8F\xBF\xBF", 4, true },
		{ "\xE2\x80\xAE", 3, true }, { "\xE2\x80\x8D", 3, true },
		{ "\xF0\x9F\x9B\xAB", 4, true },
		{ "a\0b", 3, false }, { "\0", 1, false }, { "\x80", 1, false },
		{ "\xC0\x80", 2, false }, { "\xC1\xBF", 2, false }, { "\xE0\x9F\xBF", 3, false },
		{ "\xF0\x8F\xBF\xBF", 4, false }, { "\xED\xA0\x80", 3, false },
		{ "\xED\xBF\xBF", 3, false }, { "\xF4\x90\x80\x80", 4, false },
		{ "\xF8\x88\x80\x80\x80", 5, false }, { "\xFF", 1, false }, { "\xFE", 1, false },
		{ "\xC3", 1, false }, { "\xE2\x82", 2, false }, { "\xF0\x9F\x9B", 3, false },
		{ "caf\xE9", 4, false }, { "\xC3\x28", 2, false },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_int_equal(text_is_utf8(row->bytes, row->length), row->is_utf8);
}

static void test_lengths_in_characters(void **state)
{
	(void)state;
	assert_int_equal(text_length(""), 0);
	assert_int_equal(text_length("Müller"), 6);
	assert_int_equal(text_length("Nguyễn"), 6);
	assert_int_equal(text_length("王小明"), 3);
	assert_int_equal(text_length("🛫"), 1);
}

static void test_tidying(void **state)
{
	static const struct {
		const char *text, *tidy;
	} table[] = {
		{ "", "" }, { "   ", "" }, { "Anna", "Anna" }, { "  Anna  ", "Anna" },
		{ "Anna \t\n  Maria", "Anna Maria" },
		{ "\xC2\xA0" "Anna\xE3\x80\x80" "Maria\xE2\x80\xA8", "Anna Maria" },
		{ "\v\fAnna\xC2\x85", "Anna" },
		/* u and a combining diaeresis: one letter */
		{ "Mu\xCC\x88ller", "M\xC3\xBCller" },
		{ "O’Brien", "O’Brien" },
		/* invisible characters are shown back as they came */
		{ "a\xE2\x80\x8D" "b\xE2\x80\xAE" "c", "a\xE2\x80\x8D" "b\xE2\x80\xAE" "c" },
		{ "👩\xE2\x80\x8D✈️", "👩\xE2\x80\x8D✈️" },
		/* no compatibility folding: what was typed stays */
		{ "ﬁ ½ Ⅷ", "ﬁ ½ Ⅷ" },
		{ "a\xFF" "b", "a\xEF\xBF\xBD" "b" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(text_tidy(row->text, pool), row->tidy);
}

static const struct {
	const char *name, *folded;
} names[] = {
	{ "", "" },
	{ "Smith", "smith" },
	{ "O'Brien", "obrien" },
	{ "O’Brien", "obrien" },
	{ "OʼBRIEN", "obrien" },
	{ "O`Brien", "obrien" },
	{ "O´Brien", "obrien" },
	{ "o brien", "obrien" },
	{ "Müller-Lüdenscheidt", "mullerludenscheidt" },
	{ "Mu\xCC\x88ller\xE2\x80\x90L\xC3\xBC"
	  "denscheidt",
	    "mullerludenscheidt" },
	{ "MÜLLER LÜDENSCHEIDT", "mullerludenscheidt" },
	{ "Groß", "gross" },
	{ "GROSS", "gross" },
	{ "GROẞ", "gross" },
	{ "Nguyễn Thị Minh Khai", "nguyenthiminhkhai" },
	{ "NGUYEN THI MINH KHAI", "nguyenthiminhkhai" },
	{ "Đặng", "dang" },
	{ "Dang", "dang" },
	{ "Παπαδόπουλος", "παπαδοπουλοσ" },
	{ "ΠΑΠΑΔΌΠΟΥΛΟΣ", "παπαδοπουλοσ" },
	{ "İnönü", "inonu" },
	{ "Inönü", "inonu" },
	{ "Işık", "isik" },
	{ "ISIK", "isik" },
	{ "Søren", "soren" },
	{ "SØREN", "soren" },
	{ "Æbelø", "aebelo" },
	{ "Łukasz", "lukasz" },
	{ "Œuvray", "oeuvray" },
	{ "Þórður", "thordur" },
	{ "Ħaż-Żebbuġ", "hazzebbug" },
	{ "Məmmədov", "memmedov" },
	{ "José María", "josemaria" },
	{ "Jose\xCC\x81 Maria", "josemaria" },
	{ "d'Arc", "darc" },
	{ "D Arc", "darc" },
	{ "Nuñez", "nunez" },
	{ "Çelik", "celik" },
	{ "Иванов", "иванов" },
	{ "ИВАНОВ", "иванов" },
	{ "Йорданов", "иорданов" },
	{ "ᏣᎳᎩ", "ᏣᎳᎩ" },
	{ "Ꮳꮃꭹ", "ᏣᎳᎩ" },
	{ "王小明", "王小明" },
	{ "يوسُف", "يوسف" },
	{ "ﬁnn", "finn" },
	{ "Ｓｍｉｔｈ", "smith" },
	{ "ŉ", "n" },
	{ "Sm\xC2\xADith", "smith" },
	{ "Sm\xE2\x80\x8Bith", "smith" },
	{ "\xE2\x80\xAESmith", "smith" },
	{ "Smith\xC2\xA0", "smith" },
	{ "Jean—Luc", "jeanluc" },
	{ "Jean−Luc", "jeanluc" },
	{ "Smith Jr.", "smithjr." },
	{ "ᾼ", "α" },
	/* one-name people, and names of one letter */
	{ "Suharto", "suharto" },
	{ "O", "o" },
	{ "-", "" },
	{ " ' ", "" },
};

static void test_folded_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(names); i++) {
		const char *folded = text_fold_name(names[i].name, pool);

		assert_string_equal(folded, names[i].folded);
		assert_string_equal(text_fold_name(folded, pool), folded);
	}
}

static void test_different_names_stay_different(void **state)
{
	static const char *const table[][2] = { { "Smith", "Smyth" }, { "Li", "Lie" },
		{ "Müller", "Mueller" }, { "Anna", "Ana" }, { "王", "玉" },
		{ "Иванов", "Іванов" } };

	(void)state;
	for (size_t i = 0; i < ROWS(table); i++)
		assert_string_not_equal(
		    text_fold_name(table[i][0], pool), text_fold_name(table[i][1], pool));
}

static void test_folding_all_of_unicode_twice_is_folding_once(void **state)
{
	(void)state;
	for (unsigned c = 0x21; c < 0x30000; c++) {
		char letter[5] = "";
		const char *once;
		apr_pool_t *own;

		if (c >= 0xD800 && c < 0xE000)
			continue;
		if (c < 0x80) {
			letter[0] = (char)c;
		} else if (c < 0x800) {
			letter[0] = (char)(0xC0 | c >> 6);
			letter[1] = (char)(0x80 | (c & 63));
		} else if (c < 0x10000) {
			letter[0] = (char)(0xE0 | c >> 12);
			letter[1] = (char)(0x80 | (c >> 6 & 63));
			letter[2] = (char)(0x80 | (c & 63));
		} else {
			letter[0] = (char)(0xF0 | c >> 18);
			letter[1] = (char)(0x80 | (c >> 12 & 63));
			letter[2] = (char)(0x80 | (c >> 6 & 63));
			letter[3] = (char)(0x80 | (c & 63));
		}
		own = pool_new(pool);
		once = text_fold_name(letter, own);
		assert_string_equal(text_fold_name(once, own), once);
		apr_pool_destroy(own);
	}
}

static void test_folded_places(void **state)
{
	static const struct {
		const char *place, *folded;
	} table[] = {
		{ "São Paulo", "saopaulo" }, { "sao-paulo", "saopaulo" },
		{ "St. John's", "stjohns" }, { "st johns", "stjohns" },
		{ "Zürich", "zurich" }, { "Kraków", "krakow" }, { "Łódź", "lodz" },
		{ "Đà Nẵng", "danang" }, { "Reykjavík", "reykjavik" }, { "Tromsø", "tromso" },
		{ "Malmö", "malmo" }, { "Palma (Mallorca)", "palmamallorca" },
		{ "Washington, D.C.", "washingtondc" }, { "İstanbul", "istanbul" },
		{ "Nuku'alofa", "nukualofa" }, { "Nukuʻalofa", "nukualofa" },
		{ "Frankfurt/Main", "frankfurtmain" }, { "東京", "東京" }, { "...", "" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(text_fold_place(row->place, pool), row->folded);
}

static void test_upper_case_of_ascii(void **state)
{
	(void)state;
	assert_string_equal(text_upper("ax204/12a", pool), "AX204/12A");
	assert_string_equal(text_upper("müller", pool), "MüLLER");
	assert_string_equal(text_upper("", pool), "");
}

static void test_one_of_a_list(void **state)
{
	static const char *const list[] = { "departure", "price", "duration" };

	(void)state;
	assert_true(text_is_one_of("departure", list, 3));
	assert_true(text_is_one_of("duration", list, 3));
	assert_false(text_is_one_of("duration", list, 2));
	assert_false(text_is_one_of("Price", list, 3));
	assert_false(text_is_one_of("", list, 3));
	assert_false(text_is_one_of(NULL, list, 3));
}

static void test_same_or_both_nothing(void **state)
{
	char copy[] = "12A";

	(void)state;
	assert_true(text_is_same("12A", copy));
	assert_true(text_is_same("", ""));
	assert_true(text_is_same(NULL, NULL));
	assert_false(text_is_same("12A", "12a"));
	assert_false(text_is_same("12A", NULL));
	assert_false(text_is_same(NULL, ""));
}

static void test_lists(void **state)
{
	static const char *const parts[] = { "12A", "", "12B" };

	(void)state;
	assert_string_equal(text_list(parts, 0, pool), "");
	assert_string_equal(text_list(parts, 1, pool), "12A");
	assert_string_equal(text_list(parts, 3, pool), "12A, , 12B");
}

static void test_bytes_of_a_code_point(void **state)
{
	(void)state;
	assert_int_equal(text_point_bytes("az"), 1);
	assert_int_equal(text_point_bytes("\xc3\xb8z"), 2);
	assert_int_equal(text_point_bytes("\xe2\x82\xac\xe2\x82\xac"), 3);
	assert_int_equal(text_point_bytes("\xf0\x9f\x9b\xab"), 4);
}

static void test_words(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		const char *words[4];
	} table[] = {
		{ "", 0, { NULL } }, { "   ", 0, { NULL } }, { "12A", 1, { "12A" } },
		{ "12A 12B", 2, { "12A", "12B" } }, { " 12A   12B ", 2, { "12A", "12B" } },
		{ "a\tb c", 2, { "a\tb", "c" } },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		size_t count = 99;
		const char *const *words = text_words(row->text, pool, &count);

		assert_int_equal(count, row->count);
		for (size_t i = 0; i < count; i++)
			assert_string_equal(words[i], row->words[i]);
	}
}

static void test_emails(void **state)
{
	static const struct {
		const char *text;
		bool is_email;
	} table[] = {
		{ "anna@example.com", true }, { "a@b", true }, { "o'brien+ax@mail.example", true },
		{ "müller@exämple.at", true }, { "用户@例子.广告", true }, { "root@localhost", true },
		{ "", false }, { "@", false }, { "a@", false }, { "@b", false }, { "ab", false },
		{ "a@b@c", false }, { "a b@c", false }, { "a@b c", false }, { " a@b", false },
		{ "a@b\n", false }, { "a@b\r\nBcc: x@y", false }, { "a\t@b", false },
		{ "a@b\x7F", false }, { "a@b\xC2\x85", false }, { "a@b\xC2\xA0", false },
		{ "a@b,c", false }, { "<a@b>", false }, { "\"a\"@b", false }, { "a@b;c", false },
		{ "a@b\xFF", false },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_int_equal(text_is_email(row->text), row->is_email);
}

static void test_emails_at_their_limits(void **state)
{
	char text[256];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[1] = '@';
	text[254] = '\0';
	assert_true(text_is_email(text));
	text[254] = 'a';
	text[255] = '\0';
	assert_false(text_is_email(text));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_lengths_in_characters),
		cmocka_unit_test(test_tidying),
		cmocka_unit_test(test_folded_names),
		cmocka_unit_test(test_different_names_stay_different),
		cmocka_unit_test(test_folding_all_of_unicode_twice_is_folding_once),
		cmocka_unit_test(test_folded_places),
		cmocka_unit_test(test_upper_case_of_ascii),
		cmocka_unit_test(test_one_of_a_list),
		cmocka_unit_test(test_same_or_both_nothing),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_bytes_of_a_code_point),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_emails),
		cmocka_unit_test(test_emails_at_their_limits),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
