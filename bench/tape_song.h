/* A song: a tape, and where each argument comes from when it is played again. */
#ifndef BENCH_TAPE_SONG_H
#define BENCH_TAPE_SONG_H

#include "tape.h"

/* Where an argument comes from when the tape is played again. */
enum source {
	FROM_TAPE,
	FROM_FLIGHT_NO,
	FROM_DEPARTURE,
	FROM_SEAT,
	FROM_FULL_SEAT,
	FROM_DATE,
	FROM_ADDRESS,
	FROM_ID,
	FROM_ROW,
	MADE_UP,
	PATH /* ends in what is made up */
};

struct part {
	enum source source;
	size_t call;  /* FROM_ID, FROM_ROW */
	size_t seen;  /* FROM_ROW, MADE_UP: which of the values that were seen, were made up */
	int64_t more; /* what is added to it; PATH: how many bytes stand before it */
};

struct tape_song {
	const struct tape *tape;
	struct part *parts[TAPE_CALLS_MAX];
	size_t made_up_count;
};

#endif
