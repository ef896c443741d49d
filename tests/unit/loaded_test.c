/* What is mapped of the program and its libraries can be let go while it runs. */
#include "unit.h"

#include "base/loaded.h"

#include <stdio.h>
#include <string.h>

/* kB of files that are mapped by this process and in memory. */
static long mapped_kb(void)
{
	FILE *file = fopen("/proc/self/smaps_rollup", "r");
	char line[256];
	long rss = -1, own = -1;

	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		(void)sscanf(line, "Rss: %ld kB", &rss);
		(void)sscanf(line, "Anonymous: %ld kB", &own);
	}
	(void)fclose(file);
	assert_true(rss > 0 && own > 0);
	return rss - own;
}

static void what_is_not_used_is_let_go_and_what_is_used_comes_again(void **state)
{
	static const char words[] = "what stands in the program's file";
	long before = mapped_kb();
	long after;
	char text[sizeof(words)];

	(void)state;
	loaded_let_go();
	after = mapped_kb();
	assert_true(after < before * 3 / 4);
	assert_int_equal(snprintf(text, sizeof(text), "%s", words), sizeof(words) - 1);
	assert_string_equal(text, words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_used_is_let_go_and_what_is_used_comes_again),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
