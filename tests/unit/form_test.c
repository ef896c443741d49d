/* Forms read by a table: bad requests, problems of fields, and what is shown again. */
#include "support/form_request.h"
#include "unit.h"

#include "base/date.h"
#include "base/secret.h"
#include "web/form.h"

#include <string.h>

#define KEY "abcdefghij_KLMNOP-12"

struct party {
	const char *key;
	const char *email;
	const char *password;
	int64_t adults;
	int32_t on;
	struct form_values surnames;
};

static const struct field FIELDS[] = {
	{ "key", FIELD_KEY, offsetof(struct party, key), 0, 0, false, 0, NULL },
	{ "email", FIELD_TEXT, offsetof(struct party, email), 3, 12, true, 0,
	    "your e-mail address" },
	{ "password", FIELD_SECRET, offsetof(struct party, password), 0, 20, false, 0, "password" },
	{ "adults", FIELD_INT, offsetof(struct party, adults), 1, 9, false, 1, "number of adults" },
	{ "date", FIELD_DATE, offsetof(struct party, on), 0, 0, false, 0, "date" },
	{ "surname", FIELD_MANY, offsetof(struct party, surnames), 3, 5, true, 0,
	    "surname of passenger {}" },
};
static const struct form_table TABLE = { "party", FIELDS, ROWS(FIELDS) };
static const struct form_table QUERY = { "query", FIELDS + 1, ROWS(FIELDS) - 1 };

static const struct err *read_body(const char *body, struct form **out)
{
	form_request_body(body);
	return form_read(form_request(), &TABLE, out);
}

static struct form *form_of(const char *body)
{
	struct form *form = NULL;

	assert_null(read_body(body, &form));
	return form;
}

static void good_values_reach_the_struct(void **state)
{
	struct form *form = form_of("email=+a%20+b+&adults=3&date=2026-12-01&surname=+Li+&surname="
				    "%C3%96z&password=+p+&other=1&other=2&key=" KEY);
	struct party party;

	(void)state;
	assert_true(form_check(form, &party));
	assert_string_equal(party.key, KEY);
	assert_string_equal(form_key(form), KEY);
	assert_string_equal(party.email, "a b");
	assert_string_equal(party.password, " p ");
	assert_int_equal(party.adults, 3);
	assert_string_equal(date_text(party.on, form_request()->pool), "2026-12-01");
	assert_int_equal(party.surnames.n, 2);
	assert_string_equal(party.surnames.v[0], "Li");
	assert_string_equal(party.surnames.v[1], "\xc3\x96z");
	assert_int_equal(form_complaint_count(form), 0);
}

static void absent_and_empty_values_have_their_defaults(void **state)
{
	struct form *form = form_of("adults=&date=&email=abc&surname=x&key=" KEY);
	struct party party;

	(void)state;
	assert_true(form_check(form, &party));
	assert_int_equal(party.adults, 1);
	assert_int_equal(party.on, DATE_NONE);
	assert_null(party.password);
}

static void unreadable_forms_are_bad_requests(void **state)
{
	static const char *const rows[] = { "email=a", "key=", "key=short", "key=" KEY "&key=" KEY,
		"key=" KEY "%20", "key=" KEY "+", "key=" KEY "&email=a&email=a",
		"key=" KEY "&adults=1&adults=2", "key=" KEY "&email=%", "key=" KEY "&x=%00",
		"key=" KEY "&x=%ff", "key=" KEY KEY KEY KEY };
	const char *const *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		struct form *form;

		if (!err_is(read_body(*row, &form), CODE_BAD_REQUEST))
			fail_msg("accepted: %s", *row);
	}
}

static void a_query_is_read_as_a_form(void **state)
{
	struct form *form;
	struct party party;

	(void)state;
	form_request()->method = METHOD_GET;
	form_request()->query = "email=a%40b&surname=x";
	assert_null(form_read(form_request(), &QUERY, &form));
	assert_true(form_check(form, &party));
	assert_string_equal(party.email, "a@b");
	assert_null(form_key(form));
	assert_null(form_fingerprint(form));
	form_request()->query = "email=1&email=2";
	assert_true(err_is(form_read(form_request(), &QUERY, &form), CODE_BAD_REQUEST));
}

