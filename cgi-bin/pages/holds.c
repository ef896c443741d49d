/* A hold's pages: who travels, keeping it, giving it back. */
#include "pages/page.h"
#include "pages/pages.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/words.h"
#include "domain/after_effect.h"
#include "domain/hold.h"
#include "pages/fill.h"
#include "pages/holds.h"
#include "pages/saved_travellers.h"
#include "pages/travellers.h"
#include "static_names.h"
#include "view_keys.h"
#include "web/form_view.h"

void hold_fill_attributes(struct view *view, const struct hold *hold, apr_pool_t *pool)
{
	view_text(view, K_REF, hold->ref);
	view_int(view, K_VERSION, hold->version);
	view_text(view, K_STATE, hold_state_name(hold->state));
	view_text(view, K_EXPIRES_AT, clock_text(hold->expires_at, pool));
	view_text(view, K_SEATS_TEXT, hold->seats_text);
	view_int(view, K_TOTAL_MINOR, hold->total_minor);
	view_text(view, K_CURRENCY, hold->currency);
}

static const char *minutes_left(int64_t seconds, apr_pool_t *pool)
{
	int64_t minutes = seconds / 60;

	if (minutes < 1)
		return say("less than a minute left");
	return apr_psprintf(
	    pool, say_count(minutes, "%d minute left", "%d minutes left"), (int)minutes);
}

void hold_fill_end(struct view *view, const struct hold *hold, struct desk *desk)
{
	const struct departure *first = &hold->segments[0].departure;
	int64_t seconds = (hold->expires_at - clock_now()) / CLOCK_SECOND;

	view_text(view, K_EXPIRES_AT, clock_text(hold->expires_at, desk->pool));
	view_text(view, K_EXPIRES_TIME,
	    fill_local_time(hold->expires_at, fill_offset_at_origin(desk, first, hold->expires_at),
		desk->pool));
	view_text(view, K_EXPIRES_PLACE, offer_airport(desk, first->origin)->city);
	view_int(view, K_SECONDS_LEFT, seconds > 0 ? seconds : 0);
	view_text(view, K_MINUTES_LEFT, minutes_left(seconds, desk->pool));
	view_text(view_each(view, K_COUNTED), K_SCRIPT, STATIC_HOLD_JS);
}

static void fill_open(struct request *request, const struct page_parts *parts,
    const struct hold *hold, const struct form *form)
{
	struct view *view = view_each(parts->body, K_OPEN);

	hold_fill_attributes(view, hold, request->pool);
	hold_fill_end(view, hold, page_desk(request));
	hold = saved_travellers_offer(request, view, hold);
	travellers_fill(view, hold, form, request->pool);
	fill_itinerary(view, K_ITINERARY, page_desk(request), hold->segments, hold->segment_count);
	fill_prices(view, K_PRICES, hold->prices, hold->price_count, hold->total_minor,
	    hold->currency, request->pool);
}

const char *hold_offer_link(const struct hold *hold, apr_pool_t *pool)
{
	const char *link = apr_pstrcat(pool, "/offer?", fill_party_query(&hold->party, pool),
	    "&cabin=", hold->segments[0].cabin, NULL);

	for (size_t i = 0; i < hold->segment_count; i++)
		link = apr_pstrcat(
		    pool, link, "&departure=", hold->segments[i].departure.name, NULL);
	return apr_pstrcat(pool, link, "&from=", hold->ref, NULL);
}

/* The form that asks for the same again: the passengers come along by `from`. */
static void fill_again(
    struct view *ended, const struct hold *hold, const struct form *form, apr_pool_t *pool)
{
	struct view *view = view_each(ended, K_AGAIN);

	for (size_t i = 0; i < hold->segment_count; i++) {
		const struct segment *segment = &hold->segments[i];

		form_hidden(view, "departure", segment->departure.name);
		form_hidden(view, "fare", segment->basis);
		for (size_t s = 0; s < segment->seat_count; s++) {
			if (segment->seats[s] != NULL)
				form_hidden(view, "seat",
				    apr_pstrcat(pool, segment->departure.name, "/",
					segment->seats[s], NULL));
		}
	}
	form_hidden_int(view, "adults", hold->party.adults, pool);
	form_hidden_int(view, "children", hold->party.children, pool);
	form_hidden_int(view, "infants", hold->party.infants, pool);
	form_hidden(view, "cabin", hold->segments[0].cabin);
	form_hidden(view, "from", hold->ref);
	form_hidden(view, "key", random_ref(pool));
	if (form != NULL)
		travellers_fill(view_each(view, K_TYPED), hold, form, pool);
	else
		view_text(view_each(view, K_OTHER_SEATS), K_LINK, hold_offer_link(hold, pool));
}

