/* How every change of a booking by staff begins, ends, and is shown again when it is refused. */
#include "staff/bookings.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/locator.h"

#include <string.h>

#define MEANWHILE_MOST 200

const char *staff_booking_path(const char *locator, const char *rest, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "/admin/bookings/", locator, rest, NULL);
}

const char *staff_answer_path(const char *answer, apr_pool_t *pool)
{
	static const char holds[] = "/holds/";

	if (strncmp(answer, holds, sizeof(holds) - 1) == 0)
		return apr_pstrcat(pool, "/admin/sales/", answer + sizeof(holds) - 1, NULL);
	return apr_pstrcat(pool, "/admin", answer, NULL);
}

/* A form with mistakes: had its click its effect, when it had none? And is there such a booking? */
static const struct err *recall(
    struct request *request, struct reply *reply, struct staff_change *change)
{
	const struct booking *booking;
	const char *answer;

	TRY(click_find(change->desk, &change->click, &answer));
	change->is_done = answer != NULL;
	if (change->is_done) {
		reply_see_other(reply, staff_answer_path(answer, request->pool));
		return NULL;
	}
	TRY(booking_find_seated(change->desk, change->locator, &booking));
	change->refusal = err_new(request->pool, CODE_INVALID, "the form has mistakes");
	return NULL;
}

const struct err *staff_change_read(struct request *request, struct reply *reply,
    const struct form_table *table, void *typed, const char *action, struct staff_change *out)
{
	const char *locator = locator_normal(request->args[0], request->pool);

	*out = (struct staff_change){ .desk = staff_desk(request), .locator = locator };
	TRY(form_read(request, table, &out->form));
	if (locator == NULL)
		return err_new(request->pool, CODE_NOT_FOUND, "not a locator");
	out->act = (struct desk_act){ action, staff_booking_subject(locator, request->pool), "" };
	out->desk->act = &out->act;
	out->click = click_make(out->desk, form_key(out->form), form_fingerprint(out->form));
	return form_check(out->form, typed) ? NULL : recall(request, reply, out);
}

void staff_change_done(
    struct request *request, struct reply *reply, const char *locator, const char *done)
{
	reply_see_other(reply,
	    staff_booking_path(
		locator, apr_pstrcat(request->pool, "?done=", done, NULL), request->pool));
}

bool staff_is_shown(const struct err *err)
{
	return err->code != CODE_KEY_REUSED &&
	    (err->kind == ERR_REFUSED || err->kind == ERR_INPUT || err->kind == ERR_GONE);
}

bool staff_is_over(struct request *request, struct reply *reply, const struct booking *booking)
{
	if (booking->state == BOOKING_CONFIRMED)
		return false;
	reply_see_other(reply, staff_booking_path(booking->locator, "", request->pool));
	return true;
}

void staff_intro(const struct staff_page *parts, const char *text)
{
	view_text(view_each(parts->body, K_INTRO), K_TEXT, text);
}

struct staff_page staff_booking_choice_begin(
    struct request *request, const struct staff_booking_form *kind, const struct booking *booking)
{
	struct staff_page parts = staff_page_begin(request, "staff/booking_form",
	    apr_pstrcat(request->pool, kind->title, ", ", booking->locator, NULL));

	view_text(parts.body, K_PAGE, kind->page);
	view_text(parts.body, K_LOCATOR, booking->locator);
	view_int(parts.body, K_VERSION, booking->version);
	view_text(parts.body, K_HEADING, kind->title);
	return parts;
}

struct staff_page staff_booking_form_begin(struct request *request,
    const struct staff_booking_form *kind, const struct booking *booking, const struct form *form,
    struct view **form_view)
{
	struct staff_page parts = staff_booking_choice_begin(request, kind, booking);
	struct view *view = view_each(parts.body, K_SHOWN_FORM);

	view_text(view, K_ACTION_WORD, kind->word);
	view_text(view, K_BUTTON, kind->button);
	if (kind->is_danger)
		view_show(view, K_DANGER);
	form_hidden_int(view, "version", booking->version, request->pool);
	form_hidden(view, "key", form != NULL ? form_key(form) : random_ref(request->pool));
	*form_view = view;
	return parts;
}

int64_t staff_typed_version(const struct form *form)
{
	int64_t version;

	return text_to_int(form_typed(form, "version", 1), 1, INT64_MAX, &version) ? version : 0;
}

const struct err *staff_fill_meanwhile(
    struct request *request, const struct staff_page *parts, const struct staff_seen *seen)
{
	const struct history_line *lines;
	struct view *view = NULL;
	size_t count;

	if (seen->version == 0 || seen->version >= seen->now_version)
		return NULL;
	TRY(history_list_before(
	    staff_desk(request), seen->name, HISTORY_END, MEANWHILE_MOST, &lines, &count));
	for (size_t i = 0; i < count; i++) {
		struct view *row;

		if (strcmp(lines[i].subject, seen->subject) != 0 ||
		    lines[i].version <= seen->version)
			continue;
		if (view == NULL)
			view = view_include(parts->body, K_MEANWHILE, "parts/staff_meanwhile");
		row = view_each(view, K_CHANGE);
		view_int(row, K_VERSION, lines[i].version);
		view_text(row, K_CHANGED_AT, clock_text(lines[i].at, request->pool));
		view_text(row, K_CHANGED_TEXT, staff_moment(lines[i].at, request->pool));
		view_text(row, K_ACTOR, lines[i].actor);
		view_text(row, K_DETAIL,
		    lines[i].detail[0] != '\0' ? lines[i].detail : lines[i].to_state);
	}
	return NULL;
}

const struct err *staff_booking_form_end(struct request *request, struct reply *reply,
    struct staff_page *parts, const struct booking *booking, struct form *form,
    const struct err *err)
{
	if (err == NULL)
		return staff_page_end(reply, 200, parts);
	if (form != NULL)
		TRY(staff_fill_meanwhile(request, parts,
		    &(const struct staff_seen){ "booking", booking->locator,
			staff_typed_version(form), booking->version }));
	return staff_page_refuse(reply, parts, err, form);
}
