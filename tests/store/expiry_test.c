/* The moment when a hold is over: bookings that arrive just then, with somebody who wants the seat and two sweepers. Each ends as booked with all its seats or as expired, never both, never neither. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define TRIALS 5000 /* of each locking */
#define CELLS 16    /* trials at the same time */
#define AROUND_MS 50
#define AHEAD_MS 60 /* from placing to expiry: time enough to be ready before it */
#define ROWS 19     /* of a departure, each "AB CD" */
#define TRIALS_A_DEPARTURE (ROWS * 2)
#define SWEEPERS 2

/* Where one trial after the other is made: a customer with a pair of seats, and a rival for one of them. */
struct cell {
	size_t number;
	struct desk *customer, *rival, *again; /* the rival twice: two tabs */
	const struct departure *departures[TRIALS / CELLS / TRIALS_A_DEPARTURE + 2];
	pthread_barrier_t is_set, is_over, is_judged;
	/* Of the trial that runs. */
	const struct departure *departure;
	const char *seats, *contested;
	const char *ref;
	int64_t expires_at;
	const struct err *customer_err, *rival_err;
	const char *locator, *rival_ref;
	bool is_last;
};

static struct cell cells[CELLS];
static _Atomic int booked, expired, wrong;
static _Atomic bool is_sweeping;

static void pause_until(int64_t at)
{
	int64_t left = at - clock_now();
	if (left <= 0)
		return;
	const struct timespec pause = { .tv_sec = left / CLOCK_SECOND,
		.tv_nsec = left % CLOCK_SECOND * 1000 };
	nanosleep(&pause, NULL);
}

/* Within AROUND_MS of the expiry, more often near it than far: what can go wrong lies within a millisecond. */
static int64_t around(int64_t at)
{
	uint32_t most = (AROUND_MS * 1000) >> random_below(8);
	return at - most + random_below(2 * most + 1);
}

/* A desk of the same person whose memory ends with the trial. */
static struct desk for_a_trial(const struct desk *desk)
{
	struct desk mine = *desk;
	mine.pool = pool_new(desk->pool);
	return mine;
}

static void say_wrong(const struct cell *cell, const char *what, const struct err *err)
{
	atomic_fetch_add(&wrong, 1);
	print_error("hold %s of %s: %s%s%s\n", cell->ref, cell->seats, what,
	    err != NULL ? ": " : "", err != NULL ? err->text : "");
}

static int64_t ask(struct db *db, apr_pool_t *pool, const struct query *query, const char *ref)
{
	struct rows *rows;
	const struct err *err = db_select(db, query, ARGS(arg_text(ref)), pool, &rows);
	return err == NULL && rows_next(rows) ? row_int(rows, 0) : -1;
}

/* As the tables have it: sold seats of the hold's booking, seats that are still the hold's, and its state. */
static int64_t sold_seats(struct desk *desk, const char *ref)
{
	static const struct query query = {
		.text = "SELECT COUNT(*) FROM hold h JOIN booking b ON b.hold_id = h.id"
			" JOIN seat_claim c ON c.hold_id = h.id AND c.booking_id = b.id"
			" WHERE h.ref = ? AND h.state = 'used' AND b.state = 'confirmed'"
			" AND c.state = 'sold'",
	};
	return ask(desk->db, desk->pool, &query, ref);
}

static int64_t signs_of_a_sale(struct desk *desk, const char *ref)
{
	static const struct query query = {
		.text =
		    "SELECT (h.state = 'used') + (b.id IS NOT NULL) +"
		    " (SELECT COUNT(*) FROM seat_claim c WHERE c.hold_id = h.id AND c.state = 'sold')"
		    " FROM hold h LEFT JOIN booking b ON b.hold_id = h.id WHERE h.ref = ?",
	};
	return ask(desk->db, desk->pool, &query, ref);
}

/* The statement that sells writes down its own time: one that is not before the hold's end is too late. */
static int64_t sold_too_late(struct desk *desk, const char *ref)
{
	static const struct query query = {
		.text = "SELECT COUNT(*) FROM hold"
			" WHERE ref = ? AND state = 'used' AND ended_at >= expires_at",
	};
	return ask(desk->db, desk->pool, &query, ref);
}

