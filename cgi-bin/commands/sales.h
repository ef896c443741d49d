/* `aisle sales`. */
#ifndef COMMANDS_SALES_H
#define COMMANDS_SALES_H

#include "commands/command.h"

/* `aisle sales close|open|show FLIGHT/DATE [--reason TEXT]`: 0 done or so already, 1 unknown departure or failed, 2 wrong usage. */
command_run command_sales;

#endif
