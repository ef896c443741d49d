/* The flight client's doors: questions made from arguments, answers handed out with their age. */
#include "remote/flight_client.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "remote/flight_fields.h"
#include "remote/flight_internal.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* The longest answer has to find room: decoded, a MiB of text is two at most. */
#define CACHE_MIB_MIN 4
#define CACHE_MIB_MAX 1024
#define CACHE_MIB 4
#define MIB ((size_t)1024 * 1024)
#define DISK_MIB_MIN 16
#define DISK_MIB_MAX (1024 * 1024)
#define DISK_MIB 256
#define REFUSED_FOR (5 * CLOCK_SECOND)
#define FAILURES 5

struct flight_client {
	struct flight_source *source;
	struct http_client *http;
};

/* The process's; set before there are threads. */
static struct flight_source *process_source;

static apr_status_t source_close(void *arg)
{
	if (process_source == arg)
		process_source = NULL;
	return APR_SUCCESS;
}

static const struct err *url_read(const struct config *config, apr_pool_t *pool, const char **out)
{
	const char *url;
	size_t length;

	TRY(config_need(config, "flight_service", "url", &url));
	if (!http_client_takes(url))
		return err_new(
		    pool, CODE_INVALID, "[flight_service] url: no http:// or https:// address");
	length = strlen(url);
	while (length > 0 && url[length - 1] == '/')
		length--;
	*out = apr_pstrmemdup(pool, url, length);
	return NULL;
}

const struct err *flight_client_start(const struct config *config, apr_pool_t *pool)
{
	struct flight_source *source = pool_make(pool, struct flight_source);
	struct flight_cache_limits limits = { 0, 0, REFUSED_FOR };
	int64_t fresh_s, pause_s, cache_mib, disk_mib;
	const char *folder;

	http_client_start();
	TRY(url_read(config, pool, &source->url));
	TRY(config_need(config, "cache", "folder", &folder));
	TRY(config_int(config, "flight_service", "fresh_seconds", 0, 3600, 30, &fresh_s));
	TRY(config_int(config, "flight_service", "pause_seconds", 1, 60, 5, &pause_s));
	TRY(config_int(
	    config, "cache", "disk_mib", DISK_MIB_MIN, DISK_MIB_MAX, DISK_MIB, &disk_mib));
	TRY(flight_files_open(folder, disk_mib * (int64_t)MIB, pool, &source->files));
	TRY(config_int(
	    config, "cache", "memory_mib", CACHE_MIB_MIN, CACHE_MIB_MAX, CACHE_MIB, &cache_mib));
	limits.bytes = (size_t)cache_mib * MIB;
	limits.fresh = fresh_s * CLOCK_SECOND;
	source->cache = flight_cache_new(&limits, pool);
	source->breaker = flight_breaker_new(FAILURES, pause_s * 1000, pool);
	source->turns = flight_turns_new(pool);
	process_source = source;
	apr_pool_cleanup_register(pool, source, source_close, apr_pool_cleanup_null);
	return NULL;
}

struct flight_client *flight_client_open(apr_pool_t *pool)
{
	struct flight_client *client = pool_make(pool, struct flight_client);

	client->source = process_source;
	client->http = http_client_open(pool);
	return client;
}

struct flight_source *flight_client_source(const struct flight_client *client)
{
	return client->source;
}

struct http_client *flight_client_http(const struct flight_client *client)
{
	return client->http;
}

const struct err *flight_client_airports(
    struct flight_client *client, apr_pool_t *pool, struct airports *out)
{
	const struct flight_question question = {
		.subject = FLIGHT_AIRPORTS,
		.key = "airports",
		.path = "/v1/airports",
	};
	struct flight_found found;
	bool is_confirmed;

	TRY(flight_question_ask(
	    client->source, client->http, &question, pool, &found, &is_confirmed));
	*out = found.answer->airports;
	return NULL;
}

/* A departure of the shared answer, with the age that this asker sees. */
static const struct departure *departure_as_of(
    const struct departure *shared, int64_t as_of, apr_pool_t *pool)
{
	struct departure *departure = apr_pmemdup(pool, shared, sizeof(*shared));

	departure->as_of = as_of;
	return departure;
}

const struct err *flight_client_departures(struct flight_client *client, const char *origin,
    const char *destination, int32_t on, int days, apr_pool_t *pool, struct departures *out)
{
	const char *date = date_text(on, pool);
	const struct flight_question question = {
		.subject = FLIGHT_SEARCH,
		.key = apr_psprintf(pool, "list/%.3s/%.3s/%s/%d", origin, destination, date, days),
		.path = apr_psprintf(pool,
		    "/v1/departures?origin=%.3s&destination=%.3s&date=%s&days=%d", origin,
		    destination, date, days),
		.search = { origin, destination, on, days },
	};
	const struct departure **v;
	struct flight_found found;
	bool is_confirmed;

	if (!flight_is_airport(origin) || !flight_is_airport(destination) || days < 1 || days > 62)
		return err_new(pool, CODE_INVALID, "no question for departures");
	TRY(flight_question_ask(
	    client->source, client->http, &question, pool, &found, &is_confirmed));
	out->n = found.answer->departures.n;
	v = pool_make_many(pool, const struct departure *, out->n);
	for (size_t i = 0; i < out->n; i++)
		v[i] = departure_as_of(found.answer->departures.v[i], found.as_of, pool);
	out->v = v;
	out->as_of = found.as_of;
	out->is_cached = !is_confirmed;
	return NULL;
}

