/* Mailers for tests, as the settings make them. */
#ifndef SUPPORT_MAILERS_H
#define SUPPORT_MAILERS_H

#include "remote/mailer.h"
#include "support/smtp_sink.h"

/* With these lines of [mail], in a file of its own. */
const struct err *mailer_with(const char *settings, apr_pool_t *pool, struct mailer **out);
/* That gives its mails to the sink; it must be one. */
struct mailer *mailer_to_sink(const struct sink *sink, apr_pool_t *pool);

#endif
