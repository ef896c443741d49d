/* Table booking_note: what staff write about a booking, append-only. */
#ifndef STORE_BOOKING_NOTES_H
#define STORE_BOOKING_NOTES_H

#include "db/statement.h"
#include "model/booking_file.h"

const struct err *booking_notes_insert(
    struct db *db, int64_t booking_id, const char *actor, const char *words, apr_pool_t *pool);
/* The newest first. */
const struct err *booking_notes_list(struct db *db, int64_t booking_id, int64_t most,
    apr_pool_t *pool, struct booking_note **out, size_t *count);
/* About a customer's bookings from this to that id, booking by booking, the oldest first. */
const struct err *booking_notes_list_of_customer(struct db *db, int64_t customer_id,
    int64_t first_booking_id, int64_t last_booking_id, apr_pool_t *pool, struct booking_note **out,
    size_t *count);

#endif