static void problems_say_what_to_do(void **state)
{
	static const struct row {
		const char *body;
		const char *fields;
		const char *first;
	} rows[] = {
		{ "surname=x", "email.1", "Enter your e-mail address" },
		{ "email=%20&surname=x", "email.1", "Enter your e-mail address" },
		{ "email=abc", "surname.1", "Enter the surname of passenger 1" },
		{ "email=abc&surname=x&surname=+", "surname.2",
		    "Enter the surname of passenger 2" },
		{ "email=ab&surname=x", "email.1",
		    "Your e-mail address must be 3 characters or more" },
		{ "email=1234567890123&surname=x", "email.1",
		    "Your e-mail address must be 12 characters or fewer" },
		{ "email=abc&surname=123456", "surname.1",
		    "Surname of passenger 1 must be 5 characters or fewer" },
		{ "email=abc&surname=x&adults=10", "adults.1",
		    "Number of adults must be between 1 and 9" },
		{ "email=abc&surname=x&adults=0", "adults.1",
		    "Number of adults must be between 1 and 9" },
		{ "email=abc&surname=x&adults=1e1", "adults.1",
		    "Number of adults must be a whole number" },
		{ "email=abc&surname=x&adults=+3", "adults.1",
		    "Number of adults must be a whole number" },
		{ "email=abc&surname=x&adults=%2B3", "adults.1",
		    "Number of adults must be a whole number" },
		{ "email=abc&surname=x&adults=03", "adults.1",
		    "Number of adults must be a whole number" },
		{ "email=abc&surname=x&adults=%EF%BC%93", "adults.1",
		    "Number of adults must be a whole number" },
		{ "email=abc&surname=x&adults=9223372036854775808", "adults.1",
		    "Number of adults must be a whole number" },
		{ "email=abc&surname=x&date=2026-02-29", "date.1",
		    "Date must be a real date, written like 2027-03-27" },
		{ "surname=&surname=&date=x&adults=x",
		    "email.1 adults.1 date.1 surname.1 surname.2", "Enter your e-mail address" },
		{ "email=abc&surname=a&surname=b&surname=c&surname=d", "surname.4",
		    "Surname of passenger 4 must be left out: at most 3 can be given" },
	};
	const struct row *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		struct party party;
		struct form *form = form_of(
		    apr_pstrcat(form_request()->pool, row->body, "&key=" KEY, NULL));

		assert_false(form_check(form, &party));
		assert_string_equal(form_complaint_fields(form), row->fields);
		assert_string_equal(form_complaint_at(form, 0).message, row->first);
	}
}

static void problems_of_others_stand_in_table_order(void **state)
{
	struct form *form = form_of("email=abc&surname=a&surname=b&key=" KEY);
	struct err *err = err_new(form_request()->pool, CODE_INVALID, "Born in the future");

	(void)state;
	err_with(err, FACT_FIELDS, "surname.2 date.1 elsewhere");
	form_problem_err(form, err);
	form_problem(form, "email", 0, "No such host");
	form_problem(form, "email", 1, "A second message is not kept");
	assert_string_equal(form_complaint_fields(form), "email.1 date.1 surname.2 elsewhere.1");
	assert_string_equal(form_complaint_at(form, 1).id, "date");
	assert_string_equal(form_complaint_at(form, 2).id, "surname-2");
	assert_string_equal(form_complaint_for(form, "email", 0), "No such host");
	assert_string_equal(form_complaint_for(form, "surname", 2), "Born in the future");
	assert_null(form_complaint_for(form, "surname", 1));
	assert_true(form_failed(form));
}

static void a_problem_that_was_shown_beside_its_field_is_known_as_such(void **state)
{
	struct form *form = form_of("surname=a&key=" KEY);

	(void)state;
	form_problem(form, "email", 0, "No such host");
	form_problem(form, "date", 0, "No such day");
	form_problem(form, "surname", 2, "Nobody");
	assert_string_equal(form_complaint_for(form, "date", 0), "No such day");
	assert_string_equal(form_complaint_shown(form, "surname", 2), "Nobody");
	assert_string_equal(form_complaint_shown(form, "email", 1), "No such host");
	assert_null(form_complaint_shown(form, "surname", 1));
	assert_string_equal(form_complaint_fields(form), "email.1 date.1 surname.2");
	assert_true(form_complaint_at(form, 0).is_shown);
	assert_false(form_complaint_at(form, 1).is_shown);
	assert_true(form_complaint_at(form, 2).is_shown);
}

