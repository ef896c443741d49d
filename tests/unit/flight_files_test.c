/* The cache's folder: what is filed, how much of the disk it takes at most, and what goes for it. */
#include "support/flight_world.h"

#include "base/secret.h"
#include "base/text.h"
#include "remote/flight_files.h"
#include "support/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOM INT64_C(1048576)
#define BLOCK INT64_C(4096)
/* So many have room for what each may add before it looks again. */
#define PROCESSES 16

static apr_pool_t *pool;
static const char *folder;

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	folder = folder_new(pool);
	assert_non_null(folder);
	clock_set(CLOCK_NONE);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	clock_set(CLOCK_NONE);
	folder_delete(folder);
	apr_pool_destroy(pool);
	return 0;
}

static struct flight_files *open_files(int64_t bytes)
{
	struct flight_files *files;

	assert_null(flight_files_open(folder, bytes, pool, &files));
	return files;
}

static const char *key_of(int nth)
{
	return apr_psprintf(pool, "list/FRA/LIS/%d", nth);
}

/* As if it had been written so long ago (seconds). */
static void make_old(const char *path, int64_t age_s)
{
	const struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
		{ .tv_sec = (time_t)(clock_now() / CLOCK_SECOND - age_s) } };

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void write_aged(struct flight_files *files, int nth, size_t length, int64_t age_s)
{
	const char *key = key_of(nth);
	char *body = apr_palloc(pool, length + 1);
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct flight_file file = { clock_now(), "", body, length };

	memset(body, 'x', length);
	body[length] = '\0';
	flight_files_write(files, key, &file, pool);
	secret_digest(key, strlen(key), digest);
	make_old(
	    apr_pstrcat(pool, folder, "/", text_hex(digest, 16, pool), ".answer", NULL), age_s);
}

static bool is_there(struct flight_files *files, int nth)
{
	struct flight_file file;

	return flight_files_read(files, key_of(nth), -1, pool, &file);
}

/* What all files take, in blocks; how many there are. */
static int64_t blocks_taken(int *count)
{
	DIR *opened = opendir(folder);
	int64_t blocks = 0;
	struct dirent *item;
	struct stat about;

	assert_non_null(opened);
	for (*count = 0; (item = readdir(opened)) != NULL;) {
		if (item->d_name[0] == '.')
			continue;
		assert_int_equal(fstatat(dirfd(opened), item->d_name, &about, 0), 0);
		blocks += (about.st_size + BLOCK - 1) / BLOCK;
		(*count)++;
	}
	closedir(opened);
	return blocks;
}

static void test_many_small_files_of_many_processes(void **state)
{
	struct flight_files *files[PROCESSES];
	const int all = 3000;
	int count, kept = 0;

	(void)state;
	for (int i = 0; i < PROCESSES; i++)
		files[i] = open_files(ROOM);
	for (int i = 0; i < all; i++) {
		write_aged(files[i % PROCESSES], i, 100, 10 * (all - i));
		if (i % 50 == 0)
			assert_true(blocks_taken(&count) <= ROOM / BLOCK);
	}
	assert_true(blocks_taken(&count) <= ROOM / BLOCK);
	assert_true(count >= ROOM / BLOCK / 2);
	/* The last ones are there, and hardly one of those that are older than what has room. */
	for (int i = all - 100; i < all; i++)
		assert_true(is_there(files[0], i));
	for (int i = 0; i < all - ROOM / BLOCK - 20; i++)
		kept += is_there(files[0], i);
	assert_int_equal(kept, 0);
}

#define THREADS 8
#define EACH 300

struct writer {
	struct flight_files *files;
	int nth;
};

static void *write_alone(void *arg)
{
	const struct writer *writer = arg;
	apr_pool_t *own = pool_new(NULL);

	for (int i = 0; i < EACH; i++) {
		const struct flight_file file = { clock_now(), "", "short", strlen("short") };

		flight_files_write(writer->files,
		    apr_psprintf(own, "list/FRA/LIS/%d/%d", writer->nth, i), &file, own);
	}
	apr_pool_destroy(own);
	return NULL;
}

