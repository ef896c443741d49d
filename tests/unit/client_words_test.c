/* What a browser is, in words: common ones by what they send, and what nobody knows. */
#include "unit.h"

#include "web/client_words.h"

static apr_pool_t *pool;

#define KHTML "AppleWebKit/537.36 (KHTML, like Gecko) "

static void test_browsers_are_called_by_their_names(void **state)
{
	static const struct {
		const char *agent, *words;
	} table[] = {
		{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0",
		    "Firefox on Windows" },
		{ "Mozilla/5.0 (X11; Linux x86_64) " KHTML "Chrome/140.0.0.0 Safari/537.36",
		    "Chrome on Linux" },
		{ "Mozilla/5.0 (Windows NT 10.0) " KHTML
		  "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
		    "Edge on Windows" },
		{ "Mozilla/5.0 (X11; Linux x86_64) " KHTML
		  "Chrome/140.0.0.0 Safari/537.36 OPR/120.0.0.0",
		    "Opera on Linux" },
		{ "Mozilla/5.0 (Linux; Android 10; K) " KHTML
		  "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
		    "Samsung Internet on Android" },
		{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
		    "Safari on a Mac" },
		{ "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Mobile/15E148 Safari/604.1",
		    "Chrome on an iPhone" },
		{ "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 FxiOS/141.0 Mobile/15E148 Safari/605.1.15",
		    "Firefox on an iPad" },
		{ "curl/7.88.1", "A script (curl)" },
		{ "<script>alert(1)</script> Windows", "A browser on Windows" },
		{ "", "A browser" },
		{ NULL, "A browser" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(client_words(row->agent, pool), row->words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_browsers_are_called_by_their_names),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
