/* A small HTTP server whose faults are the ones that a flight client must live with. */
#include "support/flight_peer.h"

#include "base/pool.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROUTES 8
#define REQUEST_MAX 4096
#define FLOOD_BYTES (100 * 1000 * 1000)

struct route {
	char *target, *body, *etag;
};

struct peer {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int listener, stop[2];
	bool is_stopped;
	const char *url;
	/* under the lock */
	struct route routes[ROUTES];
	enum peer_way way;
	char *raw;
	int requests, connections;
	char last[REQUEST_MAX];
};

static void must(bool is_good, const char *what)
{
	if (is_good)
		return;
	perror(what);
	abort();
}

static bool send_all(int socket, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = send(socket, bytes, length, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		length -= (size_t)sent;
	}
	return true;
}

static bool send_text(int socket, const char *text)
{
	return send_all(socket, text, strlen(text));
}

/*
 * Waits for a byte of `socket`; false when the test stops the peer or, with `and_others`, when
 * somebody else calls.
 */
static bool is_readable(const struct peer *peer, int socket, bool and_others)
{
	struct pollfd waits[] = { { peer->stop[0], POLLIN, 0 }, { socket, POLLIN, 0 },
		{ and_others ? peer->listener : -1, POLLIN, 0 } };

	return poll(waits, 3, -1) > 0 && waits[0].revents == 0 && waits[1].revents != 0;
}

/* A whole request's head. A connection that has been answered gives way to others; a new one may be about to say something. */
static bool request_read(const struct peer *peer, int socket, bool is_kept, char *text)
{
	size_t length = 0;

	text[0] = '\0';
	while (strstr(text, "\r\n\r\n") == NULL) {
		ssize_t got;

		if (length == REQUEST_MAX - 1 || !is_readable(peer, socket, is_kept && length == 0))
			return false;
		got = recv(socket, text + length, REQUEST_MAX - 1 - length, 0);
		if (got <= 0)
			return false;
		length += (size_t)got;
		text[length] = '\0';
	}
	return true;
}

static char *well_answer(struct peer *peer, const char *request)
{
	char *answer = NULL;
	int length = 0;

	for (struct route *route = peer->routes; route < peer->routes + ROUTES; route++) {
		char line[512], condition[256];

		if (route->target == NULL)
			continue;
		snprintf(line, sizeof(line), "GET %s HTTP/1.1\r\n", route->target);
		snprintf(condition, sizeof(condition), "\r\nIf-None-Match: %s\r\n", route->etag);
		if (strncmp(request, line, strlen(line)) != 0)
			continue;
		if (route->etag[0] != '\0' && strstr(request, condition) != NULL)
			length = asprintf(
			    &answer, "HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n", route->etag);
		else
			length = asprintf(&answer,
			    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
			    "Content-Length: %zu\r\n%s%s%s\r\n%s",
			    strlen(route->body), route->etag[0] != '\0' ? "ETag: " : "",
			    route->etag, route->etag[0] != '\0' ? "\r\n" : "", route->body);
		break;
	}
	if (answer == NULL)
		length = asprintf(&answer,
		    "HTTP/1.1 404 Not Found\r\nContent-Type: "
		    "application/problem+json\r\nContent-Length: 2\r\n\r\n{}");
	must(length >= 0, "asprintf");
	return answer;
}

