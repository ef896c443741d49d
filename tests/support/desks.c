/* Customers at the counter, for tests of the airline's rules. */
#include "support/desks.h"
#include "support/database.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/text.h"
#include "db/migrate.h"
#include "domain/fare.h"
#include "domain/verify.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PRICES_MAX 80
#define SEATS_MAX 40

static apr_pool_t *pool;
/* Of a thread that at_once has started, a pool of its own: no pool is for two of them. */
static _Thread_local apr_pool_t *own_pool;
static struct db *db;
static enum seats_locking wanted_locking;
static struct settings settings;
static int flights;

struct settings *desks_settings(void)
{
	return &settings;
}

void desks_reset(void)
{
	settings = (struct settings){
		.site_url = "http://127.0.0.1:8080",
		.site_name = "Aisle Air",
		.hold_seconds = 1200,
		.hold_max_seconds = 7200,
		.sales_close_minutes = 60,
		.search_days = 730,
		.name_corrections = 3,
		.locking = wanted_locking,
		.known_departure_s = 900,
		.link_key = "a key of thirty-two bytes or so",
	};
}

void desks_locking(enum seats_locking locking)
{
	wanted_locking = locking;
	desks_reset();
}

int desks_start(void **state)
{
	struct migration_report report;
	if (database_start(state) != 0)
		return -1;
	pool = pool_new(NULL);
	db = database_open(pool);
	desks_reset();
	assert_no_err(migrate_run(db, "sql/booking", MIGRATION_PATIENCE, pool, &report));
	return 0;
}

int desks_start_pessimistic(void **state)
{
	desks_locking(LOCKING_PESSIMISTIC);
	return desks_start(state);
}

int desks_start_optimistic(void **state)
{
	desks_locking(LOCKING_OPTIMISTIC);
	return desks_start(state);
}

int desks_stop(void **state)
{
	struct verify_report report;
	struct desk *desk = desk_new();
	assert_no_err(verify_run(desk, VERIFY_ALL, &report));
	for (size_t i = 0; i < report.count; i++)
		if (report.results[i].violations != 0)
			fail_msg("%s (%s): %d, first %s", report.results[i].name,
			    report.results[i].title, (int)report.results[i].violations,
			    report.results[i].sample);
	apr_pool_destroy(pool);
	return database_stop(state);
}

struct desk *desk_behind(const struct desk *desk, const struct proxy *proxy)
{
	struct db_settings through = *database_settings();
	through.socket = proxy_socket(proxy);
	return desk_at(desk, &through);
}

struct desk *desk_of_staff(struct desk *desk)
{
	static const struct desk_act act = { "booking-test", "booking/test", "why" };
	desk->is_staff = true;
	desk->actor = "ada";
	desk->act = &act;
	return desk;
}

struct db *desks_db(void)
{
	return db;
}

apr_pool_t *desks_pool(void)
{
	return own_pool != NULL ? own_pool : pool;
}

struct desk *desk_at(const struct desk *desk, const struct db_settings *database)
{
	struct desk *tab = pool_make(desks_pool(), struct desk);
	*tab = *desk;
	tab->pool = pool_new_apart(desks_pool());
	tab->db = db_open(database, tab->pool);
	return tab;
}

struct desk *desk_tab(const struct desk *desk)
{
	return desk_at(desk, database_settings());
}

struct desk *desk_new(void)
{
	struct desk desk = {
		.settings = &settings,
		.request_id = "test",
		.actor = "customer",
		.browser = random_ref(desks_pool()),
		.address = apr_psprintf(
		    desks_pool(), "2001:db8::%s", random_text("0123456789abcdef", 4, desks_pool())),
	};
	return desk_tab(&desk);
}

static const struct tax TAXES[] = { { "DE", 1500 }, { "RA", 500 } };
static const struct fare FARES[] = {
	{ "YLIGHT", "Y", 10000, TAXES, 2, "EUR", false, 5000, 0 },
	{ "YFLEX", "Y", 20000, TAXES, 2, "EUR", true, 0, 3000 },
	{ "JFLEX", "J", 60000, TAXES, 2, "EUR", true, 0, 0 },
};

