/* What a mail says: its subject and both parts, from the templates in templates/mail/. */
#ifndef JOBS_MAIL_TEXT_H
#define JOBS_MAIL_TEXT_H

#include "domain/mail.h"
#include "remote/mailer.h"

/* Everything but the address it goes to is filled in; lives in the desk's pool. */
const struct err *mail_text_write(
    struct desk *desk, const struct mail_task *task, struct mail *out);

#endif
