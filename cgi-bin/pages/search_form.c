/* The search form: its fields, and how it is shown. */
#include "pages/search.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "pages/fill.h"
#include "static_names.h"
#include "view_keys.h"

#include <stddef.h>
#include <string.h>

#define AT(member) offsetof(struct search_asked, member)

static const struct field FIELDS[] = {
	{ "origin", FIELD_TEXT, AT(origin), 0, 80, true, 0,
	    TO_SAY("the city or airport to fly from") },
	{ "destination", FIELD_TEXT, AT(destination), 0, 80, true, 0,
	    TO_SAY("the city or airport to fly to") },
	{ "date", FIELD_DATE, AT(on), 0, 0, true, 0, TO_SAY("the day you leave") },
	{ "return", FIELD_DATE, AT(back_on), 0, 0, false, 0, TO_SAY("the day you come back") },
	{ "adults", FIELD_INT, AT(party.adults), 0, PARTY_SEATS_MAX, false, 1, TO_SAY("adults") },
	{ "children", FIELD_INT, AT(party.children), 0, PARTY_SEATS_MAX, false, 0,
	    TO_SAY("children") },
	{ "infants", FIELD_INT, AT(party.infants), 0, PARTY_SEATS_MAX, false, 0,
	    TO_SAY("infants") },
	{ "cabin", FIELD_TEXT, AT(cabin), 0, 2, false, 0, TO_SAY("cabin") },
	{ "sort", FIELD_TEXT, AT(sort), 0, 20, false, 0, TO_SAY("sort") },
	{ "outbound", FIELD_TEXT, AT(outbound), 0, 24, false, 0, TO_SAY("outbound flight") },
	{ "inbound", FIELD_TEXT, AT(inbound), 0, 24, false, 0, TO_SAY("return flight") },
	{ "time", FIELD_TEXT, AT(time), 0, 20, false, 0, TO_SAY("time of day") },
	{ "return_time", FIELD_TEXT, AT(return_time), 0, 20, false, 0, TO_SAY("time of day") },
	{ "price_max", FIELD_TEXT, AT(price_max), 0, 20, false, 0, TO_SAY("highest price") },
	{ "seats", FIELD_TEXT, AT(seats), 0, 20, false, 0, TO_SAY("seats") },
	{ "view", FIELD_TEXT, AT(view), 0, 20, false, 0, TO_SAY("view") },
	{ "month", FIELD_TEXT, AT(month), 0, 20, false, 0, TO_SAY("month") },
	{ "return_month", FIELD_TEXT, AT(return_month), 0, 20, false, 0, TO_SAY("month") },
};

const struct form_table SEARCH_FORM = { "search", FIELDS, sizeof(FIELDS) / sizeof(FIELDS[0]) };

/* A longer list would weigh more than the rest of the page and help nobody. */
#define SERVED_MAX 300

static void fill_served(struct view *part, struct desk *desk)
{
	struct airports served;

	if (offer_airports(desk, &served) != NULL || served.n > SERVED_MAX)
		return;
	for (size_t i = 0; i < served.n; i++)
		view_text(view_each(part, K_SERVED), K_SERVED_PLACE,
		    apr_pstrcat(desk->pool, served.v[i].city, " (", served.v[i].code, ")", NULL));
}

void fill_search_form(
    struct view *view, enum view_key key, struct desk *desk, const struct form *form)
{
	struct view *part = view_include(view, key, "parts/search_form"), *cabin;
	/* No place on earth is further behind UTC, or before it, so nobody's first or last day is shut out. */
	int32_t first = date_at_offset(clock_now(), -12 * 60);
	int32_t last = offer_last_day(desk, date_at_offset(clock_now(), 14 * 60));

	fill_field(part, K_ORIGIN, form, "origin", 0, NULL);
	fill_field(part, K_DESTINATION, form, "destination", 0, NULL);
	fill_field(part, K_DATE, form, "date", 0, NULL);
	fill_field(part, K_RETURN, form, "return", 0, NULL);
	fill_field(part, K_ADULTS, form, "adults", 0, "1");
	fill_field(part, K_CHILDREN, form, "children", 0, "0");
	fill_field(part, K_INFANTS, form, "infants", 0, "0");
	view_text(part, K_FIRST_DATE, date_text(first, desk->pool));
	view_text(part, K_LAST_DATE, date_text(last, desk->pool));
	cabin = fill_field(part, K_CABIN, form, "cabin", 0, NULL);
	if (strcmp(form_typed(form, "cabin", 0), "J") == 0)
		view_show(cabin, K_CABIN_IS_J);
	view_text(part, K_SEARCH_SCRIPT, STATIC_SEARCH_JS);
	fill_served(part, desk);
}
