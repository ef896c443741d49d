/* The outbox is emptied: at least once, and what fails is due again later. */
#include "base/log.h"
#include "domain/mail.h"
#include "jobs/jobs.h"
#include "jobs/mail_text.h"

#define MAILS_A_TURN 20

static const struct err *send_one(struct job *job, const struct mail_task *task)
{
	struct mail mail;

	TRY(mail_text_write(job->desk, task, &mail));
	return mailer_send(job->mailer, &mail, job->desk->pool);
}

const struct err *job_send_mail(struct job *job)
{
	const struct mail_task *tasks;
	size_t count;

	TRY(mail_take(job->desk, MAILS_A_TURN, &tasks, &count));
	for (size_t i = 0; i < count; i++) {
		const struct err *err = send_one(job, &tasks[i]);

		if (err != NULL)
			log_err(LOG_WARN, "mail.failed", err);
		TRY(mail_done(job->desk, tasks[i].id, err != NULL ? err->text : NULL));
	}
	return NULL;
}
