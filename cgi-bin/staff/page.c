/* The common start and end of every staff page, and problems shown in place. */
#include "staff/page.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/offer.h"
#include "static_names.h"
#include "web/note.h"
#include "web/problem.h"
#include "web/problem_view.h"

#include <string.h>

static const struct {
	const char *path, *text;
	enum staff_right right;
} LINKS[] = {
	{ "/admin/", "Today", RIGHT_FLIGHTS },
	{ "/admin/departures", "Departures", RIGHT_FLIGHTS },
	{ "/admin/bookings", "Bookings", RIGHT_BOOKINGS },
	{ "/admin/sales", "Sell", RIGHT_SERVE },
	{ "/admin/team", "Team", RIGHT_TEAM },
	{ "/admin/audit", "Audit log", RIGHT_AUDIT },
	{ "/admin/account", "My sign-in", RIGHT_OWN },
};

/* Is the page this link's, or below it? */
static bool is_here(const char *path, const char *link)
{
	size_t length = strlen(link);

	return path != NULL && strncmp(path, link, length) == 0 &&
	    (path[length] == '\0' || (path[length] == '/' && link[length - 1] != '/'));
}

static void fill_nav(struct request *request, struct view *frame)
{
	const struct staff_here *here = staff_here(request);
	struct view *nav;

	if (here->staff.id == 0)
		return;
	nav = view_each(frame, K_SIGNED_IN_AS);
	view_text(nav, K_STAFF_NAME, here->staff.name);
	view_text(nav, K_STAFF_ROLE, staff_role_name(here->staff.role));
	for (size_t i = 0; i < sizeof(LINKS) / sizeof(LINKS[0]); i++) {
		struct view *link;

		if (!staff_may(request, LINKS[i].right))
			continue;
		link = view_each(nav, K_STAFF_LINK);
		view_text(link, K_LINK, LINKS[i].path);
		view_text(link, K_TEXT, LINKS[i].text);
		if (is_here(request->path, LINKS[i].path))
			view_show(link, K_HERE);
	}
}

struct staff_page staff_page_begin(
    struct request *request, const char *template_name, const char *title)
{
	const struct desk_parts *desk = request->thread;
	struct staff_page parts = {
		.pool = request->pool, .request = request, .frame = view_new(request->pool)
	};

	parts.body = view_include(parts.frame, K_BODY, template_name);
	view_text(parts.frame, K_STYLESHEET, STATIC_SITE_CSS);
	view_text(parts.frame, K_STAFF_STYLESHEET, STATIC_STAFF_CSS);
	view_text(parts.frame, K_SCRIPT, STATIC_BUSY_JS);
	view_text(parts.frame, K_ICON, STATIC_FAVICON_SVG);
	view_text(parts.frame, K_TITLE, title);
	view_text(parts.frame, K_SITE_NAME, desk->settings->site_name);
	fill_nav(request, parts.frame);
	return parts;
}

const struct err *staff_page_end(struct reply *reply, int status, const struct staff_page *parts)
{
	return reply_page(reply, status, "staff/layout", parts->frame);
}

