/* `aisle doctor`: settings, database, flight service, folders, each asked once. */
#include "commands/doctor.h"

#include "base/pool.h"
#include "domain/desk.h"
#include "remote/flight_client.h"
#include "remote/mailer.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char HELP[] =
    "usage: aisle doctor\n\n"
    "Looks at what the programs need: settings and secrets, the booking database and its migrations,\n"
    "the flight service, folders that must be readable or writable. Changes nothing.\n"
    "Exit status: 0 all well, 1 something is not.\n";

struct patient {
	const struct config *config;
	apr_pool_t *pool;
	struct desk_parts *parts;
};

static const struct err *check_settings(struct patient *patient)
{
	TRY(desk_start(patient->config, patient->pool));
	return desk_parts_open(patient->config, "booking", patient->pool, &patient->parts);
}

static const struct err *check_database(struct patient *patient)
{
	const char *what;

	if (patient->parts == NULL)
		return err_new(patient->pool, CODE_INVALID, "not asked: the settings come first");
	return desk_ready(patient->parts, patient->pool, &what);
}

static const struct err *check_flights(struct patient *patient)
{
	struct airports airports;

	if (patient->parts == NULL)
		return err_new(patient->pool, CODE_INVALID, "not asked: the settings come first");
	TRY(flight_client_airports(patient->parts->flights, patient->pool, &airports));
	if (airports.n == 0)
		return err_new(
		    patient->pool, CODE_UNAVAILABLE, "the flight service has no airports");
	return NULL;
}

static const struct err *check_folder(struct patient *patient, const char *section, int mode)
{
	const char *folder;

	TRY(config_need(patient->config, section, "folder", &folder));
	if (access(folder, mode) != 0)
		return err_new(patient->pool, CODE_INVALID, "%s is not there, or not %s", folder,
		    (mode & W_OK) != 0 ? "writable" : "readable");
	return NULL;
}

static const struct err *check_templates(struct patient *patient)
{
	return check_folder(patient, "templates", R_OK | X_OK);
}

static const struct err *check_cache(struct patient *patient)
{
	return check_folder(patient, "cache", R_OK | W_OK | X_OK);
}

static const struct err *check_mail(struct patient *patient)
{
	struct mailer *mailer;

	return mailer_open(patient->config, patient->pool, &mailer);
}

static const struct symptom {
	const char *what;
	const struct err *(*check)(struct patient *patient);
} SYMPTOMS[] = {
	{ "settings and secrets", check_settings },
	{ "booking database", check_database },
	{ "flight service", check_flights },
	{ "templates", check_templates },
	{ "cache folder", check_cache },
	{ "mail", check_mail },
};

const struct err *command_doctor(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	struct patient patient = { config, pool, NULL };

	if (argc > 0) {
		bool is_help = strcmp(argv[0], "--help") == 0;

		fputs(HELP, is_help ? stdout : stderr);
		*status = is_help ? 0 : 2;
		return NULL;
	}
	for (size_t i = 0; i < sizeof(SYMPTOMS) / sizeof(SYMPTOMS[0]); i++) {
		const struct err *err = SYMPTOMS[i].check(&patient);

		if (err != NULL)
			*status = 1;
		printf("%-5s %s%s%s\n", err == NULL ? "ok" : "FAIL", SYMPTOMS[i].what,
		    err == NULL ? "" : ": ", err == NULL ? "" : err->text);
	}
	return NULL;
}
