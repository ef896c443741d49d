/* Staff against the real database: codes and recovery codes that count once, the last admin, each with many at once. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/totp.h"
#include "domain/audit.h"
#include "domain/staff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define AT_ONCE 8
static const char PASSWORD[] = "correct horse battery";

static const char *name_new(void)
{
	static int people;

	return apr_psprintf(desks_pool(), "person.%d", people++);
}

static struct desk *staff_desk_new(void)
{
	struct desk *desk = desk_new();

	desk->actor = "tester";
	return desk;
}

static const char *person_new(enum staff_role role)
{
	const char *name = name_new();

	assert_no_err(staff_add(staff_desk_new(), name, role, PASSWORD, false));
	return name;
}

/* A desk at which somebody gave the right password. */
static struct desk *signed_in(const char *name)
{
	struct desk *desk = staff_desk_new();

	assert_no_err(staff_sign_in(desk, name, PASSWORD, "Test", &desk->browser));
	return desk;
}

static struct staff_here here_of(struct desk *desk)
{
	struct staff_here here;

	assert_no_err(staff_find_here(desk, &here));
	return here;
}

/* The secret that this desk's session is setting up. Tests seal with the key of zeros. */
static void pending_secret(struct desk *desk, unsigned char secret[TOTP_SECRET_BYTES])
{
	static const unsigned char key[SECRET_KEY_BYTES];
	const struct query query = {
		.text = "SELECT totp_pending FROM staff_session WHERE id = ?"
	};
	struct rows *rows;
	const void *sealed;
	size_t length;

	assert_no_err(db_select(
	    desks_db(), &query, ARGS(arg_int(here_of(desk).session_id)), desks_pool(), &rows));
	assert_true(rows_next(rows));
	sealed = row_bytes(rows, 0, &length);
	assert_true(secret_open(sealed, length, key, secret, TOTP_SECRET_BYTES));
}

static void enrol(
    const char *name, unsigned char secret[TOTP_SECRET_BYTES], struct staff_enrolment *out)
{
	struct desk *desk = signed_in(name);
	struct staff_here here = here_of(desk);

	assert_no_err(staff_enrol(desk, &here, out));
	pending_secret(desk, secret);
	assert_no_err(staff_enrol_confirm(desk, &here, PASSWORD,
	    totp_code(secret, totp_step(clock_now()) - 1, desks_pool()), NULL));
}

struct race {
	struct desk *desks[AT_ONCE];
	const char *codes[AT_ONCE];
	const struct err *errors[AT_ONCE];
};

static void give(size_t number, void *arg)
{
	struct race *race = arg;
	const char *token;

	race->errors[number] = staff_give_code(race->desks[number], race->codes[number], &token);
}

/* All give this code at one time; how many are let in. */
static int let_in(const char *name, const char *code)
{
	struct race race;
	int count = 0;

	for (size_t i = 0; i < AT_ONCE; i++) {
		database_sql(desks_db(), "DELETE FROM throttle");
		race.desks[i] = signed_in(name);
		race.codes[i] = code;
	}
	database_sql(desks_db(), "DELETE FROM throttle");
	at_once(5, give, &race);
	for (size_t i = 0; i < 5; i++) {
		if (race.errors[i] == NULL)
			count++;
		else
			assert_err(race.errors[i], CODE_INVALID);
	}
	return count;
}

static void a_code_lets_in_once_however_many_try_it_at_once(void **state)
{
	const char *name = person_new(STAFF_AGENT);
	unsigned char secret[TOTP_SECRET_BYTES];
	struct staff_enrolment enrolment;

	(void)state;
	enrol(name, secret, &enrolment);
	assert_int_equal(let_in(name, totp_code(secret, totp_step(clock_now()), desks_pool())), 1);
	assert_int_equal(let_in(name, enrolment.codes[0]), 1);
	assert_int_equal(let_in(name, enrolment.codes[0]), 0);
	assert_int_equal(let_in(name, enrolment.codes[1]), 1);
}

