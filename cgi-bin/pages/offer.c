/* GET /offer, and the offer page wherever it is shown: flights, fares, price, seats. */
#include "pages/offer.h"

#include "base/clock.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"
#include "base/words.h"
#include "pages/fill.h"
#include "pages/language.h"
#include "pages/offer_fares.h"
#include "pages/offer_mould.h"
#include "pages/open_holds.h"
#include "pages/page.h"
#include "pages/pages.h"
#include "pages/travellers.h"
#include "static_names.h"
#include "view_keys.h"

#include <inttypes.h>
#include <string.h>

/* An offer on its way to a page. */
struct offer_page {
	struct desk *desk;
	const struct offer_asked *asked;
	const struct offer *offer;
	const struct form *form; /* the refused one; NULL */
	struct view *body;
};

static const char *const STATES[] = {
	[SALES_ON] = "on-sale",
	[SALES_CLOSED] = "closed",
	[SALES_CANCELLED] = "cancelled",
	[SALES_DEPARTED] = "departed",
};

static const char *const STATE_WORDS[] = {
	[SALES_CLOSED] = TO_SAY("Sales for this flight have ended."),
	[SALES_CANCELLED] = TO_SAY("This flight has been cancelled by the airline."),
	[SALES_DEPARTED] = TO_SAY("This flight has left."),
};

/* At whose map something is said of a seat that was asked for: its flight's, or the first one's where it is of none of them. */
static size_t map_of(const struct offer_page *shown, const char *name)
{
	const char *departure, *seat;

	if (!seat_name_parse(name, shown->desk->pool, &departure, &seat))
		return 0;
	for (size_t i = 0; i < shown->offer->segment_count; i++)
		if (strcmp(shown->offer->segments[i].departure->name, departure) == 0)
			return i;
	return 0;
}

static void fill_seat_errors(
    struct view *row, struct view *seats, const struct offer_page *shown, size_t index)
{
	apr_pool_t *pool = shown->desk->pool;
	const char *ids = "";

	for (size_t i = 0; i < form_complaint_count(shown->form); i++) {
		struct form_complaint complaint = form_complaint_at(shown->form, i);

		if (strcmp(complaint.name, "seat") == 0 &&
		    map_of(shown, form_typed(shown->form, "seat", complaint.nth)) == index)
			ids = apr_pstrcat(pool, ids, ids[0] != '\0' ? " " : "",
			    fill_seat_error(seats, shown->form, &complaint, pool), NULL);
	}
	if (ids[0] != '\0')
		view_text(view_each(row, K_SEATS_WRONG), K_ERROR_IDS, ids);
}

static bool has_exit_rows(const struct offer_segment *segment)
{
	for (size_t i = 0; i < segment->map.cabin_count; i++) {
		const struct cabin *cabin = segment->map.cabins[i].cabin;

		if (strcmp(cabin->code, segment->fare->cabin) == 0)
			return cabin->exit_row_count > 0;
	}
	return false;
}

static void fill_seats(struct view *row, const struct offer_page *shown, size_t index)
{
	const struct offer_segment *segment = &shown->offer->segments[index];
	int64_t seated = shown->asked->party.adults + shown->asked->party.children;
	struct view *seats = view_each(row, K_CHOOSE_SEATS);
	const char *text = seated == 1
	    ? say("Tick the seat you want, or leave it to us.")
	    : apr_psprintf(shown->desk->pool,
		  say("Tick up to %d seats. Those you leave open we choose, side by side where we can."),
		  (int)seated);

	view_text(seats, K_TEXT, text);
	if (segment->map.is_without_exits && has_exit_rows(segment))
		view_show(seats, K_NO_EXITS);
	view_text(seats, K_SUGGEST_LINK,
	    offer_suggest_link(shown->asked, shown->offer, index, shown->desk->pool));
	view_text(seats, K_SUGGEST_WORDS,
	    seated == 1 ? say("Suggest a seat") : say("Suggest seats side by side"));
	view_include(seats, K_SEAT_KEY, "parts/seat_key");
	fill_seat_map(seats, K_SEAT_MAP, segment->departure, &segment->map, segment->fare->cabin,
	    "checkbox", shown->form, shown->desk->pool);
	if (shown->form != NULL)
		fill_seat_errors(row, seats, shown, index);
}

static const char *route_words(struct desk *desk, const struct departure *departure)
{
	return apr_psprintf(desk->pool, say("%s to %s"),
	    offer_airport(desk, departure->origin)->city,
	    offer_airport(desk, departure->destination)->city);
}

