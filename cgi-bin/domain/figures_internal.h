/* What summing up and looking at what was summed up share. */
#ifndef DOMAIN_FIGURES_INTERNAL_H
#define DOMAIN_FIGURES_INTERNAL_H

#include "domain/figures.h"

/* What began on a day is committed so long after its end. */
#define FIGURES_COMMITTED (10 * CLOCK_MINUTE)
/* So many days after a local date's end (of UTC) it is over everywhere, and its last departure has left. */
#define FIGURES_LEFT_DAYS 2

/* Was it summed up when it was over, so that its figures stay, unless something happens to what is past (seats of departures that have left)? */
bool figures_is_final(const struct figure_day *day);

#endif