const struct departure *departure_new(int hours, int rows)
{
	struct cabin *cabins = pool_make_many(desks_pool(), struct cabin, 2);
	cabins[0] = (struct cabin){
		.code = "J", .name = "Business", .first_row = 20, .last_row = 20, .letters = "A C"
	};
	cabins[1] = (struct cabin){
		.code = "Y", .name = "Economy", .first_row = 1, .last_row = rows, .letters = "AB CD"
	};
	struct departure *departure = pool_make(desks_pool(), struct departure);
	*departure = (struct departure){
		.flight_no = apr_psprintf(desks_pool(), "AX%d", ++flights),
		.origin = "FRA",
		.destination = "LHR",
		.departs_at = clock_now() + hours * CLOCK_HOUR,
		.state = DEPARTURE_SCHEDULED,
		.version = 1,
		.aircraft_code = "T4",
		.aircraft_name = "Test aircraft",
		.cabins = cabins,
		.cabin_count = 2,
		.fares = FARES,
		.fare_count = sizeof(FARES) / sizeof(FARES[0]),
	};
	departure->arrives_at = departure->departs_at + 2 * CLOCK_HOUR;
	departure->on = date_at_offset(departure->departs_at, 0);
	departure->name = apr_pstrcat(
	    desks_pool(), departure->flight_no, "/", date_text(departure->on, desks_pool()), NULL);
	return departure;
}

struct click click_of(const char *key, const char *what)
{
	unsigned char *digest = apr_palloc(desks_pool(), SECRET_DIGEST_BYTES);
	secret_digest(what, strlen(what), digest);
	return (struct click){ key != NULL ? key : random_ref(desks_pool()), digest, NULL };
}

struct click click_at(struct desk *desk, const char *what)
{
	struct click click = click_of(NULL, what);
	click.desk = desk;
	return click;
}

/* What offer_show would say; the state of sales is booking's to find out. */
static void offer_of(const struct wish *wish, const struct offer_request *request, apr_pool_t *own,
    struct offer *out)
{
	struct price_line *prices = pool_make_many(own, struct price_line, PRICES_MAX);
	size_t count;
	*out = (struct offer){ .is_on_sale = true, .prices = prices, .currency = "EUR" };
	for (size_t i = 0; i < request->departure_count; i++) {
		struct offer_segment *segment = &out->segments[out->segment_count++];
		segment->departure = wish->departures[i];
		segment->fare = fare_by_basis(
		    wish->departures[i], wish->basis != NULL ? wish->basis : "YLIGHT");
		assert_no_err(fare_price(segment->fare, &request->party, (int64_t)i + 1, own,
		    prices + out->price_count, PRICES_MAX - out->price_count, &count,
		    &out->total_minor));
		out->price_count += count;
	}
}

static const char *const *seats_of(const struct wish *wish, apr_pool_t *own, size_t *count)
{
	*count = 0;
	if (wish->seats == NULL)
		return NULL;
	const char *const *words = text_words(wish->seats, own, count);
	const char **seats = pool_make_many(own, const char *, *count);
	for (size_t i = 0; i < *count; i++)
		seats[i] = strchr(words[i], '/') != NULL
		    ? words[i]
		    : apr_pstrcat(own, wish->departures[0]->name, "/", words[i], NULL);
	return seats;
}

const struct err *desk_place(struct desk *desk, const struct wish *wish, const char **ref)
{
	struct offer offer;
	struct hold_request request = { .from = wish->from };
	unsigned char *digest = apr_palloc(desk->pool, SECRET_DIGEST_BYTES);
	const char *what = wish->seats != NULL ? wish->seats : "";
	request.offer.party = wish->party;
	if (party_seated(&wish->party) == 0)
		request.offer.party.adults = 1;
	while (request.offer.departure_count < DEPARTURES_PER_HOLD &&
	    wish->departures[request.offer.departure_count] != NULL)
		request.offer.departure_count++;
	request.seats = seats_of(wish, desk->pool, &request.seat_count);
	secret_digest(what, strlen(what), digest);
	request.click.key = wish->key != NULL ? wish->key : random_ref(desk->pool);
	request.click.fingerprint = digest;
	offer_of(wish, &request.offer, desk->pool, &offer);
	return hold_place_known(desk, &request, &offer, ref);
}

const char *desk_hold(struct desk *desk, const struct wish *wish)
{
	const char *ref;
	assert_no_err(desk_place(desk, wish, &ref));
	return ref;
}

const struct hold *desk_find_hold(struct desk *desk, const char *ref)
{
	const struct hold *hold;
	assert_no_err(hold_find(desk, ref, &hold));
	return hold;
}

