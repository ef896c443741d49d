/* The outbox is emptied: at least once, and what fails is due again later. */
#include "base/log.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/mail.h"
#include "jobs/jobs.h"
#include "jobs/mail_text.h"

#define MAILS_A_BATCH 20
#define BATCHES_A_TURN 10

static const struct err *write_and_send(
    struct desk *desk, struct mailer *mailer, const struct mail_task *task)
{
	const struct err *err;
	struct mail mail;

	words_speak(words_language_named(task->language));
	err = mail_text_write(desk, task, &mail);
	words_speak(NULL);
	TRY(err);
	return mailer_send(mailer, &mail, desk->pool);
}

/* A mail is written several times over, in parts and as a whole: what that took is given back before the next one. */
static const struct err *send_one(struct job *job, const struct mail_task *task)
{
	struct desk desk = *job->desk;
	const struct err *err, *told;

	desk.pool = pool_new(job->desk->pool);
	err = write_and_send(&desk, job->mailer, task);
	if (err != NULL)
		log_err(LOG_WARN, "mail.failed", err);
	told = mail_done(&desk, task->id, err != NULL ? err->text : NULL);
	if (told == NULL)
		apr_pool_destroy(desk.pool);
	return told;
}

static const struct err *send_batch(struct job *job, size_t *count)
{
	const struct mail_task *tasks;

	TRY(mail_take(job->desk, MAILS_A_BATCH, &tasks, count));
	for (size_t i = 0; i < *count; i++)
		TRY(send_one(job, &tasks[i]));
	return NULL;
}

/* Batch after batch while there are full ones; the other jobs get their turn all the same. */
const struct err *job_send_mail(struct job *job)
{
	size_t count = MAILS_A_BATCH;

	for (int i = 0; i < BATCHES_A_TURN && count == MAILS_A_BATCH; i++)
		TRY(send_batch(job, &count));
	return NULL;
}
