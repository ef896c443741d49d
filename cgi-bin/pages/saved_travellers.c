/* parts/saved_travellers. */
#include "pages/saved_travellers.h"

#include "base/date.h"
#include "base/log.h"
#include "base/pool.h"
#include "domain/traveller.h"
#include "pages/traveller_words.h"
#include "view_keys.h"
#include "web/text_field.h"

#include <string.h>

struct choice_query {
	struct form_values traveller;
};

static const struct field fields[] = {
	{ .name = "traveller",
	    .kind = FIELD_MANY,
	    .target = offsetof(struct choice_query, traveller),
	    .max = 22,
	    .label = "traveller {}" },
};
static const struct form_table table = { "fill-in", fields, 1 };

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

static const struct hold *fill_in(const struct hold *hold, const struct travellers *list,
    const struct form_values *refs, apr_pool_t *pool)
{
	size_t count = count_of(hold);
	struct passenger *people = pool_make_many(pool, struct passenger, count);
	struct hold *filled = apr_pmemdup(pool, hold, sizeof(*hold));

	for (size_t i = 0; i < count; i++) {
		const struct traveller *traveller = chosen(list, refs, i);

		people[i] = i < hold->passenger_count ? hold->passengers[i]
						      : (struct passenger){ .no = (int64_t)i + 1,
								.type = type_at(hold, i),
								.surname = "",
								.born_on = DATE_NONE };
		if (traveller == NULL)
			continue;
		people[i].given_name = traveller->given_name;
		people[i].surname = traveller->surname;
		people[i].born_on = traveller->born_on;
	}
	filled->passengers = people;
	filled->passenger_count = count;
	if (filled->contact.email == NULL)
		filled->contact.email = list->email;
	return filled;
}

static void fill_choice(struct view *part, const struct hold *hold, size_t index,
    const struct travellers *list, const struct form_values *refs, apr_pool_t *pool)
{
	static const char *const types[] = { "adult", "child", "infant on a lap" };
	struct view *row = view_each(part, K_SAVED_CHOICE);
	const struct traveller *here = chosen(list, refs, index);

	view_text(row, K_ID, text_field_id("traveller", index + 1, pool));
	view_text(row, K_LABEL,
	    apr_psprintf(
		pool, "Passenger %" APR_SIZE_T_FMT ": %s", index + 1, types[type_at(hold, index)]));
	for (size_t i = 0; i < list->n; i++) {
		struct view *option = view_each(row, K_OPTION);

		view_text(option, K_VALUE, list->v[i].ref);
		view_text(option, K_TEXT,
		    apr_pstrcat(pool, traveller_name(&list->v[i], pool), ", born ",
			traveller_born(&list->v[i], pool), NULL));
		if (here == &list->v[i])
			view_show(option, K_CHOSEN);
	}
}

static const struct err *read_query(struct request *request, struct choice_query *query)
{
	struct form *form;

	*query = (struct choice_query){ .traveller = { NULL, 0 } };
	if (request->method != METHOD_GET)
		return NULL;
	TRY(form_read(request, &table, &form));
	form_check(form, query);
	return NULL;
}

const struct hold *saved_travellers_offer(
    struct request *request, struct view *view, const struct hold *hold)
{
	struct choice_query query;
	struct travellers list;
	struct view *part;
	const struct err *err;

	if (!hold->is_of_account)
		return hold;
	err = read_query(request, &query);
	if (err == NULL)
		err = traveller_list(page_desk(request), &list);
	if (err != NULL) {
		log_err(LOG_WARN, "page.saved_travellers", err);
		return hold;
	}
	if (list.n > 0) {
		part = view_include(view, K_SAVED_TRAVELLERS, "parts/saved_travellers");
		view_text(part, K_REF, hold->ref);
		for (size_t i = 0; i < count_of(hold); i++)
			fill_choice(part, hold, i, &list, &query.traveller, request->pool);
	}
	return fill_in(hold, &list, &query.traveller, request->pool);
}
