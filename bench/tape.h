/*
 * The statements of a hold, recorded while the rules send them and played again without the rules: what the hold costs the database alone. The program is linked so that the calls of db/ come by here
 * (the linker's --wrap).
 */
#ifndef BENCH_TAPE_H
#define BENCH_TAPE_H

#include "db/tx.h"

#include <stddef.h>

#define TAPE_CALLS_MAX 96
#define TAPE_SEEN_MAX 64

enum tape_kind {
	TAPE_RUN,
	TAPE_INSERT_MANY,
	TAPE_SELECT,
	TAPE_RUN_LATER,
	TAPE_INSERT_MANY_LATER,
	TAPE_SELECT_LATER,
	TAPE_SETTLE,
	TAPE_TX_BEGIN,
	TAPE_TX_END
};

/* A column that was looked at, as what. */
struct tape_seen {
	size_t row; /* from 0 */
	size_t column;
	enum arg_type as; /* whatever its value is, which may be NULL */
	struct arg value;
};

struct tape_call {
	enum tape_kind kind;
	const struct query *query;
	size_t rows, columns; /* INSERT_MANY */
	struct arg *args;
	size_t arg_count;
	int64_t id;                 /* that the server gave to its first row; 0: none */
	struct rows **out;          /* SELECT_LATER: where its rows will be */
	const struct db_done *done; /* RUN_LATER: where its id will be, or NULL */
	const struct rows *result;
	size_t row;             /* the one that is looked at, from 1 */
	struct tape_seen *seen; /* TAPE_SEEN_MAX */
	size_t seen_count;
};

struct tape {
	apr_pool_t *pool;
	struct tape_call calls[TAPE_CALLS_MAX];
	size_t count;
	bool is_too_long;
};

/* From now on this thread's calls are written down (NULL: no more). */
void tape_record(struct tape *tape);

/* What of a hold is its own: names that come from outside. */
struct tape_wish {
	const char *flight_no, *departure, *seat, *full_seat, *address;
	int32_t on;
};

/*
 * Two tapes of holds that wished something else: what they have in common stays; what follows from the wish, from a row that was read or from an id that was given is found again in each
 * playing; tokens are made up; the rest (the departure's number, prices, times) is as it is on `a`, so that it can be played on a's departure alone. CODE_INVALID: they are not of the same statements.
 */
struct tape_song;
const struct err *tape_compare(const struct tape *a, const struct tape_wish *of_a,
    const struct tape *b, const struct tape_wish *of_b, apr_pool_t *pool, struct tape_song **out);

/* How many statements, and how often one waits for the server. */
size_t tape_statements(const struct tape_song *song);

/* Send them all for another wish. `pool` is for this one playing. */
const struct err *tape_play(
    const struct tape_song *song, const struct tape_wish *wish, struct db *db, apr_pool_t *pool);

#endif
