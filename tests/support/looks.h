/* Looks at seats, shared: changes are counted in a file of the test's own. */
#ifndef SUPPORT_LOOKS_H
#define SUPPORT_LOOKS_H

#include "domain/seat_looks.h"

/* cmocka's group set-up and tear-down: desks_start and desks_stop, with changes counted. */
int looks_start(void **state);
int looks_stop(void **state);

/* Changes are counted from now on, where a test has had it otherwise. */
void looks_count(void);

/* A test's set-up: what was asked for stays true until something is seen to change, unless the test says otherwise. */
int share_for_an_hour(void **state);

struct seat_look look_at(struct desk *desk, const struct departure *departure, bool is_anew);
/* NULL: it is free. */
const struct looked_seat *taken_of(struct seat_look look, const char *seat_no);
/* By a look that may be a shared one. */
bool is_taken(struct desk *desk, const struct departure *departure, const char *seat_no);

/* Looked at so often that the next look is a shared one. */
void share(struct desk *desk, const struct departure *departure);

/* One on which 4D is held. */
const struct departure *departure_known_to_booking(void);

/* Another machine's programs write to the same database, and count elsewhere. */
void taken_elsewhere(const struct departure *departure, const char *seat_no);

#endif
