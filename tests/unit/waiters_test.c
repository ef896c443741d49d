/* Who may wait for a server that is away: all for a short time, then half of them, and whoever is alone always. */
#include "unit.h"

#include "db/waiters.h"

#include <pthread.h>
#include <stdatomic.h>

#define BEGUN_MS 5000000
#define LONG_MS (BEGUN_MS + WAITERS_ALL_MS)

/* A server of its own for each test, with so many connections. */
static struct waiters *server(const char *socket, int connections)
{
	struct waiters *waiters = NULL;

	for (int i = 0; i < connections; i++)
		waiters = waiters_join(socket, NULL);
	return waiters;
}

static void let_begin(struct waiters *waiters, int count, int64_t now_ms)
{
	for (int i = 0; i < count; i++)
		assert_true(waiters_begin(waiters, now_ms));
}

/* So many began, and have failed since. */
static struct waiters *failing(const char *socket, int connections, int count)
{
	struct waiters *waiters = server(socket, connections);

	let_begin(waiters, count, BEGUN_MS);
	for (int i = 0; i < count; i++)
		assert_true(waiters_failed(waiters, BEGUN_MS + 1));
	return waiters;
}

static void half_of_the_connections_may_wait(void **state)
{
	static const struct {
		const char *socket;
		int connections, most;
	} rows[] = { { "1", 1, 1 }, { "2", 2, 1 }, { "3", 3, 2 }, { "4", 4, 2 }, { "16", 16, 8 } };
	(void)state;

	for (size_t i = 0; i < ROWS(rows); i++) {
		struct waiters *waiters = failing(rows[i].socket, rows[i].connections, 1);

		assert_true(waiters_failed(waiters, LONG_MS - 1));
		let_begin(waiters, rows[i].most - 1, LONG_MS);
		for (int n = rows[i].most; n < rows[i].connections; n++)
			assert_false(waiters_begin(waiters, LONG_MS));
		/* One's place is the next one's. */
		waiters_end(waiters, false, LONG_MS);
		let_begin(waiters, 1, LONG_MS);
		assert_false(waiters_begin(waiters, LONG_MS));
	}
}

static void a_short_time_is_waited_for_by_all(void **state)
{
	struct waiters *waiters = failing("short", 4, 1);
	(void)state;

	let_begin(waiters, 3, LONG_MS - 1);
	assert_true(waiters_failed(waiters, LONG_MS - 1));
}

static void for_servers_elsewhere_all_wait_half_as_long(void **state)
{
	static int list;
	struct waiters *waiters = NULL;
	(void)state;

	for (int i = 0; i < 4; i++)
		waiters = waiters_join(NULL, (const struct db_hosts *)&list);
	let_begin(waiters, 2, BEGUN_MS);
	assert_true(waiters_failed(waiters, BEGUN_MS + WAITERS_ALL_ELSEWHERE_MS - 1));
	assert_false(waiters_begin(waiters, BEGUN_MS + WAITERS_ALL_ELSEWHERE_MS));
}

static void when_it_lasts_those_who_are_too_many_stop(void **state)
{
	struct waiters *waiters = failing("lasts", 4, 4);
	(void)state;

	for (int i = 0; i < 2; i++) {
		assert_false(waiters_failed(waiters, LONG_MS));
		waiters_end(waiters, false, LONG_MS);
	}
	assert_true(waiters_failed(waiters, LONG_MS));
	assert_false(waiters_begin(waiters, LONG_MS));
}

static void as_long_as_nobody_has_failed_nobody_is_refused(void **state)
{
	struct waiters *waiters = server("slow", 4);
	(void)state;

	let_begin(waiters, 1, BEGUN_MS);
	let_begin(waiters, 3, LONG_MS);
	waiters_failed(waiters, LONG_MS);
	waiters_end(waiters, false, LONG_MS);
	assert_false(waiters_begin(waiters, LONG_MS));
}

