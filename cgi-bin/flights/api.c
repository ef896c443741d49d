/* The flight service's HTTP side: start, authority, answers and problems that all handlers
 * share. */
#include "flights/api.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/secret.h"
#include "db/migrate.h"
#include "flights/feed.h"
#include "flights/rows.h"
#include "flights/schedule.h"
#include "web/problem.h"

#include <string.h>
#include <strings.h>

static struct {
	const char *token;  /* NULL: nothing can be written */
	const char *folder; /* of the migrations; NULL: not looked at */
} settings;                 /* set before the threads, never after */

const struct err *api_start(const struct config *config, apr_pool_t *pool)
{
	const char *sql = config_text(config, "migrate", "sql", NULL);

	settings.folder = sql == NULL ? NULL : apr_pstrcat(pool, sql, "/flights", NULL);
	if (config_text(config, "flight_service", "token_file", NULL) == NULL) {
		log_line(
		    LOG_INFO, "flights.read_only", "why", "no [flight_service] token_file", NULL);
		return NULL;
	}
	TRY(config_secret(config, "flight_service", "token_file", &settings.token));
	if (strlen(settings.token) < 16)
		return err_new(pool, CODE_INVALID,
		    "the token in [flight_service] token_file is shorter than 16 characters");
	return NULL;
}

const struct err *api_thread_open(const struct config *config, apr_pool_t *pool, void **out)
{
	struct db_settings *database = pool_make(pool, struct db_settings);
	TRY(db_settings_read(config, "flights", pool, database));
	struct db *db = db_open(database, pool);
	db_choose_host(db, pool);
	*out = db;
	return NULL;
}

struct db *api_db(const struct request *request)
{
	return request->thread;
}

void api_done(void *thread)
{
	db_log_round_trips(thread);
}

const struct err *api_ready(void *thread, apr_pool_t *pool, const char **what)
{
	bool has_airports;

	*what = "the database cannot be reached";
	TRY(db_ping(thread, pool));
	*what = "the tables are not those of this version";
	if (settings.folder != NULL)
		TRY(migrate_check(thread, settings.folder, pool));
	TRY(rows_has_airports(thread, pool, &has_airports));
	*what = "there are no airports";
	if (!has_airports)
		return err_new(
		    pool, CODE_UNAVAILABLE, "there are no airports: load some (aisle demo)");
	return NULL;
}

const char *api_metrics(void *thread, apr_pool_t *pool)
{
	int64_t cursor;

	if (feed_last_cursor(thread, pool, &cursor) != NULL)
		return NULL;
	return apr_psprintf(pool,
	    "# HELP aisle_flights_changes_total Versions of departures ever written.\n"
	    "# TYPE aisle_flights_changes_total counter\n"
	    "aisle_flights_changes_total %" APR_INT64_T_FMT "\n",
	    cursor);
}

const struct err *api_authorize(const struct request *request)
{
	const char *field = request_header(request, "Authorization");

	if (settings.token == NULL)
		return err_new(request->pool, CODE_UNAUTHENTICATED,
		    "this service has no token set up: it is for reading only");
	if (field == NULL || strncasecmp(field, "Bearer ", 7) != 0 ||
	    !secret_equal(field + 7, settings.token))
		return err_new(request->pool, CODE_UNAUTHENTICATED,
		    "writing needs the service's bearer token");
	return NULL;
}

void api_answer(const struct request *request, struct reply *reply, const struct body *body)
{
	const char *known = request_header(request, "If-None-Match");

	reply_header(reply, "ETag", body->etag);
	reply_header(reply, "Cache-Control", "no-cache");
	if (known != NULL && encode_etag_matches(known, body->etag, false))
		reply_status(reply, 304);
	else
		reply_body(reply, 200, "application/json", body->text, body->length);
}

const struct err *api_departure_of_path(const struct request *request, const struct departure **out)
{
	const char *flight_no = request->args[0];
	int32_t on;

	if (!schedule_is_flight_no(flight_no) || !date_parse(request->args[1], &on))
		return err_new(request->pool, CODE_NOT_FOUND, "no departure can be called %s/%s",
		    flight_no, request->args[1]);
	TRY(rows_departure(api_db(request), flight_no, on, request->pool, out));
	if (*out == NULL)
		return err_new(request->pool, CODE_NOT_FOUND, "there is no departure %s/%s",
		    flight_no, request->args[1]);
	return NULL;
}

const struct err *api_departure_body(
    const struct request *request, const struct departure *departure, struct body *out)
{
	const struct catalog *catalog;
	int64_t now = clock_now();

	TRY(catalog_get(api_db(request), CATALOG_AGE_MS, request->pool, &catalog));
	const struct err *err = encode_departure(departure, catalog, now, request->pool, out);
	if (!err_is(err, CODE_NOT_FOUND))
		return err;
	TRY(catalog_get(api_db(request), 0, request->pool, &catalog));
	return encode_departure(departure, catalog, now, request->pool, out);
}

static const char *title_of(int status)
{
	switch (status) {
	case 400:
		return "Bad Request";
	case 401:
		return "Unauthorized";
	case 403:
		return "Forbidden";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	case 409:
		return "Conflict";
	case 412:
		return "Precondition Failed";
	case 413:
		return "Content Too Large";
	case 415:
		return "Unsupported Media Type";
	case 422:
		return "Unprocessable Content";
	case 428:
		return "Precondition Required";
	case 429:
		return "Too Many Requests";
	case 503:
		return "Service Unavailable";
	default:
		return "Internal Server Error";
	}
}

/* RFC 9457. What broke inside is for the log, not for the caller. */
void api_problem(struct request *request, struct reply *reply, const struct err *err)
{
	int status = problem_status(err);
	const char *outcome = problem_outcome(err);
	struct json_out *json = json_out_new(request->pool);
	size_t length;

	json_open(json, NULL, '{');
	json_put_text(json, "type", "about:blank");
	json_put_text(json, "title", title_of(status));
	json_put_int(json, "status", status);
	json_put_text(json, "detail", status < 500 ? err->text : "It could not be done now.");
	json_put_text(json, "code", err_code_name(err->code));
	if (err->facts[FACT_FIELDS] != NULL)
		json_put_text(json, "member", err->facts[FACT_FIELDS]);
	if (outcome != NULL)
		json_put_text(json, "outcome", outcome);
	if (status >= 500)
		json_put_text(json, "request_id", request->id);
	json_close(json, '}');
	const char *text = json_out_text(json, &length);

	if (status == 401)
		reply_header(reply, "WWW-Authenticate", "Bearer realm=\"flight service\"");
	if (status == 429 || status == 503)
		reply_header(reply, "Retry-After",
		    apr_itoa(request->pool, err->retry_after_s > 0 ? err->retry_after_s : 1));
	reply_header(reply, "Cache-Control", "no-store");
	reply_body(reply, status, "application/problem+json", text, length);
}
