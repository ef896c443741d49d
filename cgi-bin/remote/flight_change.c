/* Writing to the flight service: a question without the cache, PATCH and POST, and what their answers mean. */
#include "remote/flight_change.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/pool.h"
#include "remote/flight_fields.h"
#include "remote/flight_internal.h"
#include "remote/flight_plan_reader.h"
#include "remote/flight_reader.h"
#include "remote/flight_writer.h"

#include <string.h>

/* Writers may have to wait for others; nginx waits for all of this page for 15 s. */
#define WRITE_MS 8000L
#define AIRCRAFT_MAX 200
#define WORDS_MAX 300

/* The process's; set before there are threads. NULL: it may not write. */
static const char *process_token;

const struct err *flight_change_start(const struct config *config)
{
	process_token = NULL;
	if (config_text(config, "admin", "flight_token_file", NULL) == NULL)
		return NULL;
	return config_secret(config, "admin", "flight_token_file", &process_token);
}

/* Too much to do, or broken: it says nothing of what was asked for. */
static bool is_in_trouble(int status)
{
	return status == 429 || status >= 500;
}

/* A GET past the cache. A service that is away or in trouble, one that answers otherwise than it should (CODE_INVALID), and one that says that this question is wrong are told apart. */
static const struct err *look_at(
    struct flight_client *client, const char *path, apr_pool_t *pool, struct http_answer *out)
{
	struct flight_source *source = flight_client_source(client);
	struct http_client *http = flight_client_http(client);
	int64_t start_ms = clock_monotonic_ms();
	const char *reason = NULL;
	const struct err *err;

	if (!flight_breaker_allows(source->breaker, start_ms))
		return flight_down(path, pool);
	err = http_client_get(http, apr_pstrcat(pool, source->url, path, NULL), NULL, pool, out);
	if (err != NULL)
		reason = err->text;
	else if (out->status != 200 && out->status != 404)
		reason = apr_psprintf(pool, "status %d", out->status);
	flight_source_report(source, path, reason == NULL ? FLIGHT_GOOD : FLIGHT_FAILED,
	    clock_monotonic_ms() - start_ms, reason);
	if (err != NULL || is_in_trouble(out->status))
		return flight_down(path, pool);
	if (reason != NULL)
		return err_new(pool, CODE_INVALID, "%s", reason);
	return out->status == 200 ? NULL : err_new(pool, CODE_NOT_FOUND, "no %s", path);
}

static const char *path_of(const char *flight_no, int32_t on, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "/v1/departures/", flight_no, "/", date_text(on, pool), NULL);
}

const struct err *flight_change_read(struct flight_client *client, const char *flight_no,
    int32_t on, apr_pool_t *pool, struct flight_seen *out)
{
	const struct departure *departure;
	struct http_answer answer;
	struct departure *seen;
	const struct err *err;

	if (!flight_is_number(flight_no))
		return err_new(pool, CODE_NOT_FOUND, "no flight number");
	err = look_at(client, path_of(flight_no, on, pool), pool, &answer);
	if (err_is(err, CODE_NOT_FOUND) && !answer.is_problem)
		return err_new(pool, CODE_INVALID, "status 404, and no problem+json");
	TRY(err);
	err = flight_read_departure(answer.body, answer.length, flight_no, on, pool, &departure);
	http_client_drop(flight_client_http(client));
	TRY(err);
	seen = apr_pmemdup(pool, departure, sizeof(*departure));
	seen->as_of = clock_now();
	out->departure = seen;
	out->etag = apr_pstrdup(pool, answer.etag);
	return NULL;
}

const struct err *flight_change_look(struct flight_client *client, const char *flight_no,
    int32_t on, apr_pool_t *pool, struct flight_seen *out)
{
	const struct err *err = flight_change_read(client, flight_no, on, pool, out);

	return err_is(err, CODE_INVALID) ? flight_down(flight_no, pool) : err;
}