static void one_who_gets_through_opens_it_for_all(void **state)
{
	struct waiters *waiters = failing("back", 4, 2);
	(void)state;

	assert_false(waiters_begin(waiters, LONG_MS));
	waiters_end(waiters, true, LONG_MS);
	let_begin(waiters, 3, LONG_MS);
	/* And when it goes again, it is a short time again. */
	assert_true(waiters_failed(waiters, LONG_MS + WAITERS_ALL_MS - 1));
	assert_false(waiters_failed(waiters, LONG_MS + WAITERS_ALL_MS));
}

/* All of them have answered, and take their next requests; or nobody has asked for a while. */
static void what_is_known_outlives_those_who_found_out_for_a_while(void **state)
{
	struct waiters *waiters = failing("known", 4, 1);
	(void)state;

	waiters_failed(waiters, LONG_MS);
	waiters_end(waiters, false, LONG_MS);
	let_begin(waiters, 2, LONG_MS + WAITERS_KNOWN_MS - 1);
	assert_false(waiters_begin(waiters, LONG_MS + WAITERS_KNOWN_MS - 1));
	waiters_end(waiters, false, LONG_MS + WAITERS_KNOWN_MS - 1);
	waiters_end(waiters, false, LONG_MS + WAITERS_KNOWN_MS - 1);
	let_begin(waiters, 4, LONG_MS + WAITERS_KNOWN_MS);
}

static void each_server_has_its_own(void **state)
{
	static int lists[2];
	struct waiters *one = failing("one", 2, 1);
	struct waiters *first = waiters_join(NULL, (const struct db_hosts *)&lists[0]);
	struct waiters *second = waiters_join(NULL, (const struct db_hosts *)&lists[1]);
	(void)state;

	assert_false(waiters_begin(one, LONG_MS));
	let_begin(server("another", 2), 2, LONG_MS);
	assert_ptr_equal(waiters_join("one", NULL), one);
	assert_ptr_equal(waiters_join(NULL, (const struct db_hosts *)&lists[0]), first);
	assert_ptr_not_equal(first, second);
}

static void connections_that_are_closed_do_not_count(void **state)
{
	struct waiters *waiters = failing("closed", 4, 1);
	(void)state;

	let_begin(waiters, 1, LONG_MS);
	waiters_end(waiters, false, LONG_MS);
	waiters_leave(waiters);
	waiters_leave(waiters);
	assert_false(waiters_begin(waiters, LONG_MS));
}

#define THREADS 8
#define TURNS 2000

static _Atomic int inside, most_inside;

static void *come_and_go(void *arg)
{
	struct waiters *waiters = arg;

	for (int i = 0; i < TURNS; i++) {
		if (!waiters_begin(waiters, LONG_MS))
			continue;
		int now = ++inside;
		int most = most_inside;
		while (now > most && !atomic_compare_exchange_weak(&most_inside, &most, now))
			;
		waiters_failed(waiters, LONG_MS);
		inside--;
		waiters_end(waiters, false, LONG_MS);
	}
	return NULL;
}

static void no_more_of_many_threads_are_inside(void **state)
{
	struct waiters *waiters = failing("crowd", THREADS, 1);
	pthread_t threads[THREADS];
	(void)state;

	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, come_and_go, waiters), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	/* With the one who was there before. */
	assert_in_range(most_inside, 1, THREADS / 2 - 1);
	assert_int_equal(inside, 0);
	let_begin(waiters, THREADS / 2 - 1, LONG_MS);
	assert_false(waiters_begin(waiters, LONG_MS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_of_the_connections_may_wait),
		cmocka_unit_test(a_short_time_is_waited_for_by_all),
		cmocka_unit_test(for_servers_elsewhere_all_wait_half_as_long),
		cmocka_unit_test(when_it_lasts_those_who_are_too_many_stop),
		cmocka_unit_test(as_long_as_nobody_has_failed_nobody_is_refused),
		cmocka_unit_test(one_who_gets_through_opens_it_for_all),
		cmocka_unit_test(what_is_known_outlives_those_who_found_out_for_a_while),
		cmocka_unit_test(each_server_has_its_own),
		cmocka_unit_test(connections_that_are_closed_do_not_count),
		cmocka_unit_test(no_more_of_many_threads_are_inside),
	};

	return cmocka_run_group_tests_name("waiters", tests, NULL, NULL);
}
