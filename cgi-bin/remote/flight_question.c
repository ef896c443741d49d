/* The way of a question: memory, file, service; and what is old is better than nothing. */
#include "remote/flight_question.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/pool.h"
#include "remote/flight_writer.h"

#include <string.h>

#define WAIT_MS 2000
/* While the breaker is open only files are read. */
#define WAIT_OPEN_MS 250
#define RETRY_S 5
/* As many days as a list of flights is made from, and some. */
#define SPREAD_DAYS 14

const char *flight_departure_key(const char *flight_no, int32_t on, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "departure/", flight_no, "/", date_text(on, pool), NULL);
}

const struct err *flight_down(const char *question, apr_pool_t *pool)
{
	struct err *err = err_new(
	    pool, CODE_FLIGHT_SERVICE_DOWN, "nothing usable about %s", question);

	err->retry_after_s = RETRY_S;
	return err;
}

void flight_source_report(struct flight_source *source, const char *question,
    enum flight_outcome outcome, int64_t took_ms, const char *reason)
{
	bool is_good = outcome != FLIGHT_FAILED;

	atomic_fetch_add(&source->outcomes[outcome], 1);
	if (reason != NULL)
		log_line(LOG_WARN, "flight_service.failed", "question", question, "reason", reason,
		    NULL);
	if (flight_breaker_report(source->breaker, is_good, took_ms, clock_monotonic_ms()))
		log_line(is_good ? LOG_INFO : LOG_WARN, "flight_service.breaker", "state",
		    is_good ? "closed" : "open", NULL);
}

/* The text of an answer to structs; NULL and `*err` when it is none. */
static struct flight_answer *answer_read(const struct flight_question *question, const char *text,
    size_t length, apr_pool_t *pool, const struct err **err)
{
	struct airports airports = { 0 };
	struct departures departures = { 0 };
	const struct departure *one;

	switch (question->subject) {
	case FLIGHT_AIRPORTS:
		*err = flight_read_airports(text, length, pool, &airports);
		break;
	case FLIGHT_SEARCH:
		*err = flight_read_departures(text, length, &question->search, pool, &departures);
		break;
	case FLIGHT_DEPARTURE:
	default:
		*err = flight_read_departure(
		    text, length, question->flight_no, question->on, pool, &one);
		departures = (struct departures){ .v = &one, .n = 1 };
		break;
	}
	return *err == NULL ? flight_answer_new(&airports, &departures) : NULL;
}

static void departure_file(struct flight_source *source, const struct departure *departure,
    const char *key, const char *etag, int64_t as_of, apr_pool_t *pool)
{
	struct flight_file file = { .as_of = as_of, .etag = etag };

	file.body = flight_write_departure(departure, pool, &file.length);
	flight_files_write(source->files, key, &file, pool);
}

/*
 * Each departure of a search is known by itself from now on, but for those of more days than anybody chooses a flight from: a month's would be hundreds of files. When the latest of them was
 * forgotten.
 */
static int64_t search_spread(struct flight_source *source, const struct flight_question *question,
    struct flight_answer *answer, int64_t as_of, bool is_filed, apr_pool_t *pool)
{
	bool is_spread = question->search.days <= SPREAD_DAYS;
	int64_t forgotten_at = INT64_MIN;

	if (!is_spread && !is_filed)
		return forgotten_at;
	for (size_t i = 0; i < answer->departures.n; i++) {
		const struct departure *departure = answer->departures.v[i];
		apr_pool_t *scratch = pool_new(pool);
		struct flight_put put = {
			.key = flight_departure_key(departure->flight_no, departure->on, scratch),
			.departure = departure,
			.as_of = as_of,
			.forgotten_at = INT64_MIN,
		};

		if (is_filed)
			put.forgotten_at = flight_files_forgotten_at(
			    source->files, put.key, scratch);
		else
			departure_file(source, departure, put.key, "", as_of, scratch);
		if (is_spread)
			flight_cache_put(source->cache, answer, &put, clock_now());
		if (put.forgotten_at > forgotten_at)
			forgotten_at = put.forgotten_at;
		apr_pool_destroy(scratch);
	}
	return forgotten_at;
}

