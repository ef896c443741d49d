/* Work that waits for staff. */
#include "domain/staff_waiting.h"

#include "base/pool.h"
#include "db/tx.h"
#include "domain/audit.h"
#include "store/waiting.h"

#include <string.h>

#define DEPARTURES_AT_ONCE 200

/* One more is asked for, which tells whether there are more. */
static const struct err *list_mails(
    struct desk *desk, struct waiting_place after, int64_t most, struct waiting_mails *out)
{
	TRY(waiting_list_mails(desk->db, after, most + 1, desk->pool, &out->list, &out->count));
	out->is_first = after.id == 0;
	out->has_more = (int64_t)out->count > most;
	if (out->has_more)
		out->count--;
	if (out->count > 0)
		out->next = (struct waiting_place){ out->list[out->count - 1].due_at,
			out->list[out->count - 1].id };
	return NULL;
}

const struct err *staff_waiting_mails(
    struct desk *desk, struct waiting_place after, int64_t most, struct waiting_mails *out)
{
	TRY(list_mails(desk, after, most, out));
	if (out->count == 0 && !out->is_first)
		TRY(list_mails(desk, (struct waiting_place){ 0, 0 }, most, out));
	return waiting_count_mails(
	    desk->db, WAITING_MAILS_COUNTED, desk->pool, &out->all, &out->last_id);
}

struct trying {
	struct desk *desk;
	int64_t id, attempts; /* one of them */
	int64_t last_id;      /* or all up to this one */
};

static const struct err *write_down(
    struct trying *trying, struct db *db, const struct waiting_mail *mail, apr_pool_t *pool)
{
	const char *subject = apr_psprintf(pool, "mail/%" APR_INT64_T_FMT, mail->id);
	const char *detail = mail->locator == NULL
	    ? mail->kind
	    : apr_pstrcat(pool, mail->kind, " of ", mail->locator, NULL);

	return audit_write(trying->desk, db, "mail-tried-again", subject, detail, pool);
}

static const struct err *try_one_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct trying *trying = arg;
	struct waiting_mail mail;

	TRY(waiting_lock_mail(db, trying->id, pool, &mail));
	if (mail.id == 0 || mail.attempts != trying->attempts)
		return err_new(
		    pool, CODE_CHANGED_MEANWHILE, "the mail was sent or tried meanwhile");
	if (mail.is_due)
		return NULL;
	TRY(waiting_set_mail_due(db, mail.id, pool));
	return write_down(trying, db, &mail, pool);
}

const struct err *staff_try_mail(struct desk *desk, int64_t id, int64_t attempts)
{
	struct trying trying = { .desk = desk, .id = id, .attempts = attempts };

	return tx_run(desk->db, try_one_in_tx, &trying, desk->pool);
}

static const struct err *try_all_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct trying *trying = arg;
	int64_t count;

	TRY(waiting_set_mails_due(db, trying->last_id, WAITING_MAILS_COUNTED, pool, &count));
	if (count == 0)
		return NULL;
	return audit_write(trying->desk, db, "mails-tried-again", "mails",
	    apr_psprintf(pool, "%" APR_INT64_T_FMT, count), pool);
}

const struct err *staff_try_mails(struct desk *desk, int64_t last_id)
{
	struct trying trying = { .desk = desk, .last_id = last_id };

	return tx_run(desk->db, try_all_in_tx, &trying, desk->pool);
}

static struct waiting_place place_of(const struct waiting_departure *departure)
{
	return (struct waiting_place){ departure->departs_at, departure->id };
}

/* Of some that were changed, those for whom somebody waits. */
static void take(const struct waiting_departure *looked_at, size_t count, size_t most,
    struct waiting_departure *list, struct waiting_departures *out)
{
	for (size_t i = 0; i < count; i++) {
		if (looked_at[i].bookings == 0)
			continue;
		out->all++;
		if (out->count == most) {
			out->has_more = true;
			continue;
		}
		list[out->count++] = looked_at[i];
		out->next = place_of(&looked_at[i]);
	}
}

static const struct err *look(
    struct desk *desk, struct waiting_place after, size_t most, struct waiting_departures *out)
{
	struct waiting_departure *list = pool_make_many(desk->pool, struct waiting_departure, most);
	const struct waiting_departure *looked_at;
	struct waiting_place at = after;
	size_t count;

	*out = (struct waiting_departures){ .list = list, .is_first = after.id == 0 };
	for (int64_t all = 0; !out->is_all && all < WAITING_DEPARTURES_LOOKED_AT;
	     all += DEPARTURES_AT_ONCE) {
		TRY(waiting_list_departures(
		    desk->db, at, DEPARTURES_AT_ONCE, desk->pool, &looked_at, &count));
		take(looked_at, count, most, list, out);
		out->is_all = count < DEPARTURES_AT_ONCE;
		if (count > 0)
			at = place_of(&looked_at[count - 1]);
	}
	if (!out->is_all && !out->has_more) {
		out->has_more = true;
		out->next = at;
	}
	return NULL;
}

const struct err *staff_waiting_departures(
    struct desk *desk, struct waiting_place after, int64_t most, struct waiting_departures *out)
{
	TRY(look(desk, after, (size_t)most, out));
	if (out->count == 0 && !out->has_more && !out->is_first)
		return look(desk, (struct waiting_place){ 0, 0 }, (size_t)most, out);
	return NULL;
}
