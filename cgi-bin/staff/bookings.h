/* What the pages about bookings share: the start and end of each change, and how things are written. */
#ifndef STAFF_BOOKINGS_H
#define STAFF_BOOKINGS_H

#include "domain/staff_booking.h"
#include "staff/page.h"
#include "staff/words.h"
#include "web/form_view.h"
#include "web/text_field.h"

/* A change of a booking as it arrives. Its desk acts for the owner; what it does goes into the audit log as `act` (whose `words` the page fills in). */
struct staff_change {
	struct desk *desk;
	struct desk_act act;
	struct form *form;
	const char *locator;
	struct click click;
	const struct err
	    *refusal; /* CODE_INVALID: the form has mistakes; NULL: the rule has the next word */
	bool is_done; /* the click had its effect before, and was answered as then */
};

/* Fields into `typed`; a form with mistakes is looked up as a click first. CODE_NOT_FOUND. `out` stays where it is. */
const struct err *staff_change_read(struct request *request, struct reply *reply,
    const struct form_table *table, void *typed, const char *action, struct staff_change *out);
/* To the booking's page, which says what was done ("?done=…"). */
void staff_change_done(
    struct request *request, struct reply *reply, const char *locator, const char *done);
/* A click's path as customers go there, as staff go there. */
const char *staff_answer_path(const char *answer, apr_pool_t *pool);
/* Is it said on the page that asked? */
bool staff_is_shown(const struct err *err);

/* A page about one booking with a form for what `word` ("contact") says: staff/booking_form, `parts.body` with its heading and, where there is something to ask, `*form_view` with version and key. */
struct staff_booking_form {
	const char *page; /* data-page and data-form, without "admin-" */
	const char *word; /* of the path */
	const char *title, *button;
	bool is_danger;
};
struct staff_page staff_booking_form_begin(struct request *request,
    const struct staff_booking_form *kind, const struct booking *booking, const struct form *form,
    struct view **form_view);
/* The same with nothing to ask. */
struct staff_page staff_booking_choice_begin(
    struct request *request, const struct staff_booking_form *kind, const struct booking *booking);
/* And its end; `err` (NULL: none) is said on it, with what changed since the version in the form. */
const struct err *staff_booking_form_end(struct request *request, struct reply *reply,
    struct staff_page *parts, const struct booking *booking, struct form *form,
    const struct err *err);
void staff_intro(const struct staff_page *parts, const char *text);
/* Where a booking is cancelled there is nothing to change: the reply leads to its page. */
bool staff_is_over(struct request *request, struct reply *reply, const struct booking *booking);

/* What happened to a booking or hold since the version that a form was made for (0: none), if that is not the present one. */
struct staff_seen {
	const char *subject, *name; /* "booking", its locator; "hold", its ref */
	int64_t version, now_version;
};
const struct err *staff_fill_meanwhile(
    struct request *request, const struct staff_page *parts, const struct staff_seen *seen);
/* The version that a form was made for; 0: none. */
int64_t staff_typed_version(const struct form *form);

/* "/admin/bookings/K7QX3M" and what comes behind. */
const char *staff_booking_path(const char *locator, const char *rest, apr_pool_t *pool);

#endif
