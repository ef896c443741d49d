/* Requests of an account that are more than one transaction: the database goes between two of them. What was done is not said to be none; and where nothing was, it is. */
#include "domain/account.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "base/random.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define PASSWORD "a password of tests"
/* What is asked of each hold that is given back, of the account that ends, of the one that is confirmed, and of the browser that is let in. */
#define GIVES_BACK "UPDATE hold FORCE INDEX"
#define ENDS "DELETE FROM traveller"
#define CONFIRMS "UPDATE customer SET confirmed_at"
#define LETS_IN "UPDATE browser SET customer_id"

struct asking {
	struct desk *desk;
	const char *email, *code;
	struct proxy *line;
	const struct err *err;
};

static int64_t with_email(const struct asking *asking, const char *what)
{
	return database_number(
	    desks_db(), "SELECT COUNT(*) FROM customer WHERE email = '%s'%s", asking->email, what);
}

/* The code that confirms the address. */
static const char *mailed_to(const char *email)
{
	static const struct query query = { "SELECT detail FROM outbox WHERE recipient = ?", NULL };
	struct rows *rows;
	assert_no_err(db_select(desks_db(), &query, ARGS(arg_text(email)), desks_pool(), &rows));
	assert_true(rows_next(rows));
	return row_text(rows, 0);
}

/* An account that is not confirmed yet, and a browser that is not signed in. */
static struct asking asking_new(void)
{
	struct asking asking = { .desk = desk_new(),
		.email = apr_psprintf(desks_pool(), "%s@example.com", random_ref(desks_pool())) };
	assert_no_err(account_register(asking.desk, asking.email, PASSWORD));
	asking.code = mailed_to(asking.email);
	return asking;
}

static void sign_in(struct asking *asking)
{
	const char *token;
	assert_no_err(account_sign_in(asking->desk, asking->email, PASSWORD, "a test", &token));
	asking->desk->browser = token;
}

static const char *hold_new(const struct asking *asking)
{
	return desk_hold(asking->desk, &(struct wish){ .departures = { departure_new(200, 4) } });
}

static void *remove_account(void *arg)
{
	struct asking *asking = arg;
	const char *token;
	asking->err = account_delete(asking->desk, PASSWORD, &token);
	return NULL;
}

static void *confirm(void *arg)
{
	struct asking *asking = arg;
	const char *token;
	asking->err = account_confirm(asking->desk, asking->code, PASSWORD, "a test", &token);
	return NULL;
}

/* The database is away from the moment at which this statement is asked for the nth time. */
static const struct err *cut(
    const struct asking *asking, void *(*ask)(void *), const char *statement, int nth)
{
	struct asking cut_off = *asking;
	pthread_t thread;
	cut_off.line = proxy_start(database_settings()->socket, desks_pool());
	cut_off.desk = desk_behind(asking->desk, cut_off.line);
	proxy_halt(cut_off.line, statement);
	assert_int_equal(pthread_create(&thread, NULL, ask, &cut_off), 0);
	assert_non_null(proxy_halted(cut_off.line));
	for (int i = 1; i < nth; i++) {
		proxy_go(cut_off.line);
		assert_non_null(proxy_halted(cut_off.line));
	}
	proxy_stop(cut_off.line);
	pthread_join(thread, NULL);
	return cut_off.err;
}

static void seats_are_given_back_and_the_account_is_there(void **state)
{
	struct asking asking = asking_new();
	const char *ref;
	(void)state;
	sign_in(&asking);
	ref = hold_new(&asking);
	assert_err(cut(&asking, remove_account, ENDS, 1), CODE_UNSURE);
	assert_int_equal(desk_find_hold(asking.desk, ref)->state, HOLD_RELEASED);
	assert_int_equal(with_email(&asking, ""), 1);
	remove_account(&asking);
	assert_no_err(asking.err);
	assert_int_equal(with_email(&asking, ""), 0);
}

static void seats_of_one_hold_are_given_back(void **state)
{
	struct asking asking = asking_new();
	const char *refs[2];
	(void)state;
	sign_in(&asking);
	for (size_t i = 0; i < 2; i++)
		refs[i] = hold_new(&asking);
	assert_err(cut(&asking, remove_account, GIVES_BACK, 2), CODE_UNSURE);
	assert_int_not_equal(desk_find_hold(asking.desk, refs[0])->state,
	    desk_find_hold(asking.desk, refs[1])->state);
}

static void nothing_of_an_account_is_gone(void **state)
{
	struct asking asking = asking_new();
	const char *ref;
	(void)state;
	sign_in(&asking);
	assert_err(cut(&asking, remove_account, ENDS, 1), CODE_UNAVAILABLE);
	assert_int_equal(with_email(&asking, ""), 1);
	ref = hold_new(&asking);
	assert_err(cut(&asking, remove_account, GIVES_BACK, 1), CODE_UNAVAILABLE);
	assert_int_equal(desk_find_hold(asking.desk, ref)->state, HOLD_OPEN);
}

static void an_address_is_confirmed_and_nobody_signed_in(void **state)
{
	struct asking asking = asking_new();
	(void)state;
	asking.desk = desk_new();
	assert_err(cut(&asking, confirm, CONFIRMS, 1), CODE_UNAVAILABLE);
	assert_int_equal(with_email(&asking, " AND confirmed_at IS NOT NULL"), 0);
	assert_err(cut(&asking, confirm, LETS_IN, 1), CODE_UNSURE);
	assert_int_equal(with_email(&asking, " AND confirmed_at IS NOT NULL"), 1);
	/* Was confirmed before. */
	assert_err(cut(&asking, confirm, LETS_IN, 1), CODE_UNAVAILABLE);
	confirm(&asking);
	assert_no_err(asking.err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seats_are_given_back_and_the_account_is_there),
		cmocka_unit_test(seats_of_one_hold_are_given_back),
		cmocka_unit_test(nothing_of_an_account_is_gone),
		cmocka_unit_test(an_address_is_confirmed_and_nobody_signed_in),
	};
	return cmocka_run_group_tests_name("account_lost", tests, desks_start, desks_stop);
}
