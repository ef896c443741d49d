/* What the load generator counts: how long things took, and what was answered. */
#include "load_figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t monotonic_us(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

void figures_open(struct json_out *out, const struct measured *measured)
{
	json_open(out, NULL, '{');
	json_put_text(out, "scenario", measured->scenario);
	json_put_int(out, "clients", measured->clients);
	json_put_real(out, "seconds", measured->seconds);
	json_put_int(out, "done", measured->done);
	json_put_real(
	    out, "rate", measured->seconds > 0 ? (double)measured->done / measured->seconds : 0);
}

void samples_add(struct samples *samples, int64_t us)
{
	if (samples->count == samples->room) {
		samples->room = samples->room == 0 ? 4096 : samples->room * 2;
		samples->us = realloc(samples->us, samples->room * sizeof(*samples->us));
		if (samples->us == NULL)
			abort();
	}
	samples->us[samples->count++] = us > UINT32_MAX ? UINT32_MAX : (uint32_t)us;
}

static int compare(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

/* The smallest time that `percent` of all do not exceed. */
static int64_t percentile(const struct samples *sorted, size_t percent)
{
	return sorted->count == 0 ? 0 : sorted->us[(sorted->count * percent + 99) / 100 - 1];
}

void samples_put(struct json_out *out, const struct samples *samples, size_t count)
{
	struct samples all = { .count = 0 };

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < samples[i].count; j++)
			samples_add(&all, samples[i].us[j]);
	if (all.count > 0)
		qsort(all.us, all.count, sizeof(*all.us), compare);
	json_put_int(out, "p50_us", percentile(&all, 50));
	json_put_int(out, "p90_us", percentile(&all, 90));
	json_put_int(out, "p99_us", percentile(&all, 99));
	json_put_int(out, "max_us", percentile(&all, 100));
	free(all.us);
}

void statuses_put(struct json_out *out, const char *name, const int64_t *counts)
{
	char status[8];

	json_open(out, name, '{');
	for (int i = 0; i < 600; i++) {
		if (counts[i] == 0)
			continue;
		snprintf(status, sizeof(status), "%d", i);
		json_put_int(out, status, counts[i]);
	}
	json_close(out, '}');
}

static void put_each(struct json_out *out, const char *name, const struct samples *samples)
{
	if (samples->count == 0)
		return;
	json_open(out, name, '{');
	json_put_int(out, "done", (int64_t)samples->count);
	samples_put(out, samples, 1);
	json_close(out, '}');
}

void figures_put_mix(struct json_out *out, const struct figures *figures)
{
	static const char *const NAMES[UNITS] = { [UNIT_SEARCH] = "FindFlights",
		[UNIT_MAP] = "FindOpenSeats",
		[UNIT_SALE] = "NewReservation",
		[UNIT_PASSENGERS] = "UpdateCustomer",
		[UNIT_SEAT] = "UpdateReservation",
		[UNIT_CANCEL] = "DeleteReservation" };

	json_open(out, "mix", '{');
	for (size_t i = 0; i < UNITS; i++)
		if (NAMES[i] != NULL)
			put_each(out, NAMES[i], &figures->units[i]);
	json_close(out, '}');
}
