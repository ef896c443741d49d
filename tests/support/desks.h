/* Customers at the counter, for tests of the airline's rules: desks, departures on sale, holds and bookings, without a flight service. */
#ifndef SUPPORT_DESKS_H
#define SUPPORT_DESKS_H

#include "domain/booking.h"
#include "domain/hold.h"
#include "domain/hold_internal.h"
#include "support/proxy.h"

/* The settings of all desks: to be changed by a test, put back by desks_reset. Limits are off, seats are locked as desks_locking said. */
struct settings *desks_settings(void);
void desks_reset(void);
void desks_locking(enum seats_locking locking);

/* cmocka's group set-up and tear-down: database_start and the booking tables; and at the end every invariant of `aisle verify` must hold. */
int desks_start(void **state);
int desks_stop(void **state);
/* desks_start, with seats locked in one way from then on. */
int desks_start_pessimistic(void **state);
int desks_start_optimistic(void **state);
/* The tests once for each way, as the groups "NAME, pessimistic" and "NAME, optimistic"; how many failed. `stop` is desks_stop, or what calls it. */
#define DESKS_RUN(name, tests, stop) \
	(cmocka_run_group_tests_name(name ", pessimistic", tests, desks_start_pessimistic, stop) + \
	    cmocka_run_group_tests_name(name ", optimistic", tests, desks_start_optimistic, stop))

/* A desk with a connection of its own for a browser that was never seen before. Ends with the group. */
struct desk *desk_new(void);
/* The same for a browser that is there already: another tab. */
struct desk *desk_tab(const struct desk *desk);
struct desk *desk_at(const struct desk *desk, const struct db_settings *database);
/* With its connection to the database through the proxy. */
struct desk *desk_behind(const struct desk *desk, const struct proxy *proxy);

/* The desk of a member of staff from now on, "ada", who is doing something for a customer. The same desk comes back. */
struct desk *desk_of_staff(struct desk *desk);

/* Everything for the tests that is no desk's: a connection and a pool. */
struct db *desks_db(void);
apr_pool_t *desks_pool(void);

/*
 * A departure of a flight number never used before, so many hours from now: cabin Y of `rows` rows "AB CD" from row 1 (exit row: none), cabin J of row 20 "A C". Fares YLIGHT (100.00 and 20.00 of
 * taxes, not refundable), YFLEX (200.00 and 20.00, refundable, fee 30.00) and JFLEX.
 */
const struct departure *departure_new(int hours, int rows);

/* A hold, as hold_place makes it, of one to four departures. `seats`: full names or, with one departure, seats alone ("1A 1B"); space separated. */
struct wish {
	const struct departure *departures[DEPARTURES_PER_HOLD];
	const char *seats;  /* NULL: chosen by the system */
	struct party party; /* nobody: one adult */
	const char *basis;  /* NULL: YLIGHT */
	const char *from;
	const char *key; /* NULL: a new one */
};
const struct err *desk_place(struct desk *desk, const struct wish *wish, const char **ref);
/* It must succeed. */
const char *desk_hold(struct desk *desk, const struct wish *wish);

/* As the desk sees it; it must be there. */
const struct hold *desk_find_hold(struct desk *desk, const char *ref);
const struct booking *desk_find_booking(struct desk *desk, const char *locator);

/* People of this surname for a hold's whole party, the first called "Ada". They are the same for holds with the same last departure, and born on another day for any other. */
void desk_fill(struct desk *desk, const char *ref, const char *surname);
/* From a wish to a booking; the locator. */
const char *desk_book(struct desk *desk, const struct wish *wish, const char *surname);

/* The whole of it is paid. */
void desk_pay(const char *locator);

/* What cancelling all of it would give back now. */
const struct err *desk_quote(
    struct desk *desk, const char *locator, const struct booking **booking, int64_t *refund_minor);

/* Seats that are taken on a departure, with those whose time is over and untidied. */
int64_t claims_on(const struct departure *departure);

/* A surname that nobody had before. */
const char *surname_new(void);

/* The budget of a worker's turn that does all that is due. */
#define WHOLE_TURN_MS 600000
/* Where hold_expire_due begins, for who asks once. */
#define FROM_THE_FIRST (&(struct hold_due){ .id = 0 })

/* The time of a hold and its seats is over, since a second. */
void hold_is_over(const char *ref);

/* A click with this key (NULL: a new one) that asks for `what`. */
struct click click_of(const char *key, const char *what);
/* With a new key, of whoever has this desk: staff's clicks are kept under their names. */
struct click click_at(struct desk *desk, const char *what);

/* Run `run` in `count` threads, each with its own number from 0; all start at once. */
void at_once(size_t count, void (*run)(size_t number, void *arg), void *arg);

#endif