/* Into memory: what a file said (`is_filed`), or the service just now. */
static void answer_keep(struct flight_source *source, const struct flight_question *question,
    struct flight_answer *answer, const struct departure *departure, const char *etag,
    int64_t as_of, bool is_filed, apr_pool_t *pool)
{
	struct flight_put put = {
		.key = question->key,
		.departure = departure,
		.etag = etag,
		.as_of = as_of,
		.forgotten_at = INT64_MIN,
	};

	if (question->subject == FLIGHT_SEARCH)
		put.forgotten_at = search_spread(source, question, answer, as_of, is_filed, pool);
	else if (question->subject == FLIGHT_DEPARTURE && is_filed)
		put.forgotten_at = flight_files_forgotten_at(source->files, question->key, pool);
	flight_cache_put(source->cache, answer, &put, clock_now());
}

/* What an answer to a question for one departure is about. */
static const struct departure *only_one(
    const struct flight_question *question, const struct flight_answer *answer)
{
	return question->subject == FLIGHT_DEPARTURE ? answer->departures.v[0] : NULL;
}

/* Another program, or this one before it was started again, may know something younger. */
static void file_load(struct flight_source *source, const struct flight_question *question,
    const struct flight_found *found, apr_pool_t *pool)
{
	int64_t after = found->answer == NULL ? -1 : found->as_of;
	struct flight_answer *answer;
	struct flight_file file;
	const struct err *err;

	if (!flight_files_read(source->files, question->key, after, pool, &file) ||
	    file.as_of > clock_now() + FLIGHT_CLOCK_SKEW)
		return;
	answer = answer_read(question, file.body, file.length, pool, &err);
	if (answer == NULL)
		return;
	answer_keep(source, question, answer, only_one(question, answer), file.etag, file.as_of,
	    true, pool);
	flight_answer_drop(answer);
}

/*
 * That nothing departs is not filed: there are more questions about nothing than any disk has room for. Nor does an older file live on that says otherwise.
 */
static void answer_file(struct flight_source *source, const struct flight_question *question,
    const struct flight_answer *answer, const struct flight_file *file, apr_pool_t *pool)
{
	if (question->subject == FLIGHT_SEARCH && answer->departures.n == 0)
		flight_files_delete(source->files, question->key, pool);
	else
		flight_files_write(source->files, question->key, file, pool);
}

/* 200: a whole new answer. */
static const struct err *answer_take(struct flight_source *source,
    const struct flight_question *question, const struct http_answer *http_answer, int64_t as_of,
    apr_pool_t *pool)
{
	struct flight_file file = { as_of, http_answer->etag, http_answer->body,
		http_answer->length };
	const struct err *err;
	struct flight_answer *answer;

	answer = answer_read(question, http_answer->body, http_answer->length, pool, &err);
	if (answer == NULL)
		return err;
	answer_keep(source, question, answer, only_one(question, answer), http_answer->etag, as_of,
	    false, pool);
	answer_file(source, question, answer, &file, pool);
	flight_answer_drop(answer);
	return NULL;
}

/* 304: what is known is young again, in memory and on disk. */
static void answer_renew(struct flight_source *source, const struct flight_question *question,
    const struct flight_found *found, int64_t as_of, apr_pool_t *pool)
{
	struct flight_file file;

	answer_keep(
	    source, question, found->answer, found->departure, found->etag, as_of, false, pool);
	if (question->subject == FLIGHT_DEPARTURE) {
		departure_file(source, found->departure, question->key, found->etag, as_of, pool);
	} else if (flight_files_read(source->files, question->key, -1, pool, &file) &&
	    strcmp(file.etag, found->etag) == 0 && file.as_of < as_of) {
		file.as_of = as_of;
		flight_files_write(source->files, question->key, &file, pool);
	}
}

static void answer_refuse(struct flight_source *source, const struct flight_question *question,
    enum err_code code, int64_t as_of, apr_pool_t *pool)
{
	flight_cache_refuse(source->cache, question->key, code, as_of);
	flight_files_delete(source->files, question->key, pool);
}

