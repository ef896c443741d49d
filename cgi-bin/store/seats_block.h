/* Tables seat_claim and seat_event: seats that staff keep from being sold. In a transaction that has the departure's row exclusively: buyers, who share it, take none meanwhile; they can only give some back. */
#ifndef STORE_SEATS_BLOCK_H
#define STORE_SEATS_BLOCK_H

#include "store/seats.h"

/* Every claim on a departure, by seat; one whose time is over counts as free. */
enum seat_standing { SEAT_IS_OVER, SEAT_IS_HELD, SEAT_IS_SOLD, SEAT_IS_BLOCKED };
struct seat_claimed {
	const char *seat_no;
	enum seat_standing standing;
};
const struct err *seats_list_claimed(struct db *db, int64_t departure_id, apr_pool_t *pool,
    const struct seat_claimed **out, size_t *count);

struct seat_block {
	const char *seat_no;
	const char *cabin;
	bool is_over; /* it has a claim whose time is over, which is taken over in place */
};
/* Block seats of which nobody has one. Writes the seat events. tx_again when a claim that is over has just been tidied. */
const struct err *seats_block(struct db *db, int64_t departure_id, const struct seat_block *seats,
    size_t count, const char *reason, apr_pool_t *pool);
/* Free seats that are blocked. tx_again when one of them is not. */
const struct err *seats_unblock(struct db *db, int64_t departure_id, const struct seat_block *seats,
    size_t count, apr_pool_t *pool);

#endif
