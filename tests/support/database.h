/* A database for one test program: on the server of AISLE_TEST_DB_SOCKET, else on a private one. */
#ifndef SUPPORT_DATABASE_H
#define SUPPORT_DATABASE_H

#include "db/statement.h"

/*
 * cmocka's group set-up and tear-down: pools, the server where there is none yet, a fresh database,
 * dropped at the end.
 */
int database_start(void **state);
int database_stop(void **state);

/* Account root on the fresh database, by unix socket. */
const struct db_settings *database_settings(void);

/* A connection to it. */
struct db *database_open(apr_pool_t *pool);

/*
 * Any statement without arguments, printf style; it must succeed. Unlike the programs, tests may
 * build text.
 */
void database_sql(struct db *db, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The one number that such a SELECT gives. */
int64_t database_number(struct db *db, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* An error that must not be there ends the test with its text. */
#define assert_no_err(expr) assert_no_err_at((expr), __FILE__, __LINE__)
void assert_no_err_at(const struct err *err, const char *file, int line);

/* An error of this code must be there. */
#define assert_err(expr, code) assert_err_at((expr), (code), __FILE__, __LINE__)
const struct err *assert_err_at(
    const struct err *err, enum err_code code, const char *file, int line);

#endif
