/* The statements of a hold without the rules, on the departures of a plan. */
#include "direct_raw.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/random.h"
#include "store/customers.h"
#include "tape.h"

#include <string.h>

static const struct plan *learned;
static const struct tape_song **songs; /* of each departure */

/* A hold that was written down. */
struct example {
	struct sale sale;
	struct tape tape;
	struct tape_wish wish;
};

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

/* On the next departure by turns, written down. */
static const struct err *hold_next(struct plan *plan, const struct desk_parts *parts,
    const char *browser, apr_pool_t *pool, struct example *out)
{
	struct sale *sale = &out->sale;
	const struct err *err;

	*sale = (struct sale){ .pool = pool, .browser = browser, .address = sale_address(pool) };
	out->tape = (struct tape){ .pool = pool };
	sale->seat = plan_seat(plan, &sale->departure);
	if (sale->seat == NULL)
		return err_new(pool, CODE_SOLD_OUT, "there is no free seat");
	struct desk desk = sale_desk(parts, pool, sale->browser, sale->address);
	tape_record(&out->tape);
	err = sale_hold(&desk, sale);
	tape_record(NULL);
	TRY(err);
	return wish_of(sale, &out->wish);
}

/* Two holds that differ in everything but their statements show what a hold is made of. */
static bool differ(const struct tape_wish *a, const struct tape_wish *b)
{
	return a->on != b->on && strcmp(a->flight_no, b->flight_no) != 0 &&
	    strcmp(a->seat, b->seat) != 0;
}

/* NULL: no other hold is of the same statements. What both have in common stays, and may be a price that is another departure's only by chance: so each departure has a song of its own. */
static const struct tape_song *find_song(
    const struct example *example, const struct example *others, size_t count, apr_pool_t *pool)
{
	struct tape_song *song;

	for (size_t i = 0; i < count; i++)
		if (differ(&example->wish, &others[i].wish) &&
		    tape_compare(&example->tape, &example->wish, &others[i].tape, &others[i].wish,
			pool, &song) == NULL)
			return song;
	return NULL;
}

/*
 * Every departure is known before, as it is to a site that sells it. That one browser holds them all, and that some customers have none, keeps the numbers of customers, browsers and holds apart: on a
 * tape a number says by itself what it is.
 */
static const struct err *prepare(
    struct plan *plan, const struct desk_parts *parts, apr_pool_t *pool)
{
	const char *browser = random_ref(pool);
	struct example spare;
	int64_t id;

	for (int i = 0; i < 20; i++)
		TRY(customers_insert(parts->db, pool, &id));
	for (size_t i = 0; i < plan->departure_count; i++)
		TRY(hold_next(plan, parts, browser, pool, &spare));
	return NULL;
}

const struct err *raw_learn(
    struct plan *plan, const struct desk_parts *parts, apr_pool_t *pool, int64_t *holds)
{
	size_t count = plan->departure_count;
	struct example *first = pool_make_many(pool, struct example, count);
	struct example *second = pool_make_many(pool, struct example, count);

	TRY(prepare(plan, parts, pool));
	for (size_t i = 0; i < count; i++)
		TRY(hold_next(plan, parts, random_ref(pool), pool, &first[i]));
	for (size_t i = 0; i < count; i++)
		TRY(hold_next(plan, parts, random_ref(pool), pool, &second[i]));
	*holds = (int64_t)(3 * count);
	learned = plan;
	songs = pool_make_many(pool, const struct tape_song *, count);
	for (size_t i = 0; i < count; i++) {
		struct plan_departure *departure = first[i].sale.departure;
		const struct tape_song *song = find_song(&first[i], second, count, pool);

		songs[departure - plan->departures] = song;
		if (song == NULL)
			departure->seat_count = departure->next;
	}
	return NULL;
}

const struct err *raw_hold(struct desk *desk, struct sale *sale)
{
	struct tape_wish wish;

	TRY(wish_of(sale, &wish));
	return tape_play(songs[sale->departure - learned->departures], &wish, desk->db, desk->pool);
}

size_t raw_statements(void)
{
	size_t most = 0;

	for (size_t i = 0; i < learned->departure_count; i++)
		if (songs[i] != NULL && tape_statements(songs[i]) > most)
			most = tape_statements(songs[i]);
	return most;
}
