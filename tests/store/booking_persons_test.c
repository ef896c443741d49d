/* The same person is not in two aircraft at one time, whoever books and however the name is written. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define BUYERS 16
#define ROUNDS 5

/* One that leaves so long after another one does. */
static const struct departure *departure_after(const struct departure *other, int64_t later)
{
	struct departure *departure = pool_make(desks_pool(), struct departure);
	*departure = *departure_new(48, 9);
	departure->departs_at = other->departs_at + later;
	departure->arrives_at = departure->departs_at + 2 * CLOCK_HOUR;
	return departure;
}

/* Who that is; the same `no` is the same person. */
static struct passenger adult(int no, const char *given_name, const char *surname)
{
	return (
	    struct passenger){ .given_name = given_name, .surname = surname, .born_on = 3000 + no };
}

static const char *held(struct desk *desk, const struct wish *wish, const struct passenger *people)
{
	const char *ref = desk_hold(desk, wish);
	assert_no_err(
	    hold_set_passengers(desk, ref, people, party_count(&desk_find_hold(desk, ref)->party),
		&(const struct contact){ "ada@example.com", NULL }));
	return ref;
}

static const struct err *confirm(struct desk *desk, const char *ref, const char **locator)
{
	const struct hold *hold = desk_find_hold(desk, ref);
	return booking_confirm(desk, ref, hold->version, hold->total_minor, locator);
}

static void cancel(struct desk *desk, const char *locator)
{
	const struct booking *booking;
	struct click click = click_of(NULL, "cancel");
	int64_t refund;
	assert_no_err(desk_quote(desk, locator, &booking, &refund));
	assert_no_err(booking_cancel(desk, locator, booking->version, refund, &click));
}

static void a_stranger_who_books_the_same_person_is_refused(void **state)
{
	struct desk *first = desk_new(), *second = desk_new();
	const struct departure *before = departure_new(4, 3), *one = departure_new(48, 3);
	const struct departure *other = departure_after(one, CLOCK_HOUR);
	const char *locator, *mine;
	(void)state;
	const struct passenger asked = adult(1, "Anne-Marie", "O'Neil");
	const struct passenger again = adult(1, "ANNE MARIE", "oneíl");
	assert_no_err(
	    confirm(first, held(first, &(struct wish){ .departures = { one } }, &asked), &mine));
	const char *ref = held(second, &(struct wish){ .departures = { before, other } }, &again);
	const struct err *err = assert_err(
	    confirm(second, ref, &locator), CODE_PASSENGER_ELSEWHERE);
	assert_string_equal(err_code_name(err->code), "duplicate-passenger");
	assert_string_equal(err->facts[FACT_DEPARTURE], other->name);
	assert_null(err->facts[FACT_OTHERS]);
	const struct hold *hold = desk_find_hold(second, ref);
	assert_int_equal(hold->state, HOLD_OPEN);
	assert_int_equal(hold->version, 2);
	assert_int_equal(hold->segments[1].seat_count, 1);
	assert_non_null(hold->segments[1].seats[0]);
	cancel(first, mine);
	assert_no_err(confirm(second, ref, &locator));
}

static void the_customers_own_other_flight_is_named(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *one = departure_new(48, 3);
	const struct departure *other = departure_after(one, -CLOCK_HOUR);
	const struct passenger person = adult(2, "Grace", "Hopper");
	const char *locator;
	(void)state;
	assert_no_err(
	    confirm(desk, held(desk, &(struct wish){ .departures = { one } }, &person), &locator));
	const struct err *err = assert_err(
	    confirm(desk, held(desk, &(struct wish){ .departures = { other } }, &person), &locator),
	    CODE_PASSENGER_ELSEWHERE);
	assert_string_equal(err->facts[FACT_DEPARTURE], other->name);
	assert_string_equal(err->facts[FACT_OTHERS], one->name);
}

