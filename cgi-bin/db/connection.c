/* One connection: made when it is needed, set up, watched, closed, made again. */
#include "db/connection.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/random.h"
#include "db/hosts.h"
#include "db/session.h"
#include "db/waiters.h"

#include <apr_time.h>
#include <assert.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>

#define CONNECT_S 2
/* How long after the time for waiting is over further hosts are tried: so long that those are reached which are left when a cluster loses less than half of its nodes. */
#define CONNECT_MORE_MS 5000
#define PATIENCE_S 5

/*
 * English messages, because the violated key's name is read from one. A transaction whose client
 * has vanished gives its row locks back after wait_timeout; idle connections are closed by it too,
 * and opened again when needed. MySQL cuts what GROUP_CONCAT makes at 1,024 bytes when it is not told otherwise.
 */
static const char SET_UP[] =
    "SET NAMES utf8mb4, time_zone = '+00:00', autocommit = 1, lc_messages = 'en_US',"
    " sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION',"
    " innodb_lock_wait_timeout = 3, lock_wait_timeout = 5, wait_timeout = 30,"
    " group_concat_max_len = 65536";
/* The variable has two names, the statement one. */
static const char ISOLATION[] = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";

static pthread_once_t library_once = PTHREAD_ONCE_INIT;
static pthread_key_t library_key;

static void library_thread_end(void *ignored)
{
	(void)ignored;
	mysql_thread_end();
}

static void library_start(void)
{
	int failed = mysql_library_init(0, NULL, NULL);
	failed |= pthread_key_create(&library_key, library_thread_end);
	assert(failed == 0);
	(void)failed;
}

/* Each thread that uses the library is known to it, and tells it when it ends. */
static void library_enter(void)
{
	pthread_once(&library_once, library_start);
	if (pthread_getspecific(library_key) == NULL) {
		mysql_thread_init();
		pthread_setspecific(library_key, &library_key);
	}
}

const struct err *db_settings_read(
    const struct config *config, const char *section, apr_pool_t *pool, struct db_settings *out)
{
	*out = (struct db_settings){ 0 };
	out->socket = config_text(config, "database", "socket", NULL);
	const char *hosts = config_text(config, "database", "host", NULL);
	int64_t port;
	if (out->socket == NULL && hosts == NULL)
		return err_new(pool, CODE_INVALID,
		    "[database] needs a socket or a host "
		    "(AISLE_DATABASE_SOCKET, AISLE_DATABASE_HOST)");
	TRY(config_int(config, "database", "port", 1, 65535, 3306, &port));
	if (out->socket == NULL)
		TRY(hosts_read(hosts, (unsigned int)port, pool, &out->hosts));
	TRY(config_need(config, section, "account", &out->account));
	if (config_text(config, section, "password_file", NULL) != NULL)
		TRY(config_secret(config, section, "password_file", &out->password));
	out->database = config_text(config, section, "database", NULL);
	int64_t is_logging;
	TRY(config_int(config, "log", "round_trips", 0, 1, 0, &is_logging));
	out->is_logging_round_trips = is_logging != 0;
	return NULL;
}

static apr_status_t close_with_pool(void *closing)
{
	struct db *db = closing;
	session_close(db);
	waiters_leave(db->waiters);
	return APR_SUCCESS;
}

struct db *db_open(const struct db_settings *settings, apr_pool_t *pool)
{
	struct db *db = pool_make(pool, struct db);
	db->settings = *settings;
	db->waiters = waiters_join(settings->socket, settings->hosts);
	db->pool = pool;
	db->session = pool_new(pool);
	db->patience_s = PATIENCE_S;
	/* Before the pools below go, as the statements are listed in one. */
	apr_pool_pre_cleanup_register(pool, db, close_with_pool);
	return db;
}

uint64_t db_round_trips(const struct db *db)
{
	return db->round_trips;
}

uint64_t db_statements(const struct db *db)
{
	return db->sent;
}

void db_log_round_trips(struct db *db)
{
	char round_trips[24], statements[24];
	if (!db->settings.is_logging_round_trips)
		return;
	snprintf(
	    round_trips, sizeof(round_trips), "%" PRIu64, db->round_trips - db->logged_round_trips);
	snprintf(statements, sizeof(statements), "%" PRIu64, db->sent - db->logged_sent);
	log_line(
	    LOG_INFO, "db.round_trips", "round_trips", round_trips, "statements", statements, NULL);
	db->logged_round_trips = db->round_trips;
	db->logged_sent = db->sent;
}