static const struct err *wish_for(struct desk *rival, struct cell *cell)
{
	return desk_place(rival,
	    &(struct wish){ .departures = { cell->departure }, .seats = cell->contested },
	    &cell->rival_ref);
}

/* The seat is his for the asking exactly when the customer has not got it. */
static void judge(struct cell *cell, struct desk *customer, const struct desk *tab)
{
	struct desk rival_again = for_a_trial(tab), *rival = &rival_again;
	const struct err *rivals = wish_for(rival, cell);
	bool is_booked = cell->customer_err == NULL;
	if (!is_booked && !err_is(cell->customer_err, CODE_HOLD_EXPIRED))
		say_wrong(cell, "neither booked nor expired", cell->customer_err);
	if (cell->rival_err != NULL && !err_is(cell->rival_err, CODE_SEAT_TAKEN))
		say_wrong(cell, "the rival has met something else", cell->rival_err);
	if (is_booked && sold_seats(customer, cell->ref) != 2)
		say_wrong(cell, "booked without all its seats", NULL);
	if (is_booked && sold_too_late(customer, cell->ref) != 0)
		say_wrong(cell, "booked after its end", NULL);
	if (is_booked && (cell->rival_err == NULL || !err_is(rivals, CODE_SEAT_TAKEN)))
		say_wrong(cell, "booked, and the seat was given to the rival too", rivals);
	if (!is_booked && signs_of_a_sale(customer, cell->ref) != 0)
		say_wrong(cell, "expired, and something was sold", NULL);
	if (!is_booked && rivals != NULL)
		say_wrong(cell, "expired, and the rival cannot have the seat", rivals);
	atomic_fetch_add(is_booked ? &booked : &expired, 1);
	if (!is_booked && rivals == NULL && hold_release(rival, cell->rival_ref) != NULL)
		say_wrong(cell, "the rival cannot give the seat back", NULL);
	apr_pool_destroy(rival->pool);
}

/* A hold of two seats with its people, over in AHEAD_MS. */
static void set_up(struct cell *cell, struct desk *customer, int trial)
{
	static const struct query of_hold = { .text = "UPDATE hold SET expires_at = ?"
						      " WHERE ref = ?" };
	static const struct query of_claims = {
		.text = "UPDATE seat_claim c JOIN hold h ON h.id = c.hold_id"
			" SET c.held_until = h.expires_at WHERE h.ref = ?",
	};
	int here = trial / CELLS, seat = here % TRIALS_A_DEPARTURE;
	const char *pair = seat % 2 == 0 ? "AB" : "CD";
	apr_pool_t *pool = customer->pool;
	cell->departure = cell->departures[here / TRIALS_A_DEPARTURE];
	cell->contested = apr_psprintf(pool, "%d%c", seat / 2 + 1, pair[random_below(2)]);
	cell->seats = apr_psprintf(pool, "%d%c %d%c", seat / 2 + 1, pair[0], seat / 2 + 1, pair[1]);
	cell->ref = desk_hold(customer,
	    &(struct wish){ .departures = { cell->departure },
		.seats = cell->seats,
		.party = { .adults = 2 } });
	char surname[] = "Sur aaaaaa";
	for (int i = 4, n = trial; i < 10; i++, n /= 26)
		surname[i] = (char)('a' + n % 26);
	desk_fill(customer, cell->ref, surname);
	cell->expires_at = clock_now() + AHEAD_MS * 1000;
	assert_no_err(db_run(customer->db, &of_hold,
	    ARGS(arg_instant(cell->expires_at), arg_text(cell->ref)), pool, NULL));
	assert_no_err(db_run(customer->db, &of_claims, ARGS(arg_text(cell->ref)), pool, NULL));
}

static void *be_customer(void *arg)
{
	struct cell *cell = arg;
	for (int here = 0;; here++) {
		struct desk customer = for_a_trial(cell->customer);
		int trial = here * CELLS + (int)cell->number;
		cell->is_last = trial >= TRIALS;
		if (!cell->is_last)
			set_up(cell, &customer, trial);
		pthread_barrier_wait(&cell->is_set);
		if (cell->is_last)
			return NULL;
		pause_until(around(cell->expires_at));
		cell->customer_err = booking_confirm(
		    &customer, cell->ref, 2, 24000, &cell->locator);
		pthread_barrier_wait(&cell->is_over);
		judge(cell, &customer, cell->again);
		pthread_barrier_wait(&cell->is_judged);
		apr_pool_destroy(customer.pool);
	}
}

