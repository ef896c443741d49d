/* What verify finds, in short; and that it finds each damage. */
#ifndef SUPPORT_VERIFYING_H
#define SUPPORT_VERIFYING_H

#include "domain/verify.h"

/* The checks that report something after a run of so long, "I6 I13"; "" when none does. Ends with the group. */
const char *verify_found(int64_t budget_ms, struct verify_report *report);
/* The same of all there is. */
const char *verify_found_in_all(void);

/* Statements, separated by ';', with ids put in: of "$B" what `id` says of 'B'. */
void verify_change(const char *statements, int64_t (*id)(char letter));

struct verify_damage {
	const char *names; /* who finds it */
	const char *damage, *mending;
};
/* Does each, once, and mends it: it is found by its own checks alone, and reported until it is mended. The ids as verify_change has them. */
void verify_damages(const struct verify_damage *damages, size_t count, int64_t (*id)(char letter));

#endif
