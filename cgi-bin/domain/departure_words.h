/* What a departure's change means for a booking, in the words of its mail and in this thread's language. */
#ifndef DOMAIN_DEPARTURE_WORDS_H
#define DOMAIN_DEPARTURE_WORDS_H

#include "base/pool.h"
#include "model/departure.h"
#include "model/party.h"

/* "AX204 on Tue 1 Dec 2026 now departs at 08:20 (was 08:00)", without a full stop; NULL: nothing that passengers have to know. */
const char *departure_change_words(
    const struct departure *was, const struct departure *is, apr_pool_t *pool);

/* Seats of one booking. */
struct departure_seat_changes {
	const char *from[PARTY_SEATS_MAX], *to[PARTY_SEATS_MAX];
	size_t moved;
	const char *lost[PARTY_SEATS_MAX]; /* for which there is no other */
	size_t lost_count;
};

/* That, and who sits elsewhere or has no seat any more; NULL: nothing of all this. */
const char *departure_told_words(const struct departure *was, const struct departure *is,
    const struct departure_seat_changes *seats, apr_pool_t *pool);

#endif
