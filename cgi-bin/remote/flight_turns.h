/* One question per key at a time: the first thread asks, the others wait for what it learns. */
#ifndef REMOTE_FLIGHT_TURNS_H
#define REMOTE_FLIGHT_TURNS_H

#include <apr_pools.h>
#include <stdbool.h>

struct flight_turns;
/* Any thread may call everything here. */
struct flight_turns *flight_turns_new(apr_pool_t *pool);

/*
 * True: it is the caller's turn, who must call flight_turn_end with `*ticket`. False: another
 * thread had the turn; it is over now (`*is_good` as that thread said), or it is not after
 * `wait_ms` (false).
 */
bool flight_turn_take(
    struct flight_turns *turns, const char *key, int wait_ms, int *ticket, bool *is_good);
void flight_turn_end(struct flight_turns *turns, int ticket, bool is_good);

#endif