static struct {
	enum err_code code;
	const char *title, *text;
} const WORDS[] = {
	{ CODE_UNAUTHENTICATED, "You are signed out",
	    "Nothing was done. A sign-in ends after half an hour without a click, after eight hours in any case, and "
	    "when it is ended elsewhere." },
	{ CODE_FORBIDDEN, "You may not do that",
	    "Nothing was done. It needs another role, which somebody with the role admin can give you, or somebody else who does it." },
	{ CODE_NOT_FOUND, "There is no such page", "There may be a typing mistake in it." },
	{ CODE_CROSS_SITE, "That did not come from our own pages",
	    "Nothing was done. Open the page here and try again." },
	{ CODE_INVALID, "Please check what you entered", "Some of it cannot be used as it is." },
	{ CODE_CHANGED_MEANWHILE, "This was changed meanwhile",
	    "Somebody else changed it since you opened the page. Nothing was done: look at how it is now, then decide "
	    "again." },
	{ CODE_SEAT_TAKEN, "Not all of these seats are free",
	    "Nothing was done. Look who has them, then decide again." },
	{ CODE_DEPARTURE_ENDED, "This departure has left or is cancelled",
	    "Nothing was done: nothing is sold or changed on it any more." },
	{ CODE_KEY_REUSED, "This form was sent before",
	    "It was sent with something else in it, and that was done. Open the page again to do more." },
	{ CODE_PRICE_CHANGED, "It is another sum now",
	    "Nothing was done: look at the sum as it is now, then decide again." },
	{ CODE_SOLD_OUT, "There are not enough seats", "Nothing was done." },
	{ CODE_SALES_CLOSED, "It is too late for that",
	    "It has departed, was cancelled, or is not on sale any more. Nothing was done." },
	{ CODE_DUPLICATE_PASSENGER, "Somebody is on board already",
	    "A person of that name and date of birth is booked on this departure. Nothing was done." },
	{ CODE_PASSENGER_ELSEWHERE, "Somebody is elsewhere then",
	    "A person of that name and date of birth is booked on another departure at that time. Nothing was done." },
	{ CODE_HOLD_EXPIRED, "The seats are not held any more", "Look for seats again." },
	{ CODE_HOLD_ENDED, "This sale has ended", "Look for seats again." },
	{ CODE_PASSENGERS_MISSING, "Nobody travels yet", "Write down who travels first." },
	{ CODE_CHECKED_IN, "Somebody is checked in",
	    "Nothing was done. The gate has to undo that first; a seat can be changed until boarding." },
	{ CODE_GATE_REFUSED, "That was not done", "It does not go together with how it is." },
	{ CODE_FLIGHT_CLOSED, "This flight is closed",
	    "It is closed at the gate, or has left: nothing changes on it any more. Nothing was done." },
	{ CODE_TOO_MANY, "That was a little too often",
	    "Please wait a minute, then try again. Nothing was done." },
	{ CODE_UNAVAILABLE, "That does not work just now",
	    "This time nothing was done. Please try again in some seconds." },
	{ CODE_FLIGHT_SERVICE_DOWN, "The flight service does not answer",
	    "Nothing was done. Please try again in some seconds." },
	{ CODE_DUPLICATE, "There is such a departure already",
	    "Nothing was done. A flight number is used once a day." },
	{ CODE_UNSURE, "We do not know whether that was done",
	    "The connection to the database was lost at the last moment. Look first, then decide." },
	{ CODE_BROKEN, "Something went wrong",
	    "It is not known whether what you asked for was done. Look first, then decide." },
};

/* The same form sent before may have had its effect all the same. */
static const char *words_of_away(const struct request *request, const char *words)
{
	if (request->method == METHOD_GET)
		return "This page cannot be shown. Please try again in some seconds.";
	return form_counts_once(request)
	    ? apr_pstrcat(request->pool, words,
		  " Sending the same form again is safe: it counts only once.", NULL)
	    : words;
}

static struct problem_words words_of(const struct request *request, enum err_code code)
{
	for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
		if (WORDS[i].code == code)
			return (struct problem_words){ WORDS[i].title,
				code == CODE_UNAVAILABLE ? words_of_away(request, WORDS[i].text)
							 : WORDS[i].text };
	return (struct problem_words){ "That could not be read",
		"Something in the address or the form was not as it should be. Nothing was done." };
}

void staff_page_problem(
    const struct staff_page *parts, const struct err *err, const struct form *form)
{
	problem_show(parts->frame, parts->body, err, form, words_of(parts->request, err->code));
}

const struct err *staff_page_refuse(struct reply *reply, const struct staff_page *parts,
    const struct err *err, const struct form *form)
{
	staff_page_problem(parts, err, form);
	reply_retry_after(reply, err);
	return staff_page_end(reply, problem_status(err), parts);
}

