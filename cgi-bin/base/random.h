/* Random values from the system's source. Any thread may call. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include "base/err.h"

#include <stddef.h>

void random_bytes(void *out, size_t length);
/* Uniform in [0, bound); bound > 0. */
uint32_t random_below(uint32_t bound);
/* 128 random bits as 22 characters of base64url: refs, tokens, form keys. */
const char *random_ref(apr_pool_t *pool);
/* `length` characters, each drawn uniformly from `alphabet` (ASCII, not empty). */
const char *random_text(const char *alphabet, size_t length, apr_pool_t *pool);
/* Tests: from now on a seeded stream instead (0: the system's source again). */
void random_seed(uint64_t seed);

#endif
