/* Clicks that count once: a form's key, what it asked, and the answer it got. */
#ifndef DOMAIN_CLICK_H
#define DOMAIN_CLICK_H

#include "domain/desk.h"

struct click {
	const char *key;
	const unsigned char *fingerprint; /* 32 bytes, as they are kept */
	struct desk *desk; /* whose act goes into the audit log with it; NULL: nobody's */
};

/* The click of a form with this key and SHA-256. Forms have passwords and birth dates: what is kept of them is made with the site's key, so that whoever reads the table cannot try what they were. */
struct click click_make(struct desk *desk, const char *key, const unsigned char digest[32]);

/* Had this browser's click its effect already? `*answer` is the path it was sent to, or NULL. CODE_KEY_REUSED: the key was used for something else. */
const struct err *click_find(struct desk *desk, const struct click *click, const char **answer);

/* The worker: forget keys older than 48 hours. */
const struct err *click_sweep(struct desk *desk, int64_t most, int64_t *count);

#endif
