/* Departures made from a timetable. */
#ifndef FLIGHTS_GENERATE_H
#define FLIGHTS_GENERATE_H

#include "db/statement.h"
#include "flights/catalog.h"

struct timetable {
	const struct timetable_row *rows;
	size_t count;
};

struct generate_report {
	int64_t added;
	int64_t known; /* were there, and are left as they are */
};

/*
 * The timetable's departures on `days` dates from `from`, where there is none of that name: a
 * week a transaction, so what was done stays done when it is broken off, and the next run adds
 * the rest. All codes of the timetable are in the catalog.
 */
const struct err *generate_departures(struct db *db, const struct catalog *catalog,
    const struct timetable *timetable, int32_t from, int days, apr_pool_t *pool,
    struct generate_report *out);

/* One departure as the timetable has it on a date. */
const struct err *generate_departure(const struct timetable_row *row, const struct catalog *catalog,
    int32_t on, apr_pool_t *pool, struct departure *out);

#endif
