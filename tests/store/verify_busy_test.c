/* verify while customers buy: it must find nothing, however the moments fall. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "domain/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)
#define CROWD 7
#define PURCHASES 12

struct crowd {
	const struct departure *departures[2];
	struct desk *desks[CROWD];
	_Atomic int buying; /* how many still do */
	int looks;
	const char *found; /* the first that was found wrong; NULL: nothing */
};

static const char *first_wrong(struct desk *desk, apr_pool_t *pool)
{
	struct verify_report report;
	struct desk own = *desk;

	own.pool = pool_new(pool);
	if (verify_run(&own, VERIFY_ALL, &report) != NULL)
		return "verify failed";
	for (size_t i = 0; i < report.count; i++)
		if (report.results[i].violations > 0)
			return apr_pstrcat(
			    pool, report.results[i].name, " ", report.results[i].sample, NULL);
	return NULL;
}

/* One in three goes on to book, and half of them think better of it. */
static void buy_or_look(size_t number, void *arg)
{
	struct crowd *crowd = arg;
	struct desk *desk = crowd->desks[number];

	if (number == 0) {
		while (crowd->buying > 0 && crowd->found == NULL) {
			crowd->found = first_wrong(desk, desk->pool);
			crowd->looks++;
		}
		return;
	}
	for (int i = 0; i < PURCHASES; i++) {
		struct wish wish = {
			.departures = { crowd->departures[0], crowd->departures[1] },
			.party = { .adults = 2 },
		};
		const char *ref, *locator;
		const struct click click = { apr_psprintf(
						 desk->pool, "verify-%d-%d", (int)number, i),
			(const unsigned char *)"thirty-two bytes of fingerprint.", NULL };

		if (desk_place(desk, &wish, &ref) != NULL)
			continue;
		if (i % 3 != 0) {
			hold_release(desk, ref);
			continue;
		}
		desk_fill(desk, ref, apr_psprintf(desk->pool, "Nr%c%d", (int)('a' + number), i));
		const struct hold *hold = desk_find_hold(desk, ref);
		if (booking_confirm(desk, ref, hold->version, hold->total_minor, &locator) ==
			NULL &&
		    i % 2 == 0)
			booking_cancel(desk, locator, 1, 0, &click);
	}
	crowd->buying--;
}

static void nothing_is_found_wrong_while_customers_buy(void **state)
{
	struct crowd crowd = { .departures = { departure_new(70, 12), departure_new(90, 12) },
		.buying = CROWD - 1 };

	(void)state;
	for (size_t i = 0; i < CROWD; i++)
		crowd.desks[i] = desk_new();
	at_once(CROWD, buy_or_look, &crowd);
	if (crowd.found != NULL)
		fail_msg("%s", crowd.found);
	assert_true(crowd.looks > 2);
	assert_true(NUMBER("SELECT COUNT(*) FROM booking WHERE state = 'cancelled'") > 5);
	assert_true(NUMBER("SELECT COUNT(*) FROM hold WHERE state = 'released'") > 20);
}

struct standstill {
	struct desk *desks[3]; /* who looks; who keeps a table locked; who buys */
	const char *ref;
	bool has_waited; /* verify did, since before the hold's last second */
	const char *found;
};

/* verify is in the statement that reads segments: until it goes on, the hold's time is over and its seat somebody else's. */
static void look_or_stand_still(size_t number, void *arg)
{
	struct standstill *still = arg;
	struct db *db = still->desks[2]->db;

	if (number == 0) {
		still->found = first_wrong(still->desks[0], desks_pool());
		return;
	}
	/* Each question is prepared: not more of them than the server keeps. */
	while (database_number(db,
		   "SELECT COUNT(*) + SLEEP(0.002) FROM information_schema.processlist"
		   " WHERE db = DATABASE() AND state LIKE 'Waiting for table%%'") == 0)
		;
	still->has_waited = database_number(db,
				"SELECT expires_at > NOW(6) + INTERVAL 1 SECOND FROM hold"
				" WHERE ref = '%s'",
				still->ref) != 0;
	while (database_number(db,
		   "SELECT (expires_at > NOW(6)) + SLEEP(0.002) FROM hold WHERE ref = '%s'",
		   still->ref) != 0)
		;
	database_sql(db,
	    "DELETE FROM seat_claim WHERE hold_id = (SELECT id FROM hold WHERE ref = '%s')",
	    still->ref);
	database_sql(still->desks[1]->db, "UNLOCK TABLES");
}

static void a_hold_that_ends_while_verify_has_to_wait_is_not_found_wrong(void **state)
{
	const struct wish wish = { .departures = { departure_new(80, 12) } };
	struct standstill still = { .has_waited = false };

	(void)state;
	for (size_t i = 0; i < 3; i++)
		still.desks[i] = desk_new();
	for (int tries = 0; tries < 10 && !still.has_waited; tries++) {
		still.ref = desk_hold(desk_new(), &wish);
		database_sql(desks_db(),
		    "UPDATE hold SET expires_at = NOW(6) + INTERVAL 2 SECOND WHERE ref = '%s'",
		    still.ref);
		database_sql(still.desks[1]->db, "LOCK TABLES segment WRITE");
		at_once(2, look_or_stand_still, &still);
		if (still.found != NULL)
			fail_msg("%s", still.found);
	}
	assert_true(still.has_waited);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_found_wrong_while_customers_buy),
		cmocka_unit_test(a_hold_that_ends_while_verify_has_to_wait_is_not_found_wrong),
	};

	return cmocka_run_group_tests_name("verify_busy", tests, desks_start, desks_stop);
}
