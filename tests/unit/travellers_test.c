/* The passengers' form, read for one party and looked at for the hold as it is then. */
#include "support/form_request.h"
#include "unit.h"

#include "base/date.h"
#include "pages/travellers.h"

#include <string.h>

#define PERSON(name) "given_name=Ada&surname=" name "&born_day=10&born_month=12&born_year=1985&"

static struct form *form_of(const char *body)
{
	struct form *form = NULL;

	form_request_body(body);
	assert_null(form_read(form_request(), &travellers_table, &form));
	return form;
}

/* In another tab the hold became one of more people, between two looks at it. */
static void who_came_in_another_tab_is_nobody_yet(void **state)
{
	const struct party one = { .adults = 1 };
	const struct segment segment = { .departure = { .on = 20000 } };
	const struct hold hold = { .party = { .adults = 5, .children = 2, .infants = 2 },
		.segments = &segment,
		.segment_count = 1 };
	struct form *form = form_of(PERSON("Lovelace") "email=nobody&phone=");
	struct passenger people[PARTY_PASSENGERS_MAX];
	struct contact contact;

	(void)state;
	memset(people, 0x5a, sizeof(people)); /* as a stack is */
	assert_false(travellers_read(form, &one, form_request()->pool, people, &contact));
	assert_string_equal(people[0].surname, "Lovelace");
	for (size_t i = 1; i < PARTY_PASSENGERS_MAX; i++) {
		assert_string_equal(people[i].surname, "");
		assert_int_equal(people[i].born_on, DATE_NONE);
	}
	travellers_apply_rules(form, &hold, people, form_request()->pool);
	assert_string_equal(form_complaint_fields(form), "email.1");
}

static void the_same_person_twice_is_complained_of(void **state)
{
	const struct party two = { .adults = 2 };
	const struct segment segment = { .departure = { .on = 20000 } };
	const struct hold hold = { .party = two, .segments = &segment, .segment_count = 1 };
	struct form *form = form_of(PERSON("Lovelace") PERSON("Lovelace") "email=a%40example.org");
	struct passenger people[PARTY_PASSENGERS_MAX];
	struct contact contact;

	(void)state;
	assert_true(travellers_read(form, &two, form_request()->pool, people, &contact));
	travellers_apply_rules(form, &hold, people, form_request()->pool);
	assert_string_equal(form_complaint_fields(form), "surname.2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    who_came_in_another_tab_is_nobody_yet, form_request_start, form_request_stop),
		cmocka_unit_test_setup_teardown(
		    the_same_person_twice_is_complained_of, form_request_start, form_request_stop),
	};

	pool_start();
	return cmocka_run_group_tests_name("travellers", tests, NULL, NULL);
}