static bool is_too_old(int64_t as_of, int max_age_s)
{
	int64_t age = clock_now() - as_of;

	return max_age_s > 0 && (age > max_age_s * CLOCK_SECOND || age < -FLIGHT_CLOCK_SKEW);
}

const struct err *flight_client_departure(struct flight_client *client, const char *flight_no,
    int32_t on, int max_age_s, apr_pool_t *pool, const struct departure **out, bool *is_cached)
{
	struct flight_question question = {
		.subject = FLIGHT_DEPARTURE,
		.flight_no = flight_no,
		.on = on,
	};
	struct flight_found found;
	bool is_confirmed;

	if (!flight_is_number(flight_no))
		return err_new(pool, CODE_NOT_FOUND, "no flight number");
	question.key = flight_departure_key(flight_no, on, pool);
	question.path = apr_pstrcat(
	    pool, "/v1/departures/", flight_no, "/", date_text(on, pool), NULL);
	TRY(flight_question_ask(
	    client->source, client->http, &question, pool, &found, &is_confirmed));
	if (!is_confirmed && is_too_old(found.as_of, max_age_s))
		return flight_down(question.key, pool);
	*out = departure_as_of(found.departure, found.as_of, pool);
	*is_cached = !is_confirmed;
	return NULL;
}

static const struct err *changes_ask(struct flight_client *client, int64_t cursor, apr_pool_t *pool,
    const struct departure_change **out, size_t *count)
{
	const char *url = apr_psprintf(pool, "%s/v1/changes?after=%" PRId64 "&limit=%d",
	    client->source->url, cursor, FLIGHT_CHANGES_MAX);
	struct http_answer answer;

	TRY(http_client_get(client->http, url, NULL, pool, &answer));
	if (answer.status != 200)
		return err_new(pool, CODE_UNAVAILABLE, "status %d", answer.status);
	return flight_read_changes(answer.body, answer.length, cursor, pool, out, count);
}

const struct err *flight_client_changes(struct flight_client *client, int64_t cursor,
    apr_pool_t *pool, const struct departure_change **out, size_t *count)
{
	const struct err *err;
	int64_t start_ms;

	if (!flight_breaker_allows(client->source->breaker, clock_monotonic_ms()))
		return flight_down("changes", pool);
	start_ms = clock_monotonic_ms();
	err = changes_ask(client, cursor, pool, out, count);
	http_client_drop(client->http);
	flight_source_report(client->source, "changes", err == NULL ? FLIGHT_GOOD : FLIGHT_FAILED,
	    clock_monotonic_ms() - start_ms, err == NULL ? NULL : err->text);
	return err == NULL ? NULL : flight_down("changes", pool);
}

void flight_client_forget(struct flight_client *client, const char *flight_no, int32_t on)
{
	apr_pool_t *scratch;
	const char *key;
	int64_t now = clock_now();

	if (!flight_is_number(flight_no))
		return;
	scratch = pool_new(NULL);
	key = flight_departure_key(flight_no, on, scratch);
	flight_cache_forget(client->source->cache, key, flight_no, on, now);
	flight_files_forget(client->source->files, key, now, scratch);
	apr_pool_destroy(scratch);
}

size_t flight_client_sweep(int max_age_s)
{
	if (process_source == NULL)
		return 0;
	return flight_files_sweep(process_source->files, clock_now() - max_age_s * CLOCK_SECOND);
}

const char *flight_client_metrics(apr_pool_t *pool)
{
	static const char *const labels[FLIGHT_OUTCOMES] = {
		[FLIGHT_GOOD] = "requests_total{outcome=\"good\"",
		[FLIGHT_UNMODIFIED] = "requests_total{outcome=\"unmodified\"",
		[FLIGHT_REFUSED] = "requests_total{outcome=\"refused\"",
		[FLIGHT_UNUSABLE] = "requests_total{outcome=\"unusable\"",
		[FLIGHT_FAILED] = "requests_total{outcome=\"failed\"",
		[FLIGHT_FRESH] = "cache_total{result=\"fresh\"",
		[FLIGHT_STALE] = "cache_total{result=\"stale\"",
		[FLIGHT_NONE] = "cache_total{result=\"none\"",
	};
	size_t entries, bytes;
	const char *text = "# TYPE aisle_flight_requests_total counter\n";
	int process = (int)getpid();

	if (process_source == NULL)
		return "";
	for (int i = 0; i < FLIGHT_OUTCOMES; i++) {
		if (i == FLIGHT_FRESH)
			text = apr_pstrcat(
			    pool, text, "# TYPE aisle_flight_cache_total counter\n", NULL);
		text = apr_psprintf(pool, "%saisle_flight_%s,process=\"%d\"} %lu\n", text,
		    labels[i], process, atomic_load(&process_source->outcomes[i]));
	}
	flight_cache_size(process_source->cache, &entries, &bytes);
	return apr_psprintf(pool,
	    "%s# TYPE aisle_flight_cache_entries gauge\n"
	    "aisle_flight_cache_entries{process=\"%d\"} %" APR_SIZE_T_FMT
	    "\n# TYPE aisle_flight_cache_bytes gauge\n"
	    "aisle_flight_cache_bytes{process=\"%d\"} %" APR_SIZE_T_FMT
	    "\n# TYPE aisle_flight_breaker_open gauge\n"
	    "aisle_flight_breaker_open{process=\"%d\"} %d\n",
	    text, process, entries, process, bytes, process,
	    flight_breaker_is_open(process_source->breaker));
}