/* Of what was made of a whole answer. */
static enum flight_outcome outcome_of(const struct err *err)
{
	if (err == NULL)
		return FLIGHT_GOOD;
	return err->facts[FACT_DEPARTURE] != NULL ? FLIGHT_UNUSABLE : FLIGHT_FAILED;
}

/* Ask the service; true when it answered well, a refusal included. */
static bool service_ask(struct flight_source *source, struct http_client *http,
    const struct flight_question *question, const struct flight_found *found, apr_pool_t *pool)
{
	const char *url = apr_pstrcat(pool, source->url, question->path, NULL);
	enum flight_outcome outcome = FLIGHT_FAILED;
	const char *reason = NULL;
	int64_t as_of = clock_now();
	int64_t start_ms = clock_monotonic_ms();
	struct http_answer answer;
	const struct err *err = http_client_get(http, url, found->etag, pool, &answer);

	if (err != NULL) {
		reason = err->text;
	} else if (answer.status == 200) {
		err = answer_take(source, question, &answer, as_of, pool);
		reason = err != NULL ? err->text : NULL;
		outcome = outcome_of(err);
	} else if (answer.status == 304 && found->etag[0] != '\0') {
		answer_renew(source, question, found, as_of, pool);
		outcome = FLIGHT_UNMODIFIED;
	} else if (answer.is_problem && answer.status == 404) {
		answer_refuse(source, question, CODE_NOT_FOUND, as_of, pool);
		outcome = FLIGHT_REFUSED;
	} else if (answer.is_problem && (answer.status == 400 || answer.status == 422)) {
		answer_refuse(source, question, CODE_INVALID, as_of, pool);
		outcome = FLIGHT_REFUSED;
	} else {
		reason = apr_psprintf(pool, "status %d", answer.status);
	}
	http_client_drop(http);
	flight_source_report(
	    source, question->key, outcome, clock_monotonic_ms() - start_ms, reason);
	return reason == NULL;
}

/* What a thread does whose turn it is; true: the cache holds what the service says now. */
static bool turn_use(struct flight_source *source, struct http_client *http,
    const struct flight_question *question, apr_pool_t *pool)
{
	struct flight_found found;

	flight_cache_find(source->cache, question->key, clock_now(), pool, &found);
	if (found.is_fresh)
		return true;
	file_load(source, question, &found, pool);
	flight_cache_find(source->cache, question->key, clock_now(), pool, &found);
	if (found.is_fresh)
		return true;
	if (!flight_breaker_allows(source->breaker, clock_monotonic_ms()))
		return false;
	return service_ask(source, http, question, &found, pool);
}

static bool is_brought_up(struct flight_source *source, struct http_client *http,
    const struct flight_question *question, apr_pool_t *pool)
{
	apr_pool_t *scratch;
	bool is_good = false;
	int ticket;

	int wait_ms = flight_breaker_is_open(source->breaker) ? WAIT_OPEN_MS : WAIT_MS;

	if (!flight_turn_take(source->turns, question->key, wait_ms, &ticket, &is_good))
		return is_good;
	scratch = pool_new(pool);
	is_good = turn_use(source, http, question, scratch);
	apr_pool_destroy(scratch);
	flight_turn_end(source->turns, ticket, is_good);
	return is_good;
}

const struct err *flight_question_ask(struct flight_source *source, struct http_client *http,
    const struct flight_question *question, apr_pool_t *pool, struct flight_found *out,
    bool *is_confirmed)
{
	flight_cache_find(source->cache, question->key, clock_now(), pool, out);
	if (out->is_fresh) {
		atomic_fetch_add(&source->outcomes[FLIGHT_FRESH], 1);
		*is_confirmed = true;
	} else {
		*is_confirmed = is_brought_up(source, http, question, pool);
		flight_cache_find(source->cache, question->key, clock_now(), pool, out);
		*is_confirmed |= out->is_fresh;
		if (!*is_confirmed)
			atomic_fetch_add(
			    &source->outcomes[out->answer != NULL ? FLIGHT_STALE : FLIGHT_NONE], 1);
	}
	if (out->refusal != CODE_COUNT)
		return err_new(pool, out->refusal, "the flight service refuses %s", question->key);
	return out->answer != NULL ? NULL : flight_down(question->key, pool);
}
