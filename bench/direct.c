/* The airline's rules called without HTTP, by threads that ask what the pages of the POSTs ask; or the statements of a hold alone, without the rules. `make bench` compares the site with both. Prints one JSON object. */
#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"
#include "domain/booking.h"
#include "domain/hold.h"
#include "load_figures.h"
#include "load_plan.h"
#include "tape.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

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
static const struct tape_song *song; /* raw */
static const struct arg **owns;      /* of each departure of the plan */

struct counter {
	apr_pool_t *pool;
	struct desk_parts *parts;
	struct figures figures;
	pthread_t thread;
	bool has_run_dry;
};

static int64_t now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

/* Who asks, as a page makes it of a request; memory for that one request. */
static struct desk desk_of(const struct counter *counter, const char *browser, const char *address)
{
	return (struct desk){ .pool = pool_new(counter->pool),
		.db = counter->parts->db,
		.flights = counter->parts->flights,
		.settings = counter->parts->settings,
		.request_id = "00000000000000000000000000000000",
		.actor = "customer",
		.browser = browser,
		.address = address };
}

/* Customers come from anywhere. */
static const char *address_new(apr_pool_t *pool)
{
	uint32_t n = random_below(1u << 24);

	return apr_psprintf(pool, "10.%u.%u.%u", n >> 16, n >> 8 & 255, n & 255);
}

static const char *take_seat(struct plan_departure **departure)
{
	pthread_mutex_lock(&plan_lock);
	const char *seat = plan_seat(&plan, departure);
	pthread_mutex_unlock(&plan_lock);
	return seat;
}

/* The next sale of a thread; memory for all of it. */
struct sale {
	apr_pool_t *pool;
	const char *browser, *address, *seat, *ref;
	struct plan_departure *departure;
};

static const struct err *hold(struct desk *desk, struct sale *sale)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	const char *answer;
	const struct hold_request wanted = {
		.offer = { .departures = (const char *const[]){ sale->departure->name },
		    .departure_count = 1,
		    .cabin = "Y",
		    .party = { .adults = 1 } },
		.seats = (const char *const[]){ apr_pstrcat(
		    sale->pool, sale->departure->name, "/", sale->seat, NULL) },
		.seat_count = 1,
		.click = { random_ref(sale->pool), digest },
	};
	const char *ref;

	secret_digest(sale->seat, strlen(sale->seat), digest);
	TRY(click_find(desk, &wanted.click, &answer));
	TRY(hold_place(desk, &wanted, &ref));
	sale->ref = apr_pstrdup(sale->pool, ref);
	return NULL;
}

/* What a sale's statements have of their own. */
static const struct err *wish_of(const struct sale *sale, struct tape_wish *out)
{
	const char *slash = strchr(sale->departure->name, '/');

	*out = (struct tape_wish){
		.departure = sale->departure->name, .seat = sale->seat, .address = sale->address
	};
	out->full_seat = apr_pstrcat(sale->pool, out->departure, "/", sale->seat, NULL);
	if (slash == NULL || !date_parse(slash + 1, &out->on))
		return err_new(sale->pool, CODE_INVALID, "%s is no departure", out->departure);
	out->flight_no = apr_pstrmemdup(
	    sale->pool, out->departure, (size_t)(slash - out->departure));
	return NULL;
}

static const struct err *hold_raw(struct desk *desk, struct sale *sale)
{
	struct tape_wish wish;

	TRY(wish_of(sale, &wish));
	wish.own = owns[sale->departure - plan.departures];
	return tape_play(song, &wish, desk->db, desk->pool);
}

/* A name that nobody else has. */
static const char *surname_new(apr_pool_t *pool)
{
	char *name = apr_pstrcat(pool, "Sur", random_ref(pool), NULL);

	for (char *letter = name + strlen("Sur"); *letter != '\0'; letter++)
		*letter = (char)('a' + *letter % 26);
	return name;
}

static const struct err *fill_in(struct desk *desk, struct sale *sale)
{
	const char *surname = surname_new(sale->pool);
	struct passenger people[] = { { .no = 1, .given_name = "Ada", .surname = surname } };
	const struct contact contact = { .email = apr_pstrcat(
					     sale->pool, surname, "@example.org", NULL) };
	const struct hold *found;

	(void)date_from_civil(1980, 6, 15, &people[0].born_on);
	TRY(hold_find(desk, sale->ref, &found));
	return hold_set_passengers(desk, found->ref, people, 1, &contact);
}

static const struct err *book(struct desk *desk, struct sale *sale)
{
	const char *locator;

	return booking_confirm(desk, sale->ref, 2, sale->departure->total_minor, &locator);
}

/* One request: its time, and its memory away. */
static bool ask(struct counter *counter, enum ask kind,
    const struct err *(*rule)(struct desk *desk, struct sale *sale), struct sale *sale)
{
	struct desk desk = desk_of(counter, sale->browser, sale->address);
	int64_t began_us = now();
	const struct err *err = rule(&desk, sale);
	int64_t ended_us = now();

	if (ended_us >= begin_us && ended_us <= end_us)
		samples_add(&counter->figures.asks[kind], ended_us - began_us);
	if (err != NULL && err->kind == ERR_REFUSED)
		counter->figures.refused[409]++;
	else if (err != NULL && ++counter->figures.errors <= COMPLAINTS_MAX)
		fprintf(stderr, "direct: %s (%s)\n", err->text, err->where);
	apr_pool_destroy(desk.pool);
	return err == NULL;
}

