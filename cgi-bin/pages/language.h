/* The language of a request: chosen by a link (`lang`), remembered in a cookie, else as the browser asks for it. */
#ifndef PAGES_LANGUAGE_H
#define PAGES_LANGUAGE_H

#include "web/reply.h"

/* This thread speaks the request's language from now on; one that was chosen by the request itself is remembered for a year. */
void page_language_begin(struct request *request, struct reply *reply);

/* Into layout.tpl's `frame`: links to this page in each language, where there are several and the page can be asked for again. */
void page_language_links(struct view *frame, const struct request *request);

/* The query without the choice of a language: "" when nothing else is asked. */
const char *page_language_query(const struct request *request);

/* "", or the query that says that a page without a query is meant in this language, which is not the settings' first. */
const char *page_language_suffix(const char *code, apr_pool_t *pool);

#endif
