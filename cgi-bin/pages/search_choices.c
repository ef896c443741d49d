/* Places that are not clear: which airport is meant? */
#include "pages/search.h"

#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

#include <string.h>

static void fill_choice(struct view *choices, const struct airport *airport, const char *field,
    const struct form *form, apr_pool_t *pool)
{
	struct view *row = view_each(choices, K_CHOICE);

	view_text(row, K_LINK, search_path_typed(form, field, airport->code, pool));
	view_text(row, K_AIRPORT_CODE, airport->code);
	view_text(row, K_AIRPORT_NAME, airport->name);
	view_text(row, K_AIRPORT_CITY, airport->city);
	view_text(row, K_AIRPORT_COUNTRY, airport->country);
}

static const struct err *fill_field_choices(struct view *body, struct desk *desk,
    const struct airports *meant, const char *field, const struct form *form)
{
	bool is_origin = strcmp(field, "origin") == 0;
	const char *typed = form_typed(form, field, 0);
	struct airports choices = *meant;
	const char *heading = is_origin ? say("Which airport to leave from?")
					: say("Which airport to fly to?");
	struct view *view;

	if (meant->n == 1 || *typed == '\0')
		return NULL;
	if (meant->n == 0) {
		TRY(offer_places_near(desk, typed, &choices));
		heading = is_origin ? say("Did you mean to leave from here?")
				    : say("Did you mean to fly here?");
	}
	if (choices.n == 0)
		return NULL;
	view = view_each(body, K_CHOICES);
	view_text(view, K_FIELD, field);
	view_text(view, K_TEXT, heading);
	for (size_t i = 0; i < choices.n; i++)
		fill_choice(view, &choices.v[i], field, form, desk->pool);
	return NULL;
}

const struct err *fill_search_choices(
    struct view *body, struct desk *desk, const struct search *search, const struct form *form)
{
	TRY(fill_field_choices(body, desk, &search->origins, "origin", form));
	return fill_field_choices(body, desk, &search->destinations, "destination", form);
}
