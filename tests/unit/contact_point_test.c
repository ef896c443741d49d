/* Where somebody is reached: what is an e-mail address, a telephone number or a page, and what is none of them. */
#include "unit.h"

#include "base/contact_point.h"

static void what_can_be_reached_is_read(void **state)
{
	static const struct row {
		const char *text;
		enum contact_kind kind;
		const char *words, *link;
	} rows[] = {
		{ "service@aisle.example", CONTACT_EMAIL, "service@aisle.example",
		    "service@aisle.example" },
		{ "+49 69 (0) 12-34", CONTACT_PHONE,
		    "+49\xc2\xa0"
		    "69\xc2\xa0(0)\xc2\xa0"
		    "12-34",
		    "+496901234" },
		{ "0800/123.45", CONTACT_PHONE, "0800/123.45", "080012345" },
		{ "https://aisle.example/", CONTACT_PAGE, "aisle.example",
		    "https://aisle.example/" },
		{ "http://aisle.example:8080/help?x=1#top", CONTACT_PAGE,
		    "aisle.example:8080/help?x=1#top", "http://aisle.example:8080/help?x=1#top" },
	};
	apr_pool_t *pool = pool_new(NULL);
	const struct row *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		struct contact_point point;

		assert_true(contact_point_read(row->text, pool, &point));
		assert_int_equal(point.kind, row->kind);
		assert_string_equal(point.words, row->words);
		assert_string_equal(point.link, row->link);
	}
	apr_pool_destroy(pool);
}

static void nonsense_is_refused(void **state)
{
	static const char *const rows[] = { "", "somewhere", "a@", "a@b?cc=c@d", "1234",
		"1234567890123456", "12+345678", "+49 69 ext 5", "javascript:alert(1)", "https://",
		"https:///x", "https://-x/", "https://a b.example/", "https://a\"b.example/",
		"https://somebody@aisle.example/", "ftp://aisle.example/",
		"HTTPS://aisle.example/" };
	apr_pool_t *pool = pool_new(NULL);
	const char *const *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		struct contact_point point;

		if (contact_point_read(*row, pool, &point))
			fail_msg("accepted: %s", *row);
		assert_int_equal(point.kind, CONTACT_NONE);
	}
	apr_pool_destroy(pool);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_be_reached_is_read),
		cmocka_unit_test(nonsense_is_refused),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