void session_close(struct db *db)
{
	if (db->mysql == NULL)
		return;
	/* First the connection, so that closing a statement sends nothing. */
	mysql_close(db->mysql);
	db->mysql = NULL;
	for (apr_hash_index_t *i = apr_hash_first(NULL, db->statements); i; i = apr_hash_next(i))
		mysql_stmt_close(apr_hash_this_val(i));
	db->statements = NULL;
	db->pipeline = (struct pipeline){ .count = 0 };
	apr_pool_clear(db->session);
}

void session_set_patience(struct db *db, unsigned int seconds)
{
	assert(!db->is_in_tx);
	session_close(db);
	db->patience_s = seconds;
}

void session_pause(uint32_t ms)
{
	apr_sleep(((apr_interval_time_t)ms / 2 + random_below(ms + 1)) * 1000);
}

/* Between statements the server says nothing: what can be read then is its good-bye. */
bool session_is_alive(const struct db *db)
{
	struct pollfd fd = { .fd = (int)db->mysql->net.fd, .events = POLLIN };
	return poll(&fd, 1, 0) == 0;
}

const struct err *session_send(struct db *db, const char *text, bool may_matter, apr_pool_t *pool)
{
	db->trouble = TROUBLE_NONE;
	db->round_trips++;
	db->sent++;
	if (mysql_query(db->mysql, text) == 0) {
		MYSQL_RES *rows = mysql_store_result(db->mysql);
		mysql_free_result(rows);
	}
	if (mysql_errno(db->mysql) != 0)
		return failure_new(
		    db, mysql_errno(db->mysql), mysql_error(db->mysql), may_matter, text, pool);
	return NULL;
}

/*
 * The library's own reconnecting is off unless asked for, and stays off: it would lose transaction
 * and session unseen.
 */
static void set_options(MYSQL *mysql, const struct db *db, unsigned int connect_s)
{
	unsigned int no_local_files = 0;
	unsigned int protocol = db->settings.socket != NULL ? MYSQL_PROTOCOL_SOCKET
							    : MYSQL_PROTOCOL_TCP;
	mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
	mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &db->patience_s);
	mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &db->patience_s);
	mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &no_local_files);
	mysql_options(mysql, MYSQL_OPT_PROTOCOL, &protocol);
	mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
}

/* Whole seconds are what the library takes: a host that says nothing may cost so many, to be done by `by_ms`, but one at least. */
static unsigned int seconds_until(int64_t by_ms)
{
	int64_t left_s = (by_ms - clock_monotonic_ms()) / 1000;
	return left_s < 1 ? 1 : left_s < CONNECT_S ? (unsigned int)left_s : CONNECT_S;
}

/*
 * `keeps_place`: the server is there and has no room for us, or refuses our account. All nodes of a cluster have the same accounts: another one would not help, or hide what
 * somebody has to put right.
 */
static const struct err *connect_host(
    struct db *db, size_t index, int64_t by_ms, bool *keeps_place, apr_pool_t *pool)
{
	const struct db_settings *to = &db->settings;
	const struct host *host = to->socket != NULL ? NULL : hosts_at(to->hosts, index);
	MYSQL *mysql = mysql_init(NULL);
	if (mysql == NULL)
		return err_new(pool, CODE_BROKEN, "out of memory for a database connection");
	set_options(mysql, db, seconds_until(by_ms));
	db->trouble = TROUBLE_NONE;
	db->round_trips++;
	if (mysql_real_connect(mysql, host == NULL ? NULL : host->name, to->account, to->password,
		to->database, host == NULL ? 0 : host->port, to->socket,
		CLIENT_FOUND_ROWS) == NULL) {
		unsigned int number = mysql_errno(mysql);
		const struct err *err = failure_new(
		    db, number, mysql_error(mysql), false, NULL, pool);
		*keeps_place = number == 1040 || number == 1203 || number == 1226 ||
		    db->trouble == TROUBLE_OTHER;
		mysql_close(mysql);
		return err;
	}
	db->mysql = mysql;
	db->host = index;
	db->statements = apr_hash_make(db->session);
	const struct err *err = session_check_host(db, pool);
	if (err == NULL)
		err = session_send(db, SET_UP, false, pool);
	if (err == NULL)
		err = session_send(db, ISOLATION, false, pool);
	if (err != NULL)
		session_close(db);
	else if (index != db->unsure_host)
		db->has_moved = true;
	return err;
}

