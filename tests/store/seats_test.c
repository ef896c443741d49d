/* Many buyers, few seats: one winner for each seat, in both ways of taking them. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define BUYERS 16

struct rush {
	struct desk *desks[BUYERS];
	struct wish wishes[BUYERS];
	const struct err *errs[BUYERS];
	const char *refs[BUYERS];
};

static void buy(size_t number, void *arg)
{
	struct rush *rush = arg;
	rush->errs[number] = desk_place(
	    rush->desks[number], &rush->wishes[number], &rush->refs[number]);
}

/* Every buyer wants the same; the departure is known before. */
static void rush_for(struct rush *rush, const struct wish *wish)
{
	for (size_t i = 0; i < BUYERS; i++) {
		rush->desks[i] = desk_new();
		rush->wishes[i] = *wish;
	}
	struct desk *first = desk_new();
	for (size_t i = 0; i < DEPARTURES_PER_HOLD && wish->departures[i] != NULL; i++)
		assert_no_err(hold_release(first,
		    desk_hold(first, &(struct wish){ .departures = { wish->departures[i] } })));
}

static size_t winners(const struct rush *rush, enum err_code others)
{
	size_t count = 0;
	for (size_t i = 0; i < BUYERS; i++) {
		count += rush->errs[i] == NULL ? 1 : 0;
		if (rush->errs[i] != NULL)
			assert_err(rush->errs[i], others);
	}
	return count;
}

static void one_seat_has_one_winner(void **state)
{
	struct rush rush;
	const struct departure *departure = departure_new(48, 3);
	(void)state;
	rush_for(&rush, &(struct wish){ .departures = { departure }, .seats = "2B" });
	at_once(BUYERS, buy, &rush);
	assert_int_equal(winners(&rush, CODE_SEAT_TAKEN), 1);
	assert_int_equal(claims_on(departure), 1);
}

static void a_seat_whose_time_is_over_has_one_winner(void **state)
{
	struct rush rush;
	const struct departure *departure = departure_new(48, 3);
	const char *old = desk_hold(desk_new(),
	    &(struct wish){
		.departures = { departure }, .seats = "2B 2C", .party = { .adults = 2 } });
	(void)state;
	rush_for(&rush,
	    &(struct wish){
		.departures = { departure }, .seats = "2A 2B", .party = { .adults = 2 } });
	hold_is_over(old);
	at_once(BUYERS, buy, &rush);
	assert_int_equal(winners(&rush, CODE_SEAT_TAKEN), 1);
	assert_int_equal(claims_on(departure), 3); /* the old hold's 2C is still to be tidied */
}

static void parties_get_all_their_seats_or_none(void **state)
{
	struct rush rush;
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *seats[2] = { "", "" };
	(void)state;
	for (int i = 0; i < 4; i++) {
		char seat[] = { '2', "ABCD"[i], '\0' }, opposite[] = { '2', "DCBA"[i], '\0' };
		seats[0] = apr_pstrcat(desks_pool(), seats[0], " ", out->name, "/", seat, " ",
		    back->name, "/", seat, NULL);
		seats[1] = apr_pstrcat(desks_pool(), seats[1], " ", back->name, "/", opposite, " ",
		    out->name, "/", opposite, NULL);
	}
	rush_for(&rush,
	    &(struct wish){
		.departures = { out, back }, .seats = seats[0], .party = { .adults = 4 } });
	for (size_t i = 1; i < BUYERS; i += 2)
		rush.wishes[i].seats = seats[1];
	at_once(BUYERS, buy, &rush);
	assert_int_equal(winners(&rush, CODE_SEAT_TAKEN), 1);
	assert_int_equal(claims_on(out), 4);
	assert_int_equal(claims_on(back), 4);
}

static void any_seat_is_found_while_there_is_one(void **state)
{
	struct rush rush;
	const struct departure *departure = departure_new(48, 3);
	(void)state;
	rush_for(&rush, &(struct wish){ .departures = { departure } });
	at_once(BUYERS, buy, &rush);
	assert_int_equal(winners(&rush, CODE_SOLD_OUT), 12);
	assert_int_equal(claims_on(departure), 12);
}

struct confirmations {
	struct desk *desks[BUYERS];
	const struct err *errs[BUYERS];
	const char *locators[BUYERS];
	const char *ref;
};

static void confirm(size_t number, void *arg)
{
	struct confirmations *all = arg;
	all->errs[number] = booking_confirm(
	    all->desks[number], all->ref, 2, 12000, &all->locators[number]);
}

static void one_hold_becomes_one_booking(void **state)
{
	struct confirmations all;
	(void)state;
	all.desks[0] = desk_new();
	for (size_t i = 1; i < BUYERS; i++)
		all.desks[i] = desk_tab(all.desks[0]);
	all.ref = desk_hold(all.desks[0], &(struct wish){ .departures = { departure_new(48, 3) } });
	desk_fill(all.desks[0], all.ref, "Curie");
	at_once(BUYERS, confirm, &all);
	for (size_t i = 0; i < BUYERS; i++) {
		assert_no_err(all.errs[i]);
		assert_string_equal(all.locators[i], all.locators[0]);
	}
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM booking b JOIN hold h"
			     " ON h.id = b.hold_id WHERE h.ref = '%s'",
			     all.ref),
	    1);
}

/* Held seats whose time is over: the buyer confirms while the others reach for them. */
struct race {
	struct rush rush;
	struct desk *owner;
	const char *ref, *locator;
	const struct err *err;
};

static void race_one(size_t number, void *arg)
{
	struct race *race = arg;
	if (number == BUYERS)
		race->err = booking_confirm(race->owner, race->ref, 2, 12000, &race->locator);
	else
		buy(number, &race->rush);
}

static void a_hold_on_its_last_second_is_sold_or_over(void **state)
{
	struct race race = { .owner = desk_new() };
	const struct departure *departure = departure_new(48, 1);
	(void)state;
	race.ref = desk_hold(
	    race.owner, &(struct wish){ .departures = { departure }, .seats = "1A" });
	desk_fill(race.owner, race.ref, "Turing");
	rush_for(&race.rush, &(struct wish){ .departures = { departure }, .seats = "1A" });
	database_sql(desks_db(),
	    "UPDATE hold h JOIN seat_claim c ON c.hold_id = h.id"
	    " SET h.expires_at = NOW(6) + INTERVAL 20000 MICROSECOND,"
	    " c.held_until = NOW(6) + INTERVAL 20000 MICROSECOND WHERE h.ref = '%s'",
	    race.ref);
	at_once(BUYERS + 1, race_one, &race);
	size_t others = winners(&race.rush, CODE_SEAT_TAKEN);
	if (race.err != NULL)
		assert_err(race.err, CODE_HOLD_EXPIRED);
	assert_true(others + (race.err == NULL ? 1 : 0) <= 1);
	assert_int_equal(claims_on(departure), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_seat_has_one_winner),
		cmocka_unit_test(a_seat_whose_time_is_over_has_one_winner),
		cmocka_unit_test(parties_get_all_their_seats_or_none),
		cmocka_unit_test(any_seat_is_found_while_there_is_one),
		cmocka_unit_test(one_hold_becomes_one_booking),
		cmocka_unit_test(a_hold_on_its_last_second_is_sold_or_over),
	};
	return DESKS_RUN("seats", tests, desks_stop);
}
