/* What letters about an account say. */
#ifndef JOBS_MAIL_ACCOUNT_H
#define JOBS_MAIL_ACCOUNT_H

#include "domain/mail.h"

/* The headline, which is the subject too, and what it is about. */
void mail_account_words(enum mail_kind kind, const char **headline, const char **message);
/* The link of the letter; NULL: it has none. */
const char *mail_account_link(struct desk *desk, const struct mail_task *task);

#endif
