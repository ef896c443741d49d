/*
 * GET /flights: the search. What was asked is checked against the world here; search_list.c shows
 * what was found.
 */
#include "pages/search.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "base/words.h"
#include "pages/page.h"
#include "pages/pages.h"
#include "pages/search_list.h"
#include "view_keys.h"
#include "web/problem_view.h"

#include <string.h>

/* The airports that a typed place means; none is a complaint about the field. */
static const struct err *find_places(struct desk *desk, struct form *form, const char *field,
    const char *typed, struct airports *out)
{
	out->v = NULL;
	out->n = 0;
	if (typed == NULL)
		return NULL;
	TRY(offer_places(desk, typed, out));
	if (out->n == 0)
		form_problem(form, field, 0,
		    apr_psprintf(
			desk->pool, say("We do not know a city or airport called “%s”"), typed));
	return NULL;
}

/* No place on earth is further behind UTC (minutes). */
#define LAST_OFFSET (-12 * 60)

/*
 * Days are those of the place one leaves from; while that is not known, only what is past
 * everywhere is past.
 */
static const struct err *today_at(struct desk *desk, const struct airports *places, int32_t *out)
{
	int64_t now = clock_now();
	int offset = LAST_OFFSET;

	if (places->n > 0)
		TRY(date_zone_offset(now, places->v[0].zone, desk->pool, &offset));
	*out = date_at_offset(now, offset);
	return NULL;
}

static void check_last(
    struct desk *desk, struct form *form, const char *field, int32_t on, int32_t last)
{
	if (on > last)
		form_problem(form, field, 0,
		    apr_psprintf(desk->pool,
			say("This day is too far ahead; choose %s or an earlier one"),
			date_human(last, desk->pool)));
}

static const struct err *check_days(struct desk *desk, struct form *form,
    const struct search_asked *asked, const struct airports *origins)
{
	int32_t today, last;

	TRY(today_at(desk, origins, &today));
	last = offer_last_day(desk, today);
	check_last(desk, form, "date", asked->on, last);
	check_last(desk, form, "return", asked->back_on, last);
	if (asked->on != DATE_NONE && asked->on < today)
		form_problem(
		    form, "date", 0, say("This day has passed; choose today or a later one"));
	if (asked->on != DATE_NONE && asked->back_on != DATE_NONE && asked->back_on < asked->on)
		form_problem(form, "return", 0, say("You cannot come back before you leave"));
	return NULL;
}

/* The party's own limits, unless a number in it could not be read. */
static void check_party(struct desk *desk, struct form *form, const struct party *party)
{
	const struct err *err;

	if (form_complaint_for(form, "adults", 0) != NULL ||
	    form_complaint_for(form, "children", 0) != NULL ||
	    form_complaint_for(form, "infants", 0) != NULL)
		return;
	err = offer_check_party(party, desk->pool);
	if (err != NULL)
		form_problem_err(form, err);
}

/* All that can be wrong with a search; complaints are in the form. */
static const struct err *check(struct desk *desk, struct form *form, struct search *search)
{
	struct search_asked *asked = &search->asked;

	form_check(form, asked);
	check_party(desk, form, &asked->party);
	TRY(find_places(desk, form, "origin", asked->origin, &search->origins));
	TRY(find_places(desk, form, "destination", asked->destination, &search->destinations));
	TRY(check_days(desk, form, asked, &search->origins));
	if (search->origins.n == 1 && search->destinations.n == 1 &&
	    strcmp(search->origins.v[0].code, search->destinations.v[0].code) == 0)
		form_problem(form, "destination", 0,
		    say("Choose another place than the one you leave from"));
	asked->cabin = asked->cabin == NULL ? "Y" : text_upper(asked->cabin, desk->pool);
	if (asked->cabin[strspn(asked->cabin, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] != '\0')
		form_problem(form, "cabin", 0, say("Choose a cabin of the list"));
	return NULL;
}

static const struct err *refuse(struct request *request, struct reply *reply, struct desk *desk,
    const struct search *search, const struct form *form)
{
	struct page_parts parts = page_begin(request, "pages/flights_list", say("Search flights"));

	view_text(parts.body, K_HEADING, say("Search flights"));
	fill_search_form(view_each(parts.body, K_SEARCH_SHOWN), K_SEARCH_FORM, desk, form);
	TRY(fill_search_choices(parts.body, desk, search, form));
	page_show_complaints(&parts, form);
	return page_end(reply, 422, &parts);
}

static const struct err *ask_which(struct request *request, struct reply *reply, struct desk *desk,
    const struct search *search, const struct form *form)
{
	struct page_parts parts = page_begin(request, "pages/flights_list", say("Which airport?"));
	struct err *err = err_new(desk->pool, CODE_AMBIGUOUS, "a place means several airports");
	const char *fields = search->origins.n > 1 ? "origin.1" : "destination.1";

	if (search->origins.n > 1 && search->destinations.n > 1)
		fields = "origin.1 destination.1";
	view_text(parts.body, K_HEADING, say("Which airport?"));
	TRY(fill_search_choices(parts.body, desk, search, form));
	fill_search_form(view_each(parts.body, K_SEARCH_FOLDED), K_SEARCH_FORM, desk, form);
	problem_mark(parts.body, err_with(err, FACT_FIELDS, fields), NULL);
	return page_end(reply, 200, &parts);
}

/* "Frankfurt to Lisbon, 1 Dec 2026, back 5 Dec 2026": short enough to be read in a tab and in a list of results. */
static const char *title_of(const struct search *search, apr_pool_t *pool)
{
	const struct search_asked *asked = &search->asked;
	const char *from = search->origins.v[0].city, *to = search->destinations.v[0].city;
	const char *date = date_without_weekday(asked->on, pool);

	if (search_is_month(asked))
		return apr_psprintf(pool, say("Calendar: %s to %s, %s"), from, to, date);
	if (asked->back_on == DATE_NONE)
		return apr_psprintf(pool, say("%s to %s, %s"), from, to, date);
	return apr_psprintf(pool, say("%s to %s, %s, back %s"), from, to, date,
	    date_without_weekday(asked->back_on, pool));
}

const struct err *page_flights_list(struct request *request, struct reply *reply)
{
	struct desk *desk = page_desk(request);
	struct search search = { 0 };
	struct page_parts parts;
	struct form *form;

	TRY(form_read(request, &SEARCH_FORM, &form));
	TRY(check(desk, form, &search));
	if (form_failed(form))
		return refuse(request, reply, desk, &search, form);
	if (search.origins.n > 1 || search.destinations.n > 1)
		return ask_which(request, reply, desk, &search, form);
	search.asked.origin = search.origins.v[0].code;
	search.asked.destination = search.destinations.v[0].code;
	TRY(today_at(desk, &search.origins, &search.today[0]));
	TRY(today_at(desk, &search.destinations, &search.today[1]));
	search.last = offer_last_day(desk, search.today[0]);
	parts = page_begin(request, "pages/flights_list", title_of(&search, request->pool));
	page_public(request, &parts,
	    apr_psprintf(request->pool,
		say("Flights from %s to %s, with the lowest prices of the days around, all taxes included."),
		search.origins.v[0].city, search.destinations.v[0].city));
	TRY(fill_search(parts.body, desk, &search));
	fill_search_form(view_each(parts.body, K_SEARCH_FOLDED), K_SEARCH_FORM, desk, form);
	return page_end(reply, 200, &parts);
}
