/*
 * Settings: `aisle.ini` (path in AISLE_CONFIG, else ./aisle.ini, else /etc/aisle/aisle.ini) and the
 * environment above it.
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/err.h"

struct config;

/*
 * Read the file: UTF-8, `[section]` lines, `key = value` lines, `#` comment lines; blanks around
 * a value do not count, nothing in it is an escape. [hold] seconds is overridden by
 * AISLE_HOLD_SECONDS: AISLE_ + section + _ + key, upper case, every other character than a letter
 * or digit as `_`. A setting whose value is empty is as good as not set. CODE_INVALID with file
 * and line for a file that cannot be read or parsed. A missing default file is an empty one; a
 * missing AISLE_CONFIG is an error. The result lives as long as `pool`; any thread may ask it.
 */
const struct err *config_read(apr_pool_t *pool, const struct config **out);

/* A setting's text; `fallback` (may be NULL) when it is not set. */
const char *config_text(
    const struct config *config, const char *section, const char *key, const char *fallback);

/* A setting that must be there: CODE_INVALID naming section, key and environment name when not. */
const struct err *config_need(
    const struct config *config, const char *section, const char *key, const char **out);

/*
 * A whole number within [min,max]: CODE_INVALID with the setting's name when it is anything else.
 * `fallback` when it is not set.
 */
const struct err *config_int(const struct config *config, const char *section, const char *key,
    int64_t min, int64_t max, int64_t fallback, int64_t *out);

/*
 * The secret in the file named by the setting: trailing newline removed, 1 byte to 4 kB without
 * NUL, a plain file that others cannot touch (mode & 007 = 0), else CODE_INVALID. The text of a
 * secret is never in the environment, in argv or in the log.
 */
const struct err *config_secret(
    const struct config *config, const char *section, const char *key, const char **out);

#endif
