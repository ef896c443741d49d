/* What days are summed up to: money and sales of a day, and how full its departures are. */
#ifndef MODEL_FIGURES_H
#define MODEL_FIGURES_H

#include "model/inventory.h"

/* In one currency, on a day of UTC. Money is counted on the day on which it was agreed or moved. */
struct sales_day {
	int32_t day;
	const char *currency;
	int64_t bookings, passengers; /* sold that day, whatever became of them */
	int64_t cancelled;            /* bookings, whenever they were sold */
	int64_t sold_minor, given_up_minor, paid_minor, refunded_minor;
};

/* Of a local date at the origin: departures that were not cancelled, with their seats, and how many were. */
struct load_day {
	int32_t day;
	int64_t departures, cancelled;
	struct inventory_count count;
};

/* How many days before a departure it is looked at what was sold by then, the longest first. */
#define FIGURE_LEADS 12
struct load_leads {
	int64_t sold[FIGURE_LEADS];
};

/* Of all departures of a day, once they have left. */
struct load_day_leads {
	int32_t day;
	struct load_leads leads;
};

/* A departure, and what of its seats was sold so long before it, or earlier; and what is sold by now. */
struct load_curve {
	const char *name, *origin, *destination;
	int64_t departs_at;
	int origin_offset;
	int64_t seats, sold;
	struct load_leads leads;
};

enum figure_kind { FIGURE_SALES, FIGURE_LOAD, FIGURE_KINDS };

/* That a day was summed up: what was committed by `made_at` is in it. */
struct figure_day {
	enum figure_kind kind;
	int32_t day;
	int64_t made_at;
};

#endif
