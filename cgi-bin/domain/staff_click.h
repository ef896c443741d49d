/* Staff's clicks that count once, as customers' do (domain/click.h): known by who is signed in, in the place of a browser. */
#ifndef DOMAIN_STAFF_CLICK_H
#define DOMAIN_STAFF_CLICK_H

#include "domain/click.h"

/* Had this click of the desk's actor its effect already? `*answer` is the path it was sent to, or NULL. CODE_KEY_REUSED: the key was used for something else. */
const struct err *staff_click_find(
    struct desk *desk, const struct click *click, const char **answer);

/* The worker: forget keys older than 48 hours. */
const struct err *staff_click_sweep(struct desk *desk, int64_t most, int64_t *count);

#endif
