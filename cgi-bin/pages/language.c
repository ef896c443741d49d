/* The language of a request: chosen by a link (`lang`), remembered in a cookie, else as the browser asks for it. */
#include "pages/language.h"

#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

#include <string.h>

#define NAME "lang"
#define REMEMBERED_S (365 * 24 * 60 * 60)

/* Is this part of a query ("a=1") the choice? */
static bool is_choice(const char *part, size_t length)
{
	return length > strlen(NAME) && strncmp(part, NAME "=", strlen(NAME "=")) == 0;
}

/* The language that the request names, or NULL. */
static const struct language *chosen(const struct request *request)
{
	for (const char *part = request->query; part != NULL && *part != '\0';) {
		size_t length = strcspn(part, "&");

		if (is_choice(part, length))
			return words_language_named(apr_pstrmemdup(
			    request->pool, part + strlen(NAME "="), length - strlen(NAME "=")));
		part += length + (part[length] == '&');
	}
	return NULL;
}

void page_language_begin(struct request *request, struct reply *reply)
{
	const struct language *language = chosen(request);

	if (language != NULL)
		reply_set_cookie(reply, NAME, language->code, REMEMBERED_S);
	else
		language = words_language_named(request_own_cookie(request, NAME));
	if (language == NULL)
		language = words_language_wanted(request_header(request, "Accept-Language"));
	words_speak(language);
}

const char *page_language_query(const struct request *request)
{
	char *out = apr_palloc(request->pool, strlen(request->query) + 1), *end = out;

	for (const char *part = request->query; *part != '\0';) {
		size_t length = strcspn(part, "&");

		if (!is_choice(part, length) && length > 0) {
			if (end > out)
				*end++ = '&';
			memcpy(end, part, length);
			end += length;
		}
		part += length + (part[length] == '&');
	}
	*end = '\0';
	return out;
}

const char *page_language_suffix(const char *code, apr_pool_t *pool)
{
	return strcmp(code, words_language(0)->code) == 0
	    ? ""
	    : apr_pstrcat(pool, "?" NAME "=", code, NULL);
}

void page_language_links(struct view *frame, const struct request *request)
{
	const char *query;
	struct view *list;

	if (words_language_count() < 2 || request->method != METHOD_GET)
		return;
	query = page_language_query(request);
	list = view_each(frame, K_LANGUAGES);
	for (size_t i = 0; i < words_language_count(); i++) {
		const struct language *language = words_language(i);
		struct view *row = view_each(list, K_LANGUAGE);

		view_text(row, K_LINK,
		    apr_pstrcat(request->pool, "?", query, *query == '\0' ? "" : "&", NAME "=",
			language->code, NULL));
		view_text(row, K_LANGUAGE_CODE, language->code);
		view_text(row, K_LANGUAGE_NAME, language->name);
		if (language == words_spoken())
			view_show(row, K_HERE);
	}
}