static void test_many_threads_at_once(void **state)
{
	struct flight_files *files = open_files(ROOM);
	struct writer writers[THREADS];
	pthread_t threads[THREADS];
	int count;

	(void)state;
	for (int i = 0; i < THREADS; i++) {
		writers[i] = (struct writer){ files, i };
		assert_int_equal(pthread_create(&threads[i], NULL, write_alone, &writers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	/* What was written while the last one tidied is seen to by whoever writes next. */
	write_aged(files, 0, 100, 0);
	assert_true(blocks_taken(&count) <= ROOM / BLOCK);
	assert_true(count > ROOM / BLOCK / 4);
}

static void test_a_few_large_files(void **state)
{
	struct flight_files *files = open_files(ROOM);
	int count;

	(void)state;
	for (int i = 0; i < 60; i++) {
		write_aged(files, i, 100000, 10 * (60 - i));
		assert_true(blocks_taken(&count) <= ROOM / BLOCK);
	}
	for (int i = 55; i < 60; i++)
		assert_true(is_there(files, i));
}

static void test_what_is_written_again_costs_nobody_a_place(void **state)
{
	struct flight_files *files = open_files(ROOM);

	(void)state;
	for (int i = 0; i < 100; i++)
		write_aged(files, i, 100, 1000 - i);
	for (int i = 0; i < 1000; i++)
		write_aged(files, 99, 100, 1);
	for (int i = 0; i < 100; i++)
		assert_true(is_there(files, i));
}

static void test_what_is_not_the_caches_stays(void **state)
{
	static const char *const others[] = { "changes", "README.txt", ".answer" };
	struct flight_files *files = open_files(ROOM);

	(void)state;
	for (size_t i = 0; i < ROWS(others); i++) {
		const char *path = apr_pstrcat(pool, folder, "/", others[i], NULL);

		close(open(path, O_WRONLY | O_CREAT, 0600));
		make_old(path, 1000000);
	}
	for (int i = 0; i < 600; i++)
		write_aged(files, i, 100, 600 - i);
	(void)flight_files_sweep(files, clock_now() - CLOCK_HOUR);
	for (size_t i = 0; i < ROWS(others); i++)
		assert_int_equal(access(apr_pstrcat(pool, folder, "/", others[i], NULL), F_OK), 0);
}

static void test_a_program_that_starts_in_a_full_folder(void **state)
{
	struct flight_files *before = open_files(100 * ROOM), *after;
	int count;

	(void)state;
	for (int i = 0; i < 1000; i++)
		write_aged(before, i, 100, 10 * (1000 - i));
	assert_int_equal(blocks_taken(&count), 1000);
	after = open_files(ROOM);
	write_aged(after, 1000, 100, 0);
	assert_true(blocks_taken(&count) <= ROOM / BLOCK);
	for (int i = 950; i <= 1000; i++)
		assert_true(is_there(after, i));
}

static void test_the_sweep_looks_at_age_and_room_now_and_then(void **state)
{
	struct flight_files *files = open_files(ROOM);
	struct flight_files *others = open_files(100 * ROOM);
	int count;

	(void)state;
	for (int i = 0; i < 100; i++)
		write_aged(others, i, 100, i < 30 ? 7200 : 60);
	assert_int_equal(flight_files_sweep(files, clock_now() - CLOCK_HOUR), 30);
	for (int i = 100; i < 600; i++)
		write_aged(others, i, 100, 10 * (601 - i));
	assert_int_equal(flight_files_sweep(files, clock_now() - 2 * CLOCK_HOUR), 0);
	clock_set(clock_now() + FLIGHT_FILES_SWEPT_EVERY);
	assert_true(flight_files_sweep(files, clock_now() - 2 * CLOCK_HOUR) > 300);
	assert_true(blocks_taken(&count) <= ROOM / BLOCK);
	assert_true(is_there(files, 99) && is_there(files, 599));
	assert_false(is_there(files, 100));
}

static void test_files_of_a_clock_that_was_set_back_go_first(void **state)
{
	struct flight_files *files = open_files(ROOM);

	(void)state;
	for (int i = 0; i < 100; i++)
		write_aged(files, i, 100, -3600);
	for (int i = 100; i < 200; i++)
		write_aged(files, i, 100, 10 * (201 - i));
	for (int i = 100; i < 200; i++)
		assert_true(is_there(files, i));
}

static void test_that_nothing_departs_is_not_filed(void **state)
{
	struct world *world = *state;
	struct departures found;

	assert_null(world_search(world, &found));
	assert_int_equal(world_each_file(world, NULL), 3);
	peer_serve(world->peer, LIST, "{\"departures\":[]}", "\"none\"");
	world_after(31);
	assert_null(world_search(world, &found));
	assert_int_equal(found.n, 0);
	/* The departures by themselves are another question. */
	assert_int_equal(world_each_file(world, NULL), 2);
	/* 304 */
	world_after(62);
	assert_null(world_search(world, &found));
	assert_int_equal(found.n, 0);
	assert_int_equal(world_each_file(world, NULL), 2);
	assert_int_equal(peer_requests(world->peer), 3);
	peer_behave(world->peer, PEER_CLOSE, NULL);
	world_after(100);
	assert_null(world_search(world, &found));
	assert_true(found.n == 0 && found.is_cached);
	/* What was listed before is not brought up again by who knows it no more. */
	world_restart(world, "");
	assert_true(err_is(world_search(world, &found), CODE_FLIGHT_SERVICE_DOWN));
	world_find_well(world, 1, 0, true);
}

static void test_how_much_is_a_setting(void **state)
{
	struct world *world = *state;

	static const char *const bad[] = { "15", "1048577", "-1", "much" };

	for (size_t i = 0; i < ROWS(bad); i++) {
		world_stop(world);
		assert_int_equal(setenv("AISLE_CACHE_DISK_MIB", bad[i], 1), 0);
		assert_true(err_is(world_start(world, peer_url(world->peer), ""), CODE_INVALID));
	}
	world_stop(world);
	assert_int_equal(setenv("AISLE_CACHE_DISK_MIB", "16", 1), 0);
	assert_null(world_start(world, peer_url(world->peer), ""));
	assert_int_equal(unsetenv("AISLE_CACHE_DISK_MIB"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define WORLD_TEST(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_many_small_files_of_many_processes),
		TEST(test_many_threads_at_once),
		TEST(test_a_few_large_files),
		TEST(test_what_is_written_again_costs_nobody_a_place),
		TEST(test_what_is_not_the_caches_stays),
		TEST(test_a_program_that_starts_in_a_full_folder),
		TEST(test_the_sweep_looks_at_age_and_room_now_and_then),
		TEST(test_files_of_a_clock_that_was_set_back_go_first),
		WORLD_TEST(test_that_nothing_departs_is_not_filed),
		WORLD_TEST(test_how_much_is_a_setting),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
