/* Dates and instants as tests write them. */
#ifndef SUPPORT_TIMES_H
#define SUPPORT_TIMES_H

#include <stdint.h>

/* "2026-12-01", and an instant as RFC 3339 has it. A text that is none ends the test. */
int32_t day_of(const char *text);
int64_t instant_of(const char *text);

#endif
