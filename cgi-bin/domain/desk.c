/* What a process and its threads keep to serve desks from. */
#include "domain/desk.h"

#include "base/changes.h"
#include "base/pool.h"
#include "db/connection.h"
#include "db/migrate.h"
#include "remote/flight_client.h"

/* Set once, before there are threads. */
static const struct settings *settings;
static const char *migrations;

const struct err *desk_start(const struct config *config, apr_pool_t *pool)
{
	const char *sql = config_text(config, "migrate", "sql", "sql");
	migrations = apr_pstrcat(pool, sql, "/booking", NULL);
	const char *folder;
	TRY(settings_read(config, pool, &settings));
	TRY(flight_client_start(config, pool));
	TRY(config_need(config, "cache", "folder", &folder));
	changes_start(apr_pstrcat(pool, folder, "/changes", NULL));
	return NULL;
}

const struct err *desk_parts_open(
    const struct config *config, const char *section, apr_pool_t *pool, struct desk_parts **out)
{
	struct db_settings database;
	struct desk_parts *parts = pool_make(pool, struct desk_parts);
	TRY(db_settings_read(config, section, pool, &database));
	parts->db = db_open(&database, pool);
	db_choose_host(parts->db, pool);
	parts->flights = flight_client_open(pool);
	parts->settings = settings;
	*out = parts;
	return NULL;
}

const struct err *desk_ready(struct desk_parts *parts, apr_pool_t *pool, const char **what)
{
	*what = "the database cannot be reached";
	TRY(db_ping(parts->db, pool));
	*what = "the tables are not those of this version";
	return migrate_check(parts->db, migrations, pool);
}

void desk_done(struct desk_parts *parts)
{
	db_log_round_trips(parts->db);
}
