/* GET /flights/AX204/2026-12-01: one departure to choose from, and its seats as JSON. */
#include "domain/departure.h"

#include "base/json.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "pages/offer.h"
#include "pages/page.h"
#include "pages/pages.h"

#include <string.h>

/* Bytes of the digest that an ETag shows. */
#define TAG_BYTES 12

static const char *path_departure(const struct request *request)
{
	return apr_pstrcat(request->pool, request->args[0], "/", request->args[1], NULL);
}

static const struct err *no_departure(const struct request *request)
{
	return err_new(request->pool, CODE_NOT_FOUND, "not a departure's name");
}

const struct err *page_departure_show(struct request *request, struct reply *reply)
{
	const char *name = path_departure(request);
	const char *flight_no;
	struct offer_asked asked = { 0 };
	struct form *form;
	int32_t on;

	TRY(form_read(request, &DEPARTURE_QUERY, &form));
	if (!departure_name_parse(name, request->pool, &flight_no, &on))
		return no_departure(request);
	if (!offer_read(form, &asked, request->pool))
		return page_notice(request, reply,
		    err_new(request->pool, CODE_INVALID, "the query has mistakes"), form);
	asked.departures = (struct form_values){ &name, 1 };
	return offer_answer(request, reply, &asked, NULL, NULL);
}

static const char *seats_json(const struct departure_seats *seats, apr_pool_t *pool, size_t *length)
{
	struct json_out *out = json_out_new(pool);

	json_open(out, NULL, '{');
	json_put_text(out, "departure", seats->name);
	json_put_int(out, "revision", seats->revision);
	json_open(out, "taken", '[');
	for (size_t i = 0; i < seats->count; i++)
		json_put_text(out, NULL, seats->taken[i]);
	json_close(out, ']');
	json_close(out, '}');
	return json_out_text(out, length);
}

/* Does If-None-Match name this tag (RFC 9110, 13.1.2: weak comparison, a list, or "*")? */
static bool has_tag(const struct request *request, const char *tag)
{
	const char *asked = request_header(request, "If-None-Match");

	return asked != NULL && (strcmp(asked, "*") == 0 || strstr(asked, tag) != NULL);
}

const struct err *page_departure_seats(struct request *request, struct reply *reply)
{
	apr_pool_t *pool = request->pool;
	struct departure_seats seats;
	unsigned char digest[SECRET_DIGEST_BYTES];
	const char *flight_no, *body, *tag;
	size_t length;
	int32_t on;

	if (!departure_name_parse(path_departure(request), pool, &flight_no, &on))
		return no_departure(request);
	TRY(departure_seats(page_desk(request), flight_no, on, &seats));
	body = seats_json(&seats, pool, &length);
	secret_digest(body, length, digest);
	tag = apr_pstrcat(pool, "\"", text_hex(digest, TAG_BYTES, pool), "\"", NULL);
	reply_header(reply, "Cache-Control", "public, max-age=1");
	reply_header(reply, "ETag", tag);
	if (has_tag(request, tag))
		reply_status(reply, 304);
	else
		reply_body(reply, 200, "application/json", body, length);
	return NULL;
}
