/* What the booking's pages share. */
#ifndef PAGES_BOOKINGS_H
#define PAGES_BOOKINGS_H

#include "domain/booking.h"
#include "pages/page.h"

/* The booking's own page with a refusal on it (the link to mail where that is what is missing), or the page of a link that is over; errors of other kinds come back. */
const struct err *booking_refuse(
    struct request *request, struct reply *reply, const char *locator, const struct err *err);

/* A change of a booking as it arrives: its form, the click, and what is wrong so far. */
struct booking_change {
	struct form *form;
	const char *locator; /* as it was typed */
	struct click click;
	const struct err
	    *refusal; /* CODE_NEEDS_LINK, CODE_INVALID; NULL: the rule has the next word */
	bool is_done; /* the click had its effect before, and was answered as then */
};

/* The start of every change: the fields into `typed`; if they have mistakes, first the click, the booking (404) and the right to change it, which else the rule looks at. */
const struct err *booking_change_read(struct request *request, struct reply *reply,
    const struct form_table *table, void *typed, struct booking_change *out);
/* And its end: the booking's page. */
void booking_change_done(
    struct request *request, struct reply *reply, const struct booking_change *change);

/* What every form that changes a booking has (parts/change_fields): the version that was seen, and the click's key: a new one, or that of the form that is shown again (NULL: none is). */
void booking_change_fields(
    struct view *view, const struct booking *booking, const struct form *form, apr_pool_t *pool);

/* A page with a form that changes a booking (seated), made of it as it is now; with what was typed, and its complaints (NULL: nothing was). */
typedef struct page_parts booking_edit_page(
    struct request *request, const struct booking *booking, const struct form *form);
/* That page; CODE_NEEDS_LINK on the booking's own, on to that when there is nothing left to change. */
const struct err *booking_edit_show(
    struct request *request, struct reply *reply, booking_edit_page *make);
/* Its form refused: shown again where that helps, else as booking_refuse. */
const struct err *booking_edit_refuse(struct request *request, struct reply *reply,
    struct form *form, const struct err *err, booking_edit_page *make);

/* "/bookings/K7QX3M", and what comes after it ("" or "/seats"). */
const char *page_booking_path(const char *locator, const char *rest, apr_pool_t *pool);

#endif
