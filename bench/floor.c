/* The floor of `make bench`: what the database server can do at most for one sold seat: one claim and one booking in a transaction of their own, made durable, with no rules and no HTTP. Prints one JSON object. */
#include "base/pool.h"
#include "load_figures.h"

#include <mysql.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS_MAX 128
#define TOKEN_LENGTH 22

static const char USAGE[] =
    "usage: floor --client-cnf FILE --database NAME --threads N --seconds S [--warm S]\n"
    "Makes the tables bench_claim and bench_booking there, and drops them again.\n";

static const char CREATE_CLAIM[] =
    "CREATE TABLE bench_claim (departure_id BIGINT NOT NULL, seat_no SMALLINT NOT NULL,"
    " booking_token CHAR(22) CHARACTER SET ascii NOT NULL, PRIMARY KEY (departure_id, seat_no))"
    " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4";
static const char CREATE_BOOKING[] =
    "CREATE TABLE bench_booking (id BIGINT NOT NULL AUTO_INCREMENT,"
    " token CHAR(22) CHARACTER SET ascii NOT NULL, total_minor BIGINT NOT NULL,"
    " PRIMARY KEY (id), UNIQUE KEY token (token)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4";
static const char INSERT_CLAIM[] =
    "INSERT INTO bench_claim (departure_id, seat_no, booking_token) VALUES (?, ?, ?)";
static const char INSERT_BOOKING[] = "INSERT INTO bench_booking (token, total_minor) VALUES (?, ?)";

static const char *client_cnf, *database;
static long threads = 1;
static double seconds = 1, warm_s = 1;
static int64_t begin_us, end_us;

struct teller {
	pthread_t thread;
	long number;
	struct samples samples;
	int64_t done, errors;
};

static MYSQL *connect_or_die(void)
{
	MYSQL *mysql = mysql_init(NULL);

	mysql_optionsv(mysql, MYSQL_READ_DEFAULT_FILE, client_cnf);
	mysql_optionsv(mysql, MYSQL_READ_DEFAULT_GROUP, "client");
	if (mysql_real_connect(mysql, NULL, NULL, NULL, database, 0, NULL, 0) == NULL) {
		fprintf(stderr, "floor: %s\n", mysql_error(mysql));
		exit(1);
	}
	return mysql;
}

static void run_or_die(MYSQL *mysql, const char *text)
{
	if (mysql_query(mysql, text) != 0) {
		fprintf(stderr, "floor: %s\n", mysql_error(mysql));
		exit(1);
	}
}

static MYSQL_STMT *prepare(MYSQL *mysql, const char *text)
{
	MYSQL_STMT *stmt = mysql_stmt_init(mysql);

	if (mysql_stmt_prepare(stmt, text, (unsigned long)strlen(text)) != 0) {
		fprintf(stderr, "floor: %s\n", mysql_stmt_error(stmt));
		exit(1);
	}
	return stmt;
}

static MYSQL_BIND number_of(int64_t *value)
{
	return (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = value };
}

static MYSQL_BIND text_of(char *value, unsigned long *length)
{
	return (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .buffer = value, .length = length };
}

/* Departures of a thread of its own: nobody waits for anybody but at the log. */
static void *be_teller(void *arg)
{
	struct teller *teller = arg;
	MYSQL *mysql = connect_or_die();
	MYSQL_STMT *claim = prepare(mysql, INSERT_CLAIM), *booking = prepare(mysql, INSERT_BOOKING);
	int64_t departure = teller->number << 32, seat = 0, total = 18900;
	char token[TOKEN_LENGTH + 1];
	unsigned long length = TOKEN_LENGTH;
	MYSQL_BIND claimed[] = { number_of(&departure), number_of(&seat), text_of(token, &length) };
	MYSQL_BIND booked[] = { text_of(token, &length), number_of(&total) };

	mysql_stmt_bind_param(claim, claimed);
	mysql_stmt_bind_param(booking, booked);
	mysql_autocommit(mysql, 0);
	for (int64_t n = 0; monotonic_us() < end_us; n++) {
		int64_t began_us = monotonic_us(), ended_us;

		departure += n % 180 == 0;
		seat = n % 180;
		snprintf(token, sizeof(token), "%06ldbench%011ld", teller->number, (long)n);
		if (mysql_stmt_execute(claim) != 0 || mysql_stmt_execute(booking) != 0 ||
		    mysql_commit(mysql) != 0) {
			teller->errors++;
			break;
		}
		ended_us = monotonic_us();
		if (ended_us < begin_us || ended_us > end_us)
			continue;
		teller->done++;
		samples_add(&teller->samples, ended_us - began_us);
	}
	mysql_stmt_close(claim);
	mysql_stmt_close(booking);
	mysql_close(mysql);
	mysql_thread_end();
	return NULL;
}

static void print(const struct teller *tellers)
{
	struct samples *all = calloc((size_t)threads, sizeof(*all));
	apr_pool_t *pool = pool_new(NULL);
	struct json_out *out = json_out_new(pool);
	int64_t done = 0, errors = 0;

	for (long i = 0; i < threads; i++) {
		all[i] = tellers[i].samples;
		done += tellers[i].done;
		errors += tellers[i].errors;
	}
	figures_open(out, &(struct measured){ "floor", threads, seconds, done });
	samples_put(out, all, (size_t)threads);
	json_put_int(out, "errors", errors);
	json_close(out, '}');
	puts(json_out_text(out, NULL));
	free(all);
	apr_pool_destroy(pool);
}

static bool read_options(int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--threads") == 0)
			threads = strtol(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--seconds") == 0)
			seconds = strtod(argv[i + 1], NULL);
		else if (strcmp(argv[i], "--warm") == 0)
			warm_s = strtod(argv[i + 1], NULL);
		else if (strcmp(argv[i], "--client-cnf") == 0)
			client_cnf = argv[i + 1];
		else if (strcmp(argv[i], "--database") == 0)
			database = argv[i + 1];
		else
			return false;
	}
	return argc % 2 == 1 && client_cnf != NULL && database != NULL && threads > 0 &&
	    threads <= THREADS_MAX;
}

int main(int argc, char **argv)
{
	static struct teller tellers[THREADS_MAX];
	MYSQL *mysql;

	if (!read_options(argc, argv)) {
		fputs(USAGE, stderr);
		return 2;
	}
	pool_start();
	mysql_library_init(0, NULL, NULL);
	mysql = connect_or_die();
	run_or_die(mysql, "DROP TABLE IF EXISTS bench_claim, bench_booking");
	run_or_die(mysql, CREATE_CLAIM);
	run_or_die(mysql, CREATE_BOOKING);
	begin_us = monotonic_us() + (int64_t)(warm_s * 1e6);
	end_us = begin_us + (int64_t)(seconds * 1e6);
	for (long i = 0; i < threads; i++) {
		tellers[i].number = i + 1;
		if (pthread_create(&tellers[i].thread, NULL, be_teller, &tellers[i]) != 0)
			return 1;
	}
	for (long i = 0; i < threads; i++)
		pthread_join(tellers[i].thread, NULL);
	run_or_die(mysql, "DROP TABLE bench_claim, bench_booking");
	mysql_close(mysql);
	print(tellers);
	return 0;
}
