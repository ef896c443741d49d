/* What the load generator counts: how long things took, and what was answered. */
#ifndef BENCH_LOAD_FIGURES_H
#define BENCH_LOAD_FIGURES_H

#include "base/json.h"

#include <stdint.h>

/* What a browser asks for, one request each. */
enum ask { ASK_PAGE, ASK_HOLD, ASK_PASSENGERS, ASK_BOOKING, ASK_SEAT, ASK_CANCEL, ASKS };

/* What it does: one or several requests that belong together. */
enum unit {
	UNIT_PAGE,
	UNIT_HOLD,
	UNIT_SALE,
	UNIT_KEEP,
	UNIT_SEARCH,
	UNIT_MAP,
	UNIT_PASSENGERS,
	UNIT_SEAT,
	UNIT_CANCEL,
	UNITS
};

/* Times in microseconds, all of them: a percentile is exact. */
struct samples {
	uint32_t *us;
	size_t count, room;
};

struct figures {
	struct samples asks[ASKS];
	struct samples units[UNITS];
	/* Within the time that is measured: */
	int64_t done, statuses[600], body_bytes;
	/* From the first request to the last: */
	int64_t holds, bookings, seat_changes, cancels; /* acknowledged */
	int64_t refused, errors;                        /* refused: where it is honest */
};

/* Microseconds that only grow. */
int64_t monotonic_us(void);

/* What a program did, of which all else follows. */
struct measured {
	const char *scenario;
	long clients;
	double seconds;
	int64_t done;
};

/* The object is begun: its first members. */
void figures_open(struct json_out *out, const struct measured *measured);

void samples_add(struct samples *samples, int64_t us);

/* Members p50_us, p90_us, p99_us, max_us of several samples taken together. */
void samples_put(struct json_out *out, const struct samples *samples, size_t count);

/* A member with how often each status was counted. */
void statuses_put(struct json_out *out, const char *name, const int64_t *counts);

/* "mix" of all units. */
void figures_put_mix(struct json_out *out, const struct figures *figures);

#endif
