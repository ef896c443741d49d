/*
 * What every customer page starts and ends with: the desk, the frame around the page, and problems
 * shown in place.
 */
#ifndef PAGES_PAGE_H
#define PAGES_PAGE_H

#include "domain/desk.h"
#include "web/form.h"
#include "web/router.h"

/* A desk for this request (its pool, browser, address, id; actor "customer"). */
struct desk *page_desk(struct request *request);

/*
 * A page under construction: `frame` is layout.tpl's, `body` that of the page's own template
 * inside it.
 */
struct page_parts {
	apr_pool_t *pool;
	const struct request *request;
	struct view *frame;
	struct view *body;
	const char *title;
	const char *way,
	    *way_text; /* where a refusal leads on, and how that link is called; NULL: nowhere */
};

/*
 * Begin "pages/NAME" with its title (shown before the site's name). A title and template that say
 * what page it is: <main data-page> is the template's.
 */
struct page_parts page_begin(struct request *request, const char *template_name, const char *title);

/*
 * A page for everybody, which search engines may list: with one sentence that says what is there, and, for a path without a query, its address. All
 * others ask them not to.
 */
void page_public(struct request *request, const struct page_parts *parts, const char *description);

/* Its text, after which nothing can be put into the page any more. */
const struct err *page_text(const struct page_parts *parts, const char **text, size_t *length);

/* Answer with it. */
const struct err *page_end(struct reply *reply, int status, const struct page_parts *parts);

/*
 * Show a refusal on the page itself: data-problem and its facts on <main> (every page template
 * includes parts/problem_attributes inside its <main …> tag and parts/problem_summary on top of
 * it), and
 * a summary in words; the title begins with "Error: ". With a form: its complaints as a list linked
 * to the inputs. `form` may be NULL.
 */
void page_show_problem(
    const struct page_parts *parts, const struct err *err, const struct form *form);

/* A section REACHED of `view`, where "you reach us at" stands, with [site] contact as a link (parts/contact_link). false: the operator has not said any, and the section is not there. */
bool page_reach(const struct settings *settings, struct view *view);

/* As page_show_problem for a form whose own check failed: 422 invalid. */
void page_show_complaints(const struct page_parts *parts, const struct form *form);

/* End with a refusal: page_show_problem, the error's status, Retry-After for 429 and 503; of 5xx the request's number, as in the log. */
const struct err *page_refuse(struct request *request, struct reply *reply,
    const struct page_parts *parts, const struct err *err, const struct form *form);

/*
 * A refusal as a page of its own ("pages/notice"): status, data-problem, Retry-After, request id
 * from 500 on; the complaints of `form` (may be NULL) as a list.
 */
const struct err *page_notice(
    struct request *request, struct reply *reply, const struct err *err, const struct form *form);

/*
 * The program's answer to an error that no page handled: a page of its own ("pages/notice") with
 * status, data-problem, outcome, request id.
 */
void page_problem(struct request *request, struct reply *reply, const struct err *err);

/*
 * A POST whose form has a key: a click that had its effect already is answered as then, before anything is said about the path's object or the fields. The rules that make
 * the effect look for that themselves, first of all; a page that refuses without them asks page_recall before (`*done`: the reply is made).
 */
struct click page_click(struct request *request, const struct form *form);
const struct err *page_recall(
    struct request *request, struct reply *reply, const struct form *form, bool *done);

#endif
