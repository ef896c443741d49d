/* The load generator of `make bench`: browsers that ask one HTTP server for pages, hold seats and buy, all in one thread that costs little. Prints one JSON object. */
#include "load_client.h"

#include "base/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#define CLIENTS_MAX 512
#define ERRORS_MAX 1000 /* then it gives up */
#define PATIENCE_US 20000000

static const char USAGE[] =
    "usage: load --port N --clients N --seconds S --scenario page|hold|sale|hot|seats --plan FILE\n"
    "            [--warm S] [--seed N] [--gzip]\n";
static const char *const SCENARIOS[] = { "page", "hold", "sale", "hot", "seats" };

struct options {
	const char *scenario, *plan;
	double seconds, warm_s;
	long port, clients, seed;
	bool takes_gzip;
};

static double cpu_seconds(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	    (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void start_idle(struct load *load)
{
	for (size_t i = 0; i < load->client_count; i++)
		if (!load->clients[i].is_busy)
			visit_begin(load, &load->clients[i]);
}

/* Until there is nothing more to ask and all that was asked is answered. */
static void run(struct load *load, double *cpu_s)
{
	struct epoll_event events[CLIENTS_MAX];
	double cpu_before = cpu_seconds(), cpu_after = 0;
	bool has_begun = false;

	start_idle(load);
	while (load->busy > 0 || load->now_us < load->end_us) {
		int count = epoll_wait(load->epoll, events, CLIENTS_MAX, 100);

		load->now_us = monotonic_us();
		if (!has_begun && load->now_us >= load->begin_us) {
			has_begun = true;
			cpu_before = cpu_seconds();
		}
		if (cpu_after <= 0 && load->now_us >= load->end_us)
			cpu_after = cpu_seconds();
		for (int i = 0; i < count; i++)
			client_go_on(load, events[i].data.ptr);
		if (load->busy < load->client_count)
			start_idle(load);
		if (load->scenario == SCENARIO_HOT && load->busy == 0)
			break;
		if (load->figures.errors > ERRORS_MAX ||
		    (load->end_us != NEVER && load->now_us > load->end_us + PATIENCE_US))
			break;
	}
	*cpu_s += (cpu_after > 0 ? cpu_after : cpu_seconds()) - cpu_before;
	load->figures.errors += (int64_t)load->busy;
}

static double run_timed(struct load *load, const struct options *options, double *cpu_s)
{
	load->now_us = monotonic_us();
	load->warm_us = (int64_t)(options->warm_s * 1e6);
	load->measured_us = (int64_t)(options->seconds * 1e6);
	load->begin_us = load->end_us = NEVER;
	if (load->scenario != SCENARIO_SEATS)
		visit_time(load);
	run(load, cpu_s);
	return (double)(load->end_us - load->begin_us) / 1e6;
}

/* One departure after the other, each until everybody was told that it is sold out. */
static double run_hot(struct load *load, double *cpu_s)
{
	int64_t passed_us = 0;

	for (size_t i = 0; i < load->plan.departure_count; i++) {
		load->hot = &load->plan.departures[i];
		for (size_t c = 0; c < load->client_count; c++)
			load->clients[c].is_sold_out = false;
		load->now_us = load->begin_us = load->last_booking_us = monotonic_us();
		load->end_us = NEVER;
		run(load, cpu_s);
		passed_us += load->last_booking_us - load->begin_us;
		if (load->figures.errors > ERRORS_MAX)
			break;
	}
	return (double)passed_us / 1e6;
}

static void print(const struct load *load, const struct options *options, double seconds,
    double cpu_s, apr_pool_t *pool)
{
	struct json_out *out = json_out_new(pool);
	const struct figures *figures = &load->figures;

	figures_open(
	    out, &(struct measured){ options->scenario, options->clients, seconds, figures->done });
	samples_put(out, figures->asks, ASKS);
	if (load->scenario == SCENARIO_SEATS)
		figures_put_mix(out, figures);
	statuses_put(out, "statuses", figures->statuses);
	json_put_int(out, "refused", figures->refused);
	json_put_int(out, "errors", figures->errors);
	json_put_int(out, "holds", figures->holds);
	json_put_int(out, "bookings", figures->bookings);
	json_put_int(out, "seat_changes", figures->seat_changes);
	json_put_int(out, "cancels", figures->cancels);
	json_put_int(out, "body_bytes", figures->body_bytes);
	json_put_int(out, "seats_used", (int64_t)plan_used(&load->plan));
	json_put_bool(out, "has_run_dry", load->has_run_dry);
	json_put_real(out, "cpu_s", cpu_s);
	json_close(out, '}');
	puts(json_out_text(out, NULL));
}

static bool read_option(struct options *options, const char *name, const char *value)
{
	if (strcmp(name, "--port") == 0)
		options->port = strtol(value, NULL, 10);
	else if (strcmp(name, "--clients") == 0)
		options->clients = strtol(value, NULL, 10);
	else if (strcmp(name, "--seconds") == 0)
		options->seconds = strtod(value, NULL);
	else if (strcmp(name, "--warm") == 0)
		options->warm_s = strtod(value, NULL);
	else if (strcmp(name, "--seed") == 0)
		options->seed = strtol(value, NULL, 10);
	else if (strcmp(name, "--scenario") == 0)
		options->scenario = value;
	else if (strcmp(name, "--plan") == 0)
		options->plan = value;
	else
		return false;
	return true;
}

static bool read_options(int argc, char **argv, struct options *out)
{
	*out = (struct options){ .seconds = 1, .warm_s = 1, .clients = 1, .seed = (long)getpid() };
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--gzip") == 0)
			out->takes_gzip = true;
		else if (i + 1 == argc || !read_option(out, argv[i], argv[i + 1]))
			return false;
		else
			i++;
	}
	return out->port > 0 && out->port < 65536 && out->clients > 0 &&
	    out->clients <= CLIENTS_MAX && out->scenario != NULL && out->plan != NULL;
}

static bool read_scenario(const char *name, enum scenario *out)
{
	for (size_t i = 0; i < sizeof(SCENARIOS) / sizeof(SCENARIOS[0]); i++)
		if (strcmp(name, SCENARIOS[i]) == 0) {
			*out = (enum scenario)i;
			return true;
		}
	return false;
}

/* What the scenario needs must be in the plan. */
static bool is_enough(const struct load *load)
{
	switch (load->scenario) {
	case SCENARIO_PAGE:
		return load->plan.page_count > 0;
	case SCENARIO_SEATS:
		return load->plan.search_count > 0 && load->plan.departure_count > 0;
	default:
		return load->plan.departure_count > 0;
	}
}

int main(int argc, char **argv)
{
	struct options options;
	struct load *load;
	const struct err *err;
	apr_pool_t *pool;
	double cpu_s = 0, seconds;

	pool_start();
	pool = pool_new(NULL);
	load = pool_make(pool, struct load);
	if (!read_options(argc, argv, &options) ||
	    !read_scenario(options.scenario, &load->scenario)) {
		fputs(USAGE, stderr);
		return 2;
	}
	err = plan_read(options.plan, pool, &load->plan);
	if (err != NULL || !is_enough(load)) {
		fprintf(stderr, "load: %s: %s\n", options.plan,
		    err != NULL ? err->text : "has nothing for this scenario");
		return 2;
	}
	load->port = (int)options.port;
	load->takes_gzip = options.takes_gzip;
	load->stream = (uint64_t)options.seed;
	for (size_t i = 0; i < 8; i++)
		load->run[i] = (char)('a' + random_next(load) % 26);
	load->epoll = epoll_create1(EPOLL_CLOEXEC);
	load->client_count = (size_t)options.clients;
	load->clients = pool_make_many(pool, struct client, load->client_count);
	for (size_t i = 0; i < load->client_count; i++)
		load->clients[i].fd = -1;
	seconds = load->scenario == SCENARIO_HOT ? run_hot(load, &cpu_s)
						 : run_timed(load, &options, &cpu_s);
	print(load, &options, seconds, cpu_s, pool);
	return load->figures.errors > ERRORS_MAX ? 1 : 0;
}