static const struct err *aircraft_read(
    const struct json *json, apr_pool_t *pool, struct aircraft *out)
{
	struct departure plan = { .cabin_count = 0 };

	out->code = NULL;
	TRY(flight_read_code(json, "code", 2, 8, pool, &out->code));
	TRY(flight_read_text(json, "name", FLIGHT_AIRCRAFT_NAME_MAX, pool, &out->name));
	TRY(flight_read_cabins(json, pool, &plan));
	out->cabins = plan.cabins;
	out->cabin_count = plan.cabin_count;
	return NULL;
}

/* Those that a departure can be flown with: one of which nothing can be made is left out. */
static const struct err *fleet_read(
    const char *text, size_t length, apr_pool_t *pool, const struct aircraft **out, size_t *count)
{
	struct flight_left_out left_out = { .count = 0 };
	const struct json *root, *list;
	struct aircraft *aircraft;

	TRY(json_parse(text, length, pool, &root));
	TRY(json_list(root, "aircraft", AIRCRAFT_MAX, pool, &list));
	aircraft = pool_make_many(pool, struct aircraft, json_count(list) + 1);
	*count = 0;
	for (size_t i = 0; i < json_count(list); i++) {
		struct aircraft *one = &aircraft[*count];
		const struct err *err = aircraft_read(json_at(list, i), pool, one);

		if (err == NULL)
			(*count)++;
		else
			flight_left_out_add(&left_out, one->code, err);
	}
	flight_left_out_tell(&left_out, "aircraft", pool);
	*out = aircraft;
	return NULL;
}

const struct err *flight_change_aircraft(
    struct flight_client *client, apr_pool_t *pool, const struct aircraft **out, size_t *count)
{
	struct http_answer answer;
	const struct err *err;

	err = look_at(client, "/v1/aircraft", pool, &answer);
	if (err == NULL) {
		err = fleet_read(answer.body, answer.length, pool, out, count);
		http_client_drop(flight_client_http(client));
	}
	return err_is(err, CODE_INVALID) ? flight_down("aircraft", pool) : err;
}

static void put_fares(struct json_out *json, const struct fare *fares, size_t count)
{
	json_open(json, "fares", '[');
	for (size_t i = 0; i < count; i++)
		flight_write_fare(json, &fares[i]);
	json_close(json, ']');
}

static const char *wish_text(const struct flight_wish *wish, apr_pool_t *pool)
{
	struct json_out *json = json_out_new(pool);

	json_open(json, NULL, '{');
	if (wish->departs_at != CLOCK_NONE) {
		json_put_text(json, "departs_at",
		    clock_text_at_offset(wish->departs_at, wish->origin_offset, pool));
		json_put_text(json, "arrives_at",
		    clock_text_at_offset(wish->arrives_at, wish->destination_offset, pool));
	}
	if (wish->aircraft_code != NULL)
		json_put_text(json, "aircraft", wish->aircraft_code);
	if (wish->fare_count > 0)
		put_fares(json, wish->fares, wish->fare_count);
	if (wish->is_cancelled)
		json_put_text(json, "state", "cancelled");
	json_close(json, '}');
	return json_out_text(json, NULL);
}

static const char *new_text(const struct departure *departure, apr_pool_t *pool)
{
	struct json_out *json = json_out_new(pool);

	json_open(json, NULL, '{');
	flight_write_itinerary(json, departure, pool);
	json_put_text(json, "aircraft", departure->aircraft_code);
	put_fares(json, departure->fares, departure->fare_count);
	json_close(json, '}');
	return json_out_text(json, NULL);
}

/* The service's own words about a refusal. */
static const char *detail_of(const struct http_answer *answer, apr_pool_t *pool)
{
	const struct json *problem;
	const char *detail;

	if (!answer->is_problem ||
	    json_parse(answer->body, answer->length, pool, &problem) != NULL ||
	    json_text(problem, "detail", 1, WORDS_MAX, pool, &detail) != NULL)
		return apr_psprintf(pool, "status %d", answer->status);
	return detail;
}

