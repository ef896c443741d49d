/* Connections of a worker process: one epoll set, of which each thread takes what is ready; a kept one is nobody's until it has a request. */
#include "web/connections.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* A connection whose descriptor is higher is not kept. */
#define KEPT_MAX 8192
/* A peer that sends or takes nothing for so long in the middle of a request loses its connection, not our thread. */
#define PEER_TIMEOUT_S 15
#define NO_DESCRIPTORS_PAUSE_MS 50
#define COMPLAINT_PAUSE_MS 1000
/* Locks of descriptors: as good as one each. */
#define LOCKS 64

struct connections {
	enum connections_engine engine;
	int epoll_fd;
	int stop_fd; /* readable from the cut on */
	int gone_fd; /* readable when taking has ended and none is open */
	int listen_fd;
	pthread_mutex_t line; /* who accepts has it; of the two below */
	bool is_listening;
	int64_t complained_ms;
	_Atomic bool has_queue; /* there may be more new ones */
	_Atomic bool is_ending;
	_Atomic bool is_cut;
	_Atomic int open; /* waiting or some thread's; not counted with ACCEPT */
	pthread_mutex_t locks[LOCKS];
	bool is_idle[KEPT_MAX]; /* by descriptor, with its lock: waits, and is no thread's */
};

static void lock(struct connections *connections, int fd)
{
	pthread_mutex_lock(&connections->locks[fd % LOCKS]);
}

static void unlock(struct connections *connections, int fd)
{
	pthread_mutex_unlock(&connections->locks[fd % LOCKS]);
}

static bool watch(const struct connections *connections, int how, int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.fd = fd };

	return epoll_ctl(connections->epoll_fd, how, fd, &event) == 0;
}

const struct err *connections_open(
    int listen_fd, enum connections_engine engine, apr_pool_t *pool, struct connections **out)
{
	struct connections *connections = pool_make(pool, struct connections);

	connections->engine = engine;
	connections->listen_fd = listen_fd;
	connections->is_listening = true;
	connections->complained_ms = -COMPLAINT_PAUSE_MS;
	pthread_mutex_init(&connections->line, NULL);
	for (int i = 0; i < LOCKS; i++)
		pthread_mutex_init(&connections->locks[i], NULL);
	connections->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	connections->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	connections->gone_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	/* New ones wake one worker process, not all of them. */
	if (connections->epoll_fd < 0 || connections->stop_fd < 0 || connections->gone_fd < 0 ||
	    !watch(connections, EPOLL_CTL_ADD, connections->stop_fd, EPOLLIN | EPOLLONESHOT) ||
	    (engine == CONNECTIONS_EPOLL &&
		!watch(connections, EPOLL_CTL_ADD, listen_fd, EPOLLIN | EPOLLEXCLUSIVE)))
		return err_new(pool, CODE_UNAVAILABLE, "no event descriptor: %s", strerror(errno));
	*out = connections;
	return NULL;
}

/* With the line. */
static void complain(struct connections *connections, int error)
{
	int64_t now_ms = clock_monotonic_ms();

	if (error != EMFILE && error != ENFILE && error != ENOMEM && error != ENOBUFS)
		return;
	if (now_ms - connections->complained_ms >= COMPLAINT_PAUSE_MS) {
		connections->complained_ms = now_ms;
		log_line(LOG_WARN, "worker.accept", "why", strerror(error), NULL);
	}
	poll(NULL, 0, NO_DESCRIPTORS_PAUSE_MS);
}