/* Asks at the moment itself, and once more when the latest customer is through. */
static void *be_rival(void *arg)
{
	struct cell *cell = arg;
	for (;;) {
		pthread_barrier_wait(&cell->is_set);
		if (cell->is_last)
			return NULL;
		struct desk rival = for_a_trial(cell->rival);
		pause_until(cell->expires_at);
		cell->rival_err = wish_for(&rival, cell);
		pthread_barrier_wait(&cell->is_over);
		pthread_barrier_wait(&cell->is_judged);
		apr_pool_destroy(rival.pool);
	}
}

static void *sweep(void *arg)
{
	const struct timespec pause = { .tv_nsec = 2000000 };
	while (atomic_load(&is_sweeping)) {
		struct desk sweeper = for_a_trial(arg);
		int64_t count;
		const struct err *err = hold_expire_due(
		    &sweeper, FROM_THE_FIRST, WHOLE_TURN_MS, &count);
		if (err != NULL) {
			atomic_fetch_add(&wrong, 1);
			print_error("a sweeper: %s\n", err->text);
		}
		apr_pool_destroy(sweeper.pool);
		nanosleep(&pause, NULL);
	}
	return NULL;
}

static void cells_start(pthread_t threads[2 * CELLS])
{
	for (size_t i = 0; i < CELLS; i++) {
		struct cell *cell = &cells[i];
		*cell = (struct cell){ .number = i, .customer = desk_new(), .rival = desk_new() };
		cell->again = desk_tab(cell->rival);
		for (size_t j = 0; j < sizeof(cell->departures) / sizeof(cell->departures[0]); j++)
			cell->departures[j] = departure_new(48, ROWS);
		assert_int_equal(pthread_barrier_init(&cell->is_set, NULL, 2), 0);
		assert_int_equal(pthread_barrier_init(&cell->is_over, NULL, 2), 0);
		assert_int_equal(pthread_barrier_init(&cell->is_judged, NULL, 2), 0);
		assert_int_equal(pthread_create(&threads[2 * i], NULL, be_customer, cell), 0);
		assert_int_equal(pthread_create(&threads[2 * i + 1], NULL, be_rival, cell), 0);
	}
}

static void at_its_expiry_a_hold_is_booked_or_over(void **state)
{
	pthread_t threads[2 * CELLS], sweepers[SWEEPERS];
	(void)state;
	atomic_store(&booked, 0);
	atomic_store(&expired, 0);
	atomic_store(&is_sweeping, true);
	for (size_t i = 0; i < SWEEPERS; i++) {
		struct desk *desk = desk_new();
		desk->actor = "worker";
		assert_int_equal(pthread_create(&sweepers[i], NULL, sweep, desk), 0);
	}
	cells_start(threads);
	for (size_t i = 0; i < 2 * CELLS; i++)
		pthread_join(threads[i], NULL);
	atomic_store(&is_sweeping, false);
	for (size_t i = 0; i < SWEEPERS; i++)
		pthread_join(sweepers[i], NULL);
	print_message("# %d booked, %d expired\n", atomic_load(&booked), atomic_load(&expired));
	assert_int_equal(atomic_load(&wrong), 0);
	assert_int_equal(atomic_load(&booked) + atomic_load(&expired), TRIALS);
	assert_true(atomic_load(&booked) > 0);
	assert_true(atomic_load(&expired) > 0);
	/* And each of them has ended, once. */
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM hold h WHERE (SELECT COUNT(*) FROM event e"
			     " WHERE e.subject = 'hold' AND e.subject_id = h.id"
			     " AND e.to_state IN ('used', 'expired', 'released')) <> 1"),
	    0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_its_expiry_a_hold_is_booked_or_over),
	};
	return DESKS_RUN("expiry", tests, desks_stop);
}