static void problems_of_groups_stand_group_by_group_before_single_ones(void **state)
{
	struct form *form = form_of("key=" KEY);

	(void)state;
	form_set_grouped(form);
	form_problem(form, "email", 0, "a");
	form_problem(form, "elsewhere", 2, "b");
	form_problem(form, "surname", 2, "c");
	form_problem(form, "elsewhere", 1, "d");
	form_problem(form, "date", 0, "e");
	form_problem(form, "surname", 1, "f");
	assert_string_equal(form_complaint_fields(form),
	    "surname.1 elsewhere.1 surname.2 elsewhere.2 email.1 date.1");
}

static void what_was_typed_is_shown_again_but_no_secret(void **state)
{
	struct form *form = form_of(
	    "email=+A+&surname=x&surname=%E2%80%AEy&password=hush&key=" KEY);

	(void)state;
	assert_string_equal(form_typed(form, "email", 1), " A ");
	assert_string_equal(form_typed(form, "surname", 2), "\xe2\x80\xaey");
	assert_string_equal(form_typed(form, "surname", 3), "");
	assert_string_equal(form_typed(form, "password", 1), "");
	assert_false(form_typed_has(form, "password", "hush"));
	assert_string_equal(form_typed(form, "unknown", 1), "");
	assert_true(form_typed_has(form, "surname", "x"));
	assert_false(form_typed_has(form, "surname", "z"));
}

static bool is_same(const char *path, const char *a, const char *b)
{
	unsigned char first[SECRET_DIGEST_BYTES];

	form_request()->path = "/form";
	memcpy(first, form_fingerprint(form_of(a)), sizeof(first));
	form_request()->path = path;
	return memcmp(first, form_fingerprint(form_of(b)), sizeof(first)) == 0;
}

static void the_fingerprint_is_of_path_and_known_fields(void **state)
{
	(void)state;
	assert_true(is_same("/form", "email=a&surname=x&surname=y&key=" KEY,
	    "key=" KEY "z&surname=x&unknown=1&email=a&surname=y"));
	assert_false(is_same("/other", "email=a&key=" KEY, "email=a&key=" KEY));
	assert_false(is_same("/form", "email=a&key=" KEY, "email=b&key=" KEY));
	assert_false(
	    is_same("/form", "surname=x&surname=y&key=" KEY, "surname=y&surname=x&key=" KEY));
	assert_false(is_same("/form", "email=ab&key=" KEY, "email=a&date=b&key=" KEY));
	assert_false(is_same("/form", "surname=x&key=" KEY, "surname=x&surname=&key=" KEY));
}

static bool counts_once(const char *body)
{
	form_request_body(body);
	return form_counts_once(form_request());
}

static void a_form_with_a_key_or_a_version_counts_once(void **state)
{
	(void)state;
	assert_true(counts_once("email=a&key=" KEY));
	assert_true(counts_once("hold=a&version=3"));
	assert_false(counts_once("email=key&monkey=1&keys=2"));
	assert_false(counts_once(""));
	assert_false(counts_once("key=%&version=1"));
	form_request()->method = METHOD_GET;
	assert_false(counts_once("key=" KEY));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, form_request_start, form_request_stop)
	static const struct CMUnitTest tests[] = {
		TEST(good_values_reach_the_struct),
		TEST(absent_and_empty_values_have_their_defaults),
		TEST(unreadable_forms_are_bad_requests),
		TEST(a_query_is_read_as_a_form),
		TEST(problems_say_what_to_do),
		TEST(problems_of_others_stand_in_table_order),
		TEST(a_problem_that_was_shown_beside_its_field_is_known_as_such),
		TEST(problems_of_groups_stand_group_by_group_before_single_ones),
		TEST(what_was_typed_is_shown_again_but_no_secret),
		TEST(the_fingerprint_is_of_path_and_known_fields),
		TEST(a_form_with_a_key_or_a_version_counts_once),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
