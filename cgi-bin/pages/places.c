/* GET /places: what a place that is being typed may become, as JSON for static/search.js. */
#include "base/json.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/offer.h"
#include "pages/page.h"
#include "pages/pages.h"

struct places_asked {
	const char *typed;
};

static const struct field FIELDS[] = {
	{ "q", FIELD_TEXT, offsetof(struct places_asked, typed), 0, 80, false, 0, TO_SAY("place") },
};
static const struct form_table PLACES_QUERY = { "places", FIELDS, 1 };

static void put_place(struct json_out *out, const struct airport *airport, apr_pool_t *pool)
{
	json_open(out, NULL, '{');
	json_put_text(out, "value", apr_psprintf(pool, "%s (%s)", airport->city, airport->code));
	json_put_text(out, "about", apr_psprintf(pool, "%s, %s", airport->name, airport->country));
	json_close(out, '}');
}

/* The same for everybody, and for as long as airports stay what they are. A text that is too long begins no place. */
const struct err *page_places_list(struct request *request, struct reply *reply)
{
	struct json_out *out = json_out_new(request->pool);
	struct places_asked asked = { 0 };
	struct airports begun = { 0 };
	struct form *form;
	const char *body;
	size_t length;

	TRY(form_read(request, &PLACES_QUERY, &form));
	if (form_check(form, &asked) && asked.typed != NULL)
		TRY(offer_places_begun(page_desk(request), asked.typed, &begun));
	json_open(out, NULL, '{');
	json_open(out, "places", '[');
	for (size_t i = 0; i < begun.n; i++)
		put_place(out, &begun.v[i], request->pool);
	json_close(out, ']');
	json_close(out, '}');
	body = json_out_text(out, &length);
	reply_header(reply, "Cache-Control", "public, max-age=300");
	reply_body(reply, 200, "application/json", body, length);
	return NULL;
}
