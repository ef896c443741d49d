/* The common start and end of every customer page, and problems shown in place. */
#include "pages/page.h"

#include "base/log.h"
#include "base/network.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/click.h"
#include "pages/brand.h"
#include "pages/language.h"
#include "pages/problem_words.h"
#include "static_names.h"
#include "view_keys.h"
#include "web/problem.h"

struct desk *page_desk(struct request *request)
{
	const struct desk_parts *parts = request->thread;
	struct desk *desk = pool_make(request->pool, struct desk);

	desk->pool = request->pool;
	desk->db = parts->db;
	desk->flights = parts->flights;
	desk->settings = parts->settings;
	desk->request_id = request->id;
	desk->actor = "customer";
	desk->browser = request->browser;
	desk->is_browser_new = request->is_browser_new;
	desk->address = network_of(request->address, request->pool);
	return desk;
}

static void show_brand(struct view *frame, const char *site_name)
{
	const struct brand *brand = brand_shown();
	struct view *logo;

	view_text(frame, K_ICON, brand->icon != NULL ? brand->icon : STATIC_FAVICON_SVG);
	view_text(frame, K_THEME_LIGHT, brand->theme_light);
	view_text(frame, K_THEME_DARK, brand->theme_dark);
	if (brand->stylesheet != NULL)
		view_text(view_each(frame, K_BRAND), K_LINK, brand->stylesheet);
	if (brand->logo == NULL)
		view_show(frame, K_MARK);
	if (brand->logo == NULL || !brand->logo_has_name) {
		view_text(view_each(frame, K_NAME_SHOWN), K_SITE_NAME, site_name);
		site_name = "";
	}
	if (brand->logo == NULL)
		return;
	logo = view_each(frame, K_LOGO);
	view_text(logo, K_LINK, brand->logo);
	view_text(logo, K_LOGO_NAME, site_name);
	view_int(logo, K_LOGO_WIDTH, brand->logo_width);
	view_int(logo, K_LOGO_HEIGHT, brand->logo_height);
}

bool page_reach(const struct settings *settings, struct view *view)
{
	static const enum view_key KINDS[] = {
		[CONTACT_EMAIL] = K_CONTACT_EMAIL,
		[CONTACT_PHONE] = K_CONTACT_PHONE,
		[CONTACT_PAGE] = K_CONTACT_PAGE,
	};
	const struct contact_point *contact = &settings->contact;
	struct view *link;

	if (contact->kind == CONTACT_NONE)
		return false;
	link = view_include(view_each(view, K_REACHED), K_CONTACT_LINK, "parts/contact_link");
	link = view_each(link, KINDS[contact->kind]);
	view_text(link, K_LINK, contact->link);
	view_text(link, K_TEXT, contact->words);
	return true;
}

/* The number under which the log has it. */
static void show_request_id(struct request *request, struct view *view)
{
	const struct desk_parts *desk = request->thread;
	struct view *part = view_each(view, K_REQUEST);

	view_text(part, K_REQUEST_ID, request->id);
	if (!page_reach(desk->settings, part))
		view_show(part, K_NOT_REACHED);
}

struct page_parts page_begin(struct request *request, const char *template_name, const char *title)
{
	const struct desk_parts *desk = request->thread;
	struct page_parts parts = { 0 };

	parts.pool = request->pool;
	parts.request = request;
	parts.frame = view_new(request->pool);
	parts.body = view_include(parts.frame, K_BODY, template_name);
	view_text(parts.frame, K_STYLESHEET, STATIC_SITE_CSS);
	view_text(parts.frame, K_SCRIPT, STATIC_BUSY_JS);
	view_text(parts.frame, K_TITLE, title);
	view_text(parts.frame, K_ROBOTS, "noindex");
	view_text(parts.frame, K_SITE_NAME, desk->settings->site_name);
	show_brand(parts.frame, desk->settings->site_name);
	page_reach(desk->settings, parts.frame);
	page_language_links(parts.frame, request);
	return parts;
}

static void show_alternate(const struct page_parts *parts, const char *code, const char *address)
{
	struct view *row = view_each(parts->frame, K_ALTERNATE);

	view_text(row, K_LANGUAGE_CODE, code);
	view_text(row, K_LINK, address);
}

