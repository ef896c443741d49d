/* `aisle history`. */
#ifndef COMMANDS_HISTORY_H
#define COMMANDS_HISTORY_H

#include "commands/command.h"

/* `aisle history NAME [--json]`: 0 printed, 1 unknown or failed, 2 wrong usage. */
command_run command_history;

#endif
