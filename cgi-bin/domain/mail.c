/* The outbox: taken by one worker at a time, sent at least once. */
#include "domain/mail.h"

#include "base/pool.h"
#include "base/text.h"
#include "db/tx.h"
#include "domain/booking_internal.h"
#include "store/outbox.h"

#include <string.h>

#define FIRST_PAUSE_S 60
#define LONGEST_PAUSE_S 3600

/* A minute, then twice as long with each attempt, up to an hour. */
static int64_t pause_s(int64_t attempts)
{
	int64_t pause = FIRST_PAUSE_S;

	for (int64_t i = 0; i < attempts && pause < LONGEST_PAUSE_S; i++)
		pause *= 2;
	return pause < LONGEST_PAUSE_S ? pause : LONGEST_PAUSE_S;
}

/* `arg`: where the row goes; NULL where there is none. */
static const struct err *take_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct outbox_row **row = arg;
	size_t count;

	TRY(outbox_lock_due(db, 1, pool, row, &count));
	if (count == 0) {
		*row = NULL;
		return NULL;
	}
	return outbox_set_begun(db, (*row)->id, pause_s((*row)->attempts), pool);
}

static const struct err *kind_of(const char *name, apr_pool_t *pool, enum mail_kind *out)
{
	static const struct {
		const char *name;
		enum mail_kind kind;
	} kinds[] = {
		{ "booking_confirmed", MAIL_BOOKING_CONFIRMED },
		{ "booking_cancelled", MAIL_BOOKING_CANCELLED },
		{ "booking_changed", MAIL_BOOKING_CHANGED },
		{ "booking_link", MAIL_BOOKING_LINK },
		{ "booking_moved", MAIL_BOOKING_MOVED },
		{ "account_reset", MAIL_ACCOUNT_RESET },
		{ "account_exists", MAIL_ACCOUNT_EXISTS },
		{ "account_welcome", MAIL_ACCOUNT_WELCOME },
		{ "account_unknown", MAIL_ACCOUNT_UNKNOWN },
		{ "account_move", MAIL_ACCOUNT_MOVE },
		{ "account_taken", MAIL_ACCOUNT_TAKEN },
		{ "account_moved", MAIL_ACCOUNT_MOVED },
		{ "account_password", MAIL_ACCOUNT_PASSWORD },
		{ "account_deleted", MAIL_ACCOUNT_DELETED },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].name, name) == 0) {
			*out = kinds[i].kind;
			return NULL;
		}
	}
	return err_new(pool, CODE_BROKEN, "outbox: no kind %s", name);
}

/* A link that was asked for with more than the link. */
static void read_asked(const char *detail, struct mail_task *out)
{
	if (strcmp(detail, MAIL_CONFIRMATION) == 0)
		out->kind = MAIL_BOOKING_CONFIRMED;
	if (strcmp(detail, MAIL_CANCELLATION) == 0)
		out->kind = MAIL_BOOKING_CANCELLED;
	out->detail = "";
}

static const struct err *read_task(
    struct desk *desk, const struct outbox_row *row, struct mail_task *out)
{
	*out = (struct mail_task){ .id = row->id,
		.recipient = row->recipient,
		.detail = row->detail,
		.attempts = row->attempts,
		.language = row->language };
	TRY(kind_of(row->kind, desk->pool, &out->kind));
	if (out->kind == MAIL_BOOKING_LINK)
		read_asked(row->detail, out);
	if (row->booking_id == 0)
		return NULL;
	TRY(booking_read(desk, row->booking_id, &out->booking));
	const char *now = out->booking->contact.email;
	/* A former address that is the booking's again is told what is so. */
	if (out->kind == MAIL_BOOKING_MOVED && text_is_same(row->recipient, now))
		out->kind = MAIL_BOOKING_CHANGED;
	if (out->kind == MAIL_BOOKING_MOVED)
		return NULL;
	/* Its link is for the booking's address, whichever that was when the mail was written. */
	out->recipient = now;
	out->link_code = booking_link_code(desk, out->booking->locator, out->booking->link_no);
	/* Asked after the booking: what that shows of a change, that change's mail is there for. */
	if (out->kind == MAIL_BOOKING_CHANGED)
		TRY(outbox_is_followed(desk->db, row, now, desk->pool, &out->is_followed));
	return NULL;
}

const struct err *mail_take(struct desk *desk, const struct mail_task **out)
{
	struct mail_task *task = pool_make(desk->pool, struct mail_task);
	const struct outbox_row *row;

	*out = NULL;
	TRY(tx_run(desk->db, take_in_tx, &row, desk->pool));
	if (row == NULL)
		return NULL;
	/* One that cannot be read must not keep the others from being sent. */
	task->unreadable = read_task(desk, row, task);
	*out = task;
	return NULL;
}

const struct err *mail_done(struct desk *desk, int64_t id, const char *error)
{
	if (error != NULL)
		return outbox_set_failed(desk->db, id, error, desk->pool);
	return outbox_set_sent(desk->db, id, desk->pool);
}
