/* One departure: its cabins, who sits where, what may be decided about it, its fares, and what happened. */
#include "staff/departure_page.h"
#include "staff/departure_rows.h"
#include "staff/staff_pages.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/random.h"
#include "web/text_field.h"

static const struct text_field seats_field = { "seats", 0, "Seats", "text", "off",
	"12A 12B, or 12 for a whole row; or tick them in the cabin", "" };
static const struct text_field reason_field = { "reason", 0, "Reason", "text", "off", NULL, "" };
static const struct text_field sales_field = { "sales_reason", 0, "Reason", "text", "off", NULL,
	"" };

/* What changes a departure has pages of its own: a link for each that the role may open. Ends with one without a path. */
static const struct {
	enum staff_right right;
	const char *path; /* behind the departure's own */
	const char *text;
} CHANGES[] = {
	{ RIGHT_SCHEDULE, "/retime", "Retime" },
	{ RIGHT_SCHEDULE, "/aircraft", "Change the aircraft" },
	{ RIGHT_SCHEDULE, "/cancel", "Cancel the departure" },
	{ RIGHT_NAMES, "/changes", "What has changed, and who was told" },
	{ RIGHT_OWN, NULL, NULL },
};

/* A refused form keeps its key: a copy of it that is under way counts once with it. */
static void fill_form(
    struct view *view, const struct inventory *inventory, const struct form *form, apr_pool_t *pool)
{
	view_text(view, K_NAME, inventory->departure.name);
	view_int(view, K_VERSION, inventory->version);
	view_text(view, K_KEY, form != NULL ? form_key(form) : random_ref(pool));
}

static void fill_forms(struct request *request, struct view *body,
    const struct inventory *inventory, const struct departure_typed *typed)
{
	apr_pool_t *pool = request->pool;

	if (inventory->departure.is_gate_closed) {
		view_show(body, K_GATE_CLOSED);
		return;
	}
	if (staff_may(request, RIGHT_SEATS)) {
		struct view *form = view_each(body, K_SEATS_FORM);

		fill_form(form, inventory, typed->seats, pool);
		text_field_fill(form, K_FORM_FIELD, &seats_field, typed->seats, pool);
		text_field_fill(form, K_FORM_FIELD, &reason_field, typed->seats, pool);
	}
	if (staff_may(request, RIGHT_SALES)) {
		struct view *form = view_each(body, K_SALES_FORM);

		fill_form(form, inventory, typed->sales, pool);
		text_field_fill(form, K_FORM_FIELD, &sales_field, typed->sales, pool);
		view_show(
		    form, inventory->departure.is_sales_closed ? K_SALES_CLOSED : K_SALES_OPEN);
	}
}

static void fill_changes(
    struct request *request, struct view *body, const struct inventory *inventory)
{
	struct view *list = NULL;

	for (size_t i = 0; CHANGES[i].path != NULL; i++) {
		struct view *link;

		if (!staff_may(request, CHANGES[i].right) ||
		    (CHANGES[i].right == RIGHT_SCHEDULE && inventory->departure.is_gate_closed))
			continue;
		if (list == NULL)
			list = view_each(body, K_CHANGES);
		link = view_each(list, K_CHANGE);
		view_text(link, K_LINK,
		    apr_pstrcat(request->pool, "/admin/departures/", inventory->departure.name,
			CHANGES[i].path, NULL));
		view_text(link, K_TEXT, CHANGES[i].text);
	}
}

const struct err *staff_departure_page(
    struct request *request, const struct departure_typed *typed, struct staff_page *parts)
{
	struct inventory inventory;
	const char *flight_no;
	int32_t on;

	TRY(staff_departure_named(request, &flight_no, &on));
	TRY(inventory_of(staff_desk(request), flight_no, on, &inventory));
	*parts = staff_page_begin(request, "staff/departure", inventory.departure.name);
	staff_fill_departure(parts->body, &inventory.departure, request->pool);
	view_int(parts->body, K_VERSION, inventory.version);
	for (size_t i = 0; i < inventory.cabin_count; i++) {
		struct view *row = view_each(parts->body, K_CABIN);

		view_text(row, K_CODE_NAME, inventory.cabins[i].code);
		view_text(row, K_NAME, inventory.cabins[i].name);
		staff_fill_count(row, &inventory.cabins[i].count);
	}
	if (staff_may(request, RIGHT_AUDIT))
		view_text(view_each(parts->body, K_AUDIT_LINK), K_NAME, inventory.departure.name);
	fill_changes(request, parts->body, &inventory);
	fill_forms(request, parts->body, &inventory, typed);
	staff_fill_map(request, parts->body, &inventory, typed->seats);
	TRY(staff_fill_fares(request, parts->body, &inventory));
	return staff_fill_events(request, parts->body, &inventory, typed->version);
}

const struct err *page_staff_departure_show(struct request *request, struct reply *reply)
{
	const struct departure_typed nothing = { NULL, NULL, 0 };
	struct staff_page parts;

	TRY(staff_departure_page(request, &nothing, &parts));
	TRY(staff_note(request, &parts));
	return staff_page_end(reply, 200, &parts);
}
