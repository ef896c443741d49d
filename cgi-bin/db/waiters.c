/* Who tries to reach a server that is away: counted, under one lock, which nobody takes who is connected. */
#include "db/waiters.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct waiters {
	struct waiters *next;
	char *socket; /* NULL: hosts */
	const struct db_hosts *hosts;
	unsigned int connections; /* opened by db_open, whether they lead anywhere or not */
	unsigned int trying;
	bool is_failing;   /* one of them has failed, and none has got through since */
	int64_t failed_ms; /* when that was last */
	int64_t since_ms;  /* when the first of them began, or the last one got through */
};

/* All servers of this process: one, or a handful in tests; never given back. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct waiters *all;

static bool is_of(const struct waiters *waiters, const char *socket, const struct db_hosts *hosts)
{
	if (socket == NULL || waiters->socket == NULL)
		return socket == waiters->socket && hosts == waiters->hosts;
	return strcmp(waiters->socket, socket) == 0;
}

static struct waiters *make(const char *socket, const struct db_hosts *hosts)
{
	struct waiters *waiters = calloc(1, sizeof(*waiters));
	assert(waiters != NULL);
	if (socket != NULL)
		waiters->socket = strdup(socket);
	else
		waiters->hosts = hosts;
	waiters->next = all;
	all = waiters;
	return waiters;
}

struct waiters *waiters_join(const char *socket, const struct db_hosts *hosts)
{
	pthread_mutex_lock(&lock);
	struct waiters *waiters = all;
	while (waiters != NULL && !is_of(waiters, socket, hosts))
		waiters = waiters->next;
	if (waiters == NULL)
		waiters = make(socket, hosts);
	waiters->connections++;
	pthread_mutex_unlock(&lock);
	return waiters;
}

void waiters_leave(struct waiters *waiters)
{
	pthread_mutex_lock(&lock);
	waiters->connections--;
	pthread_mutex_unlock(&lock);
}

static bool are_too_many(const struct waiters *waiters, int64_t now_ms)
{
	int64_t all_ms = waiters->socket != NULL ? WAITERS_ALL_MS : WAITERS_ALL_ELSEWHERE_MS;
	return waiters->is_failing && now_ms - waiters->since_ms >= all_ms &&
	    waiters->trying > (waiters->connections + 1) / 2;
}

/*
 * What those knew who have all gone is soon forgotten, as the server may be back; not at once, as threads that answered and took their next requests may be about to come.
 */
static bool is_known_to_fail(const struct waiters *waiters, int64_t now_ms)
{
	return waiters->is_failing && now_ms - waiters->failed_ms < WAITERS_KNOWN_MS;
}

bool waiters_begin(struct waiters *waiters, int64_t now_ms)
{
	pthread_mutex_lock(&lock);
	if (waiters->trying == 0 && !is_known_to_fail(waiters, now_ms)) {
		waiters->is_failing = false;
		waiters->since_ms = now_ms;
	}
	waiters->trying++;
	bool may = !are_too_many(waiters, now_ms);
	if (!may)
		waiters->trying--;
	pthread_mutex_unlock(&lock);
	return may;
}

bool waiters_failed(struct waiters *waiters, int64_t now_ms)
{
	pthread_mutex_lock(&lock);
	waiters->is_failing = true;
	waiters->failed_ms = now_ms;
	bool may = !are_too_many(waiters, now_ms);
	pthread_mutex_unlock(&lock);
	return may;
}

void waiters_end(struct waiters *waiters, bool is_connected, int64_t now_ms)
{
	pthread_mutex_lock(&lock);
	waiters->trying--;
	if (is_connected) {
		waiters->is_failing = false;
		waiters->since_ms = now_ms;
	}
	pthread_mutex_unlock(&lock);
}