static void after_twenty_wrong_codes_only_a_recovery_code_helps(void **state)
{
	const char *name = person_new(STAFF_AGENT);
	unsigned char secret[TOTP_SECRET_BYTES];
	struct staff_enrolment enrolment;
	struct desk *desk;
	const char *token;

	(void)state;
	enrol(name, secret, &enrolment);
	desk = signed_in(name);
	for (int i = 0; i < 20; i++) {
		database_sql(desks_db(), "DELETE FROM throttle");
		assert_err(staff_give_code(desk, "no code", &token), CODE_INVALID);
	}
	database_sql(desks_db(), "DELETE FROM throttle");
	assert_err(
	    staff_give_code(desk, totp_code(secret, totp_step(clock_now()), desks_pool()), &token),
	    CODE_INVALID);
	assert_no_err(staff_give_code(desk, enrolment.codes[2], &token));
	database_sql(desks_db(), "DELETE FROM throttle");
	assert_no_err(staff_give_code(
	    signed_in(name), totp_code(secret, totp_step(clock_now()), desks_pool()), &token));
}

static void a_secret_is_kept_sealed(void **state)
{
	const char *name = person_new(STAFF_AGENT);
	unsigned char secret[TOTP_SECRET_BYTES];
	struct staff_enrolment enrolment;

	(void)state;
	enrol(name, secret, &enrolment);
	assert_int_equal(
	    database_number(desks_db(),
		"SELECT COUNT(*) FROM staff WHERE name = '%s' AND LENGTH(totp_secret) = %d", name,
		TOTP_SECRET_BYTES + SECRET_SEAL_BYTES),
	    1);
}

static void demote(size_t number, void *arg)
{
	struct race *race = arg;

	race->errors[number] = staff_change_role(
	    race->desks[number], race->codes[number], STAFF_ANY_VERSION, STAFF_AGENT);
}

/* Each makes another one an agent: of all admins one is left. */
static void of_all_admins_one_stays_one(void **state)
{
	struct race race;
	int refused = 0;

	(void)state;
	database_sql(desks_db(), "UPDATE staff SET role = 'agent'");
	for (size_t i = 0; i < AT_ONCE; i++) {
		race.desks[i] = staff_desk_new();
		race.codes[i] = person_new(STAFF_ADMIN);
	}
	at_once(AT_ONCE, demote, &race);
	for (size_t i = 0; i < AT_ONCE; i++)
		if (race.errors[i] != NULL) {
			assert_err(race.errors[i], CODE_INVALID);
			refused++;
		}
	assert_int_equal(refused, 1);
	assert_int_equal(
	    database_number(desks_db(), "SELECT COUNT(*) FROM staff WHERE role = 'admin'"), 1);
}

static void a_refused_change_leaves_no_entry(void **state)
{
	const char *name = person_new(STAFF_AGENT);
	int64_t before = database_number(desks_db(), "SELECT COUNT(*) FROM staff_audit");

	(void)state;
	assert_err(
	    staff_change_role(staff_desk_new(), name, 7, STAFF_GATE), CODE_CHANGED_MEANWHILE);
	assert_err(staff_add(staff_desk_new(), name, STAFF_GATE, PASSWORD, false), CODE_INVALID);
	assert_int_equal(database_number(desks_db(), "SELECT COUNT(*) FROM staff_audit"), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_lets_in_once_however_many_try_it_at_once),
		cmocka_unit_test(after_twenty_wrong_codes_only_a_recovery_code_helps),
		cmocka_unit_test(a_secret_is_kept_sealed),
		cmocka_unit_test(of_all_admins_one_stays_one),
		cmocka_unit_test(a_refused_change_leaves_no_entry),
	};

	pool_start();
	/* In the middle of a step: none ends while a test runs. */
	clock_set(clock_now() / (30 * CLOCK_SECOND) * (30 * CLOCK_SECOND) + 15 * CLOCK_SECOND);
	return cmocka_run_group_tests(tests, desks_start, desks_stop);
}