static void fill_ended(struct request *request, const struct page_parts *parts,
    const struct hold *hold, const struct form *form)
{
	static const char *const headings[] = { "", TO_SAY("These seats are booked"),
		TO_SAY("You gave these seats back"), TO_SAY("The time for these seats is over") };
	static const char *const words[] = {
		"", TO_SAY("The booking was made from this hold."),
		TO_SAY(
		    "They are free for others now. You can hold the same again, if they still are."),
		TO_SAY(
		    "They are free for others now. You can hold the same again, if they still are.")
	};
	static const char typed_words[] = TO_SAY(
	    "They are free for others now. What you typed is kept: hold the same again, and go on if they are still free.");
	bool is_typed = hold->passenger_count > 0 || (form != NULL && travellers_are_typed(form));
	struct view *view = view_each(parts->body, K_ENDED);

	view_text(view, K_HEADING, say(headings[hold->state]));
	view_text(view, K_WORDS,
	    say(hold->state == HOLD_EXPIRED && is_typed ? typed_words : words[hold->state]));
	if (hold->state == HOLD_USED && hold->locator != NULL)
		view_text(view_each(view, K_BOOKED), K_LOCATOR, hold->locator);
	if (hold->state != HOLD_USED)
		fill_again(view, hold, form, request->pool);
	fill_itinerary(view, K_ITINERARY, page_desk(request), hold->segments, hold->segment_count);
	fill_prices(view, K_PRICES, hold->prices, hold->price_count, hold->total_minor,
	    hold->currency, request->pool);
}

/* The hold's page as it is now, whatever is wrong with it. */
static struct page_parts hold_page(
    struct request *request, const struct hold *hold, const struct form *form)
{
	struct page_parts parts = page_begin(request, "pages/hold_show",
	    hold->state == HOLD_OPEN ? say("Who is travelling?") : say("Your seats"));

	hold_fill_attributes(parts.body, hold, request->pool);
	if (hold->state == HOLD_OPEN)
		fill_open(request, &parts, hold, form);
	else
		fill_ended(request, &parts, hold, form);
	return parts;
}

/* A refusal on the hold's page as it is now; `form` (may be NULL) is what was typed of passengers. */
static const struct err *refuse(struct request *request, struct reply *reply, const char *ref,
    const struct err *err, const struct form *form)
{
	const struct hold *hold;
	struct page_parts parts;

	if (err->kind != ERR_REFUSED && err->kind != ERR_GONE && err->kind != ERR_INPUT)
		return err;
	TRY(hold_find(page_desk(request), ref, &hold));
	parts = hold_page(request, hold, form);
	return page_refuse(request, reply, &parts, err, form);
}

const struct err *hold_refuse(
    struct request *request, struct reply *reply, const char *ref, const struct err *err)
{
	return refuse(request, reply, ref, err, NULL);
}

const struct err *page_hold_show(struct request *request, struct reply *reply)
{
	const struct hold *hold;
	struct page_parts parts;

	TRY(hold_find(page_desk(request), request->args[0], &hold));
	parts = hold_page(request, hold, NULL);
	return page_end(reply, 200, &parts);
}

/* All that is wrong, told at once: what the form alone shows, what only the days of travel do, and what was refused (NULL: nothing). */
static const struct err *show_complaints(struct request *request, struct reply *reply,
    const char *ref, struct form *form, const struct passenger *people, const struct err *err)
{
	const struct hold *hold;
	struct page_parts parts;

	TRY(hold_find(page_desk(request), ref, &hold));
	travellers_apply_rules(form, hold, people, request->pool);
	if (err != NULL)
		form_problem_err(form, err);
	parts = hold_page(request, hold, form);
	page_show_complaints(&parts, form);
	return page_end(reply, 422, &parts);
}

