/* Somebody at a gate, for tests of its rules. */
#ifndef SUPPORT_GATE_H
#define SUPPORT_GATE_H

#include "support/desks.h"

#include "domain/staff_gate.h"

/* A desk of this member of staff. */
struct desk *gate_desk_new(const char *actor);
/* "ABC789/2" */
const char *gate_code_of(const char *locator, int no);

/* One act under a new key; what was said is left in `said`. */
const struct err *gate_try(struct desk *desk, const struct departure *departure, const char *code,
    int64_t version, enum gate_act act, struct gate_said *said);
/* It must succeed; a step back is made from the version of now. */
void gate_must(struct desk *desk, const struct departure *departure, const char *locator, int no,
    enum gate_act act);
/* It must be refused so. */
void gate_assert(struct desk *desk, const struct departure *departure, const char *code,
    enum gate_act act, enum gate_answer answer);

#endif
