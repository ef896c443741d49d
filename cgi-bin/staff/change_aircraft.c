/* A departure with another aircraft. */
#include "staff/change.h"
#include "staff/staff_pages.h"

#include "base/pool.h"

#include <string.h>

struct aircraft_form {
	const char *aircraft;
	struct change_seen seen;
};

static const struct field fields[] = {
	{ .name = "aircraft",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct aircraft_form, aircraft),
	    .max = 8,
	    .label = "the aircraft" },
	CHANGE_VERSION(struct aircraft_form),
	CHANGE_SEEN(struct aircraft_form),
	CHANGE_KEY(struct aircraft_form),
};

static bool has_cabin(const struct aircraft *aircraft, const char *code)
{
	for (size_t i = 0; i < aircraft->cabin_count; i++)
		if (strcmp(aircraft->cabins[i].code, code) == 0)
			return true;
	return false;
}

/* Fares of cabins that it does not have are not sold any more. */
static bool keep_fares(struct departure *wanted, const struct aircraft *aircraft, apr_pool_t *pool)
{
	struct fare *fares = pool_make_many(pool, struct fare, wanted->fare_count + 1);
	size_t count = 0;

	for (size_t i = 0; i < wanted->fare_count; i++)
		if (has_cabin(aircraft, wanted->fares[i].cabin))
			fares[count++] = wanted->fares[i];
	wanted->fares = fares;
	wanted->fare_count = count;
	return count > 0;
}

void change_fly_with(
    struct change_page *change, const struct aircraft *aircraft, struct departure *wanted)
{
	wanted->aircraft_code = aircraft->code;
	wanted->aircraft_name = aircraft->name;
	wanted->cabins = aircraft->cabins;
	wanted->cabin_count = aircraft->cabin_count;
	if (!keep_fares(wanted, aircraft, change->request->pool))
		form_problem(change->form, "aircraft", 1,
		    "No fare would be left: this aircraft has none of the cabins that are on sale");
}

const struct aircraft *change_aircraft_called(const struct change_page *change, const char *code)
{
	for (size_t i = 0; i < change->aircraft_count; i++)
		if (strcmp(change->aircraft[i].code, code) == 0)
			return &change->aircraft[i];
	return NULL;
}

static const struct err *read_wish(struct change_page *change, const void *values,
    struct departure *wanted, enum change_typed *out)
{
	const struct aircraft_form *typed = values;
	const struct aircraft *aircraft;

	TRY(departure_aircraft(
	    staff_desk(change->request), &change->aircraft, &change->aircraft_count));
	*out = TYPED_NOTHING;
	if (typed->aircraft == NULL && change->request->method == METHOD_GET)
		return NULL;
	*out = TYPED_WISH;
	aircraft = typed->aircraft == NULL ? NULL : change_aircraft_called(change, typed->aircraft);
	if (aircraft == NULL)
		form_problem(change->form, "aircraft", 1, "Choose one of the aircraft");
	else if (change->request->method == METHOD_GET &&
	    strcmp(aircraft->code, change->now->aircraft_code) == 0)
		form_problem(change->form, "aircraft", 1, "That is the one it flies with already");
	else
		change_fly_with(change, aircraft, wanted);
	return NULL;
}

static int64_t seats_of(const struct aircraft *aircraft)
{
	int64_t seats = 0;

	for (size_t i = 0; i < aircraft->cabin_count; i++)
		seats += seating_count(&aircraft->cabins[i]);
	return seats;
}

void change_fill_aircraft(struct change_page *change, const char *present)
{
	apr_pool_t *pool = change->request->pool;
	const char *typed = change->form != NULL ? form_typed(change->form, "aircraft", 1) : "";
	struct view *select = change_select(change, "aircraft", "Aircraft");

	for (size_t i = 0; i < change->aircraft_count; i++) {
		const struct aircraft *aircraft = &change->aircraft[i];

		form_option(select, aircraft->code,
		    apr_psprintf(pool, "%s (%s, %" APR_INT64_T_FMT " seats)", aircraft->name,
			aircraft->code, seats_of(aircraft)),
		    strcmp(aircraft->code, typed[0] != '\0' ? typed : present) == 0);
	}
}

static void fill(struct change_page *change)
{
	change_fill_aircraft(change, change->now != NULL ? change->now->aircraft_code : "");
}

static const char *sentence(const struct change_page *change, const struct departure *wanted,
    const struct departure_effect *counted)
{
	apr_pool_t *pool = change->request->pool;
	const char *text;

	(void)wanted;
	if (counted->people == 0)
		return "Nobody has bought: nobody has to sit elsewhere.";
	text = apr_psprintf(pool, "%s: %s their seat, %s re-seated",
	    change_count(counted->people, "passenger", "passengers", pool),
	    change_count(counted->keeps, "keeps", "keep", pool),
	    change_count(counted->moves, "is", "are", pool));
	if (counted->loses > 0)
		text = apr_pstrcat(pool, text, ", ",
		    change_count(counted->loses, "loses a seat", "lose their seats", pool), NULL);
	return apr_pstrcat(pool, text, ".", NULL);
}

static const char *dropped_fares(
    const struct departure *now, const struct departure *wanted, apr_pool_t *pool)
{
	const char *text = "";

	for (size_t i = 0; i < now->fare_count; i++) {
		bool is_kept = false;

		for (size_t k = 0; k < wanted->fare_count; k++)
			is_kept |= strcmp(now->fares[i].basis, wanted->fares[k].basis) == 0;
		if (!is_kept)
			text = apr_pstrcat(
			    pool, text, text[0] != '\0' ? ", " : "", now->fares[i].basis, NULL);
	}
	return text;
}

static void lines(struct change_page *change, const struct departure *wanted,
    const struct departure_effect *counted, struct view *effect)
{
	apr_pool_t *pool = change->request->pool;
	const char *dropped = dropped_fares(change->now, wanted, pool);

	if (counted->moves > 0)
		change_line(effect,
		    "Whoever moves gets a seat of the same cabin, beside their own people, at a window or an aisle as before where one is free, near the old row.");
	if (counted->unlike > 0)
		change_line(effect,
		    apr_pstrcat(pool,
			change_count(counted->unlike, "of them loses", "of them lose", pool),
			" a window or an aisle.", NULL));
	if (counted->apart > 0)
		change_line(effect,
		    apr_pstrcat(pool,
			change_count(counted->apart, "party does", "parties do", pool),
			" not sit together any more.", NULL));
	if (counted->loses > 0)
		change_line(effect,
		    "Who loses a seat is told so, and can choose another one that becomes free.");
	if (dropped[0] != '\0')
		change_line(effect,
		    apr_pstrcat(pool, "Not sold any more, since the cabin is not there: ", dropped,
			".", NULL));
}

static const struct change_kind kind = {
	.order = ORDER_AIRCRAFT,
	.page = "aircraft",
	.verb = "Change the aircraft of",
	.done = "aircraft",
	.table = { "aircraft", fields, sizeof(fields) / sizeof(fields[0]) },
	.typed_size = sizeof(struct aircraft_form),
	.seen_at = offsetof(struct aircraft_form, seen),
	.read = read_wish,
	.fill = fill,
	.sentence = sentence,
	.lines = lines,
	.button = "Change the aircraft",
};

const struct err *page_staff_aircraft_show(struct request *request, struct reply *reply)
{
	return change_show(request, reply, &kind);
}

const struct err *page_staff_aircraft(struct request *request, struct reply *reply)
{
	return change_act(request, reply, &kind);
}