/* As typed in `form`. `*is_answered`: something is wrong with it, and the reply says so. */
static const struct err *take(struct request *request, struct reply *reply, const char *ref,
    struct form *form, bool *is_answered)
{
	struct desk *desk = page_desk(request);
	struct passenger people[PARTY_PASSENGERS_MAX];
	struct contact contact;
	const struct err *err;
	struct party party;

	*is_answered = true;
	TRY(hold_find_party(desk, ref, &party));
	if (!travellers_read(form, &party, request->pool, people, &contact))
		return show_complaints(request, reply, ref, form, people, NULL);
	err = hold_set_passengers(
	    desk, ref, people, (size_t)(party.adults + party.children + party.infants), &contact);
	if (err_is(err, CODE_INVALID))
		return show_complaints(request, reply, ref, form, people, err);
	*is_answered = false;
	return err;
}

const struct err *hold_take_typed(struct request *request, struct reply *reply, const char *ref,
    struct form *typed, bool *is_answered)
{
	const char *done = "the hold is changed";
	const struct err *err = take(request, reply, ref, typed, is_answered);
	const struct hold *hold;
	struct page_parts parts;

	if (err == NULL)
		return NULL;
	TRY(after_effect(hold_find(page_desk(request), ref, &hold), done, request->pool));
	*is_answered = true;
	parts = hold_page(request, hold, typed);
	err = after_effect(err, done, request->pool);
	return page_refuse(request, reply, &parts, err, typed);
}

/* Harmless to repeat. What was typed of passengers comes along, so that the page that is loaded anew has it. */
static const struct err *keep_longer(
    struct request *request, struct reply *reply, const char *ref, struct form *form)
{
	const struct err *err = hold_extend(page_desk(request), ref);
	bool is_typed = travellers_are_typed(form), is_answered = false;

	if (err != NULL)
		return refuse(request, reply, ref, err, is_typed ? form : NULL);
	if (is_typed)
		TRY(hold_take_typed(request, reply, ref, form, &is_answered));
	if (!is_answered)
		reply_see_other(reply, apr_pstrcat(request->pool, "/holds/", ref, NULL));
	return NULL;
}

const struct err *page_hold_extend(struct request *request, struct reply *reply)
{
	struct form *form;

	TRY(form_read(request, &travellers_table, &form));
	return keep_longer(request, reply, request->args[0], form);
}

/* Which of the form's buttons it was: the one beside the time, and the one that fills in saved travellers. */
static const struct field button_fields[] = {
	{ .name = "keep", .kind = FIELD_TEXT, .max = 10, .label = TO_SAY("keep") },
	{ .name = "fill", .kind = FIELD_TEXT, .max = 10, .label = TO_SAY("fill") },
};
static const struct form_table button_table = { "passengers", button_fields, 2 };

/* The page again: nothing is checked or written. */
static const struct err *fill_in(
    struct request *request, struct reply *reply, const char *ref, struct form *form)
{
	const struct hold *hold;
	struct page_parts parts;

	TRY(hold_find(page_desk(request), ref, &hold));
	saved_travellers_fill_in(request, hold, form);
	parts = hold_page(request, hold, form);
	return page_end(reply, 200, &parts);
}

const struct err *page_hold_passengers(struct request *request, struct reply *reply)
{
	const char *ref = request->args[0];
	const struct err *err;
	struct form *form, *button;
	bool is_answered;

	TRY(form_read(request, &travellers_table, &form));
	TRY(form_read(request, &button_table, &button));
	if (form_typed(button, "keep", 1)[0] != '\0')
		return keep_longer(request, reply, ref, form);
	if (form_typed(button, "fill", 1)[0] != '\0')
		return fill_in(request, reply, ref, form);
	err = take(request, reply, ref, form, &is_answered);
	if (err != NULL)
		return refuse(request, reply, ref, err, form);
	if (!is_answered)
		reply_see_other(reply, apr_pstrcat(request->pool, "/holds/", ref, "/review", NULL));
	return NULL;
}

static const struct form_table no_fields = { "hold", NULL, 0 };

/* Harmless to repeat. */
const struct err *page_hold_release(struct request *request, struct reply *reply)
{
	const char *ref = request->args[0];
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &no_fields, &form));
	err = hold_release(page_desk(request), ref);
	if (err != NULL)
		return hold_refuse(request, reply, ref, err);
	reply_see_other(reply, apr_pstrcat(request->pool, "/holds/", ref, NULL));
	return NULL;
}
