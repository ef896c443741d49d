/* Bookings that are made up: what is flown, and the sales of all that time written block by block. */
#include "domain/demo_internal.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "db/tx.h"
#include "store/departures.h"
#include "store/figure_days.h"

#include <apr_hash.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SALES_A_BLOCK 1000
#define DEPARTURES_A_BLOCK 500
#define LEAD_DAYS 30 /* sales begin so long before the first departure */
#define FARES_MAX 20
#define TAXES_MAX 20

/* Splitmix64. */
static uint64_t next_number(struct demo *demo)
{
	uint64_t z = demo->stream += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

int64_t demo_below(struct demo *demo, int64_t bound)
{
	assert(bound > 0);
	return (int64_t)(next_number(demo) % (uint64_t)bound);
}

void demo_bytes(struct demo *demo, unsigned char *out, size_t length)
{
	for (size_t i = 0; i < length; i++)
		out[i] = (unsigned char)(next_number(demo) >> 56);
}

const struct err *demo_begin(
    struct desk *desk, int64_t bookings, uint64_t seed, int32_t today, struct demo **out)
{
	struct demo *demo = pool_make(desk->pool, struct demo);

	demo->desk = desk;
	demo->pool = desk->pool;
	demo->bookings = bookings;
	demo->today = today;
	demo->seed = demo->stream = seed;
	demo->aircraft = apr_array_make(demo->pool, 16, sizeof(struct demo_aircraft *));
	demo->added = apr_array_make(demo->pool, 1024, sizeof(struct demo_flight *));
	TRY(demo_sales_find_room(desk->db, demo->pool, &demo->next));
	if (demo->next.holds > 0 || demo->next.departures > 0)
		return err_new(demo->pool, CODE_INVALID,
		    "the booking database is in use (%" APR_INT64_T_FMT " holds, %" APR_INT64_T_FMT
		    " departures): bookings are made up in an empty one only",
		    demo->next.holds, demo->next.departures);
	*out = demo;
	return NULL;
}

void demo_add_aircraft(struct demo *demo, const char *code, const char *name)
{
	struct demo_aircraft *aircraft = pool_make(demo->pool, struct demo_aircraft);

	aircraft->code = code;
	aircraft->name = name;
	APR_ARRAY_PUSH(demo->aircraft, struct demo_aircraft *) = aircraft;
}

/* Row by row in this order, seats from left to right. */
static const char **order_seats(const struct cabin *cabin, const int *rows, apr_pool_t *pool)
{
	int count = cabin->last_row - cabin->first_row + 1;
	const char **seats = pool_make_many(
	    pool, const char *, (size_t)count *strlen(cabin->letters));
	size_t n = 0;

	for (int i = 0; i < count; i++)
		for (const char *letter = cabin->letters; *letter != '\0'; letter++) {
			const char *seat = apr_psprintf(pool, "%d%c", rows[i], *letter);

			if (*letter != ' ' &&
			    !text_is_one_of(seat, cabin->missing, cabin->missing_count))
				seats[n++] = seat;
		}
	return seats;
}

static const char **shuffled_seats(struct demo *demo, const struct cabin *cabin)
{
	int count = cabin->last_row - cabin->first_row + 1;
	int *rows = pool_make_many(demo->pool, int, (size_t)count);

	for (int i = 0; i < count; i++)
		rows[i] = cabin->first_row + i;
	for (int i = count - 1; i > 0; i--) {
		int other = (int)demo_below(demo, i + 1);
		int row = rows[i];

		rows[i] = rows[other];
		rows[other] = row;
	}
	return order_seats(cabin, rows, demo->pool);
}

void demo_add_cabin(struct demo *demo, const char *code, const char *name, int first_row,
    int last_row, const char *letters, const char *exit_rows, const char *missing)
{
	struct demo_aircraft *aircraft = APR_ARRAY_IDX(
	    demo->aircraft, demo->aircraft->nelts - 1, struct demo_aircraft *);
	size_t index = aircraft->cabin_count++;
	size_t word_count;
	const char *const *words = text_words(exit_rows, demo->pool, &word_count);
	int *exits = pool_make_many(demo->pool, int, word_count);
	struct cabin *cabin = &aircraft->cabins[index];

	assert(index < DEMO_CABINS);
	for (size_t i = 0; i < word_count; i++)
		exits[i] = atoi(words[i]);
	*cabin = (struct cabin){ .code = code,
		.name = name,
		.first_row = first_row,
		.last_row = last_row,
		.letters = letters,
		.exit_rows = exits,
		.exit_row_count = word_count };
	cabin->missing = text_words(missing, demo->pool, &cabin->missing_count);
	for (const char *letter = letters; *letter != '\0'; letter++)
		aircraft->seats[index] += *letter != ' ' ? (size_t)(last_row - first_row + 1) : 0;
	aircraft->seats[index] -= cabin->missing_count;
	for (size_t i = 0; i < DEMO_ORDERS; i++)
		aircraft->orders[index][i] = shuffled_seats(demo, cabin);
}

static const struct demo_aircraft *find_aircraft(const struct demo *demo, const char *code)
{
	for (int i = 0; i < demo->aircraft->nelts; i++) {
		const struct demo_aircraft *aircraft = APR_ARRAY_IDX(
		    demo->aircraft, i, struct demo_aircraft *);

		if (strcmp(aircraft->code, code) == 0)
			return aircraft;
	}
	return NULL;
}

int64_t demo_seats(const struct demo *demo, const char *aircraft)
{
	const struct demo_aircraft *found = find_aircraft(demo, aircraft);
	size_t seats = 0;

	for (size_t i = 0; found != NULL && i < found->cabin_count; i++)
		seats += found->seats[i];
	return (int64_t)seats;
}

/* A booking takes about two and a half seats, and seven tenths of all seats shall be taken. */
int demo_days_back(const struct demo *demo, int64_t seats_a_day)
{
	int64_t days = seats_a_day > 0 ? demo->bookings * 25 / 7 / seats_a_day : 0;

	return days < LEAD_DAYS ? LEAD_DAYS : (int)days;
}

static struct departure *last_departure(struct demo *demo)
{
	return &APR_ARRAY_IDX(demo->added, demo->added->nelts - 1, struct demo_flight *)->departure;
}

void demo_add_departure(struct demo *demo, const struct demo_departure *told)
{
	struct demo_flight *flight = pool_make(demo->pool, struct demo_flight);

	flight->aircraft = find_aircraft(demo, told->aircraft);
	assert(flight->aircraft != NULL);
	flight->departure = (struct departure){
		.name = apr_pstrcat(
		    demo->pool, told->flight_no, "/", date_text(told->on, demo->pool), NULL),
		.flight_no = told->flight_no,
		.on = told->on,
		.origin = told->origin,
		.destination = told->destination,
		.departs_at = told->departs_at,
		.arrives_at = told->arrives_at,
		.origin_offset = told->origin_offset,
		.destination_offset = told->destination_offset,
		.state = DEPARTURE_SCHEDULED,
		.version = told->version,
		.aircraft_code = told->aircraft,
		.aircraft_name = flight->aircraft->name,
		.cabins = flight->aircraft->cabins,
		.cabin_count = flight->aircraft->cabin_count,
		.fares = pool_make_many(demo->pool, struct fare, FARES_MAX),
	};
	APR_ARRAY_PUSH(demo->added, struct demo_flight *) = flight;
}

/* What is being added is still ours to fill in. */
static struct fare *fare_at(const struct departure *departure, size_t index)
{
	return (struct fare *)(uintptr_t)&departure->fares[index];
}

void demo_add_fare(struct demo *demo, const char *basis, const char *cabin, int64_t amount_minor,
    const char *currency, bool is_refundable, int64_t change_fee_minor, int64_t cancel_fee_minor)
{
	struct departure *departure = last_departure(demo);

	assert(departure->fare_count < FARES_MAX);
	*fare_at(departure, departure->fare_count++) = (struct fare){
		.basis = basis,
		.cabin = cabin,
		.amount_minor = amount_minor,
		.taxes = pool_make_many(demo->pool, struct tax, TAXES_MAX),
		.currency = currency,
		.is_refundable = is_refundable,
		.change_fee_minor = change_fee_minor,
		.cancel_fee_minor = cancel_fee_minor,
	};
}

void demo_add_tax(struct demo *demo, const char *code, int64_t amount_minor)
{
	struct departure *departure = last_departure(demo);
	struct fare *fare = fare_at(departure, departure->fare_count - 1);
	struct tax *taxes = (struct tax *)(uintptr_t)fare->taxes;

	assert(fare->tax_count < TAXES_MAX);
	taxes[fare->tax_count++] = (struct tax){ code, amount_minor };
}

struct writing {
	struct demo *demo;
	size_t first, count; /* departures */
	const struct demo_sale *sales;
	size_t sale_count;
};

static const struct err *write_departures_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct writing *writing = arg;
	struct demo *demo = writing->demo;
	int64_t *ids = pool_make_many(pool, int64_t, writing->count);

	for (size_t i = 0; i < writing->count; i++) {
		struct demo_flight *flight = demo->flights[writing->first + i];

		TRY(departures_insert(db, &flight->departure, pool, &flight->id));
		ids[i] = flight->id;
	}
	return demo_departures_record(db, ids, writing->count, demo->begins_at, pool);
}