/* With the line. The next of the queue; -1: there is none, or it is not ours. */
static int accept_one(struct connections *connections)
{
	struct timeval patience = { .tv_sec = PEER_TIMEOUT_S };
	int fd = -1;

	if (connections->is_listening) {
		fd = accept4(connections->listen_fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			complain(connections, errno);
	}
	if (fd >= 0) {
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	}
	return fd;
}

/*
 * Nobody's until it has a request, or its peer is gone. After the cut nobody would wait for that: it
 * is ready at once, with what it has said before.
 */
static void set_idle(struct connections *connections, int how, int fd)
{
	bool is_set;

	lock(connections, fd);
	if (atomic_load(&connections->is_cut))
		shutdown(fd, SHUT_RD);
	is_set = watch(connections, how, fd, EPOLLIN | EPOLLONESHOT);
	connections->is_idle[fd] = is_set;
	unlock(connections, fd);
	if (is_set)
		return;
	close(fd);
	connections_forget(connections);
}

/*
 * A new one takes its place behind those that are ready, wherever it stood in the queue. -1, or one
 * that is the caller's: it finds no place in the set, or after the cut may be about to send.
 */
static int queue_take(struct connections *connections)
{
	int fd;

	pthread_mutex_lock(&connections->line);
	fd = accept_one(connections);
	atomic_store(&connections->has_queue, fd >= 0);
	/* Before whoever ends taking sees that none is open. */
	if (fd >= 0)
		atomic_fetch_add(&connections->open, 1);
	pthread_mutex_unlock(&connections->line);
	if (fd < 0)
		return -1;
	if (fd >= KEPT_MAX || atomic_load(&connections->is_cut))
		return fd;
	set_idle(connections, EPOLL_CTL_ADD, fd);
	return -1;
}

/* It has something to say, and is ours: a request, or that it is over; -1. */
static int wake(struct connections *connections, const struct epoll_event *event)
{
	int fd = event->data.fd;

	lock(connections, fd);
	connections->is_idle[fd] = false;
	unlock(connections, fd);
	if ((event->events & (EPOLLHUP | EPOLLERR)) == 0)
		return fd;
	close(fd);
	connections_forget(connections);
	return -1;
}

/*
 * While there is a queue, whoever looks for work takes one of it into the set first: behind many kept
 * ones that always have a request new ones would wait for ever.
 */
static int next_ready(struct connections *connections)
{
	for (;;) {
		struct epoll_event event;
		bool is_last_look = atomic_load(&connections->is_cut);
		int fd = atomic_load(&connections->has_queue) ? queue_take(connections) : -1;
		int count;

		if (fd >= 0)
			return fd;
		count = epoll_wait(connections->epoll_fd, &event, 1, is_last_look ? 0 : -1);
		if (count == 0 && is_last_look && !atomic_load(&connections->has_queue)) {
			/* Whoever is woken by the stop wakes the next one when it ends. */
			watch(connections, EPOLL_CTL_MOD, connections->stop_fd,
			    EPOLLIN | EPOLLONESHOT);
			return -1;
		}
		if (count != 1 || event.data.fd == connections->stop_fd)
			continue;
		fd = event.data.fd == connections->listen_fd ? queue_take(connections)
							     : wake(connections, &event);
		if (fd >= 0)
			return fd;
	}
}

/* One thread of the process waits at a time: a new one wakes it alone. */
static int next_new(struct connections *connections)
{
	int fd = -1;
	bool is_last_look = false;

	pthread_mutex_lock(&connections->line);
	while (fd < 0 && !is_last_look) {
		struct pollfd fds[2] = { { connections->stop_fd, POLLIN, 0 },
			{ connections->is_listening ? connections->listen_fd : -1, POLLIN, 0 } };

		is_last_look = atomic_load(&connections->is_cut);
		if (poll(fds, 2, is_last_look ? 0 : -1) > 0)
			fd = accept_one(connections);
	}
	pthread_mutex_unlock(&connections->line);
	return fd;
}

int connections_next(struct connections *connections)
{
	return connections->engine == CONNECTIONS_EPOLL ? next_ready(connections)
							: next_new(connections);
}

bool connections_may_keep(const struct connections *connections, int fd)
{
	return connections->engine == CONNECTIONS_EPOLL && fd < KEPT_MAX &&
	    !atomic_load(&connections->is_ending);
}

void connections_keep(struct connections *connections, int fd)
{
	set_idle(connections, EPOLL_CTL_MOD, fd);
}

void connections_forget(struct connections *connections)
{
	if (connections->engine == CONNECTIONS_EPOLL &&
	    atomic_fetch_sub(&connections->open, 1) == 1 && atomic_load(&connections->is_ending))
		eventfd_write(connections->gone_fd, 1);
}

/*
 * With the line, when the set has let go of the socket. A new one wakes one process alone: who has come
 * until now has woken a thread of ours, maybe, and the others do not look for him before the next one
 * comes. (Who finds no place in the set is let go: thousands are open then.)
 */
static void queue_take_woken(struct connections *connections)
{
	int fd;

	while ((fd = accept_one(connections)) >= 0) {
		if (fd >= KEPT_MAX) {
			close(fd);
			continue;
		}
		atomic_fetch_add(&connections->open, 1);
		set_idle(connections, EPOLL_CTL_ADD, fd);
	}
}

/* With the line. */
static void listening_end(struct connections *connections, enum connections_queue queue)
{
	if (queue == CONNECTIONS_QUEUE_OURS)
		return;
	watch(connections, EPOLL_CTL_DEL, connections->listen_fd, 0);
	if (queue == CONNECTIONS_QUEUE_SHARED && connections->engine == CONNECTIONS_EPOLL)
		queue_take_woken(connections);
	connections->is_listening = false;
	close(connections->listen_fd);
}

void connections_end(struct connections *connections, enum connections_queue queue)
{
	/* Nobody waits at the socket when it is closed. */
	if (connections->engine == CONNECTIONS_ACCEPT) {
		atomic_store(&connections->is_cut, true);
		eventfd_write(connections->stop_fd, 1);
	}
	pthread_mutex_lock(&connections->line);
	listening_end(connections, queue);
	pthread_mutex_unlock(&connections->line);
	/* Before that the last one of those that were open does not end it: some were taken just now. */
	atomic_store(&connections->is_ending, true);
	if (atomic_load(&connections->open) == 0)
		eventfd_write(connections->gone_fd, 1);
}

int connections_gone_fd(const struct connections *connections)
{
	return connections->gone_fd;
}

void connections_cut(struct connections *connections)
{
	atomic_store(&connections->is_cut, true);
	for (int fd = 0; fd < KEPT_MAX; fd++) {
		lock(connections, fd);
		if (connections->is_idle[fd])
			shutdown(fd, SHUT_RD);
		unlock(connections, fd);
	}
	eventfd_write(connections->stop_fd, 1);
}
