/* What waits for somebody, on the first page of staff: mails that could not be sent, departures that were changed, what `aisle verify` found. */
#include "staff/staff_pages.h"
#include "staff/today.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/inventory.h"
#include "domain/staff_waiting.h"
#include "domain/verify.h"
#include "staff/form_page.h"
#include "staff/words.h"
#include "web/form_view.h"

#define MAILS_SHOWN 10
#define DEPARTURES_SHOWN 10

static const char *number(int64_t value, apr_pool_t *pool)
{
	return apr_psprintf(pool, "%" APR_INT64_T_FMT, value);
}

/* `place`: where the list begins that it stands in, to come back there; NULL: with the first of all. */
static void fill_mail(struct request *request, struct view *part, const struct waiting_mail *mail,
    const struct waiting_place *place)
{
	struct view *row = view_each(part, K_MAIL);
	apr_pool_t *pool = request->pool;

	view_int(row, K_MAIL_ID, mail->id);
	view_text(row, K_WHAT, staff_mail_words(mail->kind));
	staff_fill_booking_link(request, row, mail->locator);
	view_int(row, K_ATTEMPTS, mail->attempts);
	view_text(row, K_WHY, mail->error);
	staff_fill_moment(row, K_MADE, mail->created_at, pool);
	if (mail->is_due) {
		view_show(row, K_DUE_NOW);
		return;
	}
	staff_fill_moment(row, K_DUE_LATER, mail->due_at, pool);
	if (staff_may(request, RIGHT_MAILS)) {
		struct view *form = view_each(row, K_RETRY);

		view_int(form, K_MAIL_ID, mail->id);
		view_int(form, K_ATTEMPTS, mail->attempts);
		view_text(form, K_WHAT,
		    mail->locator == NULL ? staff_mail_words(mail->kind) : mail->locator);
		if (place == NULL)
			return;
		form_hidden_int(form, "mails_at", place->at, pool);
		form_hidden_int(form, "mails_after", place->id, pool);
	}
}

static void fill_next(struct view *part, enum view_key key, struct waiting_place next)
{
	struct view *view = view_each(part, key);

	view_int(view, K_PLACE_AT, next.at);
	view_int(view, K_PLACE_AFTER, next.id);
}

static const struct err *fill_mails(
    struct request *request, struct view *body, const struct today_wanted *wanted, bool *is_waiting)
{
	struct waiting_mails mails;
	struct view *part;

	TRY(staff_waiting_mails(staff_desk(request), wanted->mails, MAILS_SHOWN, &mails));
	if (mails.all == 0)
		return NULL;
	*is_waiting = true;
	part = view_each(body, K_MAILS);
	view_text(part, K_COUNT,
	    mails.all == WAITING_MAILS_COUNTED ? "1000 or more" : number(mails.all, request->pool));
	for (size_t i = 0; i < mails.count; i++)
		fill_mail(request, part, &mails.list[i], mails.is_first ? NULL : &wanted->mails);
	if (mails.has_more)
		fill_next(part, K_MORE_MAILS, mails.next);
	if (!mails.is_first)
		view_show(part, K_FIRST_MAILS);
	if (mails.all > 1 && staff_may(request, RIGHT_MAILS))
		view_int(view_each(part, K_RETRY_ALL), K_LAST_ID, mails.last_id);
	return NULL;
}

static void fill_changed_row(
    struct view *row, const struct waiting_departure *one, apr_pool_t *pool)
{
	view_text(row, K_NAME, one->name);
	view_text(row, K_ORIGIN, one->origin);
	view_text(row, K_DESTINATION, one->destination);
	view_text(row, K_STATE, inventory_state_name(one->state));
	view_text(row, K_INSTANT, clock_text_at_offset(one->departs_at, one->origin_offset, pool));
	view_text(row, K_DEPARTS, date_moment_at_offset(one->departs_at, one->origin_offset, pool));
	view_int(row, K_BOOKINGS, one->bookings);
	view_int(row, K_PASSENGERS, one->passengers);
	view_int(row, K_UNSENT, one->unsent);
}

/* "12", "12 from here on", "12 or more" */
static const char *count_words(const struct waiting_departures *changed, apr_pool_t *pool)
{
	return apr_pstrcat(pool, number(changed->all, pool), changed->is_all ? "" : " or more",
	    changed->is_first ? "" : " from here on", NULL);
}

static const struct err *fill_changed(
    struct request *request, struct view *body, const struct today_wanted *wanted, bool *is_waiting)
{
	struct waiting_departures changed;
	struct view *part;

