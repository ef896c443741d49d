/* Names corrected: what is a slip of the pen, and what would be another person. */
#include "unit.h"

#include "domain/passengers.h"

#include <string.h>

static apr_pool_t *pool;

/* The fields complained about, or "fine". */
static const char *corrected(const struct passenger *people, const struct passenger *typed,
    size_t count, struct passenger_row *out)
{
	const struct err *err = passengers_correct(people, typed, count, pool, out);

	return err == NULL ? "fine" : err->facts[FACT_FIELDS];
}

static void slips_are_corrected_and_people_not_exchanged(void **state)
{
	static const struct {
		const char *given, *surname, *new_given, *new_surname, *answer;
	} table[] = {
		{ "Ada", "Lovelace", "Ada", "Lovelace", "fine" },
		{ "Ada", "Lovelace", "ADA", "Löve-lace", "fine" },
		{ "Ada", "Lovelace", "Adah", "Lovelace", "fine" },
		{ "Ada", "Lovelace", "Ida", "Lovelase", "fine" },
		{ "Ada", "Lovelace", "Eda", "Lavelase", "fine" },
		{ "Ada", "Lovelace", "Lovelace", "Ada", "fine" },
		{ "Ada", "Lovelace", "Idaa", "Lovelace", "given_name.1" },
		{ "Ada", "Lovelace", "Ada", "Lavilasi", "surname.1" },
		{ "Ada", "Lovelace", "Bob", "Babbage", "given_name.1 surname.1" },
		{ "Ada", "Lovelace", "", "Lovelace", "given_name.1" },
		{ "Ada", "Lovelace", "Ada", "", "surname.1" },
		{ "Ada", "Lovelace", "Ada Maria", "Lovelace", "given_name.1" },
		{ NULL, "Suharto", NULL, "Soeharto", "fine" },
		{ NULL, "Suharto", "A", "Suharto", "given_name.1" },
		{ "Konstantin", "Wu", "Constantijn", "Wu", "fine" },
		{ "Konstantin", "Wu", "Constanze", "Wu", "given_name.1" },
		{ "Li", "Wu", "Li", "Ma", "surname.1" },
		{ "小明", "王", "大明", "王", "fine" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		struct passenger was = { .no = 1,
			.given_name = row->given,
			.surname = row->surname },
				 typed = { .given_name = row->new_given,
					 .surname = row->new_surname };
		struct passenger_row out;

		assert_string_equal(corrected(&was, &typed, 1, &out), row->answer);
	}
}

static void what_was_sold_is_what_counts(void **state)
{
	struct passenger was = { .no = 3, .given_name = "Jan", .surname = "Maier", .born_on = 77 };
	const struct passenger first = { .given_name = "Jan", .surname = "Mayer" },
			       second = { .given_name = "Jan", .surname = "Meyer" },
			       third = { .given_name = "Jan", .surname = "Meyers" };
	struct passenger_row out;

	(void)state;
	assert_string_equal(corrected(&was, &first, 1, &out), "fine");
	assert_string_equal(out.passenger.sold_given_name, "Jan");
	assert_string_equal(out.passenger.sold_surname, "Maier");
	assert_string_equal(out.passenger.identity, "jan/mayer");
	assert_string_equal(out.surname_folded, "mayer");
	assert_int_equal(out.passenger.no, 3);
	assert_int_equal(out.passenger.born_on, 77);
	was = out.passenger;
	assert_string_equal(corrected(&was, &second, 1, &out), "fine");
	was = out.passenger;
	assert_string_equal(out.passenger.sold_surname, "Maier");
	/* One letter more than the present name has, and three from the one that was sold. */
	assert_string_equal(corrected(&was, &third, 1, &out), "surname.1");
}

static void two_of_a_party_stay_two(void **state)
{
	const struct passenger twins[] = {
		{ .no = 1, .given_name = "Anna", .surname = "Berg", .born_on = 5 },
		{ .no = 2, .given_name = "Anne", .surname = "Berg", .born_on = 5 }
	};
	const struct passenger same[] = { { .given_name = "Anna", .surname = "Berg" },
		{ .given_name = "Anna", .surname = "Berg" } };
	const struct passenger exchanged[] = { { .given_name = "Anne", .surname = "Berg" },
		{ .given_name = "Anna", .surname = "Berg" } };
	struct passenger_row out[2];

	(void)state;
	assert_string_equal(corrected(twins, same, 2, out), "surname.2");
	assert_string_equal(corrected(twins, exchanged, 2, out), "fine");
}

static void letters_by_length(void **state)
{
	static const size_t letters[] = { 0, 1, 4, 5, 8, 9, 60 }, may[] = { 0, 1, 1, 2, 2, 3, 3 };

	(void)state;
	for (size_t i = 0; i < ROWS(letters); i++)
		assert_int_equal(passenger_letters_to_correct(letters[i]), may[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_are_corrected_and_people_not_exchanged),
		cmocka_unit_test(what_was_sold_is_what_counts),
		cmocka_unit_test(two_of_a_party_stay_two),
		cmocka_unit_test(letters_by_length),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
