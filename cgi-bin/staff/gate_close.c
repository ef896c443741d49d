/* Closing a flight in two steps: who is missing first, then the click. */
#include "staff/gate_view.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "staff/form_page.h"

struct close_form {
	const char *seen, *key;
};

static const struct field fields[] = {
	{ .name = "seen",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct close_form, seen),
	    .max = 64,
	    .is_required = true,
	    .label = "what was seen" },
	FIELD_ROW_KEY(struct close_form),
};
static const struct form_table table = { "gate-close", fields, 2 };

/* `form` is the one that was refused; it keeps its key. */
static const struct err *close_page(
    struct request *request, const struct form *form, struct staff_page *parts)
{
	const char *flight_no;
	struct gate gate;
	int32_t on;

	TRY(staff_departure_named(request, &flight_no, &on));
	TRY(gate_find(staff_desk(request), flight_no, on, false, "names-read", &gate));
	*parts = staff_page_begin(request, "staff/gate_close",
	    apr_pstrcat(request->pool, "Close ", gate.departure.name, NULL));
	gate_fill_head(parts->body, &gate, request->pool);
	for (size_t i = 0; i < gate.count; i++)
		if (gate.passengers[i].state != BOARDING_BOARDED)
			gate_fill_passenger(
			    request, view_each(parts->body, K_PASSENGER_ROW), &gate.passengers[i]);
	if (gate.total.missing == 0)
		view_show(parts->body, K_NOTHING);
	if (gate.closed_at == CLOCK_NONE && gate.departure.state != DEPARTURE_CANCELLED &&
	    gate.departure.state != DEPARTURE_DEPARTED) {
		struct view *step = view_each(parts->body, K_CLOSE_FORM);

		view_text(step, K_ACTION_PATH, gate_path(request, "/close"));
		view_text(step, K_SEEN, gate_seen(&gate, request->pool));
		view_text(step, K_KEY, form != NULL ? form_key(form) : random_ref(request->pool));
		view_int(step, K_MISSING, gate.total.missing);
	}
	return NULL;
}

const struct err *page_staff_gate_close_show(struct request *request, struct reply *reply)
{
	struct staff_page parts;

	TRY(close_page(request, NULL, &parts));
	return staff_page_end(reply, 200, &parts);
}

const struct err *page_staff_gate_close(struct request *request, struct reply *reply)
{
	struct gate_close wish = { .path = gate_path(request, "/manifest?done=closed-flight") };
	struct close_form typed = { .seen = NULL };
	struct staff_page parts;
	const struct err *err;
	struct form *form;
	const char *path;

	TRY(staff_form_read(request, &table, &form, &typed, &err));
	TRY(staff_departure_named(request, &wish.flight_no, &wish.on));
	if (err == NULL) {
		wish.seen = typed.seen;
		wish.click = click_make(staff_desk(request), typed.key, form_fingerprint(form));
		err = gate_close(staff_desk(request), &wish, &path);
	}
	if (err == NULL) {
		reply_see_other(reply, path);
		return NULL;
	}
	if (!err_is(err, CODE_INVALID) && !err_is(err, CODE_CHANGED_MEANWHILE) &&
	    !err_is(err, CODE_FLIGHT_CLOSED) && !err_is(err, CODE_GATE_REFUSED))
		return err;
	TRY(close_page(request, form, &parts));
	return staff_page_refuse(reply, &parts, err, NULL);
}
