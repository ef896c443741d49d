/* The list of database servers in [database] host: what it may say, and what it may not. */
#include "unit_pool.h"

#include "db/hosts.h"

#include <string.h>

static void lists_are_read(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		struct host last;
	} rows[] = {
		{ "db.example", 1, { "db.example", 3306 } },
		{ "db.example:1", 1, { "db.example", 1 } },
		{ "192.0.2.1:65535", 1, { "192.0.2.1", 65535 } },
		{ "a,b", 2, { "b", 3306 } },
		{ "a b", 2, { "b", 3306 } },
		{ " a:1 ,\tb:2  c_3-x:3 ", 3, { "c_3-x", 3 } },
		{ "a:1,a:2", 2, { "a", 2 } },
		{ "[2001:db8::1]", 1, { "2001:db8::1", 3306 } },
		{ "a,[2001:db8::1]:3307", 2, { "2001:db8::1", 3307 } },
		{ "1,2,3,4,5,6,7,8", 8, { "8", 3306 } },
	};
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct db_hosts *hosts;
		const struct err *err = hosts_read(rows[i].text, 3306, pool, &hosts);
		if (err != NULL)
			fail_msg("\"%s\": %s", rows[i].text, err->text);
		assert_int_equal(hosts_count(hosts), rows[i].count);
		const struct host *last = hosts_at(hosts, rows[i].count - 1);
		assert_string_equal(last->name, rows[i].last.name);
		assert_int_equal(last->port, rows[i].last.port);
		assert_int_equal(hosts_present(hosts), 0);
	}
}

static void mistakes_are_told(void **state)
{
	static const char *const rows[] = { "", " ", ",", "a,", ",a", "a,,b", "a, ,b", "a:", "a:0",
		"a:65536", "a:-1", "a:+1", "a:1x", "a:000001", "a:1:2", ":3306", "a/b", "a;b",
		"a b:", "a,a", "a,a:3306", "[::1", "[]", "[::1]x", "[::1]:", "::1",
		"1,2,3,4,5,6,7,8,9", "h\xc3\xb6st" };
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct db_hosts *hosts;
		const struct err *err = hosts_read(rows[i], 3306, pool, &hosts);
		if (!err_is(err, CODE_INVALID))
			fail_msg("\"%s\" is taken", rows[i]);
		assert_non_null(strstr(err->text, "[database] host"));
	}
}

static void names_have_a_greatest_length(void **state)
{
	struct db_hosts *hosts;
	char name[255];
	(void)state;
	memset(name, 'a', sizeof(name));
	name[254] = '\0';
	assert_true(err_is(hosts_read(name, 3306, pool, &hosts), CODE_INVALID));
	name[253] = '\0';
	assert_null(hosts_read(name, 3306, pool, &hosts));
}

static void who_reads_the_same_list_shares_its_place(void **state)
{
	struct db_hosts *one, *same, *other;
	(void)state;
	assert_null(hosts_read("x,y", 3306, pool, &one));
	assert_null(hosts_read("x,y", 3306, pool, &same));
	assert_null(hosts_read("x,y", 3307, pool, &other));
	hosts_move(one, 1);
	assert_int_equal(hosts_present(same), 1);
	assert_int_equal(hosts_present(other), 0);
	hosts_move(same, 0);
	assert_int_equal(hosts_present(one), 0);
}

static void one_looks_back_now_and_then(void **state)
{
	struct db_hosts *hosts;
	(void)state;
	assert_null(hosts_read("p,q", 3306, pool, &hosts));
	int64_t now_ms = (int64_t)1 << 40;
	assert_false(
	    hosts_look_is_due(hosts, now_ms)); /* at the first there is nothing to look for */
	hosts_move(hosts, 1);
	assert_false(hosts_look_is_due(hosts, 0));
	assert_true(hosts_look_is_due(hosts, now_ms));
	assert_false(hosts_look_is_due(hosts, now_ms));
	assert_false(hosts_look_is_due(hosts, now_ms + HOSTS_LOOK_MS - 1));
	assert_true(hosts_look_is_due(hosts, now_ms + HOSTS_LOOK_MS));
	hosts_set_look_ms(hosts, 10);
	assert_true(hosts_look_is_due(hosts, now_ms));
	assert_false(hosts_look_is_due(hosts, now_ms + 9));
	assert_true(hosts_look_is_due(hosts, now_ms + 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_read),
		cmocka_unit_test(mistakes_are_told),
		cmocka_unit_test(names_have_a_greatest_length),
		cmocka_unit_test(who_reads_the_same_list_shares_its_place),
		cmocka_unit_test(one_looks_back_now_and_then),
	};

	pool_start();
	return cmocka_run_group_tests_name("hosts", tests, pool_set_up, pool_tear_down);
}
