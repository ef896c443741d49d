/* Stands between a client and its server on a unix socket, and fails when it is told to. */
#include "support/proxy.h"

#include "base/pool.h"

#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PAIRS_MAX 16

struct pair {
	int client; /* -1: free */
	int server;
	bool is_doomed; /* the server's next answer is thrown away, and the connection with it */
	bool is_swallowed;
};

struct proxy {
	char folder[32];
	const char *socket;
	const char *to;
	int listener;
	int wake[2];
	pthread_t thread;
	_Atomic int fault;
	_Atomic int times;
	_Atomic int happened;
	struct pair pairs[PAIRS_MAX];
};

static struct sockaddr_un address_of(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	assert(strlen(path) < sizeof(address.sun_path));
	memcpy(address.sun_path, path, strlen(path) + 1);
	return address;
}

/* Is it time for this fault? It counts as happened then. */
static bool strikes(struct proxy *proxy, enum proxy_fault fault)
{
	if (atomic_load(&proxy->fault) != (int)fault || atomic_load(&proxy->times) == 0)
		return false;
	atomic_fetch_sub(&proxy->times, 1);
	atomic_fetch_add(&proxy->happened, 1);
	return true;
}

static void drop(struct pair *pair)
{
	close(pair->client);
	close(pair->server);
	*pair = (struct pair){ .client = -1, .server = -1 };
}

static void take(struct proxy *proxy)
{
	const struct sockaddr_un address = address_of(proxy->to);
	int client = accept(proxy->listener, NULL, NULL);
	if (client < 0)
		return;
	if (strikes(proxy, PROXY_CUT_AT_CONNECT)) {
		close(client);
		return;
	}
	struct pair *pair = proxy->pairs;
	while (pair->client >= 0)
		pair++;
	assert(pair < proxy->pairs + PAIRS_MAX);
	pair->client = client;
	pair->server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connect(pair->server, (const struct sockaddr *)&address, sizeof(address)) != 0)
		drop(pair);
}

static bool pass(const char *bytes, ssize_t length, int to)
{
	while (length > 0) {
		ssize_t sent = send(to, bytes, (size_t)length, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		bytes += sent;
		length -= sent;
	}
	return true;
}

static void from_client(struct proxy *proxy, struct pair *pair)
{
	static const char COMMIT[] = "\003COMMIT"; /* COM_QUERY and its text */
	char bytes[16384];
	ssize_t length = read(pair->client, bytes, sizeof(bytes));
	if (length > 0 && (pair->is_swallowed || strikes(proxy, PROXY_SWALLOW))) {
		pair->is_swallowed = true;
		return;
	}
	bool is_commit = length > 0 && memmem(bytes, (size_t)length, COMMIT, sizeof(COMMIT) - 1);
	if (is_commit)
		pair->is_doomed = strikes(proxy, PROXY_CUT_AFTER_COMMIT);
	if (length <= 0 || (is_commit && strikes(proxy, PROXY_CUT_AT_COMMIT)) ||
	    !pass(bytes, length, pair->server))
		drop(pair);
}

static void from_server(struct pair *pair)
{
	char bytes[16384];
	ssize_t length = read(pair->server, bytes, sizeof(bytes));
	if (length <= 0 || pair->is_doomed || !pass(bytes, length, pair->client))
		drop(pair);
}

static void *work(void *arg)
{
	struct proxy *proxy = arg;
	for (;;) {
		struct pollfd fds[2 + 2 * PAIRS_MAX] = {
			{ .fd = proxy->wake[0], .events = POLLIN },
			{ .fd = proxy->listener, .events = POLLIN },
		};
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			fds[2 + 2 * i] = (struct pollfd){ .fd = proxy->pairs[i].client,
				.events = POLLIN };
			fds[3 + 2 * i] = (struct pollfd){ .fd = proxy->pairs[i].server,
				.events = POLLIN };
		}
		poll(fds, sizeof(fds) / sizeof(fds[0]), -1);
		if (fds[0].revents != 0)
			return NULL;
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			struct pair *pair = &proxy->pairs[i];
			if (pair->client >= 0 && fds[2 + 2 * i].revents != 0)
				from_client(proxy, pair);
			if (pair->client >= 0 && fds[3 + 2 * i].revents != 0)
				from_server(pair);
		}
		if (fds[1].revents != 0)
			take(proxy);
	}
}

struct proxy *proxy_start(const char *socket_path, apr_pool_t *pool)
{
	struct proxy *proxy = pool_make(pool, struct proxy);
	strcpy(proxy->folder, "/tmp/aisle-proxy-XXXXXX");
	char *made = mkdtemp(proxy->folder);
	assert(made != NULL);
	proxy->socket = apr_pstrcat(pool, made, "/socket", NULL);
	proxy->to = socket_path;
	for (size_t i = 0; i < PAIRS_MAX; i++)
		proxy->pairs[i] = (struct pair){ .client = -1, .server = -1 };
	const struct sockaddr_un address = address_of(proxy->socket);
	proxy->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int failed = bind(proxy->listener, (const struct sockaddr *)&address, sizeof(address));
	failed |= listen(proxy->listener, PAIRS_MAX);
	failed |= pipe(proxy->wake);
	failed |= pthread_create(&proxy->thread, NULL, work, proxy);
	assert(failed == 0);
	(void)failed;
	return proxy;
}

void proxy_stop(struct proxy *proxy)
{
	close(proxy->wake[1]);
	pthread_join(proxy->thread, NULL);
	for (size_t i = 0; i < PAIRS_MAX; i++)
		if (proxy->pairs[i].client >= 0)
			drop(&proxy->pairs[i]);
	close(proxy->wake[0]);
	close(proxy->listener);
	unlink(proxy->socket);
	rmdir(proxy->folder);
}

const char *proxy_socket(const struct proxy *proxy)
{
	return proxy->socket;
}

void proxy_fail(struct proxy *proxy, enum proxy_fault fault, int times)
{
	atomic_store(&proxy->fault, (int)fault);
	atomic_store(&proxy->times, times);
}

int proxy_faults(const struct proxy *proxy)
{
	return atomic_load(&proxy->happened);
}
