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
#define KEPT_MAX 4096
/* A peer that sends or takes nothing for so long in the middle of a request loses its connection, not our thread. */
#define PEER_TIMEOUT_S 15
#define NO_DESCRIPTORS_PAUSE_MS 50
/* How long a worker that retires waits for others to take its connections. */
#define TAKERS_PATIENCE_MS 2000
#define TAKERS_PAUSE_MS 5

struct connections {
	int epoll_fd;
	int stop_fd; /* readable from the stop on */
	int listen_fd;
	struct connections_channel channel;
	_Atomic enum connections_end end;
	pthread_mutex_t lock; /* of all below; whoever ends taking has it too */
	bool is_listening;
	bool is_idle[KEPT_MAX]; /* by descriptor: kept, and no thread's */
};

const struct err *connections_channel_open(apr_pool_t *pool, struct connections_channel *out)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) != 0)
		return err_new(pool, CODE_UNAVAILABLE, "no channel: %s", strerror(errno));
	*out = (struct connections_channel){ fds[0], fds[1] };
	return NULL;
}

static bool watch(const struct connections *connections, int how, int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.fd = fd };

	return epoll_ctl(connections->epoll_fd, how, fd, &event) == 0;
}

/* Wakes one thread; who is woken wakes the next one when it ends. */
static void pass_the_stop_on(const struct connections *connections)
{
	watch(connections, EPOLL_CTL_MOD, connections->stop_fd, EPOLLIN | EPOLLONESHOT);
}

const struct err *connections_open(int listen_fd, const struct connections_channel *channel,
    apr_pool_t *pool, struct connections **out)
{
	struct connections *connections = pool_make(pool, struct connections);

	connections->listen_fd = listen_fd;
	connections->channel = *channel;
	connections->is_listening = true;
	pthread_mutex_init(&connections->lock, NULL);
	connections->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	connections->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	/* New ones wake one worker process, not all of them. */
	if (connections->epoll_fd < 0 || connections->stop_fd < 0 ||
	    !watch(connections, EPOLL_CTL_ADD, connections->stop_fd, EPOLLIN | EPOLLONESHOT) ||
	    !watch(connections, EPOLL_CTL_ADD, listen_fd, EPOLLIN | EPOLLEXCLUSIVE) ||
	    !watch(connections, EPOLL_CTL_ADD, channel->take_fd, EPOLLIN | EPOLLEXCLUSIVE))
		return err_new(pool, CODE_UNAVAILABLE, "no event descriptor: %s", strerror(errno));
	*out = connections;
	return NULL;
}

static int accept_new(struct connections *connections)
{
	struct timeval patience = { .tv_sec = PEER_TIMEOUT_S };
	int fd = -1, error = 0;

	pthread_mutex_lock(&connections->lock);
	if (connections->is_listening) {
		fd = accept4(connections->listen_fd, NULL, NULL, SOCK_CLOEXEC);
		error = fd < 0 ? errno : 0;
	}
	pthread_mutex_unlock(&connections->lock);
	if (error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOBUFS) {
		log_line(LOG_WARN, "worker.accept", "why", strerror(error), NULL);
		poll(NULL, 0, NO_DESCRIPTORS_PAUSE_MS);
	}
	if (fd >= 0) {
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	}
	return fd;
}

/* A descriptor travels with a byte. */
union descriptor_room {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr alignment;
};

static bool give(const struct connections *connections, int fd)
{
	union descriptor_room room = { { 0 } };
	char byte = 0;
	struct iovec data = { &byte, 1 };
	struct msghdr message = { .msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = room.bytes,
		.msg_controllen = sizeof(room.bytes) };
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &fd, sizeof(int));
	return sendmsg(connections->channel.give_fd, &message, MSG_NOSIGNAL) == 1;
}

/* A connection that a retiring worker kept; -1: none. */
static int take(const struct connections *connections)
{
	union descriptor_room room;
	char byte;
	struct iovec data = { &byte, 1 };
	struct msghdr message = { .msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = room.bytes,
		.msg_controllen = sizeof(room.bytes) };
	struct cmsghdr *head;
	int fd = -1;

	if (recvmsg(connections->channel.take_fd, &message, MSG_CMSG_CLOEXEC) != 1)
		return -1;
	head = CMSG_FIRSTHDR(&message);
	if (head != NULL && head->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(head), sizeof(int));
	return fd;
}

