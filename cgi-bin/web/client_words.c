/* What a browser is, in words. */
#include "web/client_words.h"

#include <apr_strings.h>
#include <string.h>

struct sign {
	const char *mark, *words;
};

/* Browsers name those that they want to be taken for: who comes first is itself. */
static const struct sign browsers[] = { { "Edg", "Edge" }, { "OPR/", "Opera" },
	{ "SamsungBrowser/", "Samsung Internet" }, { "Vivaldi/", "Vivaldi" },
	{ "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" }, { "CriOS/", "Chrome" },
	{ "Chrome/", "Chrome" }, { "Safari/", "Safari" }, { "curl/", "A script (curl)" } };
static const struct sign systems[] = { { "Android", "Android" }, { "iPhone", "an iPhone" },
	{ "iPad", "an iPad" }, { "Windows", "Windows" }, { "Mac OS X", "a Mac" },
	{ "CrOS", "ChromeOS" }, { "Linux", "Linux" } };

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
		return "A browser";
	browser = find(browsers, sizeof(browsers) / sizeof(browsers[0]), agent);
	system = find(systems, sizeof(systems) / sizeof(systems[0]), agent);
	if (browser == NULL)
		browser = "A browser";
	return system == NULL ? browser : apr_pstrcat(pool, browser, " on ", system, NULL);
}
