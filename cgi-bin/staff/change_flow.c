/* How a change is shown and made, whatever its kind. */
#include "staff/change.h"

#include "base/date.h"
#include "base/pool.h"

#include <string.h>

static const struct err *open_page(
    struct request *request, const struct change_kind *kind, struct change_page *out)
{
	*out = (struct change_page){ .request = request, .kind = kind, .on = DATE_NONE };
	if (kind->order == ORDER_CREATE)
		return NULL;
	return staff_departure_named(request, &out->flight_no, &out->on);
}

/* What is closed at the gate is not changed any more: there is no form for that. */
static const struct err *check_gate(const struct change_page *change)
{
	if (change->kind->order == ORDER_CREATE)
		return NULL;
	return departure_check_gate(staff_desk(change->request), change->flight_no, change->on);
}

static const struct err *look(struct change_page *change)
{
	if (change->kind->order == ORDER_CREATE)
		return NULL;
	return departure_look(
	    staff_desk(change->request), change->flight_no, change->on, &change->now);
}

/* Asking has no key, which is the table's last field. */
static const struct err *read_form(
    struct change_page *change, struct form_table *table, void **typed, bool *is_sound)
{
	*typed = apr_pcalloc(change->request->pool, change->kind->typed_size);
	TRY(form_read(change->request, table, &change->form));
	*is_sound = form_check(change->form, *typed);
	change->seen = *(const struct change_seen *)((const char *)*typed + change->kind->seen_at);
	return NULL;
}

static const struct err *read_wish(struct change_page *change, const void *typed, bool is_sound,
    struct departure *wanted, enum change_typed *out)
{
	*wanted = (struct departure){ .on = DATE_NONE };
	if (change->now != NULL)
		*wanted = *change->now;
	*out = TYPED_WRONG;
	TRY(change->kind->read(change, typed, wanted, out));
	if (!is_sound || form_failed(change->form))
		*out = TYPED_WRONG;
	return NULL;
}

static const struct err *show_effect(struct change_page *change, const struct departure *wanted)
{
	const struct change_kind *kind = change->kind;
	struct departure_effect counted = { .people = 0 };
	struct view *effect;

	if (kind->order != ORDER_CREATE)
		TRY(departure_effect_find(
		    staff_desk(change->request), change->now, wanted, &counted));
	effect = change_effect(change, kind->sentence(change, wanted, &counted));
	kind->lines(change, wanted, &counted, effect);
	change_people(change, effect, &counted);
	change_do(change, effect, kind->button);
	return NULL;
}

static const struct err *fill(
    struct change_page *change, const struct departure *wanted, enum change_typed typed)
{
	change_begin(change);
	if (change->kind->fill != NULL)
		change->kind->fill(change);
	return typed == TYPED_WISH ? show_effect(change, wanted) : NULL;
}

const struct err *change_show(
    struct request *request, struct reply *reply, const struct change_kind *kind)
{
	struct form_table table = { "preview", kind->table.fields, kind->table.count - 1 };
	struct change_page change;
	struct departure wanted;
	enum change_typed typed;
	bool is_sound;
	void *values;

	TRY(open_page(request, kind, &change));
	TRY(check_gate(&change));
	TRY(look(&change));
	TRY(read_form(&change, &table, &values, &is_sound));
	TRY(read_wish(&change, values, is_sound, &wanted, &typed));
	TRY(fill(&change, &wanted, typed));
	if (typed != TYPED_WRONG)
		return staff_page_end(reply, 200, &change.parts);
	return staff_page_refuse(reply, &change.parts,
	    err_new(request->pool, CODE_INVALID, "the form has mistakes"), change.form);
}

static bool is_said_in_place(const struct err *err)
{
	static const enum err_code codes[] = { CODE_CHANGED_MEANWHILE, CODE_DUPLICATE,
		CODE_DEPARTURE_ENDED, CODE_INVALID, CODE_FLIGHT_SERVICE_DOWN };

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (err_is(err, codes[i]))
			return true;
	return false;
}

static void leave(struct change_page *change, struct reply *reply, const char *flight_no,
    int32_t on, bool is_known)
{
	apr_pool_t *pool = change->request->pool;

	reply_see_other(reply,
	    apr_pstrcat(pool, "/admin/departures/", flight_no, "/", date_text(on, pool),
		"/changes?done=", is_known ? change->kind->done : "unknown", NULL));
}

static const struct err *give(
    struct change_page *change, const struct departure *wanted, struct reply *reply)
{
	const struct departure_order order = {
		.kind = change->kind->order,
		.flight_no = wanted->flight_no,
		.on = wanted->on,
		.version = change->kind->order == ORDER_CREATE ? 0 : change->seen.version,
		.wanted = *wanted,
		.key = form_key(change->form),
		.fingerprint = form_fingerprint(change->form),
	};
	bool is_known;

	TRY(departure_order_give(staff_desk(change->request), &order, &is_known));
	leave(change, reply, wanted->flight_no, wanted->on, is_known);
	return NULL;
}

/* What was typed stays, and so does its key: the page says what is so now, and how it would be from there. */
static const struct err *refuse(struct change_page *change, struct reply *reply,
    const struct err *refusal, const void *values, enum change_typed typed)
{
	struct departure wanted = { .on = DATE_NONE };
	bool is_invalid = err_is(refusal, CODE_INVALID);
	enum change_typed shown = TYPED_NOTHING;

	if (err_is(refusal, CODE_CHANGED_MEANWHILE) && look(change) == NULL)
		TRY(read_wish(change, values, true, &wanted, &shown));
	if (is_invalid && typed == TYPED_WISH)
		form_problem(change->form, change->kind->table.fields[0].name, 1,
		    apr_pstrcat(
			change->request->pool, "The flight service says: ", refusal->text, NULL));
	TRY(fill(change, &wanted, shown));
	if (err_is(refusal, CODE_FLIGHT_SERVICE_DOWN))
		change_do(change, change->parts.body, "Try again");
	return staff_page_refuse(reply, &change->parts, refusal, is_invalid ? change->form : NULL);
}

static const struct err *read_all(struct change_page *change, const void *values, bool is_sound,
    struct departure *wanted, enum change_typed *typed)
{
	TRY(check_gate(change));
	TRY(look(change));
	TRY(read_wish(change, values, is_sound, wanted, typed));
	if (*typed == TYPED_WISH)
		return NULL;
	return err_new(change->request->pool, CODE_INVALID, "the form has mistakes");
}

const struct err *change_act(
    struct request *request, struct reply *reply, const struct change_kind *kind)
{
	struct form_table table = kind->table;
	struct change_page change;
	struct departure wanted;
	enum change_typed typed = TYPED_WRONG;
	const struct err *err = NULL;
	struct departure_order_found before;
	bool is_sound;
	void *values;

	TRY(open_page(request, kind, &change));
	TRY(read_form(&change, &table, &values, &is_sound));
	TRY(departure_order_find(
	    staff_desk(request), form_key(change.form), form_fingerprint(change.form), &before));
	if (!before.is_made)
		err = read_all(&change, values, is_sound, &wanted, &typed);
	/* A click that was made before has its answer, whatever the service says now; and of one that may have been made nobody says that it was not. */
	if (before.is_made || (before.is_asked && err != NULL)) {
		leave(&change, reply, before.flight_no, before.on, before.is_made);
		return NULL;
	}
	if (err == NULL)
		err = give(&change, &wanted, reply);
	if (err == NULL || !is_said_in_place(err))
		return err;
	return refuse(&change, reply, err, values, typed);
}
