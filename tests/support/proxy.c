/* Stands between a client and its server, fails when it is told to, and stops the client before a statement. */
#include "support/proxy.h"
#include "support/proxy_sockets.h"
#include "support/proxy_wire.h"

#include "base/pool.h"

#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PAIRS_MAX 16
#define BYTES_MAX (1 << 18)
#define PATIENCE_S 20
/* What is waited for besides the pairs: news from outside, and both listeners. */
#define FIXED 3

struct pair {
	int client; /* -1: free */
	int server;
	bool is_doomed; /* the server's next answer is thrown away, and the connection with it */
	bool is_swallowed;
	struct proxy_statements statements;
	bool is_in_tx;
	/* The first packet of `bytes`: */
	bool is_read;     /* it was looked at, and need not be again */
	bool is_to_split; /* before it goes on */
	bool is_held;     /* it waits for proxy_go */
	char bytes[BYTES_MAX];
	size_t length;
};

struct proxy {
	char folder[32];
	const char *socket;
	const char *to;
	int listener;
	int tcp;
	unsigned int port;
	int wake[2]; /* a byte: go on; closed: the end */
	pthread_t thread;
	_Atomic int fault;
	_Atomic int times;
	_Atomic unsigned int error;
	_Atomic int happened;
	_Atomic bool is_splitting;
	pthread_mutex_t lock; /* of the next four */
	pthread_cond_t is_halted;
	const char *halt_at; /* NULL: nowhere */
	char halt_start[200];
	char halted[PROXY_TEXT_MAX]; /* "": nobody is held back */
	struct pair pairs[PAIRS_MAX];
};

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
	proxy_statements_free(&pair->statements);
	memset(pair, 0, sizeof(*pair));
	pair->client = pair->server = -1;
}

