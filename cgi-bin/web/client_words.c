/* What a browser is, in words. */
#include "web/client_words.h"

#include "base/words.h"

#include <apr_strings.h>
#include <string.h>

struct sign {
	const char *mark, *words;
};

/* Browsers name those that they want to be taken for: who comes first is itself. */
static const struct sign browsers[] = { { "Edg", "Edge" }, { "OPR/", "Opera" },
	{ "SamsungBrowser/", "Samsung Internet" }, { "Vivaldi/", "Vivaldi" },
	{ "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" }, { "CriOS/", "Chrome" },
	{ "Chrome/", "Chrome" }, { "Safari/", "Safari" }, { "curl/", TO_SAY("A script (curl)") } };
static const struct sign systems[] = { { "Android", TO_SAY(" on Android") },
	{ "iPhone", TO_SAY(" on an iPhone") }, { "iPad", TO_SAY(" on an iPad") },
	{ "Windows", TO_SAY(" on Windows") }, { "Mac OS X", TO_SAY(" on a Mac") },
	{ "CrOS", TO_SAY(" on ChromeOS") }, { "Linux", TO_SAY(" on Linux") } };

static const char *find(const struct sign *signs, size_t count, const char *agent)
{
	for (size_t i = 0; i < count; i++) {
		if (strstr(agent, signs[i].mark) != NULL)
			return signs[i].words;
	}
	return NULL;
}

const char *client_words(const char *agent, apr_pool_t *pool)
{
	const char *browser, *system;

	if (agent == NULL)
		return say("A browser");
	browser = find(browsers, sizeof(browsers) / sizeof(browsers[0]), agent);
	system = find(systems, sizeof(systems) / sizeof(systems[0]), agent);
	if (browser == NULL)
		browser = TO_SAY("A browser");
	return apr_pstrcat(pool, say(browser), system == NULL ? "" : say(system), NULL);
}
