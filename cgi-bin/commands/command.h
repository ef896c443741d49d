/* What a command of `aisle` is. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include "base/config.h"
#include "base/err.h"

/*
 * `argv` is what came after the command's name. Where one of it is "--help" the command writes its
 * help to standard output and does nothing else; `config` is NULL then. `*status` is 0 when called:
 * 1 for "failed" or "found something", 2 for wrong usage (said on standard error by the command).
 * An error is written to standard error by the caller, who then ends with 1.
 */
typedef const struct err *command_run(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status);

#endif
