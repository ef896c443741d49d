/* Departures that change, for tests of what follows. */
#ifndef SUPPORT_CHANGES_H
#define SUPPORT_CHANGES_H

#include "domain/desk.h"
#include "model/departure.h"

#define CHANGES_MANY 1000

/* A worker's turn of at most so many steps; how many it made. And everything that is open, by a worker of its own. */
int64_t changes_run(struct desk *desk, int64_t most);
void changes_finish(void);
int64_t changes_open(void);

/* The departure as the service has it now. An hour later; and another aircraft, with economy of so many rows, and business as before or none. */
void changes_learn(const struct departure *changed);
struct departure changes_retimed(const struct departure *departure);
struct departure changes_reequipped(const struct departure *departure, int rows, bool has_business);

/* Booked by somebody new: the locator. */
const char *changes_book(const struct departure *departure, const char *seats, int64_t adults);
/* Of a booking: mails of changes like this, its version, and whether this seat is one of its own. */
int64_t changes_mails(const char *locator, const char *pattern);
int64_t changes_version(const char *locator);
int64_t changes_sits(const char *locator, const char *seat);

#endif
