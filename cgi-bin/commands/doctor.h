/* `aisle doctor`: is everything there that the programs need? */
#ifndef COMMANDS_DOCTOR_H
#define COMMANDS_DOCTOR_H

#include "commands/command.h"

/* One line a check, "ok" or what is wrong and what to do; status 1 where anything is. */
command_run command_doctor;

#endif
