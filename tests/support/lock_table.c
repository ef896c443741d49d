/* The locks of a connection's transaction as InnoDB prints them, written as tables of Markdown. */
#include "support/lock_table.h"
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LOCKS_MAX 10
#define WORD_MAX 64

struct lock {
	char table[WORD_MAX];
	char index[WORD_MAX]; /* "": of the table */
	char mode[WORD_MAX];
	int records;
};

struct lock_table {
	apr_pool_t *pool;
	const char *title;
	const char *plain; /* tables of statements without a lock, since the title */
	const char *rows;  /* since the title */
	const char *text;  /* of what was before the title */
};

struct lock_table *lock_table_new(apr_pool_t *pool)
{
	struct lock_table *table = pool_make(pool, struct lock_table);
	*table = (struct lock_table){ pool, NULL, "", "",
		"| what | statement | locks |\n|---|---|---|\n" };
	return table;
}

const char *lock_table_text(const struct lock_table *table)
{
	const char *plain = table->plain[0] == '\0'
	    ? ""
	    : apr_pstrcat(table->pool, "| | plain reads: ", table->plain, " | none |\n", NULL);
	return apr_pstrcat(table->pool, table->text, table->rows, plain, NULL);
}

void lock_table_title(struct lock_table *table, const char *title)
{
	table->text = lock_table_text(table);
	table->title = title;
	table->rows = table->plain = "";
}

static const char *engine_status(apr_pool_t *pool)
{
	static const struct query query = { .text = "SHOW ENGINE INNODB STATUS" };
	struct rows *rows;
	assert_no_err(db_select(desks_db(), &query, NO_ARGS, pool, &rows));
	assert_true(rows_next(rows));
	return row_text(rows, 2);
}

/* "MariaDB thread id 12," stands between a transaction's head and its locks; the next transaction ends them. */
static char *locks_of(const char *status, int64_t connection_id, apr_pool_t *pool)
{
	const char *from = strstr(
	    status, apr_psprintf(pool, "MariaDB thread id %d,", (int)connection_id));
	if (from == NULL)
		return apr_pstrdup(pool, "");
	const char *to = strstr(from, "---TRANSACTION");
	if (to == NULL)
		to = strstr(from, "--------\nFILE I/O");
	return to == NULL ? apr_pstrdup(pool, from)
			  : apr_pstrmemdup(pool, from, (apr_size_t)(to - from));
}

static void copy_between(const char *text, const char *before, char end, char out[WORD_MAX])
{
	const char *from = strstr(text, before);
	out[0] = '\0';
	if (from == NULL)
		return;
	from += strlen(before);
	const char *to = strchr(from, end);
	if (to != NULL && to - from < WORD_MAX)
		snprintf(out, WORD_MAX, "%.*s", (int)(to - from), from);
}

/* "TABLE LOCK table `d`.`t` trx id 1 lock mode IX", "RECORD LOCKS … index i of table `d`.`t` trx id 1 lock_mode X locks rec but not gap" */
static void read_lock(const char *text, struct lock *out)
{
	const char *mode = strstr(text, " lock mode ");
	if (mode == NULL)
		mode = strstr(text, " lock_mode ");
	*out = (struct lock){ .records = 0 };
	copy_between(text, "`.`", '`', out->table);
	copy_between(text, " index ", ' ', out->index);
	assert_non_null(mode);
	mode += strlen(" lock mode ");
	const char *how = strstr(mode, "rec but not gap") != NULL ? ""
	    : strstr(mode, "gap before rec") != NULL              ? " gap"
								  : " next-key";
	snprintf(out->mode, sizeof(out->mode), "%.*s%s", (int)strcspn(mode, " \n"), mode,
	    out->index[0] == '\0' ? "" : how);
	assert_null(strstr(mode, "waiting"));
}

static size_t read_locks(char *text, struct lock locks[LOCKS_MAX])
{
	size_t count = 0;
	char *rest = NULL;
	for (char *at = strtok_r(text, "\n", &rest); at != NULL; at = strtok_r(NULL, "\n", &rest)) {
		if (strncmp(at, "Record lock,", 12) == 0)
			locks[count - 1].records++;
		if (strncmp(at, "TABLE LOCK", 10) != 0 && strncmp(at, "RECORD LOCKS", 12) != 0)
			continue;
		assert_true(count < LOCKS_MAX);
		read_lock(at, &locks[count++]);
	}
	return count;
}

static const char *describe(const struct lock *locks, size_t count, apr_pool_t *pool)
{
	const char *text = "";
	for (size_t i = 0; i < count; i++) {
		const struct lock *lock = &locks[i];
		bool is_same = i > 0 && strcmp(locks[i - 1].table, lock->table) == 0;
		text = apr_pstrcat(pool, text,
		    i == 0        ? ""
			: is_same ? ", "
				  : "; ",
		    is_same ? "" : lock->table, is_same ? "" : " ",
		    lock->index[0] != '\0' ? lock->index : "", lock->index[0] != '\0' ? " " : "",
		    lock->mode, NULL);
		if (lock->records > 1)
			text = apr_psprintf(pool, "%s x%d", text, lock->records);
	}
	return text;
}

static bool is_word(char c)
{
	return c == '_' || (c >= 'a' && c <= 'z');
}

/* "SELECT browser customer FOR UPDATE": what it does, on which tables, and what it says of locks. */
static const char *shorten(const char *statement, apr_pool_t *pool)
{
	static const char *const before[] = { " FROM ", " JOIN ", "INTO ", "UPDATE " };
	const char *text = apr_pstrmemdup(pool, statement, strcspn(statement, " "));
	for (const char *at = statement; *at != '\0'; at++)
		for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
			size_t length = strlen(before[i]), name = 0;
			if (strncmp(at, before[i], length) != 0)
				continue;
			while (is_word(at[length + name]))
				name++;
			if (name > 0)
				text = apr_pstrcat(
				    pool, text, " ", apr_pstrmemdup(pool, at + length, name), NULL);
		}
	if (strstr(statement, "FOR UPDATE") != NULL)
		return apr_pstrcat(pool, text, " FOR UPDATE", NULL);
	if (strstr(statement, "LOCK IN SHARE MODE") != NULL)
		return apr_pstrcat(pool, text, " LOCK IN SHARE MODE", NULL);
	return text;
}

void lock_table_add(struct lock_table *table, const char *statement, int64_t connection_id)
{
	struct lock locks[LOCKS_MAX];
	apr_pool_t *pool = pool_new(table->pool);
	char *text = locks_of(engine_status(pool), connection_id, pool);
	assert_null(strstr(text, "SUPPRESSING FURTHER PRINTS"));
	size_t count = read_locks(text, locks);
	const char *what = shorten(statement, pool);
	const char *tables = strchr(what, ' '); /* NULL: it asks the session about itself */
	if (count == 0 && tables != NULL)
		table->plain = apr_pstrcat(table->pool, table->plain,
		    table->plain[0] != '\0' ? ", " : "", tables + 1, NULL);
	else if (count > 0)
		table->rows = apr_pstrcat(table->pool, table->rows,
		    table->rows[0] == '\0' ? "| " : "|", table->rows[0] == '\0' ? table->title : "",
		    " | ", what, " | ", describe(locks, count, pool), " |\n", NULL);
	apr_pool_destroy(pool);
}