static void fill_offer_segment(const struct offer_page *shown, size_t index)
{
	const struct offer_segment *segment = &shown->offer->segments[index];
	struct view *row = view_each(shown->body, K_SEGMENT);
	const char *route = route_words(shown->desk, segment->departure);

	view_int(row, K_SEGMENT_NO, (int64_t)index + 1);
	view_text(row, K_SEGMENT_TITLE, route);
	view_text(row, K_DEPARTURE_NAME, segment->departure->name);
	view_text(row, K_SALES_STATE, STATES[segment->sales]);
	fill_departure(row, shown->desk, segment->departure);
	if (segment->fare != NULL)
		offer_fill_fares(row, shown->asked, shown->offer, index, shown->desk);
	if (segment->sales != SALES_ON) {
		view_text(row, K_SEATS_TITLE, say("Seats"));
		view_text(view_each(row, K_SALES_OVER), K_TEXT, say(STATE_WORDS[segment->sales]));
		return;
	}
	view_text(row, K_SEATS_TITLE,
	    apr_psprintf(shown->desk->pool, say("Seats on %s"), segment->departure->flight_no));
	if (shown->offer->is_on_sale)
		fill_seats(row, shown, index);
}

static void hide(struct view *body, const char *name, const char *value)
{
	struct view *row = view_each(body, K_HIDDEN);

	view_text(row, K_NAME, name);
	view_text(row, K_VALUE, value);
}

static void hide_int(struct view *body, const char *name, int64_t value, apr_pool_t *pool)
{
	hide(body, name, apr_psprintf(pool, "%" PRId64, value));
}

/* What was typed of passengers, field by field as it is sent: it comes along until it is written down. */
static void hide_people(struct view *view, const struct form *people, const struct party *party)
{
	size_t count = (size_t)(party->adults + party->children + party->infants);

	for (size_t i = 0; i < travellers_table.count; i++) {
		const struct field *field = &travellers_table.fields[i];

		for (size_t nth = 1; nth <= (field->kind == FIELD_MANY ? count : 1); nth++)
			hide(view, field->name, form_typed(people, field->name, nth));
	}
}

/* What the form sends beside the seats. */
static void fill_hidden(struct view *view, const struct offer_page *shown)
{
	apr_pool_t *pool = shown->desk->pool;
	const struct offer_asked *asked = shown->asked;

	for (size_t i = 0; i < shown->offer->segment_count; i++)
		hide(view, "departure", shown->offer->segments[i].departure->name);
	for (size_t i = 0; i < shown->offer->segment_count; i++)
		hide(view, "fare", shown->offer->segments[i].fare->basis);
	hide_int(view, "adults", asked->party.adults, pool);
	hide_int(view, "children", asked->party.children, pool);
	hide_int(view, "infants", asked->party.infants, pool);
	hide(view, "cabin", asked->cabin);
	if (asked->from != NULL)
		hide(view, "from", asked->from);
	if (asked->people != NULL)
		hide_people(view, asked->people, &asked->party);
	hide(view, "key", asked->key != NULL ? asked->key : random_ref(pool));
}

/* Is the last flight the way back of the first? */
static bool is_return(const struct offer *offer)
{
	const struct departure *first = offer->segments[0].departure;
	const struct departure *last = offer->segments[offer->segment_count - 1].departure;

	return offer->segment_count > 1 && strcmp(first->origin, last->destination) == 0;
}

static const char *heading_of(const struct offer_page *shown)
{
	const struct offer *offer = shown->offer;
	const struct departure *first = offer->segments[0].departure;
	const struct departure *last = offer->segments[offer->segment_count - 1].departure;

	if (is_return(offer) && offer->segment_count == 2)
		return apr_psprintf(shown->desk->pool, say("%s to %s and back"),
		    offer_airport(shown->desk, first->origin)->city,
		    offer_airport(shown->desk, first->destination)->city);
	return apr_psprintf(shown->desk->pool, say("%s to %s"),
	    offer_airport(shown->desk, first->origin)->city,
	    offer_airport(shown->desk, last->destination)->city);
}

static const char *search_link(const struct offer_page *shown)
{
	const struct departure *first = shown->offer->segments[0].departure;
	apr_pool_t *pool = shown->desk->pool;

	return apr_pstrcat(pool, "/flights?origin=", first->origin,
	    "&destination=", first->destination, "&date=", strchr(first->name, '/') + 1, "&",
	    fill_party_query(&shown->asked->party, pool),
	    "&cabin=", text_percent(shown->asked->cabin, pool), NULL);
}

static const char *departure_names(const struct offer *offer, apr_pool_t *pool)
{
	const char *out = offer->segments[0].departure->name;

	for (size_t i = 1; i < offer->segment_count; i++)
		out = apr_pstrcat(pool, out, " ", offer->segments[i].departure->name, NULL);
	return out;
}

