/* The changes feed: whoever follows it misses nothing, however many write at once. */
#include "flights_tables.h"

#include "base/clock.h"
#include "flights/feed.h"
#include "support/times.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define WRITERS 4
#define EACH 40

struct writer {
	pthread_t thread;
	int number;
	const struct err *err;
	apr_pool_t *pool;
};

static atomic_int writing;

static void *write_many(void *arg)
{
	struct writer *writer = arg;
	struct db *own = database_open(writer->pool);
	int64_t at = instant_of("2030-06-01T09:00:00Z");

	for (int i = 0; i < EACH && writer->err == NULL; i++) {
		const struct departure departure = flights_departure(
		    apr_psprintf(writer->pool, "AX%d", writer->number + 1), at + i * CLOCK_DAY);
		writer->err = flights_create(own, &departure, writer->pool);
	}
	atomic_fetch_sub(&writing, 1);
	return NULL;
}

/* What a follower does: ask for what comes after the last cursor it saw, again and again. */
static size_t follow(int64_t *seen, size_t most)
{
	int64_t after = 0;
	size_t count = 0;
	bool is_last = false;

	while (!is_last) {
		apr_pool_t *own = pool_new(pool);
		const struct change *changes;
		size_t n;
		is_last = atomic_load(&writing) == 0;
		assert_no_err(feed_list(db, after, 7, own, &changes, &n));
		for (size_t i = 0; i < n && count < most; i++)
			seen[count++] = after = changes[i].cursor;
		is_last = is_last && n == 0;
		apr_pool_destroy(own);
	}
	return count;
}

static void a_follower_sees_every_change_of_many_writers(void **state)
{
	struct writer writers[WRITERS];
	int64_t seen[WRITERS * EACH + 1];

	(void)state;
	atomic_store(&writing, WRITERS);
	for (int i = 0; i < WRITERS; i++) {
		writers[i] = (struct writer){ .number = i, .pool = pool_new(NULL) };
		assert_int_equal(
		    pthread_create(&writers[i].thread, NULL, write_many, &writers[i]), 0);
	}
	size_t count = follow(seen, WRITERS * EACH + 1);
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(writers[i].thread, NULL);
		assert_no_err(writers[i].err);
	}
	assert_int_equal(count, WRITERS * EACH);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(seen[i], i + 1);
	for (int i = 0; i < WRITERS; i++)
		apr_pool_destroy(writers[i].pool);
}

static void a_refused_change_leaves_no_line_and_no_gap(void **state)
{
	const struct departure first = flights_departure("AX1", instant_of("2030-06-01T09:00:00Z"));
	const struct departure second = flights_departure(
	    "AX2", instant_of("2030-06-01T09:00:00Z"));
	const struct change *changes;
	size_t count;

	(void)state;
	assert_no_err(flights_create(db, &first, pool));
	assert_err(flights_create(db, &first, pool), CODE_DUPLICATE);
	assert_no_err(flights_create(db, &second, pool));
	assert_no_err(feed_list(db, 0, 100, pool, &changes, &count));
	assert_int_equal(count, 2);
	assert_int_equal(changes[1].cursor, 2);
	assert_string_equal(changes[1].flight_no, "AX2");
	assert_int_equal(changes[1].on, day_of("2030-06-01"));
	assert_int_equal(changes[1].version, 1);
}

static void the_feed_is_read_in_pieces(void **state)
{
	const struct change *changes;
	size_t count;

	(void)state;
	for (int i = 0; i < 5; i++) {
		const struct departure departure = flights_departure(
		    "AX1", instant_of("2030-06-01T09:00:00Z") + i * CLOCK_DAY);
		assert_no_err(flights_create(db, &departure, pool));
	}
	assert_no_err(feed_list(db, 1, 2, pool, &changes, &count));
	assert_int_equal(count, 2);
	assert_int_equal(changes[0].cursor, 2);
	assert_no_err(feed_list(db, 3, 100, pool, &changes, &count));
	assert_int_equal(count, 2);
	assert_no_err(feed_list(db, INT64_MAX, 100, pool, &changes, &count));
	assert_int_equal(count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, flights_set_up, flights_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_follower_sees_every_change_of_many_writers),
		TEST(a_refused_change_leaves_no_line_and_no_gap),
		TEST(the_feed_is_read_in_pieces),
	};
	return cmocka_run_group_tests_name("flights_feed", tests, database_start, database_stop);
}
