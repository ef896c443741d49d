/* What every staff page starts and ends with: the desk, who is signed in, the frame around the page, and problems shown in place. */
#ifndef STAFF_PAGE_H
#define STAFF_PAGE_H

#include "domain/desk.h"
#include "domain/staff.h"
#include "web/form.h"
#include "web/router.h"

/*
 * Before each page: the rights of its route (route->needs / ROUTE_OWN, RIGHT_…; none: everybody) and who is signed in. CODE_UNAUTHENTICATED, CODE_FORBIDDEN; or a way to what has to be done first: the code,
 * another password, a second factor (CODE_UNAUTHENTICATED too for who sends a form before). Leaves a struct staff_here in request->admitted, for routes without rights too.
 */
const struct err *staff_admit(
    const struct route *route, struct request *request, struct reply *reply);

/* Where somebody goes who has to do something first ("/admin/sign-in/code"); NULL: nowhere. */
const char *staff_first_of_all(const struct staff_here *here);

/* A desk for this request; its actor is who is signed in. */
struct desk *staff_desk(struct request *request);
/* Who is signed in; never NULL, nobody's id is 0. */
const struct staff_here *staff_here(const struct request *request);
bool staff_may(const struct request *request, enum staff_right right);
/* The departure that the path's first two parts name ("/admin/departures/AX204/2026-12-01/…"). CODE_NOT_FOUND: they are no departure's name. */
const struct err *staff_departure_named(
    struct request *request, const char **flight_no, int32_t *on);

/* "/admin/bookings/K7QX3M" for who may read bookings; else, and of none (NULL), NULL. */
const char *staff_booking_link(struct request *request, const char *locator);
/* A row that names a booking: K_LINKED, which leads there by its K_LINK, or else K_PLAIN, each with K_LOCATOR. */
void staff_fill_booking_link(struct request *request, struct view *row, const char *locator);

/* A page under construction: the frame is staff/layout.tpl, `body` that of the page's own template inside it. */
struct staff_page {
	apr_pool_t *pool;
	const struct request *request;
	struct view *frame;
	struct view *body;
};

struct staff_page staff_page_begin(
    struct request *request, const char *template_name, const char *title);
const struct err *staff_page_end(struct reply *reply, int status, const struct staff_page *parts);

/* A refusal on the page itself: data-problem and its facts on <main>, and a summary in words. `form` may be NULL. */
void staff_page_problem(
    const struct staff_page *parts, const struct err *err, const struct form *form);
/* And end with it: the error's status, Retry-After where it has one. */
const struct err *staff_page_refuse(struct reply *reply, const struct staff_page *parts,
    const struct err *err, const struct form *form);

/* The program's answer to an error that no page handled: to the sign-in for who only looks and is signed out, else a page of its own. */
void staff_problem(struct request *request, struct reply *reply, const struct err *err);

/* To a page of the sign-in ("/admin/sign-in"), and from there back to this one, with its query. */
void staff_sign_in_first(struct request *request, struct reply *reply, const char *way);
/* Is it the address of a staff page, of at most STAFF_NEXT_MAX characters, with or without a query? Whoever signs in is led to no other. */
#define STAFF_NEXT_MAX 500
bool staff_is_next(const char *address);

/* What happened just before, the words of "?done=…", as a note on the page. */
const struct err *staff_note(struct request *request, const struct staff_page *parts);

/* "Tue 1 Dec 2026, 14:05 UTC" */
const char *staff_moment(int64_t at, apr_pool_t *pool);
/* It, in a row of `key` that has K_INSTANT and K_TEXT. */
void staff_fill_moment(struct view *view, enum view_key key, int64_t at, apr_pool_t *pool);

#endif
