/* `aisle migrate`: bring the databases to the shape that this version of the programs wants. */
#include "commands/migrate.h"

#include "base/pool.h"
#include "db/migrate.h"

#include <apr_file_info.h>
#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "usage: aisle migrate\n"
    "\n"
    "Runs the migrations that a database has not had yet, in order, each once.\n"
    "\n"
    "Settings (aisle.ini, or AISLE_SECTION_KEY in the environment):\n"
    "  [database] socket, or host and port    where the server is\n"
    "  [migrate]  account, password_file      an account that may create and alter tables\n"
    "  [migrate]  sql                         folder with booking/ and flights/ (sql)\n"
    "  [booking]  database                    gets booking/; left out: not migrated\n"
    "  [flights]  database                    gets flights/; left out: not migrated\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage.\n";

static bool is_folder(const char *path, apr_pool_t *pool)
{
	apr_finfo_t info;
	return apr_stat(&info, path, APR_FINFO_TYPE, pool) == APR_SUCCESS &&
	    info.filetype == APR_DIR;
}

static void report(const char *section, const char *database, const struct migration_report *done)
{
	printf("%s: database %s: %lld new, %lld before", section, database,
	    (long long)done->applied, (long long)done->known);
	if (done->latest != NULL)
		printf(", now at %s", done->latest);
	printf("\n");
}

/* One section's database. False: failed, and said so. */
static bool migrate_section(const struct db_settings *server, const char *section,
    const char *database, const char *folder, apr_pool_t *pool)
{
	struct db_settings settings = *server;
	struct migration_report done;
	settings.database = database;
	const struct err *err = migrate_run(
	    db_open(&settings, pool), folder, MIGRATION_PATIENCE, pool, &done);
	if (err == NULL)
		report(section, database, &done);
	else
		fprintf(
		    stderr, "aisle migrate: %s: database %s: %s\n", section, database, err->text);
	return err == NULL;
}

static const struct err *migrate_all(const struct config *config, apr_pool_t *pool, int *status)
{
	static const char *const SECTIONS[] = { "booking", "flights" };
	struct db_settings server;
	int found = 0;
	TRY(db_settings_read(config, "migrate", pool, &server));
	const char *sql = config_text(config, "migrate", "sql", "sql");
	for (size_t i = 0; i < sizeof(SECTIONS) / sizeof(SECTIONS[0]); i++) {
		const char *folder = apr_pstrcat(pool, sql, "/", SECTIONS[i], NULL);
		const char *database = config_text(config, SECTIONS[i], "database", NULL);
		if (database == NULL || !is_folder(folder, pool))
			continue;
		found++;
		if (!migrate_section(&server, SECTIONS[i], database, folder, pool))
			*status = 1;
	}
	if (found == 0)
		return err_new(pool, CODE_INVALID,
		    "nothing to migrate: neither [booking] nor [flights] names a database with a "
		    "folder in %s",
		    sql);
	return NULL;
}

const struct err *command_migrate(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	if (argc == 0)
		return migrate_all(config, pool, status);
	if (strcmp(argv[0], "--help") == 0) {
		fputs(HELP, stdout);
		return NULL;
	}
	fprintf(stderr, "aisle migrate: takes no \"%s\"\n%s", argv[0], HELP);
	*status = 2;
	return NULL;
}
