/* Turns: a small table of keys that are being asked for, and one condition for all who wait. */
#include "remote/flight_turns.h"

#include "base/pool.h"
#include "remote/flight_cache.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* More threads than this in one process ask without a turn. */
#define TURNS 64
#define NO_TICKET (-1)

struct turn {
	char key[FLIGHT_KEY_MAX + 1]; /* "": free */
	int waiters;
	bool is_over, is_good;
};

struct flight_turns {
	pthread_mutex_t lock;
	pthread_cond_t over;
	struct turn turns[TURNS];
};

struct flight_turns *flight_turns_new(apr_pool_t *pool)
{
	struct flight_turns *turns = pool_make(pool, struct flight_turns);
	pthread_condattr_t attributes;

	if (pthread_mutex_init(&turns->lock, NULL) != 0 ||
	    pthread_condattr_init(&attributes) != 0 ||
	    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) != 0 ||
	    pthread_cond_init(&turns->over, &attributes) != 0)
		abort();
	(void)pthread_condattr_destroy(&attributes);
	return turns;
}

static void turn_wait(struct flight_turns *turns, struct turn *turn, int wait_ms)
{
	struct timespec until;
	int status = 0;

	if (clock_gettime(CLOCK_MONOTONIC, &until) != 0)
		abort();
	until.tv_sec += wait_ms / 1000;
	until.tv_nsec += (wait_ms % 1000) * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	turn->waiters++;
	while (!turn->is_over && status != ETIMEDOUT)
		status = pthread_cond_timedwait(&turns->over, &turns->lock, &until);
	turn->waiters--;
}

static bool turn_take_in_lock(
    struct flight_turns *turns, const char *key, int wait_ms, int *ticket, bool *is_good)
{
	*ticket = NO_TICKET;
	for (int i = 0; i < TURNS; i++) {
		struct turn *turn = &turns->turns[i];

		if (turn->key[0] == '\0' && *ticket == NO_TICKET) {
			*ticket = i;
		} else if (!turn->is_over && strcmp(turn->key, key) == 0) {
			turn_wait(turns, turn, wait_ms);
			*is_good = turn->is_over && turn->is_good;
			if (turn->is_over && turn->waiters == 0)
				memset(turn, 0, sizeof(*turn));
			return false;
		}
	}
	if (*ticket != NO_TICKET)
		memcpy(turns->turns[*ticket].key, key, strlen(key) + 1);
	return true;
}

bool flight_turn_take(
    struct flight_turns *turns, const char *key, int wait_ms, int *ticket, bool *is_good)
{
	bool is_mine;

	assert(key[0] != '\0' && strlen(key) <= FLIGHT_KEY_MAX);
	if (pthread_mutex_lock(&turns->lock) != 0)
		abort();
	is_mine = turn_take_in_lock(turns, key, wait_ms, ticket, is_good);
	if (pthread_mutex_unlock(&turns->lock) != 0)
		abort();
	return is_mine;
}

void flight_turn_end(struct flight_turns *turns, int ticket, bool is_good)
{
	struct turn *turn;

	if (ticket == NO_TICKET)
		return;
	if (pthread_mutex_lock(&turns->lock) != 0)
		abort();
	turn = &turns->turns[ticket];
	turn->is_over = true;
	turn->is_good = is_good;
	if (turn->waiters == 0)
		memset(turn, 0, sizeof(*turn));
	if (pthread_cond_broadcast(&turns->over) != 0 || pthread_mutex_unlock(&turns->lock) != 0)
		abort();
}
