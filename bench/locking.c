/* Pessimistic against optimistic: customers who hold, fill in and book, in threads, through the airline's own rules; rounds of both ways by turns. `make bench-locking`. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define THREADS_MAX 64
#define ROWS 19
#define DEPARTURES 2000

/* Where the customers meet. */
enum place { SPREAD, HOT, ONE_SEAT, PLACES };
static const char *const PLACE_NAMES[] = { "spread: a departure each", "hot: all on one departure",
	"one seat: all want the same" };

static size_t threads = 16;
static int64_t seconds = 4, rounds = 3;

static struct desk *desks[THREADS_MAX];
static const struct departure *departures[DEPARTURES];
static _Atomic size_t next_departure, hot_departure, people;
static _Atomic int64_t sold_out;
static int64_t end_ms;

struct figures {
	_Atomic int64_t holds, bookings, refusals, given_up;
	int64_t repeats, deadlocks, ms;
};

static int64_t status_of(const char *name)
{
	return database_number(desks_db(),
	    "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_STATUS"
	    " WHERE VARIABLE_NAME = '%s'",
	    name);
}

static const struct err *book(struct desk *desk, const char *ref)
{
	char surname[] = "Sur aaaaaaa";
	const char *locator;
	size_t n = atomic_fetch_add(&people, 1);
	for (size_t i = 4; i < sizeof(surname) - 1; i++, n /= 26)
		surname[i] = (char)('a' + n % 26);
	desk_fill(desk, ref, surname);
	return booking_confirm(desk, ref, 2, 24000, &locator);
}

/* One customer's visit; true: the departure is sold out. */
static bool visit(
    struct desk *desk, const struct departure *departure, enum place place, struct figures *out)
{
	const char *ref;
	const struct wish wish = { .departures = { departure },
		.seats = place == ONE_SEAT ? "1A" : NULL,
		.party = { .adults = place == ONE_SEAT ? 1 : 2 } };
	const struct err *err = desk_place(desk, &wish, &ref);
	if (err_is(err, CODE_SOLD_OUT))
		return true;
	if (err_is(err, CODE_SEAT_TAKEN)) {
		out->refusals++;
		return false;
	}
	if (err == NULL) {
		out->holds++;
		err = place == ONE_SEAT ? hold_release(desk, ref) : book(desk, ref);
		out->bookings += err == NULL && place != ONE_SEAT;
	}
	out->given_up += err != NULL;
	return false;
}

static _Atomic enum place place_now;

static void be_customer(size_t number, void *arg)
{
	enum place place = atomic_load(&place_now);
	size_t own = atomic_fetch_add(&next_departure, 1);
	while (clock_monotonic_ms() < end_ms) {
		struct desk desk = *desks[number];
		size_t at = place == SPREAD ? own : atomic_load(&hot_departure);
		desk.pool = pool_new(desks[number]->pool);
		if (visit(&desk, departures[at % DEPARTURES], place, arg)) {
			atomic_fetch_add(&sold_out, 1);
			if (place == SPREAD)
				own = atomic_fetch_add(&next_departure, 1);
			else if (atomic_load(&hot_departure) == at)
				atomic_store(&hot_departure, atomic_fetch_add(&next_departure, 1));
		}
		apr_pool_destroy(desk.pool);
	}
}

static void run(enum place place, enum seats_locking locking, struct figures *sum)
{
	desks_settings()->locking = locking;
	atomic_store(&place_now, place);
	atomic_store(&hot_departure, atomic_fetch_add(&next_departure, 1));
	int64_t refused = sum->refusals + sum->given_up + sold_out;
	int64_t rolled_back = status_of("COM_ROLLBACK"), deadlocks = status_of("INNODB_DEADLOCKS");
	int64_t start_ms = clock_monotonic_ms();
	end_ms = start_ms + seconds * 1000;
	at_once(threads, be_customer, sum);
	sum->ms += clock_monotonic_ms() - start_ms;
	/* What was rolled back and not refused was done again. */
	sum->repeats += status_of("COM_ROLLBACK") - rolled_back -
	    (sum->refusals + sum->given_up + sold_out - refused);
	sum->deadlocks += status_of("INNODB_DEADLOCKS") - deadlocks;
}

static void print_figures(enum place place, const char *locking, const struct figures *sum)
{
	double passed = (double)sum->ms / 1000;
	printf("| %s | %s | %.0f | %.0f | %.1f | %.1f | %.1f |\n", PLACE_NAMES[place], locking,
	    (double)sum->holds / passed, (double)sum->bookings / passed,
	    (double)sum->refusals / passed, (double)sum->repeats / passed,
	    (double)sum->deadlocks / passed);
	if (sum->given_up > 0)
		printf("given up: %lld\n", (long long)sum->given_up);
}

static int64_t setting(const char *name, int64_t otherwise)
{
	const char *text = getenv(name);
	return text != NULL ? atoll(text) : otherwise;
}

int main(void)
{
	static struct figures sums[PLACES][2];
	void *state = NULL;
	threads = (size_t)setting("THREADS", (int64_t)threads);
	seconds = setting("SECONDS", seconds);
	rounds = setting("ROUNDS", rounds);
	desks_locking(LOCKING_PESSIMISTIC);
	if (threads > THREADS_MAX || desks_start(&state) != 0)
		return 1;
	database_sql(desks_db(), "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
	for (size_t i = 0; i < DEPARTURES; i++)
		departures[i] = departure_new(48, ROWS);
	for (size_t i = 0; i < threads; i++)
		desks[i] = desk_new();
	for (int64_t round = 0; round < rounds; round++)
		for (int place = 0; place < PLACES; place++)
			for (int i = 0; i < 2; i++) {
				int locking = (int)((i + round) % 2);
				run((enum place)place, (enum seats_locking)locking,
				    &sums[place][locking]);
			}
	printf("%zu threads, %lld rounds of %lld s each; a second has\n\n"
	       "| where | locking | holds | bookings | refused | done again | deadlocks |\n"
	       "|---|---|---|---|---|---|---|\n",
	    threads, (long long)rounds, (long long)seconds);
	for (int place = 0; place < PLACES; place++) {
		print_figures((enum place)place, "pessimistic", &sums[place][0]);
		print_figures((enum place)place, "optimistic", &sums[place][1]);
	}
	return desks_stop(&state);
}
