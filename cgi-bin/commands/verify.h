/* `aisle verify`: were the promises kept? */
#ifndef COMMANDS_VERIFY_H
#define COMMANDS_VERIFY_H

#include "commands/command.h"

/* One line an invariant, "ok" or how many break it and which first, and what was looked at; status 1 where any does. */
command_run command_verify;

#endif
