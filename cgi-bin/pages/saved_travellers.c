/* parts/saved_travellers. */
#include "pages/saved_travellers.h"

#include "base/date.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/traveller.h"
#include "pages/passengers.h"
#include "pages/traveller_words.h"
#include "view_keys.h"
#include "web/text_field.h"

#include <string.h>

struct choices {
	struct form_values traveller;
};

static const struct field fields[] = {
	{ .name = "traveller",
	    .kind = FIELD_MANY,
	    .target = offsetof(struct choices, traveller),
	    .max = 22,
	    .label = TO_SAY("traveller {}") },
};
static const struct form_table table = { "passengers", fields, 1 };

static size_t count_of(const struct hold *hold)
{
	return (size_t)(hold->party.adults + hold->party.children + hold->party.infants);
}

static const struct traveller *chosen(
    const struct travellers *list, const struct form_values *refs, size_t index)
{
	for (size_t i = 0; index < refs->n && i < list->n; i++) {
		if (strcmp(list->v[i].ref, refs->v[index]) == 0)
			return &list->v[i];
	}
	return NULL;
}

/* As the party has them: adults, children, infants. */
static enum passenger_type type_at(const struct hold *hold, size_t index)
{
	if ((int64_t)index < hold->party.adults)
		return PASSENGER_ADULT;
	return (int64_t)index < hold->party.adults + hold->party.children ? PASSENGER_CHILD
									  : PASSENGER_INFANT;
}

static void fill_choice(struct view *part, const struct hold *hold, size_t index,
    const struct travellers *list, const struct form_values *refs, apr_pool_t *pool)
{
	struct view *row = view_each(part, K_SAVED_CHOICE);
	const struct traveller *here = chosen(list, refs, index);

	view_text(row, K_ID, text_field_id("traveller", index + 1, pool));
	view_text(row, K_LABEL, passenger_title((int64_t)index + 1, type_at(hold, index), pool));
	for (size_t i = 0; i < list->n; i++) {
		struct view *option = view_each(row, K_OPTION);

		view_text(option, K_VALUE, list->v[i].ref);
		view_text(option, K_TEXT,
		    apr_psprintf(pool, say("%s, born %s"), traveller_name(&list->v[i], pool),
			traveller_born(&list->v[i], pool)));
		if (here == &list->v[i])
			view_show(option, K_CHOSEN);
	}
}

/* What was chosen, where the request is a form. */
static const struct err *read_choices(struct request *request, struct form_values *refs)
{
	struct choices choices = { .traveller = { NULL, 0 } };
	struct form *form;

	if (request->method == METHOD_POST) {
		TRY(form_read(request, &table, &form));
		form_check(form, &choices);
	}
	*refs = choices.traveller;
	return NULL;
}

/* The account's people, and who of them was chosen; false: nothing can be offered. */
static bool look(struct request *request, const struct hold *hold, struct travellers *list,
    struct form_values *refs)
{
	const struct err *err;

	if (!hold->is_of_account)
		return false;
	err = read_choices(request, refs);
	if (err == NULL)
		err = traveller_list(page_desk(request), list);
	if (err != NULL)
		log_err(LOG_WARN, "page.saved_travellers", err);
	return err == NULL;
}

const struct hold *saved_travellers_offer(
    struct request *request, struct view *view, const struct hold *hold)
{
	struct form_values refs;
	struct travellers list;
	struct hold *known;
	struct view *part;

	if (!look(request, hold, &list, &refs))
		return hold;
	if (list.n > 0) {
		part = view_include(view, K_SAVED_TRAVELLERS, "parts/saved_travellers");
		for (size_t i = 0; i < count_of(hold); i++)
			fill_choice(part, hold, i, &list, &refs, request->pool);
	}
	known = apr_pmemdup(request->pool, hold, sizeof(*hold));
	if (known->contact.email == NULL)
		known->contact.email = list.email;
	return known;
}

static void fill_in(
    struct form *form, size_t nth, const struct traveller *traveller, apr_pool_t *pool)
{
	int year, month, day;

	date_to_civil(traveller->born_on, &year, &month, &day);
	form_set_typed(
	    form, "given_name", nth, traveller->given_name != NULL ? traveller->given_name : "");
	form_set_typed(form, "surname", nth, traveller->surname);
	form_set_typed(form, "born_day", nth, apr_itoa(pool, day));
	form_set_typed(form, "born_month", nth, apr_itoa(pool, month));
	form_set_typed(form, "born_year", nth, apr_itoa(pool, year));
}

void saved_travellers_fill_in(struct request *request, const struct hold *hold, struct form *form)
{
	struct form_values refs;
	struct travellers list;

	if (!look(request, hold, &list, &refs))
		return;
	for (size_t i = 0; i < count_of(hold); i++) {
		const struct traveller *traveller = chosen(&list, &refs, i);

		if (traveller != NULL)
			fill_in(form, i + 1, traveller, request->pool);
	}
}
