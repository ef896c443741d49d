/* What verify finds, in short. */
#ifndef SUPPORT_VERIFYING_H
#define SUPPORT_VERIFYING_H

#include "domain/verify.h"

/* The checks that report something after a run of so long, "I6 I13"; "" when none does. Ends with the group. */
const char *verify_found(int64_t budget_ms, struct verify_report *report);

#endif
