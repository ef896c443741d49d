/* Migrations: what the folder has, what the database has been given, running the difference. */
#include "db/migrate.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "db/migration.h"
#include "db/session.h"

#include <inttypes.h>
#include <string.h>

/* A change of a large table takes its time. */
#define PATIENCE_S 3600
#define ORDINARY_PATIENCE_S 5
/* Between two tries of a statement: as long, or longer, than whoever else wants the table waits for each. */
#define PAUSE_MS 3000

struct record {
	const char *name;
	const char *checksum;
	bool is_finished;
};

static const struct err *records_list(struct db *db, apr_pool_t *pool, apr_array_header_t **out)
{
	static const struct query RECORDS = {
		"SELECT number, name, checksum, finished FROM schema_migration ORDER BY number",
		NULL
	};
	struct rows *rows;
	*out = apr_array_make(pool, 32, sizeof(struct record));
	TRY(db_select(db, &RECORDS, NO_ARGS, pool, &rows));
	while (rows_next(rows)) {
		struct record *record = apr_array_push(*out);
		*record = (struct record){
			.name = row_text(rows, 1),
			.checksum = row_text(rows, 2),
			.is_finished = row_int(rows, 3) != 0,
		};
		if (row_int(rows, 0) != (*out)->nelts)
			return err_new(
			    pool, CODE_INVALID, "schema_migration has no number %d", (*out)->nelts);
	}
	return NULL;
}

static const struct err *check_finished(const struct record *record, int number, apr_pool_t *pool)
{
	if (record->is_finished)
		return NULL;
	return err_new(pool, CODE_INVALID,
	    "%s failed half-way before. See which of its statements are done. Either undo them and "
	    "DELETE FROM schema_migration WHERE number = %d, so that the file runs again; or do "
	    "the rest by hand and UPDATE schema_migration SET finished = 1 WHERE number = %d",
	    record->name, number, number);
}

/* Is what was run still what the folder says? */
static const struct err *check_records(const char *folder, const apr_array_header_t *files,
    const apr_array_header_t *records, apr_pool_t *pool)
{
	for (int i = 0; i < records->nelts; i++) {
		const struct record *record = &APR_ARRAY_IDX(records, i, struct record);
		if (i >= files->nelts)
			return err_new(pool, CODE_INVALID,
			    "%s was run on this database and is not in %s", record->name, folder);
		const struct migration *file = &APR_ARRAY_IDX(files, i, struct migration);
		if (strcmp(record->name, file->name) != 0)
			return err_new(pool, CODE_INVALID,
			    "%s was run on this database, and %s has %s instead", record->name,
			    folder, file->name);
		if (strcmp(record->checksum, file->checksum) != 0)
			return err_new(pool, CODE_INVALID,
			    "%s/%s is not what was run on this database: "
			    "a file that has run stays as it is",
			    folder, file->name);
		TRY(check_finished(record, i + 1, pool));
	}
	return NULL;
}

static const struct err *prepare_tables(struct db *db, apr_pool_t *pool)
{
	static const struct query RECORDS = {
		"CREATE TABLE IF NOT EXISTS schema_migration ("
		" number INT NOT NULL PRIMARY KEY,"
		" name VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,"
		" checksum CHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,"
		" applied_at DATETIME(6) NOT NULL,"
		" finished TINYINT NOT NULL"
		") ENGINE = InnoDB",
		NULL
	};
	static const struct query LOCKS = {
		"CREATE TABLE IF NOT EXISTS schema_migration_lock (id INT NOT NULL PRIMARY KEY)"
		" ENGINE = InnoDB",
		NULL
	};
	static const struct query LOCK = { "INSERT INTO schema_migration_lock (id) VALUES (1)",
		NULL };
	static const struct query HAS_LOCK = { "SELECT id FROM schema_migration_lock", NULL };
	struct rows *rows;
	TRY(db_run(db, &RECORDS, NO_ARGS, pool, NULL));
	TRY(db_run(db, &LOCKS, NO_ARGS, pool, NULL));
	TRY(db_select(db, &HAS_LOCK, NO_ARGS, pool, &rows));
	if (rows_count(rows) > 0)
		return NULL;
	const struct err *err = db_run(db, &LOCK, NO_ARGS, pool, NULL);
	return db_is_duplicate(err, "PRIMARY") ? NULL : err;
}