static bool sell(struct counter *counter, struct sale *sale)
{
	if (!ask(counter, ASK_HOLD, song != NULL ? hold_raw : hold, sale))
		return false;
	counter->figures.holds++;
	if (strcmp(what, "sale") != 0)
		return true;
	if (!ask(counter, ASK_PASSENGERS, fill_in, sale) || !ask(counter, ASK_BOOKING, book, sale))
		return false;
	counter->figures.bookings++;
	return true;
}

/* One hold, written down where there is a tape. */
static const struct err *hold_once(struct counter *counter, struct sale *sale, struct tape *tape)
{
	struct desk desk = desk_of(counter, random_ref(sale->pool), sale->address);
	const struct err *err;

	tape_record(tape);
	err = hold(&desk, sale);
	tape_record(NULL);
	counter->figures.holds += err == NULL;
	return err;
}

/* A hold on the next departure by turns, written down. */
static const struct err *hold_next(
    struct counter *counter, apr_pool_t *pool, struct sale *sale, struct tape *tape)
{
	*sale = (struct sale){ .pool = pool, .address = address_new(pool) };
	*tape = (struct tape){ .pool = pool };
	sale->seat = take_seat(&sale->departure);
	if (sale->seat == NULL)
		return err_new(pool, CODE_SOLD_OUT, "there is no free seat");
	return hold_once(counter, sale, tape);
}

/* Two holds that differ in everything but their statements show what a hold is made of. */
static const struct err *find_song(struct counter *counter, apr_pool_t *pool)
{
	static struct tape first, second;
	struct tape_song *learned = NULL;
	struct sale a, b;
	struct tape_wish of_a, of_b;

	TRY(hold_next(counter, pool, &a, &first));
	TRY(wish_of(&a, &of_a));
	for (size_t i = 0; learned == NULL && i < 2 * plan.departure_count; i++) {
		TRY(hold_next(counter, pool, &b, &second));
		TRY(wish_of(&b, &of_b));
		if (of_a.on == of_b.on || strcmp(of_a.flight_no, of_b.flight_no) == 0 ||
		    strcmp(of_a.seat, of_b.seat) == 0)
			continue;
		if (tape_compare(&first, &of_a, &second, &of_b, pool, &learned) != NULL)
			learned = NULL;
	}
	if (learned == NULL)
		return err_new(pool, CODE_INVALID, "no two holds are of the same statements");
	song = learned;
	return NULL;
}

/* Every departure is known to everybody before, as it is to a site that sells it. Those whose holds are of other statements (another number of taxes) are left out. */
static const struct err *learn(struct counter *counter, apr_pool_t *pool)
{
	static struct tape tape;
	struct sale sale;

	for (size_t i = 0; i < plan.departure_count; i++)
		TRY(hold_next(counter, pool, &sale, &tape));
	TRY(find_song(counter, pool));
	owns = pool_make_many(pool, const struct arg *, plan.departure_count);
	for (size_t i = 0; i < plan.departure_count; i++) {
		TRY(hold_next(counter, pool, &sale, &tape));
		owns[sale.departure - plan.departures] = tape_own(song, &tape, pool);
	}
	for (size_t i = 0; i < plan.departure_count; i++)
		if (owns[i] == NULL)
			plan.departures[i].seat_count = plan.departures[i].next;
	return NULL;
}

static void *be_counter(void *arg)
{
	struct counter *counter = arg;

	while (now() < end_us) {
		struct sale sale = { .pool = pool_new(counter->pool) };

		sale.browser = random_ref(sale.pool);
		sale.address = address_new(sale.pool);
		sale.seat = take_seat(&sale.departure);
		counter->has_run_dry = sale.seat == NULL;
		if (sale.seat == NULL)
			break;
		if (sell(counter, &sale)) {
			int64_t ended_us = now();

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
	sum->refused[409] += figures->refused[409];
	sum->errors += figures->errors;
}

static void print(const struct figures *figures, bool has_run_dry, apr_pool_t *pool)
{
	struct json_out *out = json_out_new(pool);

	json_open(out, NULL, '{');
	json_put_text(out, "scenario", what);
	json_put_int(out, "clients", threads);
	json_put_real(out, "seconds", seconds);
	json_put_int(out, "done", figures->done);
	json_put_real(out, "rate", (double)figures->done / seconds);
	samples_put(out, figures->asks, ASKS);
	figures_put_steps(out, figures);
	statuses_put(out, "refused", figures->refused);
	json_put_int(out, "errors", figures->errors);
	json_put_int(out, "holds", figures->holds);
	json_put_int(out, "bookings", figures->bookings);
	if (song != NULL)
		json_put_int(out, "statements", (int64_t)tape_statements(song));
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
	if (strcmp(what, "raw") == 0)
		TRY(learn(&counters[0], pool));
	begin_us = now() + (int64_t)(warm_s * 1e6);
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