	TRY(staff_waiting_departures(
	    staff_desk(request), wanted->changed, DEPARTURES_SHOWN, &changed));
	if (changed.count == 0 && !changed.has_more)
		return NULL;
	*is_waiting = true;
	part = view_each(body, K_CHANGED);
	view_text(part, K_COUNT, count_words(&changed, request->pool));
	for (size_t i = 0; i < changed.count; i++)
		fill_changed_row(view_each(part, K_CHANGED_ROW), &changed.list[i], request->pool);
	if (changed.has_more)
		fill_next(part, K_MORE_CHANGED, changed.next);
	if (!changed.is_first)
		view_show(part, K_FIRST_CHANGED);
	return NULL;
}

static const struct err *fill_verify(struct request *request, struct view *body, bool *is_waiting)
{
	struct view *part = view_each(body, K_VERIFY);
	struct verify_known known;

	TRY(verify_known(staff_desk(request), &known));
	if (known.ran_at == CLOCK_NONE)
		view_show(part, K_NEVER);
	else
		staff_fill_moment(part, K_RAN, known.ran_at, request->pool);
	if (known.full_ended_at != CLOCK_NONE)
		staff_fill_moment(part, K_FULL, known.full_ended_at, request->pool);
	for (size_t i = 0; i < known.count; i++) {
		const struct verify_result *result = &known.results[i];
		struct view *row;

		if (result->violations == 0)
			continue;
		*is_waiting = true;
		row = view_each(part, K_FINDING);
		view_text(row, K_CHECK, result->name);
		view_text(row, K_KIND, result->is_task ? "to do" : "wrong");
		view_text(row, K_TEXT, result->title);
		view_int(row, K_COUNT, result->violations);
		view_text(row, K_SAMPLE, result->sample);
	}
	view_int(part, K_CHECKS, (int64_t)known.count);
	return NULL;
}

const struct err *today_fill_work(
    struct request *request, const struct staff_page *parts, const struct today_wanted *wanted)
{
	bool is_waiting = false;

	TRY(fill_mails(request, parts->body, wanted, &is_waiting));
	TRY(fill_changed(request, parts->body, wanted, &is_waiting));
	TRY(fill_verify(request, parts->body, &is_waiting));
	if (!is_waiting)
		view_show(parts->body, K_NOTHING_WAITS);
	return NULL;
}

struct retry_form {
	int64_t attempts, last_id;
	struct waiting_place mails;
};

#define NUMBER(number_name, words) \
	{ \
		.name = #number_name, .kind = FIELD_INT, \
		.target = offsetof(struct retry_form, number_name), .max = INT64_MAX, \
		.is_required = true, .label = words \
	}

static const struct field one_fields[] = { NUMBER(attempts, "tries so far"),
	TODAY_PLACE(struct retry_form, mails) };
static const struct form_table one_table = { "mail-retry", one_fields, 3 };
static const struct field all_fields[] = { NUMBER(last_id, "newest mail") };
static const struct form_table all_table = { "mails-retry", all_fields, 1 };

/* Done, and to where the list was; or the page as it is now, with what is wrong. */
static const struct err *answer(struct request *request, struct reply *reply, const struct err *err,
    struct form *form, const char *done, struct waiting_place place)
{
	const struct today_wanted wanted = { .mails = place };
	const char *at = "";
	struct staff_page parts;

	if (place.id != 0)
		at = apr_psprintf(request->pool,
		    "&mails_at=%" APR_INT64_T_FMT "&mails_after=%" APR_INT64_T_FMT, place.at,
		    place.id);
	if (err == NULL) {
		reply_see_other(
		    reply, apr_pstrcat(request->pool, "/admin/?done=", done, at, "#mails", NULL));
		return NULL;
	}
	if (!staff_form_takes(form, err))
		return err;
	TRY(today_page(request, &wanted, &parts));
	return staff_page_refuse(reply, &parts, err, form);
}

const struct err *page_staff_mail_retry(struct request *request, struct reply *reply)
{
	struct retry_form typed = { .attempts = 0 };
	const struct err *err;
	struct form *form;
	int64_t id;

	TRY(staff_form_read(request, &one_table, &form, &typed, &err));
	if (err == NULL && !text_to_int(request->args[0], 1, INT64_MAX, &id))
		return err_new(request->pool, CODE_NOT_FOUND, "no mail has that number");
	if (err == NULL)
		err = staff_try_mail(staff_desk(request), id, typed.attempts);
	return answer(request, reply, err, form, "mail-retried", typed.mails);
}

const struct err *page_staff_mails_retry(struct request *request, struct reply *reply)
{
	struct retry_form typed = { .attempts = 0 };
	const struct err *err;
	struct form *form;

	TRY(staff_form_read(request, &all_table, &form, &typed, &err));
	if (err == NULL)
		err = staff_try_mails(staff_desk(request), typed.last_id);
	return answer(request, reply, err, form, "mails-retried", typed.mails);
}