/* A failure of which the service says that nothing has happened. */
static bool is_without_effect(const struct http_answer *answer, apr_pool_t *pool)
{
	const struct json *problem;
	const char *outcome;

	return answer->is_problem &&
	    json_parse(answer->body, answer->length, pool, &problem) == NULL &&
	    json_text(problem, "outcome", 1, 20, pool, &outcome) == NULL &&
	    strcmp(outcome, "none") == 0;
}

static const struct err *refusal_of(const struct http_answer *answer, apr_pool_t *pool)
{
	static const struct {
		int status;
		enum err_code code;
	} refusals[] = { { 404, CODE_NOT_FOUND }, { 412, CODE_STALE }, { 422, CODE_INVALID } };
	const char *detail = detail_of(answer, pool);

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (answer->is_problem && answer->status == refusals[i].status)
			return err_new(pool, refusals[i].code, "%s", detail);
	if (answer->is_problem && answer->status == 409)
		return err_new(pool,
		    strstr(answer->body, "\"duplicate\"") != NULL ? CODE_DUPLICATE
								  : CODE_DEPARTURE_ENDED,
		    "%s", detail);
	if ((answer->status >= 400 && answer->status < 500) || is_without_effect(answer, pool))
		return err_new(pool, CODE_FLIGHT_SERVICE_DOWN, "%s", detail);
	return err_new(pool, CODE_UNSURE, "%s", detail);
}

static const struct err *send_out(struct flight_client *client, struct http_sending *sending,
    const char *path, int good, apr_pool_t *pool, struct http_answer *answer)
{
	struct flight_source *source = flight_client_source(client);
	const struct err *err;

	if (process_token == NULL)
		return err_new(pool, CODE_FLIGHT_SERVICE_DOWN, "no [admin] flight_token_file");
	sending->url = apr_pstrcat(pool, source->url, path, NULL);
	sending->token = process_token;
	sending->total_ms = WRITE_MS;
	err = http_client_send(flight_client_http(client), sending, pool, answer);
	if (err_is(err, CODE_UNAVAILABLE))
		return flight_down(err->text, pool);
	TRY(err);
	return answer->status == good ? NULL : refusal_of(answer, pool);
}

/* It was done, also when what came back is not understood: then it is asked for once more. */
static const struct err *read_done(struct flight_client *client, const char *flight_no, int32_t on,
    const struct http_answer *answer, apr_pool_t *pool, const struct departure **out)
{
	const struct err *err = flight_read_departure(
	    answer->body, answer->length, flight_no, on, pool, out);
	struct flight_seen seen;

	http_client_drop(flight_client_http(client));
	flight_client_forget(client, flight_no, on);
	if (err == NULL)
		return NULL;
	if (flight_change_look(client, flight_no, on, pool, &seen) != NULL)
		return err_new(pool, CODE_UNSURE, "%s", err->text);
	*out = seen.departure;
	return NULL;
}

const struct err *flight_change_send(struct flight_client *client, const struct flight_seen *seen,
    const struct flight_wish *wish, apr_pool_t *pool, const struct departure **out)
{
	const struct departure *departure = seen->departure;
	struct http_sending sending = {
		.method = "PATCH", .body = wish_text(wish, pool), .if_match = seen->etag
	};
	struct http_answer answer;

	TRY(send_out(client, &sending, path_of(departure->flight_no, departure->on, pool), 200,
	    pool, &answer));
	return read_done(client, departure->flight_no, departure->on, &answer, pool, out);
}

const struct err *flight_change_create(struct flight_client *client,
    const struct departure *departure, apr_pool_t *pool, const struct departure **out)
{
	struct http_sending sending = { .method = "POST", .body = new_text(departure, pool) };
	struct http_answer answer;

	TRY(send_out(client, &sending, "/v1/departures", 201, pool, &answer));
	return read_done(client, departure->flight_no, departure->on, &answer, pool, out);
}
