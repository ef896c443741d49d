/* How the seats of a departure stand while a change of it is followed up. */
#ifndef DOMAIN_DEPARTURE_STANDING_H
#define DOMAIN_DEPARTURE_STANDING_H

#include "domain/departure_parties.h"
#include "store/departures.h"

struct departure_standing {
	struct departure_row row; /* with its cabins */
	struct departure_parties parties;
	struct reseat_case state;
};

/* Nobody is seated anew any more on what is cancelled, has left or is closed at the gate. */
bool departure_may_seat(const struct departure_row *row);

/* As `db` sees it; under the departure's exclusive lock where that is wanted. */
const struct err *departure_standing_read(struct db *db, const struct departure_work *work,
    apr_pool_t *pool, struct departure_standing *out);
const struct err *departure_standing_lock(struct db *db, const struct departure_work *work,
    apr_pool_t *pool, struct departure_standing *out);

#endif