static void take(struct proxy *proxy, int listener)
{
	int client = accept(listener, NULL, NULL);
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
	if (strikes(proxy, PROXY_SILENT_AT_CONNECT))
		return;
	pair->server = proxy_connect(proxy->to);
	if (pair->server < 0)
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

/* In a transaction, and neither its first nor its last word: what came before is to be committed. */
static bool is_to_split(const struct proxy *proxy, struct pair *pair, const char *text)
{
	bool is_first = strcmp(text, PROXY_BEGIN) == 0;
	bool is_last = strcmp(text, "COMMIT") == 0 || strcmp(text, "ROLLBACK") == 0;
	bool is_inside = pair->is_in_tx && !is_first && !is_last;
	pair->is_in_tx = is_first || is_inside;
	return is_inside && atomic_load(&proxy->is_splitting);
}

static bool halts(struct proxy *proxy, const char *text)
{
	bool is_halting = false;
	pthread_mutex_lock(&proxy->lock);
	if (proxy->halt_at != NULL && proxy->halted[0] == '\0' &&
	    strncmp(text, proxy->halt_at, strlen(proxy->halt_at)) == 0) {
		strcpy(proxy->halted, text);
		pthread_cond_broadcast(&proxy->is_halted);
		is_halting = true;
	}
	pthread_mutex_unlock(&proxy->lock);
	return is_halting;
}

/* Will the proxy answer a COMMIT itself? */
static bool is_answering(const struct proxy *proxy)
{
	int fault = atomic_load(&proxy->fault);
	return (fault == PROXY_REFUSE_COMMIT || fault == PROXY_DENY_COMMIT) &&
	    atomic_load(&proxy->times) > 0;
}

/* Does a statement wait until all before it were answered? Else they would still be at work when it is held back, or answered by the proxy. */
static bool is_step_by_step(struct proxy *proxy)
{
	pthread_mutex_lock(&proxy->lock);
	bool is_halting = proxy->halt_at != NULL;
	pthread_mutex_unlock(&proxy->lock);
	return is_halting || atomic_load(&proxy->is_splitting) || is_answering(proxy);
}

/* Its last letter becomes one that makes an error of it. */
static void spoil(
    struct proxy *proxy, struct pair *pair, size_t size, const char *text, enum proxy_fault fault)
{
	size_t length = strlen(text);
	if (size > length && memcmp(pair->bytes + size - length, text, length) == 0 &&
	    strikes(proxy, fault))
		pair->bytes[size - 1] = '9';
}

/* The server does as `text` says, and the client is told of an error. */
static bool answer_with_error(struct proxy *proxy, struct pair *pair, const char *text)
{
	char packet[PROXY_ERROR_BYTES];
	proxy_error_packet(atomic_load(&proxy->error), packet);
	if (!proxy_ask(pair->server, text))
		return false;
	proxy_statements_answer(&pair->statements, packet, sizeof(packet));
	return pass(packet, sizeof(packet), pair->client);
}

static bool send_on(struct proxy *proxy, struct pair *pair, size_t size)
{
	spoil(proxy, pair, size, PROXY_BEGIN, PROXY_SPOIL_BEGIN);
	spoil(proxy, pair, size, "ROLLBACK", PROXY_SPOIL_ROLLBACK);
	spoil(proxy, pair, size, PROXY_END, PROXY_SPOIL_END);
	if (pair->is_to_split &&
	    !(proxy_ask(pair->server, "COMMIT") && proxy_ask(pair->server, "BEGIN")))
		return false;
	bool is_commit = memmem(pair->bytes, size, "\003COMMIT", 7) != NULL;
	if (is_commit && strikes(proxy, PROXY_REFUSE_COMMIT))
		return answer_with_error(proxy, pair, "ROLLBACK");
	if (is_commit && strikes(proxy, PROXY_DENY_COMMIT))
		return answer_with_error(proxy, pair, "COMMIT");
	if (is_commit)
		pair->is_doomed = strikes(proxy, PROXY_CUT_AFTER_COMMIT);
	return !(is_commit && strikes(proxy, PROXY_CUT_AT_COMMIT)) &&
	    pass(pair->bytes, (ssize_t)size, pair->server);
}

/* Look at the first packet, once. False: it does not go on yet. */
static bool may_go(struct proxy *proxy, struct pair *pair, size_t size)
{
	char text[PROXY_TEXT_MAX];
	if (pair->is_read)
		return !pair->is_held;
	if (pair->statements.unanswered > 0 && is_step_by_step(proxy))
		return false;
	bool is_statement = proxy_statements_read(&pair->statements, pair->bytes, size, text);
	pair->is_read = true;
	pair->is_to_split = is_statement && is_to_split(proxy, pair, text);
	pair->is_held = is_statement && halts(proxy, text);
	return !pair->is_held;
}

/* Whatever may go on of what the client said, packet by packet, as several may come at once. */
static void send_packets(struct proxy *proxy, struct pair *pair)
{
	size_t size;
	while ((size = proxy_packet(pair->bytes, pair->length)) > 0 && may_go(proxy, pair, size)) {
		if (!send_on(proxy, pair, size)) {
			drop(pair);
			return;
		}
		pair->is_read = false;
		pair->length -= size;
		memmove(pair->bytes, pair->bytes + size, pair->length);
	}
}

static void from_client(struct proxy *proxy, struct pair *pair)
{
	assert(pair->length < sizeof(pair->bytes));
	ssize_t more = read(
	    pair->client, pair->bytes + pair->length, sizeof(pair->bytes) - pair->length);
	if (more > 0 && (pair->is_swallowed || strikes(proxy, PROXY_SWALLOW))) {
		pair->is_swallowed = true;
		return;
	}
	if (more <= 0) {
		drop(pair);
		return;
	}
	pair->length += (size_t)more;
	send_packets(proxy, pair);
}

static void from_server(struct proxy *proxy, struct pair *pair)
{
	char bytes[16384];
	ssize_t length = read(pair->server, bytes, sizeof(bytes));
	if (length > 0)
		proxy_statements_answer(&pair->statements, bytes, (size_t)length);
	if (length <= 0 || pair->is_doomed || !pass(bytes, length, pair->client))
		drop(pair);
	else
		send_packets(proxy, pair);
}

/* False: it was the end. */
static bool wake_up(struct proxy *proxy)
{
	char byte;
	if (read(proxy->wake[0], &byte, 1) != 1)
		return false;
	for (size_t i = 0; i < PAIRS_MAX; i++) {
		struct pair *pair = &proxy->pairs[i];
		if (!pair->is_held)
			continue;
		pair->is_held = false;
		send_packets(proxy, pair);
	}
	return true;
}

static void *work(void *arg)
{
	struct proxy *proxy = arg;
	for (;;) {
		struct pollfd fds[FIXED + 2 * PAIRS_MAX] = {
			{ .fd = proxy->wake[0], .events = POLLIN },
			{ .fd = proxy->listener, .events = POLLIN },
			{ .fd = proxy->tcp, .events = POLLIN },
		};
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			struct pair *pair = &proxy->pairs[i];
			fds[FIXED + 2 * i] = (struct pollfd){
				.fd = pair->is_held ? -1 : pair->client, .events = POLLIN
			};
			fds[FIXED + 1 + 2 * i] = (struct pollfd){ .fd = pair->server,
				.events = POLLIN };
		}
		poll(fds, sizeof(fds) / sizeof(fds[0]), -1);
		if (fds[0].revents != 0 && !wake_up(proxy))
			return NULL;
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			struct pair *pair = &proxy->pairs[i];
			if (pair->client >= 0 && fds[FIXED + 2 * i].revents != 0)
				from_client(proxy, pair);
			if (pair->client >= 0 && fds[FIXED + 1 + 2 * i].revents != 0)
				from_server(proxy, pair);
		}
		if (fds[1].revents != 0)
			take(proxy, proxy->listener);
		if (fds[2].revents != 0)
			take(proxy, proxy->tcp);
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
		proxy->pairs[i].client = proxy->pairs[i].server = -1;
	proxy->listener = proxy_listen_at(proxy->socket, PAIRS_MAX);
	proxy->tcp = proxy_listen_on_a_port(PAIRS_MAX, &proxy->port);
	int failed = pipe(proxy->wake);
	failed |= pthread_mutex_init(&proxy->lock, NULL);
	failed |= pthread_cond_init(&proxy->is_halted, NULL);
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
	close(proxy->tcp);
	pthread_cond_destroy(&proxy->is_halted);
	pthread_mutex_destroy(&proxy->lock);
	unlink(proxy->socket);
	rmdir(proxy->folder);
}

