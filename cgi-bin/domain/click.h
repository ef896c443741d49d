/* Clicks that count once: a form's key, what it asked, and the answer it got. */
#ifndef DOMAIN_CLICK_H
#define DOMAIN_CLICK_H

#include "domain/desk.h"

struct click {
	const char *key;
	const unsigned char *fingerprint; /* 32 bytes */
};

/* Had this browser's click its effect already? `*answer` is the path it was sent to, or NULL. CODE_KEY_REUSED: the key was used for something else. */
const struct err *click_find(struct desk *desk, const struct click *click, const char **answer);

/* The worker: forget keys older than 48 hours. */
const struct err *click_sweep(struct desk *desk, int64_t most, int64_t *count);

#endif
