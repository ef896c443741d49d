/* A departure that is not flown. */
#include "staff/change.h"
#include "staff/staff_pages.h"

struct cancel_form {
	const char *ask;
	struct change_seen seen;
};

static const struct field fields[] = {
	{ .name = "ask",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct cancel_form, ask),
	    .max = 10,
	    .label = "what is asked" },
	CHANGE_VERSION(struct cancel_form),
	CHANGE_SEEN(struct cancel_form),
	CHANGE_KEY(struct cancel_form),
};

/* There is nothing to choose: the effect is shown at once. */
static const struct err *read_wish(struct change_page *change, const void *values,
    struct departure *wanted, enum change_typed *out)
{
	(void)values;
	wanted->state = DEPARTURE_CANCELLED;
	*out = change->now == NULL || change->now->state == DEPARTURE_CANCELLED ||
		change->now->state == DEPARTURE_DEPARTED
	    ? TYPED_NOTHING
	    : TYPED_WISH;
	/* The flight service says what it thinks of it. */
	if (change->request->method != METHOD_GET)
		*out = TYPED_WISH;
	return NULL;
}

static const char *sentence(const struct change_page *change, const struct departure *wanted,
    const struct departure_effect *counted)
{
	(void)wanted;
	return change_told(counted, "none of them flies", change->request->pool);
}

static void lines(struct change_page *change, const struct departure *wanted,
    const struct departure_effect *counted, struct view *effect)
{
	(void)change;
	(void)wanted;
	change_line(effect, "A departure that is cancelled stays cancelled.");
	if (counted->people > 0)
		change_line(
		    effect, "They may cancel what is left of their bookings without a fee.");
}

static const struct change_kind kind = {
	.order = ORDER_CANCEL,
	.page = "cancel",
	.verb = "Cancel",
	.done = "cancelled",
	.table = { "cancel", fields, sizeof(fields) / sizeof(fields[0]) },
	.typed_size = sizeof(struct cancel_form),
	.seen_at = offsetof(struct cancel_form, seen),
	.read = read_wish,
	.sentence = sentence,
	.lines = lines,
	.button = "Cancel the departure",
};

const struct err *page_staff_cancel_show(struct request *request, struct reply *reply)
{
	return change_show(request, reply, &kind);
}

const struct err *page_staff_cancel(struct request *request, struct reply *reply)
{
	return change_act(request, reply, &kind);
}
