/* A database for one test program: on the server of AISLE_TEST_DB_SOCKET, else on a private one. */
#include "support/database.h"
#include "support/folder.h"

#include "base/log.h"
#include "base/pool.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define START_SECONDS 60
#define SQL_MAX 4096

static apr_pool_t *pool;
static struct db_settings settings;
static struct db *own;
static const char *folder; /* of the private server; NULL: somebody else's */
static pid_t server;

/* Run a program with its output in a file; it dies with this one. */
static pid_t spawn(const char *log, const char *const *argv)
{
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (freopen(log, "a", stdout) == NULL || dup2(STDOUT_FILENO, STDERR_FILENO) < 0)
		_exit(127);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* A server that starts deletes temporary tables, also those that others have in the same folder. */
static const char *own_tmpdir(void)
{
	return apr_psprintf(pool, "--tmpdir=%s", folder);
}

static bool install(const char *log)
{
	int status;
	const char *data = apr_psprintf(pool, "--datadir=%s/data", folder);
	const char *const argv[] = { "mariadb-install-db", "--no-defaults", data, own_tmpdir(),
		"--skip-test-db", "--auth-root-authentication-method=normal",
		geteuid() == 0 ? "--user=root" : NULL, NULL };
	pid_t pid = spawn(log, argv);
	return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	    WEXITSTATUS(status) == 0;
}

static bool wait_for_server(void)
{
	const struct timespec pause = { .tv_nsec = 50000000 };
	struct db_settings anywhere = settings;
	anywhere.database = NULL;
	struct db *db = db_open(&anywhere, pool);
	for (int i = 0; i < START_SECONDS * 20; i++) {
		if (db_ping(db, pool) == NULL)
			return true;
		if (server > 0 && waitpid(server, NULL, WNOHANG) == server)
			return false;
		nanosleep(&pause, NULL);
	}
	return false;
}

static bool start_server(void)
{
	folder = folder_new(pool);
	if (folder == NULL)
		return false;
	const char *log = apr_psprintf(pool, "%s/log", folder);
	if (!install(log))
		return false;
	settings.socket = apr_psprintf(pool, "%s/socket", folder);
	const char *const argv[] = { "mariadbd", "--no-defaults", "--skip-networking",
		apr_psprintf(pool, "--datadir=%s/data", folder),
		apr_psprintf(pool, "--socket=%s", settings.socket),
		apr_psprintf(pool, "--pid-file=%s/pid", folder), own_tmpdir(),
		"--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M",
		"--innodb-flush-log-at-trx-commit=0", geteuid() == 0 ? "--user=root" : NULL, NULL };
	server = spawn(log, argv);
	return server > 0;
}

static void stop_server(void)
{
	if (server > 0) {
		kill(server, SIGKILL);
		waitpid(server, NULL, 0);
	}
	if (folder != NULL)
		folder_delete(folder);
}

int database_start(void **state)
{
	(void)state;
	pool_start();
	log_start("test", LOG_ERROR);
	pool = pool_new(NULL);
	settings = (struct db_settings){ .account = "root" };
	settings.socket = getenv("AISLE_TEST_DB_SOCKET");
	if ((settings.socket == NULL && !start_server()) || !wait_for_server()) {
		fprintf(
		    stderr, "no database server: see %s/log\n", folder != NULL ? folder : "its");
		return -1;
	}
	struct db_settings anywhere = settings;
	own = db_open(&anywhere, pool);
	settings.database = apr_psprintf(pool, "aisle_test_%ld", (long)getpid());
	database_sql(own, "CREATE DATABASE %s CHARACTER SET utf8mb4", settings.database);
	return 0;
}

int database_stop(void **state)
{
	(void)state;
	database_sql(own, "DROP DATABASE %s", settings.database);
	stop_server();
	apr_pool_destroy(pool);
	return 0;
}

const struct db_settings *database_settings(void)
{
	return &settings;
}

struct db *database_open(apr_pool_t *of)
{
	return db_open(&settings, of);
}

/* Never at an address that was a query's before, as statements are known by it. */
static const struct query *query_of(const char *text, int length)
{
	struct query *query = pool_make(pool, struct query);
	assert_in_range(length, 1, SQL_MAX - 1);
	query->text = apr_pstrdup(pool, text);
	return query;
}

void database_sql(struct db *db, const char *format, ...)
{
	char text[SQL_MAX];
	va_list values;
	va_start(values, format);
	int length = vsnprintf(text, sizeof(text), format, values);
	va_end(values);
	assert_no_err(db_run(db, query_of(text, length), NO_ARGS, pool, NULL));
}

int64_t database_number(struct db *db, const char *format, ...)
{
	char text[SQL_MAX];
	struct rows *rows;
	va_list values;
	va_start(values, format);
	int length = vsnprintf(text, sizeof(text), format, values);
	va_end(values);
	assert_no_err(db_select(db, query_of(text, length), NO_ARGS, pool, &rows));
	assert_int_equal(rows_count(rows), 1);
	assert_true(rows_next(rows));
	return row_int(rows, 0);
}

void assert_no_err_at(const struct err *err, const char *file, int line)
{
	if (err == NULL)
		return;
	print_error("%s (%s)\n", err->text, err->where);
	_fail(file, line);
}

const struct err *assert_err_at(
    const struct err *err, enum err_code code, const char *file, int line)
{
	if (err_is(err, code))
		return err;
	print_error("wanted %s, got %s: %s\n", err_code_name(code),
	    err == NULL ? "no error" : err_code_name(err->code), err == NULL ? "" : err->text);
	_fail(file, line);
	return err;
}