/* A byte a second, until one side has enough. */
static void drip(const struct peer *peer, int socket)
{
	struct pollfd stop = { peer->stop[0], POLLIN, 0 };

	if (!send_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"))
		return;
	while (send_text(socket, "{") && poll(&stop, 1, 1000) == 0)
		;
}

static void flood(int socket)
{
	static char bytes[64 * 1024];

	memset(bytes, ' ', sizeof(bytes));
	if (!send_text(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"))
		return;
	for (size_t sent = 0; sent < FLOOD_BYTES; sent += sizeof(bytes)) {
		if (!send_all(socket, bytes, sizeof(bytes)))
			return;
	}
}

/* True: the connection may be used again. */
static bool answer(struct peer *peer, int socket, const char *request)
{
	enum peer_way way;
	char *text;
	bool is_kept;

	must(pthread_mutex_lock(&peer->lock) == 0, "lock");
	memcpy(peer->last, request, strlen(request) + 1);
	peer->requests++;
	pthread_cond_broadcast(&peer->changed);
	while (peer->way == PEER_HOLD && !peer->is_stopped)
		pthread_cond_wait(&peer->changed, &peer->lock);
	way = peer->way;
	text = way == PEER_RAW ? strdup(peer->raw) : well_answer(peer, request);
	pthread_mutex_unlock(&peer->lock);
	must(text != NULL, "strdup");
	if (way == PEER_DRIP)
		drip(peer, socket);
	if (way == PEER_FLOOD)
		flood(socket);
	is_kept = (way == PEER_WELL || way == PEER_RAW) && send_text(socket, text) &&
	    way == PEER_WELL;
	free(text);
	return is_kept;
}

static void *peer_run(void *arg)
{
	struct peer *peer = arg;
	char request[REQUEST_MAX];

	while (is_readable(peer, peer->listener, false)) {
		int socket = accept(peer->listener, NULL, NULL);

		if (socket < 0)
			continue;
		must(pthread_mutex_lock(&peer->lock) == 0, "lock");
		peer->connections++;
		pthread_mutex_unlock(&peer->lock);
		bool is_kept = false;
		while (
		    request_read(peer, socket, is_kept, request) && answer(peer, socket, request))
			is_kept = true;
		close(socket);
	}
	return NULL;
}

static apr_status_t peer_close(void *arg)
{
	struct peer *peer = arg;

	peer_stop(peer);
	for (struct route *route = peer->routes; route < peer->routes + ROUTES; route++) {
		free(route->target);
		free(route->body);
		free(route->etag);
	}
	free(peer->raw);
	close(peer->stop[0]);
	close(peer->stop[1]);
	return APR_SUCCESS;
}

struct peer *peer_start(apr_pool_t *pool)
{
	struct peer *peer = pool_make(pool, struct peer);
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t length = sizeof(at);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(peer->listener >= 0 && bind(peer->listener, (struct sockaddr *)&at, length) == 0 &&
		listen(peer->listener, 64) == 0 &&
		getsockname(peer->listener, (struct sockaddr *)&at, &length) == 0 &&
		pipe(peer->stop) == 0,
	    "peer");
	peer->url = apr_psprintf(pool, "http://127.0.0.1:%d", ntohs(at.sin_port));
	must(pthread_mutex_init(&peer->lock, NULL) == 0 &&
		pthread_cond_init(&peer->changed, NULL) == 0 &&
		pthread_create(&peer->thread, NULL, peer_run, peer) == 0,
	    "peer");
	apr_pool_cleanup_register(pool, peer, peer_close, apr_pool_cleanup_null);
	return peer;
}

void peer_stop(struct peer *peer)
{
	if (peer->is_stopped)
		return;
	must(pthread_mutex_lock(&peer->lock) == 0, "lock");
	peer->is_stopped = true;
	pthread_cond_broadcast(&peer->changed);
	pthread_mutex_unlock(&peer->lock);
	must(write(peer->stop[1], "x", 1) == 1, "stop");
	must(pthread_join(peer->thread, NULL) == 0, "join");
	close(peer->listener);
}

const char *peer_url(const struct peer *peer)
{
	return peer->url;
}

static void text_replace(char **text, const char *by)
{
	free(*text);
	*text = strdup(by);
	must(*text != NULL, "strdup");
}

void peer_serve(struct peer *peer, const char *target, const char *body, const char *etag)
{
	struct route *route = peer->routes;

	must(pthread_mutex_lock(&peer->lock) == 0, "lock");
	while (route->target != NULL && strcmp(route->target, target) != 0)
		must(++route < peer->routes + ROUTES, "too many routes");
	text_replace(&route->target, target);
	text_replace(&route->body, body);
	text_replace(&route->etag, etag);
	pthread_mutex_unlock(&peer->lock);
}

void peer_behave(struct peer *peer, enum peer_way way, const char *raw)
{
	must(pthread_mutex_lock(&peer->lock) == 0, "lock");
	peer->way = way;
	text_replace(&peer->raw, raw == NULL ? "" : raw);
	pthread_cond_broadcast(&peer->changed);
	pthread_mutex_unlock(&peer->lock);
}

int peer_requests(struct peer *peer)
{
	int count;

	must(pthread_mutex_lock(&peer->lock) == 0, "lock");
	count = peer->requests;
	pthread_mutex_unlock(&peer->lock);
	return count;
}

int peer_connections(struct peer *peer)
{
	int count;

	must(pthread_mutex_lock(&peer->lock) == 0, "lock");
	count = peer->connections;
	pthread_mutex_unlock(&peer->lock);
	return count;
}

const char *peer_last(struct peer *peer, apr_pool_t *pool)
{
	const char *text;

	must(pthread_mutex_lock(&peer->lock) == 0, "lock");
	text = apr_pstrdup(pool, peer->last);
	pthread_mutex_unlock(&peer->lock);
	return text;
}

void peer_await(struct peer *peer, int requests)
{
	must(pthread_mutex_lock(&peer->lock) == 0, "lock");
	while (peer->requests < requests)
		pthread_cond_wait(&peer->changed, &peer->lock);
	pthread_mutex_unlock(&peer->lock);
}
