/* The outbox is emptied: at least once, and what fails is due again later. */
#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/stop.h"
#include "base/words.h"
#include "domain/mail.h"
#include "jobs/jobs.h"
#include "jobs/mail_text.h"

static const struct err *write_and_send(
    struct desk *desk, struct mailer *mailer, const struct mail_task *task)
{
	const struct err *err;
	struct mail mail;

	TRY(task->unreadable);
	words_speak(words_language_named(task->language));
	err = mail_text_write(desk, task, &mail);
	words_speak(NULL);
	TRY(err);
	return mailer_send(mailer, &mail, desk->pool);
}

/*
 * The next one, if there is any and another may follow it. It alone is taken: nothing waits for us behind a server that is slow. A mail is written several times over, in parts and as a whole: what that
 * took is given back before the next one.
 */
static const struct err *send_next(struct job *job, bool *may_go_on)
{
	struct desk desk = *job->desk;
	const struct mail_task *task;
	const struct err *err, *told;

	*may_go_on = false;
	desk.pool = pool_new(job->desk->pool);
	TRY(mail_take(&desk, &task));
	if (task == NULL)
		return NULL;
	err = write_and_send(&desk, job->mailer, task);
	if (err != NULL)
		log_err(LOG_WARN, "mail.failed", err);
	*may_go_on = !err_is(err, CODE_UNAVAILABLE);
	told = mail_done(&desk, task->id, err != NULL ? err->text : NULL);
	if (told == NULL)
		apr_pool_destroy(desk.pool);
	return told;
}

const struct err *job_send_mail(struct job *job)
{
	int64_t until_ms = clock_monotonic_ms() + job->budget_ms;
	bool may_go_on = mailer_is_ready(job->mailer);

	while (may_go_on && !stop_is_pending()) {
		TRY(send_next(job, &may_go_on));
		if (clock_monotonic_ms() >= until_ms) {
			job->has_more = may_go_on;
			return NULL;
		}
	}
	return NULL;
}
