/* What waits for somebody: mails that could not be sent, and departures whose passengers still go by what they were told before. */
#ifndef STORE_WAITING_H
#define STORE_WAITING_H

#include "db/statement.h"
#include "model/waiting.h"

/* Mails that were tried and not sent, those that are due first; `after` is a time of being due. */
const struct err *waiting_list_mails(struct db *db, struct waiting_place after, int64_t most,
    apr_pool_t *pool, const struct waiting_mail **out, size_t *count);
/* How many there are, counted up to `most`, and the newest of these; 0: none. */
const struct err *waiting_count_mails(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count, int64_t *last_id);
/* One that was not sent yet, locked; id 0: there is none, or it was sent. */
const struct err *waiting_lock_mail(
    struct db *db, int64_t id, apr_pool_t *pool, struct waiting_mail *out);
/* It is due now. And all that were tried, up to this id: at most `most` of them, `*count` were not due before. */
const struct err *waiting_set_mail_due(struct db *db, int64_t id, apr_pool_t *pool);
const struct err *waiting_set_mails_due(
    struct db *db, int64_t last_id, int64_t most, apr_pool_t *pool, int64_t *count);

/* The next departures that were retimed or cancelled, by time of leaving, each with its live bookings that were told something else and have neither agreed nor cancelled. */
const struct err *waiting_list_departures(struct db *db, struct waiting_place after, int64_t most,
    apr_pool_t *pool, const struct waiting_departure **out, size_t *count);

#endif