/*
 * No request can be lost: whatever its peer has sent is still in it. Where the channel is full the
 * others have to take some first.
 */
static void hand_over(const struct connections *connections, int fd)
{
	int64_t until_ms = clock_monotonic_ms() + TAKERS_PATIENCE_MS;
	bool is_given = give(connections, fd);

	while (!is_given && (errno == EAGAIN || errno == ETOOMANYREFS) &&
	    clock_monotonic_ms() < until_ms) {
		poll(NULL, 0, TAKERS_PAUSE_MS);
		is_given = give(connections, fd);
	}
	if (!is_given)
		log_line(LOG_WARN, "worker.hand_over", "why", strerror(errno), NULL);
	close(fd);
}

/* Nobody's, until it has a request. With the lock. */
static void set_idle(struct connections *connections, int fd)
{
	uint32_t events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT;

	connections->is_idle[fd] = true;
	if (watch(connections, EPOLL_CTL_MOD, fd, events) ||
	    (errno == ENOENT && watch(connections, EPOLL_CTL_ADD, fd, events)))
		return;
	connections->is_idle[fd] = false;
	close(fd);
}

void connections_keep(struct connections *connections, int fd)
{
	enum connections_end end;

	pthread_mutex_lock(&connections->lock);
	end = atomic_load(&connections->end);
	if (end == CONNECTIONS_HAND_OVER)
		hand_over(connections, fd);
	else if (end == CONNECTIONS_GO_ON && fd < KEPT_MAX)
		set_idle(connections, fd);
	else
		close(fd);
	pthread_mutex_unlock(&connections->lock);
}

/* A kept one has something to say: a request (it is ours then), or that it is over; -1. */
static int wake(struct connections *connections, const struct epoll_event *event)
{
	int fd = event->data.fd;
	bool is_ours;

	pthread_mutex_lock(&connections->lock);
	is_ours = connections->is_idle[fd];
	connections->is_idle[fd] = false;
	pthread_mutex_unlock(&connections->lock);
	if (!is_ours)
		return -1;
	if ((event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) == 0)
		return fd;
	close(fd);
	return -1;
}

int connections_next(struct connections *connections)
{
	for (;;) {
		struct epoll_event event;
		bool is_last_look = atomic_load(&connections->end) != CONNECTIONS_GO_ON;
		int count = epoll_wait(connections->epoll_fd, &event, 1, is_last_look ? 0 : -1);
		int fd = -1;

		if (count == 0 && is_last_look) {
			pass_the_stop_on(connections);
			return -1;
		}
		if (count != 1 || event.data.fd == connections->stop_fd)
			continue;
		if (event.data.fd == connections->listen_fd)
			fd = accept_new(connections);
		else if (event.data.fd != connections->channel.take_fd)
			fd = wake(connections, &event);
		else if ((fd = take(connections)) >= 0) {
			connections_keep(connections, fd);
			fd = -1;
		}
		if (fd >= 0)
			return fd;
	}
}

void connections_stop(struct connections *connections, enum connections_end end)
{
	pthread_mutex_lock(&connections->lock);
	atomic_store(&connections->end, end);
	watch(connections, EPOLL_CTL_DEL, connections->channel.take_fd, 0);
	if (end != CONNECTIONS_DRAIN) {
		watch(connections, EPOLL_CTL_DEL, connections->listen_fd, 0);
		connections->is_listening = false;
		close(connections->listen_fd);
	}
	for (int fd = 0; end == CONNECTIONS_HAND_OVER && fd < KEPT_MAX; fd++) {
		if (!connections->is_idle[fd])
			continue;
		connections->is_idle[fd] = false;
		watch(connections, EPOLL_CTL_DEL, fd, 0);
		hand_over(connections, fd);
	}
	pthread_mutex_unlock(&connections->lock);
	eventfd_write(connections->stop_fd, 1);
}
