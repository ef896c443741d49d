/* Work that waits for staff. */
#include "domain/staff_waiting.h"

#include "base/pool.h"
#include "db/tx.h"
#include "domain/audit.h"
#include "store/waiting.h"

const struct err *staff_waiting_mails(struct desk *desk, int64_t most, struct waiting_mails *out)
{
	TRY(waiting_list_mails(desk->db, most, desk->pool, &out->list, &out->count));
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

const struct err *staff_waiting_departures(
    struct desk *desk, int64_t most, const struct waiting_departure **out, size_t *count)
{
	return waiting_list_departures(desk->db, most, desk->pool, out, count);
}
