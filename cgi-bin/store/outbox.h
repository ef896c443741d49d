/* Table outbox: effects outside the database, written with what caused them. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "db/statement.h"
#include "model/booking_file.h"

/* `kind` is one of those that domain/mail knows; booking_id 0: none; detail "" where there is none. The mail is in the language that the thread speaks. In the caller's transaction. */
const struct err *outbox_insert(struct db *db, const char *kind, int64_t booking_id,
    const char *recipient, const char *detail, apr_pool_t *pool);

/* A booking's mails, the newest first. */
const struct err *outbox_list_of_booking(struct db *db, int64_t booking_id, int64_t most,
    apr_pool_t *pool, struct outbox_state **out, size_t *count);
/* One of a booking that is not sent is due at once. `*is_done` false: there is none, or it was sent. */
const struct err *outbox_set_due(
    struct db *db, int64_t booking_id, int64_t id, apr_pool_t *pool, bool *is_done);

/* What of a booking waits to be sent to one address goes to another, but what tells the former one of that; what had failed there is due at once, as if never tried. In the caller's transaction. */
const struct err *outbox_set_recipient(
    struct db *db, int64_t booking_id, const char *from, const char *to, apr_pool_t *pool);

/* Letters about an account that wait for this address: it is gone. */
const struct err *outbox_delete_unsent(struct db *db, const char *recipient, apr_pool_t *pool);

/* What is due and not sent, longest due first, locked; what another worker has locked is passed over. */
struct outbox_row {
	int64_t id;
	const char *kind;
	int64_t booking_id; /* 0: none */
	const char *recipient;
	const char *detail;
	int64_t attempts;
	const char *language;
};
const struct err *outbox_lock_due(
    struct db *db, size_t most, apr_pool_t *pool, const struct outbox_row **out, size_t *count);

/* Is there a later one about a change of the booking, or its end, to this reader? */
const struct err *outbox_is_followed(struct db *db, const struct outbox_row *row,
    const char *recipient, apr_pool_t *pool, bool *out);

/* One more attempt begins now; if nothing comes of it, it is due again in `again_s` seconds. */
const struct err *outbox_set_begun(struct db *db, int64_t id, int64_t again_s, apr_pool_t *pool);
/* Sent: its detail, which may be a code that opens an account, is forgotten, and of letters about an account the address too; but one that got another recipient since it was begun (outbox_set_recipient) is still to be sent there. Or why it was not. */
const struct err *outbox_set_sent(struct db *db, int64_t id, apr_pool_t *pool);
const struct err *outbox_set_failed(struct db *db, int64_t id, const char *error, apr_pool_t *pool);

#endif
