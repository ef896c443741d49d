/* Counters over all processes of a program, as Prometheus text. */
#include "web/metrics.h"

#include "base/pool.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <sys/mman.h>

#define STATUS_CLASSES 5
#define BUCKETS 11

/* Upper bounds in milliseconds. */
static const int64_t bounds_ms[BUCKETS] = { 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000 };

struct metrics_row {
	_Atomic uint64_t by_class[STATUS_CLASSES]; /* 1xx … 5xx */
	_Atomic uint64_t by_time[BUCKETS + 1];     /* the last one: above all bounds */
	_Atomic uint64_t total_ms;
};

struct metrics {
	_Atomic uint64_t worker_restarts;
	struct metrics_row rows[]; /* one a route, and one for what has none */
};

static struct metrics *shared;

bool metrics_start(const struct program *program)
{
	size_t size = sizeof(struct metrics) +
	    (program->route_count + 1) * sizeof(struct metrics_row);
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		return false;
	shared = memory;
	return true;
}

void metrics_request(
    const struct program *program, const struct route *route, int status, int64_t ms)
{
	size_t class = status >= 100 && status < 600 ? (size_t)status / 100 - 1 : 4;
	size_t bucket = 0;
	struct metrics_row *row;

	if (shared == NULL)
		return;
	row = &shared
		   ->rows[route == NULL ? program->route_count : (size_t)(route - program->routes)];
	while (bucket < BUCKETS && ms > bounds_ms[bucket])
		bucket++;
	atomic_fetch_add_explicit(&row->by_class[class], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&row->by_time[bucket], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&row->total_ms, (uint64_t)ms, memory_order_relaxed);
}

void metrics_worker_restarted(void)
{
	if (shared != NULL)
		atomic_fetch_add_explicit(&shared->worker_restarts, 1, memory_order_relaxed);
}

static uint64_t value_of(_Atomic uint64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

static void line_add(apr_array_header_t *lines, const char *line)
{
	APR_ARRAY_PUSH(lines, const char *) = line;
}

/* program="…",method="…",route="…" */
static const char *labels_of(const struct program *program, size_t index, apr_pool_t *pool)
{
	static const char *const methods[] = { "GET", "POST", "PATCH", "other" };

	if (index == program->route_count)
		return apr_psprintf(
		    pool, "program=\"%s\",method=\"other\",route=\"unmatched\"", program->name);
	return apr_psprintf(pool, "program=\"%s\",method=\"%s\",route=\"%s\"", program->name,
	    methods[program->routes[index].method], program->routes[index].pattern);
}

static void counts_add(apr_array_header_t *lines, const char *labels, struct metrics_row *row)
{
	for (size_t class = 0; class < STATUS_CLASSES; class ++) {
		uint64_t count = value_of(&row->by_class[class]);

		if (count > 0)
			line_add(lines,
			    apr_psprintf(lines->pool,
				"aisle_http_requests_total{%s,status=\"%dxx\"} %" PRIu64 "\n",
				labels, (int)class + 1, count));
	}
}

static void times_add(apr_array_header_t *lines, const char *labels, struct metrics_row *row)
{
	uint64_t count = 0;
	uint64_t total_ms = value_of(&row->total_ms);

	for (size_t i = 0; i <= BUCKETS; i++)
		count += value_of(&row->by_time[i]);
	if (count == 0)
		return;
	count = 0;
	for (size_t i = 0; i < BUCKETS; i++) {
		count += value_of(&row->by_time[i]);
		line_add(lines,
		    apr_psprintf(lines->pool,
			"aisle_http_request_seconds_bucket{%s,le=\"%g\"} %" PRIu64 "\n", labels,
			(double)bounds_ms[i] / 1000, count));
	}
	count += value_of(&row->by_time[BUCKETS]);
	line_add(lines,
	    apr_psprintf(lines->pool,
		"aisle_http_request_seconds_bucket{%s,le=\"+Inf\"} %" PRIu64 "\n"
		"aisle_http_request_seconds_sum{%s} %" PRIu64 ".%03d\n"
		"aisle_http_request_seconds_count{%s} %" PRIu64 "\n",
		labels, count, labels, total_ms / 1000, (int)(total_ms % 1000), labels, count));
}

const char *metrics_text(const struct program *program, apr_pool_t *pool)
{
	apr_array_header_t *lines = apr_array_make(pool, 64, sizeof(const char *));

	if (shared == NULL)
		return "";
	line_add(lines,
	    apr_psprintf(pool,
		"# HELP aisle_worker_restarts_total Worker processes that died and were replaced.\n"
		"# TYPE aisle_worker_restarts_total counter\n"
		"aisle_worker_restarts_total{program=\"%s\"} %" PRIu64 "\n",
		program->name, value_of(&shared->worker_restarts)));
	line_add(lines,
	    "# HELP aisle_http_requests_total Requests answered.\n"
	    "# TYPE aisle_http_requests_total counter\n");
	for (size_t i = 0; i <= program->route_count; i++)
		counts_add(lines, labels_of(program, i, pool), &shared->rows[i]);
	line_add(lines,
	    "# HELP aisle_http_request_seconds Time to answer.\n"
	    "# TYPE aisle_http_request_seconds histogram\n");
	for (size_t i = 0; i <= program->route_count; i++)
		times_add(lines, labels_of(program, i, pool), &shared->rows[i]);
	return apr_array_pstrcat(pool, lines, '\0');
}