const char *proxy_socket(const struct proxy *proxy)
{
	return proxy->socket;
}

unsigned int proxy_port(const struct proxy *proxy)
{
	return proxy->port;
}

void proxy_fail(struct proxy *proxy, enum proxy_fault fault, int times)
{
	atomic_store(&proxy->fault, (int)fault);
	atomic_store(&proxy->times, times);
}

void proxy_error(struct proxy *proxy, unsigned int number)
{
	atomic_store(&proxy->error, number);
}

int proxy_faults(const struct proxy *proxy)
{
	return atomic_load(&proxy->happened);
}

void proxy_halt(struct proxy *proxy, const char *start)
{
	assert(start == NULL || strlen(start) < sizeof(proxy->halt_start));
	pthread_mutex_lock(&proxy->lock);
	proxy->halt_at = start == NULL ? NULL : strcpy(proxy->halt_start, start);
	pthread_mutex_unlock(&proxy->lock);
}

const char *proxy_halted(struct proxy *proxy)
{
	struct timespec end;
	int failed = 0;
	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += PATIENCE_S;
	pthread_mutex_lock(&proxy->lock);
	while (proxy->halted[0] == '\0' && failed == 0)
		failed = pthread_cond_timedwait(&proxy->is_halted, &proxy->lock, &end);
	pthread_mutex_unlock(&proxy->lock);
	return proxy->halted[0] != '\0' ? proxy->halted : NULL;
}

void proxy_go(struct proxy *proxy)
{
	pthread_mutex_lock(&proxy->lock);
	proxy->halted[0] = '\0';
	pthread_mutex_unlock(&proxy->lock);
	ssize_t sent = write(proxy->wake[1], "", 1);
	assert(sent == 1);
	(void)sent;
}

void proxy_split(struct proxy *proxy, bool is_on)
{
	atomic_store(&proxy->is_splitting, is_on);
}
