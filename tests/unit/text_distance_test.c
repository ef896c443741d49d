/* How far apart two spellings are. */
#include "unit.h"

#include "base/text.h"

#include <string.h>

static void slips_are_counted(void **state)
{
	static const struct {
		const char *a, *b;
		size_t whole, start;
	} rows[] = {
		{ "", "", 0, 0 },
		{ "", "oslo", 4, 0 },
		{ "oslo", "", 4, 4 },
		{ "oslo", "oslo", 0, 0 },
		{ "olso", "oslo", 1, 1 },
		{ "osl", "oslo", 1, 0 },
		{ "osloo", "oslo", 1, 1 },
		{ "osla", "oslo", 1, 1 },
		{ "frankfrut", "frankfurt", 1, 1 },
		{ "frankfrut", "frankfurtammain", 7, 1 },
		{ "rekjavik", "reykjavik", 1, 1 },
		{ "lisbon", "berlin", 5, 5 },
		/* Twice at the same two letters is two slips, not one less. */
		{ "ca", "abc", 3, 1 },
		/* Only the beginning of a long text is looked at. */
		{ "porto", "portopportopportopportopportopportopportopportopporto", 48, 0 },
		{ "smith", "smyth", 1, 1 },
		{ "jon", "john", 1, 1 },
		{ "brain", "brian", 1, 1 },
		{ "kitten", "sitting", 3, 2 },
		/* A letter is a letter, however many bytes it has. */
		{ "王小明", "王大明", 1, 1 },
		{ "мария", "марина", 2, 1 },
		{ "😀a", "a😀", 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(text_distance(rows[i].a, rows[i].b, TEXT_WHOLE), rows[i].whole);
		assert_int_equal(text_distance(rows[i].a, rows[i].b, TEXT_START), rows[i].start);
		assert_int_equal(text_distance(rows[i].b, rows[i].a, TEXT_WHOLE), rows[i].whole);
	}
}

static void texts_of_any_length_are_compared(void **state)
{
	char text[4 * TEXT_DISTANCE_MAX];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(text_distance(text, text, TEXT_WHOLE), 0);
	assert_int_equal(text_distance(text, "", TEXT_WHOLE), TEXT_DISTANCE_MAX);
	assert_int_equal(text_distance("", text, TEXT_START), 0);
	assert_int_equal(text_distance("xxx", text, TEXT_START), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_are_counted),
		cmocka_unit_test(texts_of_any_length_are_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