const struct booking *desk_find_booking(struct desk *desk, const char *locator)
{
	const struct booking *booking;
	assert_no_err(booking_find(desk, locator, &booking));
	return booking;
}

void desk_fill(struct desk *desk, const char *ref, const char *surname)
{
	const struct hold *hold = desk_find_hold(desk, ref);
	struct passenger people[PARTY_PASSENGERS_MAX] = { { .no = 0 } };
	size_t count = party_count(&hold->party);
	int32_t flight = (int32_t)atoi(
	    hold->segments[hold->segment_count - 1].departure.flight_no + strlen("AX"));
	static const char *const names[] = { "Ada", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal",
		"Ida", "Jim", "Kim", "Leo", "Mia", "Ned", "Oda", "Pia", "Quin", "Ray" };
	for (size_t i = 0; i < count; i++) {
		int32_t today = date_at_offset(clock_now(), 0);
		enum passenger_type type = party_type(&hold->party, i);
		people[i].given_name = names[i];
		people[i].surname = surname;
		people[i].born_on = type == PASSENGER_ADULT ? 3652 - flight
		    : type == PASSENGER_CHILD               ? today - 6 * 365 - flight % 300
							    : today - 200 - flight % 300;
	}
	assert_no_err(hold_set_passengers(
	    desk, ref, people, count, &(const struct contact){ "ada@example.com", NULL }));
}

const char *desk_book(struct desk *desk, const struct wish *wish, const char *surname)
{
	const char *locator;
	const char *ref = desk_hold(desk, wish);
	desk_fill(desk, ref, surname);
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_no_err(booking_confirm(desk, ref, hold->version, hold->total_minor, &locator));
	return locator;
}

void desk_pay(const char *locator)
{
	database_sql(
	    db, "UPDATE booking SET paid_minor = total_minor WHERE locator = '%s'", locator);
	database_sql(db,
	    "INSERT INTO ledger (booking_id, at, kind, amount_minor, currency)"
	    " SELECT id, NOW(6), 'payment', total_minor, currency FROM booking WHERE locator = '%s'",
	    locator);
}

const struct err *desk_quote(
    struct desk *desk, const char *locator, const struct booking **booking, int64_t *refund_minor)
{
	const struct booking_part all = { 0, NULL };
	struct booking_quote quote;
	const struct err *err = booking_quote(desk, locator, &all, &quote);
	*booking = quote.booking;
	*refund_minor = quote.refund_minor;
	return err;
}

int64_t claims_on(const struct departure *departure)
{
	return database_number(db,
	    "SELECT COUNT(*) FROM seat_claim c JOIN departure d"
	    " ON d.id = c.departure_id WHERE d.flight_no = '%s'",
	    departure->flight_no);
}

const char *surname_new(void)
{
	static unsigned int people;
	char letters[] = "aaaaa";
	unsigned int n = people++;
	for (size_t i = 0; letters[i] != '\0'; i++, n /= 26)
		letters[i] = (char)('a' + n % 26);
	return apr_pstrcat(desks_pool(), "Sur ", letters, NULL);
}

void hold_is_over(const char *ref)
{
	database_sql(
	    db, "UPDATE hold SET expires_at = NOW(6) - INTERVAL 1 SECOND WHERE ref = '%s'", ref);
	database_sql(db,
	    "UPDATE seat_claim c JOIN hold h ON h.id = c.hold_id"
	    " SET c.held_until = h.expires_at WHERE h.ref = '%s' AND c.state = 'held'",
	    ref);
}

struct runner {
	size_t number;
	void (*run)(size_t number, void *arg);
	void *arg;
	pthread_barrier_t *start;
	apr_pool_t *pool;
};

static void *run_one(void *arg)
{
	struct runner *runner = arg;
	own_pool = runner->pool;
	pthread_barrier_wait(runner->start);
	runner->run(runner->number, runner->arg);
	return NULL;
}

void at_once(size_t count, void (*run)(size_t number, void *arg), void *arg)
{
	pthread_t threads[64];
	struct runner runners[64];
	pthread_barrier_t start;
	assert_true(count <= 64);
	assert_int_equal(pthread_barrier_init(&start, NULL, (unsigned)count), 0);
	for (size_t i = 0; i < count; i++) {
		runners[i] = (struct runner){ i, run, arg, &start, pool_new_apart(pool) };
		assert_int_equal(pthread_create(&threads[i], NULL, run_one, &runners[i]), 0);
	}
	for (size_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&start);
}