/* What there is to do before what was refused as not signed in; the first is for who is not at all. */
static const struct step {
	const char *way, *words, *text;
} STEPS[] = {
	{ "/admin/sign-in", NULL, "Sign in in another window" },
	{ "/admin/sign-in/code",
	    "Nothing was done: a code of your second factor is still asked for.",
	    "Give it in another window" },
	{ "/admin/account/password", "Nothing was done: you have to choose another password first.",
	    "Choose it in another window" },
	{ "/admin/account/second-factor",
	    "Nothing was done: you have to set up a second factor first.",
	    "Set it up in another window" },
};

static const struct step *step_of(const struct request *request)
{
	const char *first = staff_first_of_all(staff_here(request));

	for (size_t i = 1; first != NULL && i < sizeof(STEPS) / sizeof(STEPS[0]); i++)
		if (strcmp(STEPS[i].way, first) == 0)
			return &STEPS[i];
	return &STEPS[0];
}

/* The browser has what was typed, as long as it stays on this page. */
static void fill_way(struct request *request, struct view *body, const struct err *err)
{
	const struct step *step = step_of(request);
	struct view *way;

	if (!err_is(err, CODE_UNAUTHENTICATED) || is_here(request->path, "/admin/sign-in")) {
		view_show(body, K_START);
		return;
	}
	way = view_each(body, K_SIGNED_OUT);
	view_text(way, K_LINK, step->way);
	view_text(way, K_TEXT, step->text);
}

static struct problem_words words_for(const struct request *request, const struct err *err)
{
	const struct step *step = step_of(request);

	if (err_is(err, CODE_UNAUTHENTICATED) && step->words != NULL)
		return (struct problem_words){ "Your sign-in is not complete", step->words };
	return words_of(request, err->code);
}

static const struct err *notice(struct request *request, struct reply *reply, const struct err *err)
{
	struct problem_words words = words_for(request, err);
	struct staff_page parts = staff_page_begin(request, "staff/notice", words.title);
	int status = problem_status(err);

	problem_mark(parts.body, err, NULL);
	view_int(parts.body, K_STATUS, status);
	view_text(parts.body, K_HEADING, words.title);
	view_text(parts.body, K_WORDS, words.text);
	if (status >= 500)
		view_text(view_each(parts.body, K_REQUEST), K_REQUEST_ID, request->id);
	fill_way(request, parts.body, err);
	reply_retry_after(reply, err);
	return staff_page_end(reply, status, &parts);
}

void staff_sign_in_first(struct request *request, struct reply *reply, const char *way)
{
	apr_pool_t *pool = request->pool;
	const char *next = request->path;
	const char *whole = apr_pstrcat(pool, next, "?", request->query, NULL);

	if (request->query[0] != '\0' && staff_is_next(whole))
		next = whole;
	reply_see_other(reply, apr_pstrcat(pool, way, "?next=", text_percent(next, pool), NULL));
}

bool staff_is_next(const char *address)
{
	static const char
	    *const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-";
	size_t path = strspn(address, plain), query = 0;

	while (address[path + query] != '\0' && strchr("?%=&+~:,@*", address[path + query]) != NULL)
		query += 1 + strspn(address + path + query + 1, plain);
	return strncmp(address, "/admin/", strlen("/admin/")) == 0 &&
	    (address[path] == '\0' || address[path] == '?') && address[path + query] == '\0' &&
	    path + query <= STAFF_NEXT_MAX;
}

void staff_problem(struct request *request, struct reply *reply, const struct err *err)
{
	reply_header(reply, "Cache-Control", "no-store");
	if (err_is(err, CODE_UNAUTHENTICATED) && request->method == METHOD_GET)
		staff_sign_in_first(request, reply, "/admin/sign-in");
	else
		notice(request, reply, err);
}

