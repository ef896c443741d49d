/* Connections and the threads that take them: in order, each once, all of them; and how taking ends. */
#include "unit.h"

#include "web/connections.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define THREADS 8
#define PEERS 64
#define QUESTIONS 50
#define PATIENCE_MS 60000
#define LEAVES 100

static apr_pool_t *pool;
static struct sockaddr_un address;
static struct connections *connections;

/* The socket's descriptor. */
static int begin(enum connections_engine engine)
{
	char folder[] = "/tmp/aisle-connections.XXXXXX";
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	assert_non_null(mkdtemp(folder));
	address.sun_family = AF_UNIX;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/sock", folder);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(fd, 2 * PEERS), 0);
	assert_null(connections_open(fd, engine, pool, &connections));
	return fd;
}

static int setup(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unlink(address.sun_path);
	*strrchr(address.sun_path, '/') = '\0';
	rmdir(address.sun_path);
	apr_pool_destroy(pool);
	return 0;
}

/* A peer; -1: nobody listens. */
static int peer_open(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	assert_int_equal(errno, ECONNREFUSED);
	close(fd);
	return -1;
}

static void say(int fd, char byte)
{
	assert_int_equal(send(fd, &byte, 1, MSG_NOSIGNAL), 1);
}

/* The next byte that comes; 0: no more. */
static char hear(int fd)
{
	struct pollfd waiting = { fd, POLLIN, 0 };
	char byte = 0;

	assert_int_equal(poll(&waiting, 1, PATIENCE_MS), 1);
	return read(fd, &byte, 1) == 1 ? byte : 0;
}

static bool is_readable(int fd)
{
	struct pollfd now = { fd, POLLIN, 0 };

	return poll(&now, 1, 0) == 1;
}

static void let_go(struct connections *from, int fd)
{
	close(fd);
	connections_forget(from);
}

/* One question of one peer, answered with the next letter; false: taking is over. */
static bool serve_of(struct connections *from)
{
	int fd = connections_next(from);
	bool is_kept;
	char byte;

	if (fd < 0)
		return false;
	byte = hear(fd);
	is_kept = byte != 0 && connections_may_keep(from, fd);
	if (byte != 0)
		say(fd, (char)(byte + 1));
	if (is_kept)
		connections_keep(from, fd);
	else
		let_go(from, fd);
	return true;
}

static bool serve(void)
{
	return serve_of(connections);
}

static void *serve_all(void *from)
{
	while (serve_of(from))
		continue;
	return NULL;
}

static void threads_start(pthread_t *threads)
{
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, serve_all, connections), 0);
}