/*
 * Hold the lock row in a transaction of a connection of its own, since most changes of a schema
 * commit what is open on theirs. It ends with that connection, and so it is taken by texts: a statement whose connection is lost is sent again on another one, and would be no transaction's there.
 */
static const struct err *lock_row(
    struct db *guard, const struct migration_patience *patience, apr_pool_t *pool)
{
	static const struct query WAIT = { "SET innodb_lock_wait_timeout = ?, wait_timeout = 28800",
		NULL };
	static const char LOCK[] = "SELECT id FROM schema_migration_lock WHERE id = 1 FOR UPDATE";
	session_set_patience(guard, (unsigned int)patience->runner_s + ORDINARY_PATIENCE_S);
	TRY(db_run(guard, &WAIT, ARGS(arg_int(patience->runner_s)), pool, NULL));
	TRY(session_send(guard, "BEGIN", false, pool));
	const struct err *err = session_send(guard, LOCK, false, pool);
	if (err != NULL && guard->trouble == TROUBLE_WAITED)
		return err_new(pool, CODE_UNAVAILABLE,
		    "another runner has been at work for %" PRId64 " seconds", patience->runner_s);
	return err;
}

/* A lock that was not to be had, a deadlock: what stands alone has done nothing then. In a transaction of the file's own, what came before it may be undone, too. */
static bool was_taken_back(const struct db *db)
{
	return (db->trouble == TROUBLE_WAITED || db->trouble == TROUBLE_AGAIN) &&
	    (db->mysql->server_status & SERVER_STATUS_IN_TRANS) == 0;
}

/* Whoever reads a table, a dump for instance, keeps it from being changed to the end of his transaction; and all who come while a change waits have to wait behind it. So it waits a little, and often. */
static const struct err *run_statement(
    struct db *db, const char *text, int64_t most_s, apr_pool_t *pool)
{
	int64_t until_ms = 0;
	for (;;) {
		const struct err *err = session_send(db, text, true, pool);
		if (err == NULL || !was_taken_back(db))
			return err;
		if (until_ms == 0)
			until_ms = clock_monotonic_ms() + most_s * 1000;
		if (clock_monotonic_ms() >= until_ms)
			return err_new(pool, err->code,
			    "%s (again and again for %" PRId64
			    " seconds: a dump or a long report may have the table)",
			    err->text, most_s);
		log_err(LOG_WARN, "migrate.again", err);
		session_pause(PAUSE_MS);
	}
}

static const struct err *run_statements(struct db *db, const struct migration *file,
    int64_t table_s, apr_pool_t *pool, bool *is_untouched)
{
	*is_untouched = true;
	TRY(session_send(db, "SET lock_wait_timeout = 2", false, pool));
	for (int i = 0; i < file->statements->nelts; i++) {
		const struct migration_statement *statement = &APR_ARRAY_IDX(
		    file->statements, i, struct migration_statement);
		const struct err *err = run_statement(db, statement->text, table_s, pool);
		if (err == NULL)
			continue;
		*is_untouched = i == 0 && db->mysql != NULL;
		return err_new(pool, err_is(err, CODE_BROKEN) ? CODE_INVALID : err->code,
		    "%s, line %d: %s", file->name, statement->line, err->text);
	}
	return NULL;
}

