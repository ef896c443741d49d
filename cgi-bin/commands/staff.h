/* `aisle staff`: who may sign in under /admin/. */
#ifndef COMMANDS_STAFF_H
#define COMMANDS_STAFF_H

#include "commands/command.h"

command_run command_staff;

#endif
