/* `aisle demo`. */
#ifndef COMMANDS_DEMO_H
#define COMMANDS_DEMO_H

#include "commands/command.h"

/* Fills the flight database with the demo carrier, or tops it up: 0 done, 2 wrong usage. */
command_run command_demo;

#endif
