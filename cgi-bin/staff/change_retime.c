/* A departure at other times. */
#include "staff/change.h"
#include "staff/staff_pages.h"

#include "base/date.h"
#include "base/pool.h"

struct retime_form {
	int32_t departs_on, arrives_on;
	const char *departs, *arrives;
	struct change_seen seen;
};

static const struct field fields[] = {
	{ .name = "departs_on",
	    .kind = FIELD_DATE,
	    .target = offsetof(struct retime_form, departs_on),
	    .label = "the date of departure" },
	{ .name = "departs",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct retime_form, departs),
	    .max = 5,
	    .label = "the time of departure" },
	{ .name = "arrives_on",
	    .kind = FIELD_DATE,
	    .target = offsetof(struct retime_form, arrives_on),
	    .label = "the date of arrival" },
	{ .name = "arrives",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct retime_form, arrives),
	    .max = 5,
	    .label = "the time of arrival" },
	CHANGE_VERSION(struct retime_form),
	CHANGE_SEEN(struct retime_form),
	CHANGE_KEY(struct retime_form),
};

static const struct text_field shown[] = {
	{ "departs_on", 0, "Leaves on", "date", "off", NULL, "" },
	{ "departs", 0, "At", "time", "off", "Local time of the origin", "" },
	{ "arrives_on", 0, "Arrives on", "date", "off", NULL, "" },
	{ "arrives", 0, "At", "time", "off", "Local time of the destination", "" },
};

static void need(struct change_page *change, const char *name, bool is_there, const char *words)
{
	if (!is_there && form_complaint_for(change->form, name, 0) == NULL)
		form_problem(change->form, name, 1, words);
}

static const struct err *read_wish(struct change_page *change, const void *values,
    struct departure *wanted, enum change_typed *out)
{
	const struct retime_form *typed = values;

	*out = TYPED_NOTHING;
	if (typed->departs_on == DATE_NONE && typed->departs == NULL &&
	    typed->arrives_on == DATE_NONE && typed->arrives == NULL &&
	    change->request->method == METHOD_GET)
		return NULL;
	*out = TYPED_WISH;
	need(change, "departs_on", typed->departs_on != DATE_NONE, "Enter the date of departure");
	need(change, "departs", typed->departs != NULL, "Enter the time of departure");
	need(change, "arrives_on", typed->arrives_on != DATE_NONE, "Enter the date of arrival");
	need(change, "arrives", typed->arrives != NULL, "Enter the time of arrival");
	change_read_time(change, "departs", typed->departs, typed->departs_on, wanted->origin,
	    &wanted->departs_at, &wanted->origin_offset);
	change_read_time(change, "arrives", typed->arrives, typed->arrives_on, wanted->destination,
	    &wanted->arrives_at, &wanted->destination_offset);
	if (form_failed(change->form))
		return NULL;
	if (wanted->arrives_at <= wanted->departs_at)
		form_problem(change->form, "arrives", 1, "It has to arrive after it has left");
	else if (change->request->method == METHOD_GET &&
	    wanted->departs_at == change->now->departs_at &&
	    wanted->arrives_at == change->now->arrives_at)
		form_problem(
		    change->form, "departs", 1, "It leaves and arrives at these times already");
	return NULL;
}

static void fill(struct change_page *change)
{
	const struct departure *now = change->now;
	apr_pool_t *pool = change->request->pool;
	const char *values[] = { "", "", "", "" };

	if (now != NULL) {
		values[0] = date_text(date_at_offset(now->departs_at, now->origin_offset), pool);
		values[1] = date_clock_at_offset(now->departs_at, now->origin_offset, pool);
		values[2] = date_text(
		    date_at_offset(now->arrives_at, now->destination_offset), pool);
		values[3] = date_clock_at_offset(now->arrives_at, now->destination_offset, pool);
	}
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		change_field(change, &shown[i], values[i]);
}

static const char *sentence(const struct change_page *change, const struct departure *wanted,
    const struct departure_effect *counted)
{
	(void)wanted;
	return change_told(counted, "all keep their seats", change->request->pool);
}

static void lines(struct change_page *change, const struct departure *wanted,
    const struct departure_effect *counted, struct view *effect)
{
	const struct departure *now = change->now;
	apr_pool_t *pool = change->request->pool;

	change_line(effect,
	    apr_pstrcat(pool, "Leaves ",
		date_moment_at_offset(wanted->departs_at, wanted->origin_offset, pool), ", was ",
		date_moment_at_offset(now->departs_at, now->origin_offset, pool), ".", NULL));
	change_line(effect,
	    apr_pstrcat(pool, "Arrives ",
		date_moment_at_offset(wanted->arrives_at, wanted->destination_offset, pool),
		", was ", date_moment_at_offset(now->arrives_at, now->destination_offset, pool),
		".", NULL));
	if (counted->people > 0)
		change_line(effect,
		    "Whom it does not suit may cancel without a fee, as long as it was not accepted.");
}

static const struct change_kind kind = {
	.order = ORDER_RETIME,
	.page = "retime",
	.verb = "Retime",
	.done = "retimed",
	.table = { "retime", fields, sizeof(fields) / sizeof(fields[0]) },
	.typed_size = sizeof(struct retime_form),
	.seen_at = offsetof(struct retime_form, seen),
	.read = read_wish,
	.fill = fill,
	.sentence = sentence,
	.lines = lines,
	.button = "Retime the departure",
};

const struct err *page_staff_retime_show(struct request *request, struct reply *reply)
{
	return change_show(request, reply, &kind);
}

const struct err *page_staff_retime(struct request *request, struct reply *reply)
{
	return change_act(request, reply, &kind);
}
