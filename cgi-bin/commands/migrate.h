/* `aisle migrate`: bring the databases to the shape that this version of the programs wants. */
#ifndef COMMANDS_MIGRATE_H
#define COMMANDS_MIGRATE_H

#include "commands/command.h"

/*
 * Runs, as the account of [migrate], what is new in the folders booking/ and flights/ of its `sql`
 * on the databases of [booking] and [flights]: each where the section names a database and the
 * folder exists. One line for each on standard output. 1 when one of them failed (the other is
 * still run).
 */
command_run command_migrate;

#endif
