/* The outbox is emptied: at least once, and what fails is due again later. */
#include "base/log.h"
#include "base/words.h"
#include "domain/mail.h"
#include "jobs/jobs.h"
#include "jobs/mail_text.h"

#define MAILS_A_BATCH 20
#define BATCHES_A_TURN 10

static const struct err *send_one(struct job *job, const struct mail_task *task)
{
	const struct err *err;
	struct mail mail;

	words_speak(words_language_named(task->language));
	err = mail_text_write(job->desk, task, &mail);
	words_speak(NULL);
	TRY(err);
	return mailer_send(job->mailer, &mail, job->desk->pool);
}

static const struct err *send_batch(struct job *job, size_t *count)
{
	const struct mail_task *tasks;

	TRY(mail_take(job->desk, MAILS_A_BATCH, &tasks, count));
	for (size_t i = 0; i < *count; i++) {
		const struct err *err = send_one(job, &tasks[i]);

		if (err != NULL)
			log_err(LOG_WARN, "mail.failed", err);
		TRY(mail_done(job->desk, tasks[i].id, err != NULL ? err->text : NULL));
	}
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