static const struct err *write_departures(struct demo *demo)
{
	for (size_t first = 0; first < demo->count; first += DEPARTURES_A_BLOCK) {
		apr_pool_t *pool = pool_new(demo->pool);
		struct writing writing = { .demo = demo, .first = first };

		writing.count = demo->count - first < DEPARTURES_A_BLOCK ? demo->count - first
									 : DEPARTURES_A_BLOCK;
		TRY(tx_run(demo->desk->db, write_departures_in_tx, &writing, pool));
		apr_pool_destroy(pool);
	}
	return NULL;
}

static int compare_times(const void *left, const void *right)
{
	const struct departure *a = &(*(struct demo_flight *const *)left)->departure;
	const struct departure *b = &(*(struct demo_flight *const *)right)->departure;

	if (a->departs_at != b->departs_at)
		return a->departs_at < b->departs_at ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* Flights of each route by time, for who wants to come back. */
static void find_ways_back(struct demo *demo)
{
	apr_hash_t *routes = apr_hash_make(demo->pool);
	struct demo_flight **flights = demo->flights;

	for (size_t i = 0; i < demo->count; i++) {
		const char *route = apr_pstrcat(demo->pool, flights[i]->departure.origin,
		    flights[i]->departure.destination, NULL);
		apr_array_header_t *list = apr_hash_get(routes, route, APR_HASH_KEY_STRING);

		if (list == NULL) {
			list = apr_array_make(demo->pool, 64, sizeof(struct demo_flight *));
			apr_hash_set(routes, route, APR_HASH_KEY_STRING, list);
		}
		APR_ARRAY_PUSH(list, struct demo_flight *) = flights[i];
	}
	for (size_t i = 0; i < demo->count; i++) {
		const apr_array_header_t *list = apr_hash_get(routes,
		    apr_pstrcat(demo->pool, flights[i]->departure.destination,
			flights[i]->departure.origin, NULL),
		    APR_HASH_KEY_STRING);

		flights[i]->back = list != NULL ? (struct demo_flight *const *)list->elts : NULL;
		flights[i]->back_count = list != NULL ? (size_t)list->nelts : 0;
	}
}

static const struct err *get_ready(struct demo *demo)
{
	demo->flights = (struct demo_flight **)demo->added->elts;
	demo->count = (size_t)demo->added->nelts;
	if (demo->count == 0)
		return err_new(demo->pool, CODE_SOLD_OUT, "there are no departures to sell");
	qsort(demo->flights, demo->count, sizeof(struct demo_flight *), compare_times);
	demo->ends_at = demo->today * CLOCK_DAY;
	demo->begins_at = demo->flights[0]->departure.departs_at - LEAD_DAYS * CLOCK_DAY;
	if (demo->begins_at > demo->ends_at - LEAD_DAYS * CLOCK_DAY)
		demo->begins_at = demo->ends_at - LEAD_DAYS * CLOCK_DAY;
	find_ways_back(demo);
	TRY(write_departures(demo));
	demo->is_ready = true;
	return NULL;
}

static const struct err *write_sales_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct writing *writing = arg;

	return demo_sales_insert(db, writing->sales, writing->sale_count, pool);
}

const struct err *demo_sell(struct demo *demo, int64_t *made)
{
	apr_pool_t *pool = pool_new(demo->pool);
	struct demo_sale *sales = pool_make_many(pool, struct demo_sale, SALES_A_BLOCK);
	struct writing writing = { .demo = demo, .sales = sales };

	if (!demo->is_ready)
		TRY(get_ready(demo));
	while (writing.sale_count < SALES_A_BLOCK && demo->made < demo->bookings)
		TRY(demo_make_sale(demo, pool, &sales[writing.sale_count++]));
	TRY(tx_run(demo->desk->db, write_sales_in_tx, &writing, pool));
	/* Days that are over were summed up while they were empty, or half written. */
	if (demo->made == demo->bookings)
		TRY(figure_days_delete(demo->desk->db, pool));
	apr_pool_destroy(pool);
	*made = demo->made;
	return NULL;
}