static void fill_offer(const struct offer_page *shown)
{
	const struct offer *offer = shown->offer;
	apr_pool_t *pool = shown->desk->pool;
	struct view *priced, *on_sale, *age;

	view_text(shown->body, K_DEPARTURE_NAMES, departure_names(offer, pool));
	view_int(shown->body, K_TOTAL_MINOR, offer->total_minor);
	view_text(shown->body, K_CURRENCY, offer->currency);
	view_text(shown->body, K_HEADING,
	    offer->is_on_sale ? say("Choose your seats") : heading_of(shown));
	view_text(shown->body, K_PARTY_WORDS, fill_party_words(&shown->asked->party, pool));
	view_text(shown->body, K_CABIN_WORDS,
	    fill_cabin_name(offer->segments[0].departure, offer->segments[0].fare->cabin));
	if (offer->is_cached) {
		age = view_each(shown->body, K_AS_OF);
		view_text(age, K_TEXT,
		    fill_as_of(shown->desk, offer->segments[0].departure->origin, offer->as_of));
		view_text(age, K_AS_OF_AT, clock_text(offer->as_of, pool));
	}
	for (size_t i = 0; i < offer->segment_count; i++)
		fill_offer_segment(shown, i);
	if (!offer->is_on_sale) {
		view_text(view_each(shown->body, K_OFF_SALE), K_LINK, search_link(shown));
		return;
	}
	view_text(view_each(shown->body, K_ON_SALE), K_SCRIPT, STATIC_SEATS_JS);
	priced = view_each(shown->body, K_PRICED);
	fill_prices(priced, K_PRICES, offer->prices, offer->price_count, offer->total_minor,
	    offer->currency, pool);
	on_sale = view_each(priced, K_ON_SALE);
	view_int(on_sale, K_HOLD_MINUTES, shown->desk->settings->hold_seconds / 60);
	view_text(on_sale, K_TOTAL, money_text(offer->total_minor, offer->currency, pool));
	fill_hidden(on_sale, shown);
}

/* What a rendering needs beside the offer. */
struct rendering {
	struct request *request;
	struct desk *desk;
	const struct offer_asked *asked;
};

static const struct err *render(
    void *arg, const struct offer *offer, const char *key, const char **text, size_t *length)
{
	const struct rendering *rendering = arg;
	struct offer_asked asked = *rendering->asked;
	struct page_parts parts = page_begin(
	    rendering->request, "pages/offer_show", say("Choose your seats"));
	struct offer_page shown = { rendering->desk, &asked, offer, NULL, parts.body };

	asked.key = key;
	fill_offer(&shown);
	return page_text(&parts, text, length);
}

/* With nothing refused: the same for everybody but for the seats. */
static const struct err *answer_plain(
    struct rendering *rendering, struct reply *reply, const struct offer *offer)
{
	const char *text;
	size_t length;

	TRY(offer_mould_show(
	    rendering->asked, offer, rendering->desk, render, rendering, &text, &length));
	if (text == NULL)
		TRY(render(rendering, offer, NULL, &text, &length));
	reply_body(reply, 200, "text/html", text, length);
	return NULL;
}

/* The map with the seat that was taken; for who is too many, the other flights. */
static void show_way(
    struct page_parts *parts, const struct offer_page *shown, const struct err *problem)
{
	const char *seats = problem->facts[FACT_SEATS];
	apr_pool_t *pool = shown->desk->pool;

	if (err_is(problem, CODE_SOLD_OUT)) {
		parts->way = search_link(shown);
		parts->way_text = say("Look for another flight");
	}
	for (size_t i = 0; seats != NULL && i < shown->offer->segment_count; i++) {
		const char *name = shown->offer->segments[i].departure->name;

		if (strncmp(seats, name, strlen(name)) == 0) {
			parts->way = apr_psprintf(pool, "#seats-%" APR_SIZE_T_FMT, i + 1);
			parts->way_text = say("Choose another seat");
		}
	}
}

const struct err *offer_answer(struct request *request, struct reply *reply,
    const struct offer_asked *asked, struct form *form, const struct err *problem)
{
	struct offer_request wanted = offer_request_of(asked);
	struct offer *offer = pool_make(request->pool, struct offer);
	struct offer_asked here = *asked;
	struct offer_page shown = { page_desk(request), asked, offer, form, NULL };
	struct rendering rendering = { request, shown.desk, &here };
	const struct err *err;
	struct page_parts parts;

	wanted.is_asked_anew = problem != NULL;
	err = offer_show(shown.desk, &wanted, offer);
	here.query = page_language_query(request);
	if (err != NULL)
		return page_notice(request, reply, problem != NULL ? problem : err, form);
	if (problem == NULL) {
		if (asked->is_suggested)
			offer_suggest(shown.desk, &asked->party, offer);
		return answer_plain(&rendering, reply, offer);
	}
	parts = page_begin(request, "pages/offer_show", say("Choose your seats"));
	shown.body = parts.body;
	fill_offer(&shown);
	show_way(&parts, &shown, problem);
	if (problem->facts[FACT_HELD] != NULL)
		TRY(open_holds_fill(&parts, shown.desk));
	return page_refuse(request, reply, &parts, problem, form);
}

const struct err *page_offer_show(struct request *request, struct reply *reply)
{
	struct offer_asked asked = { 0 };
	struct form *form;

	TRY(form_read(request, &OFFER_QUERY, &form));
	if (!offer_read(form, &asked, request->pool))
		return page_notice(request, reply,
		    err_new(request->pool, CODE_INVALID, "the query has mistakes"), form);
	return offer_answer(request, reply, &asked, NULL, NULL);
}
