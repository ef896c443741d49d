/* One line of an import as a departure. */
#ifndef FLIGHTS_IMPORT_LINE_H
#define FLIGHTS_IMPORT_LINE_H

#include "flights/catalog.h"
#include "flights/csv.h"

/* To the letter the first line of a file. */
#define IMPORT_HEADER \
	"flight_no,date,origin,destination,departs,arrives,arrives_day,aircraft,currency," \
	"fare_minor,taxes_minor"

/*
 * The departure that a record means: scheduled, version 1, with one fare (basis and cabin Y,
 * refundable, changing and cancelling for a quarter of it) whose taxes are one line, XT.
 * CODE_INVALID says which column is wrong and why. `scratch` may be cleared after each call.
 */
const struct err *import_line_read(const struct csv_record *record, const struct catalog *catalog,
    apr_pool_t *pool, apr_pool_t *scratch, struct departure *out);

#endif
