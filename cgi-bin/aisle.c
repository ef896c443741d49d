/* The command line: one program, a table of commands. */
#include "commands/demo.h"
#include "commands/doctor.h"
#include "commands/flights.h"
#include "commands/history.h"
#include "commands/migrate.h"
#include "commands/sales.h"
#include "commands/staff.h"
#include "commands/verify.h"

#include "base/log.h"
#include "base/pool.h"

#include <stdio.h>
#include <string.h>

static const struct command {
	const char *name;
	const char *help; /* one line */
	command_run *run;
} COMMANDS[] = {
	{ "migrate", "bring the databases to the shape that these programs want", command_migrate },
	{ "verify", "check that every promise was kept: the invariants of the booking database",
	    command_verify },
	{ "sales", "close or open sales of a departure: sales close AX204/2026-12-01",
	    command_sales },
	{ "staff", "who may sign in under /admin/: staff add NAME ROLE", command_staff },
	{ "history", "what happened to a booking, hold or departure, change by change",
	    command_history },
	{ "flights", "take a carrier's schedule from a file: flights import FILE.csv",
	    command_flights },
	{ "demo", "fill the flight database with a demo carrier, or top it up", command_demo },
	{ "doctor", "look whether everything that the programs need is there", command_doctor },
};

static void usage(FILE *out)
{
	fputs("usage: aisle COMMAND [--help] [ARGUMENTS]\n\n", out);
	for (size_t i = 0; i < sizeof(COMMANDS) / sizeof(COMMANDS[0]); i++)
		fprintf(out, "  %-10s %s\n", COMMANDS[i].name, COMMANDS[i].help);
	fputs("\nSettings are read from the file named by AISLE_CONFIG, else ./aisle.ini, else\n"
	      "/etc/aisle/aisle.ini; AISLE_SECTION_KEY in the environment goes above it.\n"
	      "Exit status: 0 done, 1 failed or found something, 2 wrong usage.\n",
	    out);
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < sizeof(COMMANDS) / sizeof(COMMANDS[0]); i++)
		if (strcmp(COMMANDS[i].name, name) == 0)
			return &COMMANDS[i];
	return NULL;
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0)
			return true;
	return false;
}

/* Help is given without settings: it is what one reads to learn about them. */
static const struct err *run(
    const struct command *command, int argc, char **argv, apr_pool_t *pool, int *status)
{
	static char help[] = "--help";
	char *help_only[] = { help, NULL };
	const struct config *config;
	if (wants_help(argc, argv))
		return command->run(1, help_only, NULL, pool, status);
	TRY(config_read(pool, &config));
	return command->run(argc, argv, config, pool, status);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		usage(stderr);
		return 2;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		usage(stdout);
		return 0;
	}
	const struct command *command = find(argv[1]);
	if (command == NULL) {
		fprintf(stderr, "aisle: no command \"%s\"\n", argv[1]);
		usage(stderr);
		return 2;
	}
	pool_start();
	log_start("aisle", LOG_WARN);
	int status = 0;
	const struct err *err = run(command, argc - 2, argv + 2, pool_new(NULL), &status);
	if (err == NULL)
		return status;
	fprintf(stderr, "aisle %s: %s\n", command->name, err->text);
	return 1;
}