static void who_has_arrived_may_leave(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *one = departure_new(48, 3);
	const struct departure *next = departure_after(one, 2 * CLOCK_HOUR);
	const struct departure *soon = departure_after(one, 4 * CLOCK_HOUR - 1);
	const struct passenger person = adult(3, NULL, "Euler");
	const char *locator;
	(void)state;
	assert_no_err(
	    confirm(desk, held(desk, &(struct wish){ .departures = { one } }, &person), &locator));
	assert_no_err(
	    confirm(desk, held(desk, &(struct wish){ .departures = { next } }, &person), &locator));
	assert_err(
	    confirm(desk, held(desk, &(struct wish){ .departures = { soon } }, &person), &locator),
	    CODE_PASSENGER_ELSEWHERE);
}

static void somebody_born_on_another_day_is_somebody_else(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *one = departure_new(48, 3);
	const struct passenger father = adult(4, "Johann", "Bach"),
			       son = adult(5, "Johann", "Bach");
	const char *locator;
	(void)state;
	assert_no_err(
	    confirm(desk, held(desk, &(struct wish){ .departures = { one } }, &father), &locator));
	assert_no_err(confirm(desk,
	    held(desk, &(struct wish){ .departures = { departure_after(one, 0) } }, &son),
	    &locator));
}

static void an_infant_is_a_person_too(void **state)
{
	struct desk *first = desk_new(), *second = desk_new();
	const struct departure *one = departure_new(48, 3);
	const struct departure *other = departure_after(one, CLOCK_HOUR);
	const struct party party = { .adults = 1, .infants = 1 };
	struct passenger infant = adult(6, "Emmy", "Noether");
	const char *locator;
	(void)state;
	infant.born_on = one->on - 100;
	const struct passenger with_mother[] = { adult(7, "Ida", "Noether"), infant };
	const struct passenger with_father[] = { adult(8, "Max", "Noether"), infant };
	assert_no_err(confirm(first,
	    held(first, &(struct wish){ .departures = { one }, .party = party }, with_mother),
	    &locator));
	assert_err(confirm(second,
		       held(second, &(struct wish){ .departures = { other }, .party = party },
			   with_father),
		       &locator),
	    CODE_PASSENGER_ELSEWHERE);
}

static void departures_count_as_they_are_now(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *one = departure_new(48, 3);
	const struct departure *other = departure_after(one, CLOCK_HOUR);
	const struct passenger person = adult(9, "Sofia", "Kovalevskaya");
	const char *locator;
	(void)state;
	assert_no_err(
	    confirm(desk, held(desk, &(struct wish){ .departures = { one } }, &person), &locator));
	const char *ref = held(desk, &(struct wish){ .departures = { other } }, &person);
	assert_err(confirm(desk, ref, &locator), CODE_PASSENGER_ELSEWHERE);
	/* Later by two hours: the two do not meet any more. And who is not flown may fly with another. */
	database_sql(desks_db(),
	    "UPDATE departure SET departs_at = departs_at - INTERVAL 2 HOUR,"
	    " arrives_at = arrives_at - INTERVAL 2 HOUR WHERE flight_no = '%s'",
	    one->flight_no);
	assert_no_err(confirm(desk, ref, &locator));
	const struct departure *third = departure_after(other, CLOCK_HOUR);
	const char *last = held(desk, &(struct wish){ .departures = { third } }, &person);
	assert_err(confirm(desk, last, &locator), CODE_PASSENGER_ELSEWHERE);
	database_sql(desks_db(), "UPDATE departure SET state = 'cancelled' WHERE flight_no = '%s'",
	    other->flight_no);
	assert_no_err(confirm(desk, last, &locator));
}

static void on_the_same_departure_the_answer_says_so(void **state)
{
	struct desk *first = desk_new(), *second = desk_new();
	const struct departure *one = departure_new(48, 3);
	const struct passenger person = adult(10, "Ada", "Lovelace");
	const char *locator;
	(void)state;
	assert_no_err(confirm(
	    first, held(first, &(struct wish){ .departures = { one } }, &person), &locator));
	const struct err *err = assert_err(
	    confirm(
		second, held(second, &(struct wish){ .departures = { one } }, &person), &locator),
	    CODE_DUPLICATE_PASSENGER);
	assert_string_equal(err->facts[FACT_DEPARTURE], one->name);
}