/*
 * The host that is to be tried as the n-th: the present one, then the others as they are listed; or
 * all of them as they are listed.
 */
static size_t nth_host(size_t n, size_t present, bool is_from_top)
{
	if (is_from_top || n > present)
		return n;
	return n == 0 ? present : n - 1;
}

/* Down the list, until one can be written to, or time is up. */
static const struct err *connect_once(
    struct db *db, bool is_from_top, int64_t by_ms, apr_pool_t *pool)
{
	struct db_hosts *hosts = db->settings.hosts;
	bool keeps_place = false;
	library_enter();
	if (!session_has_choice(db))
		return connect_host(db, 0, by_ms, &keeps_place, pool);
	size_t present = hosts_present(hosts);
	const struct err *err = NULL;
	for (size_t n = 0; n < hosts_count(hosts); n++) {
		size_t index = nth_host(n, present, is_from_top);
		err = connect_host(db, index, by_ms, &keeps_place, pool);
		if (err == NULL)
			hosts_move(hosts, index);
		if (err == NULL || keeps_place || clock_monotonic_ms() + 1000 > by_ms)
			break;
		/* Somebody else has found one meanwhile. */
		if (!is_from_top && hosts_present(hosts) != present)
			return connect_host(db, hosts_present(hosts), by_ms, &keeps_place, pool);
	}
	return err;
}

bool session_has_choice(const struct db *db)
{
	return db->settings.socket == NULL && hosts_count(db->settings.hosts) > 1;
}

/* Again and again; who waits for the same server may have to stop for others. */
static const struct err *connect_until(
    struct db *db, bool is_look, int64_t until_ms, int64_t by_ms, apr_pool_t *pool)
{
	for (uint32_t pause_ms = 50;; pause_ms += pause_ms < 250 ? 50 : 0) {
		const struct err *err = connect_once(db, is_look, by_ms, pool);
		if (err == NULL)
			return NULL;
		is_look = false;
		int64_t now_ms = clock_monotonic_ms();
		bool may_pass = db->trouble == TROUBLE_UNSENT || db->trouble == TROUBLE_LOST;
		if (!may_pass || !waiters_failed(db->waiters, now_ms) ||
		    now_ms + pause_ms >= until_ms)
			return err;
		session_pause(pause_ms);
	}
}

static const struct err *refuse_to_wait(struct db *db, apr_pool_t *pool)
{
	db->trouble = TROUBLE_UNSENT;
	struct err *err = err_new(
	    pool, CODE_UNAVAILABLE, "the database server is away, and enough others wait for it");
	err->retry_after_s = 5;
	return err;
}

const struct err *session_need(struct db *db, int64_t until_ms, apr_pool_t *pool)
{
	assert(!db->is_in_tx);
	struct db_hosts *hosts = session_has_choice(db) ? db->settings.hosts : NULL;
	int64_t now_ms = clock_monotonic_ms();
	int64_t by_ms = (until_ms == 0 ? now_ms : until_ms) + CONNECT_MORE_MS;
	bool has_time = until_ms == 0 || now_ms < until_ms;
	bool is_look = hosts != NULL && has_time && hosts_look_is_due(hosts, now_ms);
	if (db->mysql != NULL &&
	    (is_look || (hosts != NULL && hosts_present(hosts) != db->host) ||
		!session_is_alive(db)))
		session_close(db);
	if (db->mysql != NULL)
		return NULL;
	if (!waiters_begin(db->waiters, now_ms))
		return refuse_to_wait(db, pool);
	const struct err *err = connect_until(db, is_look, until_ms, by_ms, pool);
	waiters_end(db->waiters, err == NULL, clock_monotonic_ms());
	return err;
}

void db_choose_host(struct db *db, apr_pool_t *pool)
{
	if (session_has_choice(db))
		session_need(db, 0, pool);
}

const struct err *db_ping(struct db *db, apr_pool_t *pool)
{
	assert(!db->is_in_tx);
	TRY(session_need(db, 0, pool));
	db->round_trips++;
	if (mysql_ping(db->mysql) == 0)
		return session_has_choice(db) ? session_check_host(db, pool) : NULL;
	return failure_new(db, mysql_errno(db->mysql), mysql_error(db->mysql), false, NULL, pool);
}

bool db_is_away(struct db *db, const struct err *err, apr_pool_t *pool)
{
	return db->mysql == NULL && err_is(err, CODE_UNAVAILABLE) && db_ping(db, pool) != NULL;
}