static void threads_join(pthread_t *threads)
{
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static void test_every_question_is_answered_by_some_thread(void **state)
{
	pthread_t threads[THREADS];
	int peers[PEERS];

	(void)state;
	begin(CONNECTIONS_EPOLL);
	threads_start(threads);
	for (int i = 0; i < PEERS; i++)
		peers[i] = peer_open();
	for (int n = 0; n < QUESTIONS; n++) {
		for (int i = 0; i < PEERS; i++)
			say(peers[i], (char)('A' + (n + i) % 20));
		for (int i = 0; i < PEERS; i++)
			assert_int_equal(hear(peers[i]), 'B' + (n + i) % 20);
	}
	connections_end(connections, CONNECTIONS_QUEUE_LEFT);
	assert_int_equal(peer_open(), -1);
	assert_false(is_readable(connections_gone_fd(connections)));
	/* The first half asks once more and is let go, the second goes by itself. */
	for (int i = 0; i < PEERS / 2; i++) {
		say(peers[i], 'x');
		assert_int_equal(hear(peers[i]), 'y');
		assert_int_equal(hear(peers[i]), 0);
	}
	for (int i = 0; i < PEERS; i++)
		close(peers[i]);
	assert_int_equal(
	    poll(&(struct pollfd){ connections_gone_fd(connections), POLLIN, 0 }, 1, PATIENCE_MS),
	    1);
	connections_cut(connections);
	threads_join(threads);
}

static void test_whoever_asked_first_is_taken_first(void **state)
{
	int first, second, fd;

	(void)state;
	begin(CONNECTIONS_EPOLL);
	first = peer_open();
	say(first, 'a');
	assert_true(serve());
	second = peer_open();
	say(second, 'k');
	say(first, 'b');
	/* The new one asked before, but has been looked at by nobody yet. */
	fd = connections_next(connections);
	assert_int_equal(hear(fd), 'b');
	say(first, 'c');
	connections_keep(connections, fd);
	fd = connections_next(connections);
	assert_int_equal(hear(fd), 'k');
	say(second, 'l');
	connections_keep(connections, fd);
	assert_true(serve());
	assert_true(serve());
	assert_int_equal(hear(first), 'b');
	assert_int_equal(hear(first), 'd');
	assert_int_equal(hear(second), 'm');
	close(first);
	close(second);
}

static void test_who_is_silent_keeps_nobody_waiting(void **state)
{
	int silent, speaking;

	(void)state;
	begin(CONNECTIONS_EPOLL);
	silent = peer_open();
	speaking = peer_open();
	say(speaking, 'a');
	assert_true(serve());
	assert_int_equal(hear(speaking), 'b');
	close(silent);
	close(speaking);
}

static void test_what_was_said_before_the_cut_is_answered(void **state)
{
	int asking, idle;

	(void)state;
	begin(CONNECTIONS_EPOLL);
	asking = peer_open();
	idle = peer_open();
	say(asking, 'a');
	say(idle, 'a');
	assert_true(serve());
	assert_true(serve());
	assert_int_equal(hear(asking), 'b');
	say(asking, 'c');
	connections_end(connections, CONNECTIONS_QUEUE_LEFT);
	connections_cut(connections);
	serve_all(connections);
	assert_int_equal(hear(asking), 'd');
	assert_int_equal(hear(idle), 'b');
	assert_int_equal(hear(idle), 0);
	assert_int_equal(send(idle, "x", 1, MSG_NOSIGNAL), -1);
	assert_true(is_readable(connections_gone_fd(connections)));
	close(asking);
	close(idle);
}

static void ends_with_a_queue(
    enum connections_engine engine, enum connections_queue queue, bool is_taken)
{
	int peers[PEERS];

	begin(engine);
	for (int i = 0; i < PEERS; i++) {
		peers[i] = peer_open();
		say(peers[i], 'a');
	}
	connections_end(connections, queue);
	connections_cut(connections);
	serve_all(connections);
	for (int i = 0; i < PEERS; i++) {
		assert_int_equal(hear(peers[i]), is_taken ? 'b' : 0);
		close(peers[i]);
	}
	teardown(NULL);
	setup(NULL);
}

static void test_the_queue_is_answered_where_nobody_else_would(void **state)
{
	(void)state;
	ends_with_a_queue(CONNECTIONS_EPOLL, CONNECTIONS_QUEUE_OURS, true);
	ends_with_a_queue(CONNECTIONS_EPOLL, CONNECTIONS_QUEUE_LEFT, false);
	ends_with_a_queue(CONNECTIONS_ACCEPT, CONNECTIONS_QUEUE_OURS, true);
	ends_with_a_queue(CONNECTIONS_ACCEPT, CONNECTIONS_QUEUE_LEFT, false);
	ends_with_a_queue(CONNECTIONS_ACCEPT, CONNECTIONS_QUEUE_SHARED, false);
}

/* All threads from now on on one processor: whoever is woken does not run before who wakes him waits. */
static void share_processor(void)
{
	cpu_set_t processors, one;

	assert_int_equal(sched_getaffinity(0, sizeof(processors), &processors), 0);
	CPU_ZERO(&one);
	for (size_t i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; i++)
		if (CPU_ISSET(i, &processors))
			CPU_SET(i, &one);
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
}

/* Of two that listen the one that has listened longer is woken, and it leaves at this moment. */
static void leaves_where_others_stay(void)
{
	int listen_fd = begin(CONNECTIONS_EPOLL);
	struct connections *others;
	pthread_t threads[2];
	int peer;

	assert_null(connections_open(dup(listen_fd), CONNECTIONS_EPOLL, pool, &others));
	assert_int_equal(pthread_create(&threads[0], NULL, serve_all, connections), 0);
	assert_int_equal(pthread_create(&threads[1], NULL, serve_all, others), 0);
	peer = peer_open();
	say(peer, 'a');
	assert_int_equal(hear(peer), 'b');
	close(peer);
	sched_yield();
	peer = peer_open();
	say(peer, 'c');
	connections_end(connections, CONNECTIONS_QUEUE_SHARED);
	assert_int_equal(hear(peer), 'd');
	close(peer);
	connections_end(others, CONNECTIONS_QUEUE_LEFT);
	connections_cut(connections);
	connections_cut(others);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	teardown(NULL);
	setup(NULL);
}

static void test_whoever_comes_when_one_of_two_leaves_is_answered(void **state)
{
	(void)state;
	share_processor();
	for (int i = 0; i < LEAVES; i++)
		leaves_where_others_stay();
}

static void test_accept_has_a_question_of_each(void **state)
{
	pthread_t threads[THREADS];

	(void)state;
	begin(CONNECTIONS_ACCEPT);
	threads_start(threads);
	for (int n = 0; n < QUESTIONS; n++) {
		int peer = peer_open();

		say(peer, 'a');
		assert_int_equal(hear(peer), 'b');
		assert_int_equal(hear(peer), 0);
		close(peer);
	}
	connections_end(connections, CONNECTIONS_QUEUE_LEFT);
	assert_int_equal(peer_open(), -1);
	assert_true(is_readable(connections_gone_fd(connections)));
	connections_cut(connections);
	threads_join(threads);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_question_is_answered_by_some_thread),
		TEST(test_whoever_asked_first_is_taken_first),
		TEST(test_who_is_silent_keeps_nobody_waiting),
		TEST(test_what_was_said_before_the_cut_is_answered),
		TEST(test_the_queue_is_answered_where_nobody_else_would),
		TEST(test_accept_has_a_question_of_each),
		TEST(test_whoever_comes_when_one_of_two_leaves_is_answered),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