const struct err *staff_departure_named(
    struct request *request, const char **flight_no, int32_t *on)
{
	apr_pool_t *pool = request->pool;

	if (departure_name_parse(apr_pstrcat(pool, request->args[0], "/", request->args[1], NULL),
		pool, flight_no, on))
		return NULL;
	return err_new(pool, CODE_NOT_FOUND, "not a departure's name");
}

const char *staff_booking_link(struct request *request, const char *locator)
{
	if (locator == NULL || !staff_may(request, RIGHT_BOOKINGS))
		return NULL;
	return apr_pstrcat(request->pool, "/admin/bookings/", locator, NULL);
}

void staff_fill_booking_link(struct request *request, struct view *row, const char *locator)
{
	const char *link = staff_booking_link(request, locator);
	struct view *named;

	if (locator == NULL)
		return;
	named = view_each(row, link != NULL ? K_LINKED : K_PLAIN);
	view_text(named, K_LOCATOR, locator);
	if (link != NULL)
		view_text(named, K_LINK, link);
}

const struct err *staff_note(struct request *request, const struct staff_page *parts)
{
	static const struct note notes[] = {
		{ "signed-out", "You are signed out." },
		{ "password",
		    "The new password is saved, and you are signed out everywhere else." },
		{ "second-factor",
		    "The second factor is set up: from now on a code is asked for at each sign-in. You are signed out everywhere else." },
		{ "ended", "Signed out there." },
		{ "mail-retried", "It is tried again at once." },
		{ "mails-retried", "They are tried again at once, one after the other." },
		{ "closed-flight", "The flight is closed." },
		{ "added", "Added." },
		{ "role", "The role is changed." },
		{ "created", "It is on sale." },
		{ "retimed", "The flight service has the new times. Passengers are being told." },
		{ "cancelled", "It is cancelled. Passengers are being told." },
		{ "aircraft",
		    "The flight service has the new aircraft. Passengers are being seated anew and told." },
		{ "unknown",
		    "The flight service did not answer in time: whether it was done is found out within two minutes." },
		{ "disabled", "Disabled, and signed out everywhere." },
		{ "enabled", "May sign in again." },
		{ "reset",
		    "The password is changed, the second factor is taken away, and all sign-ins are over." },
		{ "seats-blocked", "Blocked: nobody can buy these seats." },
		{ "seats-unblocked", "These seats can be sold again." },
		{ "sales-closed", "Sales are closed." },
		{ "sales-opened", "Sales are open again." },
		{ "booking-cancelled", "Cancelled." },
		{ "booking-contact", "The contact is changed." },
		{ "booking-names", "The names are changed." },
		{ "booking-seat", "The seat is changed." },
		{ "booking-split", "This booking was split off. Mails to both are on their way." },
		{ "booking-sold", "Booked. The confirmation is on its way." },
		{ "booking-paid", "Marked as paid." },
		{ "booking-refund", "It is written down that the money went back." },
		{ "booking-goodwill", "Given. The customer is told by mail how much goes back." },
		{ "booking-accepted", "The new times are accepted." },
		{ "booking-note", "The note is there." },
		{ "booking-mail", "The mail is on its way." },
	};
	const char *words;

	TRY(note_find(request, notes, sizeof(notes) / sizeof(notes[0]), &words));
	if (words != NULL)
		view_text(view_each(parts->body, K_NOTE), K_TEXT, words);
	return NULL;
}

const char *staff_moment(int64_t at, apr_pool_t *pool)
{
	return apr_pstrcat(pool, date_moment_at_offset(at, 0, pool), " UTC", NULL);
}

void staff_fill_moment(struct view *view, enum view_key key, int64_t at, apr_pool_t *pool)
{
	struct view *row = view_each(view, key);

	view_text(row, K_INSTANT, clock_text(at, pool));
	view_text(row, K_TEXT, staff_moment(at, pool));
}
