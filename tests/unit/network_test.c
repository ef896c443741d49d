/* Addresses of clients, as limits count them. */
#include "unit.h"

#include "base/network.h"

static void addresses_of_one_line_are_one(void **state)
{
	static const struct {
		const char *address, *network;
	} table[] = {
		{ "192.0.2.1", "192.0.2.1" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
		{ "2001:DB8:1:2::", "2001:db8:1:2::/64" },
		{ "2001:db8:1:3::1", "2001:db8:1:3::/64" },
		{ "::1", "::/64" },
		{ "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
		{ "", "" },
		{ "unix:", "unix:" },
	}, *row;
	apr_pool_t *pool = pool_new(NULL);

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(network_of(row->address, pool), row->network);
	apr_pool_destroy(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_of_one_line_are_one),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