/* Recorded before it runs, so that a half-run file is known as one. */
static const struct err *run_file(
    struct db *db, const struct migration *file, int64_t table_s, apr_pool_t *pool)
{
	static const struct query BEGUN = {
		"INSERT INTO schema_migration (number, name, checksum, applied_at, finished)"
		" VALUES (?, ?, ?, UTC_TIMESTAMP(6), 0)",
		NULL
	};
	static const struct query UNDONE = { "DELETE FROM schema_migration WHERE number = ?",
		NULL };
	static const struct query FINISHED = {
		"UPDATE schema_migration SET finished = 1, applied_at = UTC_TIMESTAMP(6)"
		" WHERE number = ?",
		NULL
	};
	bool is_untouched;
	TRY(db_run(db, &BEGUN,
	    ARGS(arg_int(file->number), arg_text(file->name), arg_text(file->checksum)), pool,
	    NULL));
	const struct err *err = run_statements(db, file, table_s, pool, &is_untouched);
	if (err != NULL && is_untouched)
		TRY(db_run(db, &UNDONE, ARGS(arg_int(file->number)), pool, NULL));
	TRY(err);
	return db_run(db, &FINISHED, ARGS(arg_int(file->number)), pool, NULL);
}

static const struct err *run_new(struct db *db, struct db *guard, const char *folder,
    const struct migration_patience *patience, const apr_array_header_t *files, apr_pool_t *pool,
    struct migration_report *out)
{
	apr_array_header_t *records;
	TRY(lock_row(guard, patience, pool));
	TRY(records_list(db, pool, &records));
	TRY(check_records(folder, files, records, pool));
	out->known = records->nelts;
	for (int i = records->nelts; i < files->nelts; i++) {
		const struct migration *file = &APR_ARRAY_IDX(files, i, struct migration);
		if (!session_is_alive(guard))
			return err_new(
			    pool, CODE_UNAVAILABLE, "the lock was lost before %s", file->name);
		TRY(run_file(db, file, patience->table_s, pool));
		log_line(LOG_INFO, "migrate.applied", "file", file->name, NULL);
		out->applied++;
	}
	if (files->nelts > 0)
		out->latest = APR_ARRAY_IDX(files, files->nelts - 1, struct migration).name;
	return NULL;
}

const struct err *migrate_run(struct db *db, const char *folder,
    const struct migration_patience *patience, apr_pool_t *pool, struct migration_report *out)
{
	apr_array_header_t *files;
	*out = (struct migration_report){ 0 };
	TRY(migration_list(folder, pool, &files));
	apr_pool_t *guard_pool = pool_new(pool);
	struct db *guard = db_open(&db->settings, guard_pool);
	session_set_patience(db, PATIENCE_S);
	const struct err *err = prepare_tables(db, pool);
	if (err == NULL)
		err = run_new(db, guard, folder, patience, files, pool, out);
	apr_pool_destroy(guard_pool);
	session_set_patience(db, ORDINARY_PATIENCE_S);
	return err;
}

static const struct err *unready(const struct err *err, apr_pool_t *pool)
{
	return err == NULL ? NULL : err_new(pool, CODE_UNAVAILABLE, "%s", err->text);
}

static const struct err *has_records(struct db *db, apr_pool_t *pool)
{
	static const struct query EXISTS = {
		"SELECT 1 FROM information_schema.tables"
		" WHERE table_schema = DATABASE() AND table_name = 'schema_migration'",
		NULL
	};
	struct rows *rows;
	TRY(db_select(db, &EXISTS, NO_ARGS, pool, &rows));
	if (rows_count(rows) == 0)
		return err_new(
		    pool, CODE_UNAVAILABLE, "no migration has been run on this database");
	return NULL;
}

const struct err *migrate_check(struct db *db, const char *folder, apr_pool_t *pool)
{
	apr_array_header_t *files, *records;
	TRY(unready(migration_list(folder, pool, &files), pool));
	TRY(unready(has_records(db, pool), pool));
	TRY(unready(records_list(db, pool, &records), pool));
	TRY(unready(check_records(folder, files, records, pool), pool));
	if (records->nelts < files->nelts)
		return err_new(pool, CODE_UNAVAILABLE, "%d of %d migrations of %s are not run yet",
		    files->nelts - records->nelts, files->nelts, folder);
	return NULL;
}
