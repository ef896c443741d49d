/* The airline's rules called without HTTP, by threads that ask what the pages of the POSTs ask; or the statements of a hold alone, without the rules. `make bench` compares the site with both. Prints one JSON object. */
#include "base/log.h"
#include "base/pool.h"
#include "base/random.h"
#include "direct_raw.h"
#include "direct_sale.h"
#include "load_figures.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS_MAX 128
#define COMPLAINTS_MAX 3

static const char USAGE[] =
    "usage: direct --threads N --seconds S --what sale|hold|raw --plan FILE [--warm S]\n"
    "The settings (AISLE_CONFIG and the environment) are those of the site that is compared.\n";

static struct plan plan;
static pthread_mutex_t plan_lock = PTHREAD_MUTEX_INITIALIZER;
static double seconds = 1, warm_s = 1;
static long threads = 1;
static const char *what = "sale", *plan_file;
static int64_t begin_us, end_us;
static bool is_raw;

struct counter {
	apr_pool_t *pool;
	struct desk_parts *parts;
	struct figures figures;
	pthread_t thread;
	bool has_run_dry;
};

static const char *take_seat(struct plan_departure **departure)
{
	pthread_mutex_lock(&plan_lock);
	const char *seat = plan_seat(&plan, departure);
	pthread_mutex_unlock(&plan_lock);
	return seat;
}

/* One request: its time, and its memory away. */
static bool ask(struct counter *counter, enum ask kind,
    const struct err *(*rule)(struct desk *desk, struct sale *sale), struct sale *sale)
{
	struct desk desk = sale_desk(
	    counter->parts, pool_new(counter->pool), sale->browser, sale->address);
	int64_t began_us = monotonic_us();
	const struct err *err = rule(&desk, sale);
	int64_t ended_us = monotonic_us();

	if (ended_us >= begin_us && ended_us <= end_us)
		samples_add(&counter->figures.asks[kind], ended_us - began_us);
	/* A seat is asked for once: nothing is to be refused. */
	if (err != NULL && ++counter->figures.errors <= COMPLAINTS_MAX)
		fprintf(stderr, "direct: %s (%s)\n", err->text, err->where);
	apr_pool_destroy(desk.pool);
	return err == NULL;
}

static bool sell(struct counter *counter, struct sale *sale)
{
	if (!ask(counter, ASK_HOLD, is_raw ? raw_hold : sale_hold, sale))
		return false;
	counter->figures.holds++;
	if (strcmp(what, "sale") != 0)
		return true;
	if (!ask(counter, ASK_PASSENGERS, sale_fill_in, sale) ||
	    !ask(counter, ASK_BOOKING, sale_book, sale))
		return false;
	counter->figures.bookings++;
	return true;
}

static void *be_counter(void *arg)
{
	struct counter *counter = arg;

	while (monotonic_us() < end_us) {
		struct sale sale = { .pool = pool_new(counter->pool) };

		sale.browser = random_ref(sale.pool);
		sale.address = sale_address(sale.pool);
		sale.seat = take_seat(&sale.departure);
		counter->has_run_dry = sale.seat == NULL;
		if (sale.seat == NULL)
			break;
		if (sell(counter, &sale)) {
			int64_t ended_us = monotonic_us();

			counter->figures.done += ended_us >= begin_us && ended_us <= end_us;
		}
		apr_pool_destroy(sale.pool);
	}
	return NULL;
}

static void add(struct figures *sum, const struct figures *figures)
{
	for (size_t i = 0; i < ASKS; i++)
		for (size_t j = 0; j < figures->asks[i].count; j++)
			samples_add(&sum->asks[i], figures->asks[i].us[j]);
	sum->done += figures->done;
	sum->holds += figures->holds;
	sum->bookings += figures->bookings;
	sum->errors += figures->errors;
}

static void print(const struct figures *figures, bool has_run_dry, apr_pool_t *pool)
{
	struct json_out *out = json_out_new(pool);

	figures_open(out, &(struct measured){ what, threads, seconds, figures->done });
	samples_put(out, figures->asks, ASKS);
	json_put_int(out, "errors", figures->errors);
	json_put_int(out, "holds", figures->holds);
	json_put_int(out, "bookings", figures->bookings);
	if (is_raw)
		json_put_int(out, "statements", (int64_t)raw_statements());
	json_put_int(out, "seats_used", (int64_t)plan_used(&plan));
	json_put_bool(out, "has_run_dry", has_run_dry);
	json_close(out, '}');
	puts(json_out_text(out, NULL));
}

static bool read_options(int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--threads") == 0)
			threads = strtol(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--seconds") == 0)
			seconds = strtod(argv[i + 1], NULL);
		else if (strcmp(argv[i], "--warm") == 0)
			warm_s = strtod(argv[i + 1], NULL);
		else if (strcmp(argv[i], "--what") == 0)
			what = argv[i + 1];
		else if (strcmp(argv[i], "--plan") == 0)
			plan_file = argv[i + 1];
		else
			return false;
	}
	return argc % 2 == 1 && plan_file != NULL && threads > 0 && threads <= THREADS_MAX &&
	    (strcmp(what, "sale") == 0 || strcmp(what, "hold") == 0 || strcmp(what, "raw") == 0);
}

static const struct err *run(apr_pool_t *pool, struct counter *counters)
{
	const struct config *config;

	TRY(plan_read(plan_file, pool, &plan));
	TRY(config_read(pool, &config));
	TRY(desk_start(config, pool));
	for (long i = 0; i < threads; i++) {
		counters[i].pool = pool_new_apart(pool);
		TRY(desk_parts_open(config, "booking", counters[i].pool, &counters[i].parts));
	}
	is_raw = strcmp(what, "raw") == 0;
	if (is_raw)
		TRY(raw_learn(&plan, counters[0].parts, pool, &counters[0].figures.holds));
	begin_us = monotonic_us() + (int64_t)(warm_s * 1e6);
	end_us = begin_us + (int64_t)(seconds * 1e6);
	for (long i = 0; i < threads; i++)
		if (pthread_create(&counters[i].thread, NULL, be_counter, &counters[i]) != 0)
			return err_new(pool, CODE_BROKEN, "no thread can be started");
	for (long i = 0; i < threads; i++)
		pthread_join(counters[i].thread, NULL);
	return NULL;
}

int main(int argc, char **argv)
{
	static struct counter counters[THREADS_MAX];
	static struct figures sum;
	const struct err *err;
	bool has_run_dry = false;
	apr_pool_t *pool;

	if (!read_options(argc, argv)) {
		fputs(USAGE, stderr);
		return 2;
	}
	pool_start();
	log_start("direct", LOG_ERROR);
	pool = pool_new(NULL);
	err = run(pool, counters);
	if (err != NULL) {
		fprintf(stderr, "direct: %s\n", err->text);
		return 1;
	}
	for (long i = 0; i < threads; i++) {
		add(&sum, &counters[i].figures);
		has_run_dry |= counters[i].has_run_dry;
	}
	print(&sum, has_run_dry, pool);
	return 0;
}