/* The page's address in the language that it has, and in the others; and the one that is in the language of who asks. */
static void show_addresses(const struct page_parts *parts, const char *address)
{
	view_text(view_each(parts->frame, K_CANONICAL), K_LINK,
	    apr_pstrcat(parts->pool, address,
		page_language_suffix(words_spoken()->code, parts->pool), NULL));
	if (words_language_count() < 2)
		return;
	for (size_t i = 0; i < words_language_count(); i++) {
		const char *code = words_language(i)->code;

		show_alternate(parts, code,
		    apr_pstrcat(
			parts->pool, address, page_language_suffix(code, parts->pool), NULL));
	}
	show_alternate(parts, "x-default", address);
}

void page_public(struct request *request, const struct page_parts *parts, const char *description)
{
	const struct desk_parts *desk = request->thread;

	view_text(parts->frame, K_ROBOTS, "index");
	view_text(view_each(parts->frame, K_PUBLIC), K_DESCRIPTION, description);
	if (*page_language_query(request) == '\0')
		show_addresses(
		    parts, apr_pstrcat(parts->pool, desk->settings->site_url, request->path, NULL));
}

const struct err *page_text(const struct page_parts *parts, const char **text, size_t *length)
{
	TRY(view_render("layout", parts->frame, parts->pool, text, length));
	/* A mould is made of five such pages, of 0.2 MB each. */
	view_end(parts->frame, parts->pool);
	return NULL;
}

const struct err *page_end(struct reply *reply, int status, const struct page_parts *parts)
{
	return reply_page(reply, status, "layout", parts->frame);
}

static struct view *show_summary(
    const struct page_parts *parts, const struct err *err, const struct form *form)
{
	struct view *view = problem_show(
	    parts->frame, parts->body, err, form, problem_words(err, parts->request));

	if (parts->way != NULL) {
		struct view *way = view_each(view, K_PROBLEM_WAY);

		view_text(way, K_LINK, parts->way);
		view_text(way, K_TEXT, parts->way_text);
	}
	return view;
}

void page_show_problem(
    const struct page_parts *parts, const struct err *err, const struct form *form)
{
	show_summary(parts, err, form);
}

void page_show_complaints(const struct page_parts *parts, const struct form *form)
{
	page_show_problem(parts, err_new(parts->pool, CODE_INVALID, "the form has mistakes"), form);
}

const struct err *page_refuse(struct request *request, struct reply *reply,
    const struct page_parts *parts, const struct err *err, const struct form *form)
{
	struct view *summary = show_summary(parts, err, form);
	int status = problem_status(err);

	if (status >= 500) {
		log_err(LOG_ERROR, "http.problem", err);
		show_request_id(request, summary);
	}
	reply_retry_after(reply, err);
	return page_end(reply, status, parts);
}

const struct err *page_notice(
    struct request *request, struct reply *reply, const struct err *err, const struct form *form)
{
	struct problem_words words = problem_words(err, request);
	struct page_parts parts = page_begin(request, "pages/notice", words.title);
	int status = problem_status(err);

	problem_mark(parts.body, err, form);
	view_int(parts.body, K_STATUS, status);
	view_text(parts.body, K_HEADING, words.title);
	view_text(parts.body, K_WORDS, words.text);
	if (form != NULL && form_failed(form))
		problem_list(parts.body, form);
	if (status >= 500)
		show_request_id(request, parts.body);
	reply_retry_after(reply, err);
	return page_end(reply, status, &parts);
}

void page_problem(struct request *request, struct reply *reply, const struct err *err)
{
	reply_header(reply, "Cache-Control", "no-store");
	page_notice(request, reply, err, NULL);
}

struct click page_click(struct request *request, const struct form *form)
{
	return click_make(page_desk(request), form_key(form), form_fingerprint(form));
}

const struct err *page_recall(
    struct request *request, struct reply *reply, const struct form *form, bool *done)
{
	const struct click click = page_click(request, form);
	const char *answer;

	TRY(click_find(page_desk(request), &click, &answer));
	*done = answer != NULL;
	if (*done)
		reply_see_other(reply, answer);
	return NULL;
}
