/* `aisle flights`. */
#ifndef COMMANDS_FLIGHTS_H
#define COMMANDS_FLIGHTS_H

#include "commands/command.h"

/* `aisle flights import FILE.csv`: 0 imported, 1 refused (lines on standard error) or failed, 2
 * wrong usage. */
command_run command_flights;

#endif