/* Round trips of the sale to so many people, all of them known from a sale before. */
static uint64_t trips_of_a_sale(struct desk *desk, int count)
{
	struct passenger people[PARTY_SEATS_MAX];
	uint64_t trips = 0;
	const char *locator;
	for (int i = 0; i < count; i++)
		people[i] = adult(20 + i, "Known", count == 1 ? "Alone" : "Together");
	for (int i = 0; i < 2; i++) {
		const char *ref = held(desk,
		    &(struct wish){ .departures = { departure_new(72 + 24 * i, 9) },
			.party = { .adults = count } },
		    people);
		const struct hold *hold = desk_find_hold(desk, ref);
		uint64_t before = db_round_trips(desk->db);
		assert_no_err(
		    booking_confirm(desk, ref, hold->version, hold->total_minor, &locator));
		trips = db_round_trips(desk->db) - before;
	}
	return trips;
}

static void many_people_cost_a_sale_no_more_statements_than_one(void **state)
{
	struct desk *desk = desk_new();
	(void)state;
	assert_int_equal(trips_of_a_sale(desk, 1), trips_of_a_sale(desk, PARTY_SEATS_MAX));
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM person WHERE version = 2"
			     " AND identity = 'known/together'"),
	    PARTY_SEATS_MAX);
}

struct rush {
	struct desk *desks[BUYERS];
	const char *refs[BUYERS];
	int64_t versions[BUYERS], totals[BUYERS];
	const struct err *errs[BUYERS];
};

static void confirm_one(size_t number, void *arg)
{
	struct rush *rush = arg;
	const char *locator;
	rush->errs[number] = booking_confirm(rush->desks[number], rush->refs[number],
	    rush->versions[number], rush->totals[number], &locator);
}

/* Half of them name the two in the other order: the rows are taken in one order all the same. */
static void of_many_who_book_the_same_two_at_once_one_does(void **state)
{
	const struct party party = { .adults = 2 };
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		const struct departure *one = departure_new(48, 9);
		const struct departure *other = departure_after(one, CLOCK_HOUR);
		struct passenger two[] = { adult(100 + 2 * round, "Pierre", "Curie"),
			adult(101 + 2 * round, "Marie", "Curie") };
		struct passenger reverse[] = { two[1], two[0] };
		struct rush rush;
		size_t winners = 0;
		for (size_t i = 0; i < BUYERS; i++) {
			rush.desks[i] = desk_new();
			rush.refs[i] = held(rush.desks[i],
			    &(struct wish){
				.departures = { i % 2 == 0 ? one : other }, .party = party },
			    i % 4 < 2 ? two : reverse);
			rush.versions[i] = 2;
			rush.totals[i] = desk_find_hold(rush.desks[i], rush.refs[i])->total_minor;
		}
		at_once(BUYERS, confirm_one, &rush);
		for (size_t i = 0; i < BUYERS; i++) {
			winners += rush.errs[i] == NULL;
			if (rush.errs[i] != NULL)
				assert_string_equal(
				    err_code_name(rush.errs[i]->code), "duplicate-passenger");
		}
		assert_int_equal(winners, 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stranger_who_books_the_same_person_is_refused),
		cmocka_unit_test(the_customers_own_other_flight_is_named),
		cmocka_unit_test(who_has_arrived_may_leave),
		cmocka_unit_test(somebody_born_on_another_day_is_somebody_else),
		cmocka_unit_test(an_infant_is_a_person_too),
		cmocka_unit_test(departures_count_as_they_are_now),
		cmocka_unit_test(on_the_same_departure_the_answer_says_so),
		cmocka_unit_test(many_people_cost_a_sale_no_more_statements_than_one),
		cmocka_unit_test(of_many_who_book_the_same_two_at_once_one_does),
	};
	return DESKS_RUN("persons", tests, desks_stop);
}
