/* The files of a folder of migrations: names in order, bytes, checksum, statements. */
#include "db/migration.h"

#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <stdlib.h>
#include <string.h>

#define FILE_BYTES_MAX INT64_C(16777216)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "001_seats.sql": three digits, an underscore, a name. */
static bool is_name(const char *name)
{
	return is_digit(name[0]) && is_digit(name[1]) && is_digit(name[2]) && name[3] == '_' &&
	    strlen(name) > strlen("001_.sql");
}

static bool is_sql(const char *name)
{
	size_t length = strlen(name);
	return length > 4 && strcmp(name + length - 4, ".sql") == 0 && name[0] != '.';
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct migration *)a)->name, ((const struct migration *)b)->name);
}

static const struct err *list_names(const char *folder, apr_pool_t *pool, apr_array_header_t **out)
{
	apr_dir_t *dir;
	apr_finfo_t info;
	*out = apr_array_make(pool, 32, sizeof(struct migration));
	if (apr_dir_open(&dir, folder, pool) != APR_SUCCESS)
		return err_new(pool, CODE_INVALID, "%s: cannot read this folder", folder);
	while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
		if (!is_sql(info.name))
			continue;
		struct migration *migration = apr_array_push(*out);
		*migration = (struct migration){ .name = apr_pstrdup(pool, info.name) };
	}
	apr_dir_close(dir);
	qsort((*out)->elts, (size_t)(*out)->nelts, (size_t)(*out)->elt_size, by_name);
	return NULL;
}

static const struct err *number_names(
    const char *folder, apr_array_header_t *list, apr_pool_t *pool)
{
	for (int i = 0; i < list->nelts; i++) {
		struct migration *migration = &APR_ARRAY_IDX(list, i, struct migration);
		const char *name = migration->name;
		if (!is_name(name))
			return err_new(pool, CODE_INVALID,
			    "%s/%s: a migration is named NNN_name.sql", folder, name);
		migration->number = (name[0] - '0') * 100 + (name[1] - '0') * 10 + (name[2] - '0');
		if (migration->number == i)
			return err_new(pool, CODE_INVALID, "%s/%s: the number %03d is there twice",
			    folder, name, i);
		if (migration->number != i + 1)
			return err_new(pool, CODE_INVALID,
			    "%s/%s: the number %03d is missing before it", folder, name, i + 1);
	}
	return NULL;
}

static const struct err *read_file(const char *path, apr_pool_t *pool, char **out, size_t *length)
{
	apr_file_t *file;
	apr_finfo_t info;
	if (apr_file_open(&file, path, APR_FOPEN_READ | APR_FOPEN_BINARY, APR_OS_DEFAULT, pool) !=
	    APR_SUCCESS)
		return err_new(pool, CODE_INVALID, "%s: cannot read this file", path);
	const struct err *err = NULL;
	if (apr_file_info_get(&info, APR_FINFO_SIZE, file) != APR_SUCCESS ||
	    info.size > FILE_BYTES_MAX) {
		err = err_new(pool, CODE_INVALID, "%s: larger than 16 MiB", path);
	} else {
		*out = apr_pcalloc(pool, (apr_size_t)info.size + 1);
		if (info.size > 0 &&
		    apr_file_read_full(file, *out, (apr_size_t)info.size, length) != APR_SUCCESS)
			err = err_new(pool, CODE_INVALID, "%s: cannot read this file", path);
	}
	apr_file_close(file);
	return err;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/*
 * Cut `text` into statements: each ends with a `;` that ends its line. Between statements, empty
 * lines and `--` lines are skipped.
 */
static const struct err *split(
    const char *path, char *text, apr_array_header_t *out, apr_pool_t *pool)
{
	char *begin = NULL;
	int line_no = 0, begin_no = 0;
	for (char *line = text, *next; line != NULL; line = next) {
		line_no++;
		next = strchr(line, '\n');
		char *end = next != NULL ? next++ : line + strlen(line);
		while (end > line && is_blank(end[-1]))
			end--;
		char *first = line;
		while (first < end && is_blank(*first))
			first++;
		bool is_comment = end - first >= 2 && first[0] == '-' && first[1] == '-';
		if (first == end || (begin == NULL && is_comment))
			continue;
		if (begin == NULL) {
			begin = first;
			begin_no = line_no;
		}
		if (is_comment || end[-1] != ';')
			continue;
		end[-1] = '\0';
		struct migration_statement *statement = apr_array_push(out);
		*statement = (struct migration_statement){ .text = begin, .line = begin_no };
		begin = NULL;
	}
	if (begin != NULL)
		return err_new(pool, CODE_INVALID, "%s: the statement of line %d does not end in ;",
		    path, begin_no);
	if (out->nelts == 0)
		return err_new(pool, CODE_INVALID, "%s: has no statement", path);
	return NULL;
}

static const struct err *read_migration(
    const char *folder, struct migration *migration, apr_pool_t *pool)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	char *text = NULL;
	size_t length = 0;
	const char *path = apr_pstrcat(pool, folder, "/", migration->name, NULL);
	TRY(read_file(path, pool, &text, &length));
	if (!text_is_utf8(text, length))
		return err_new(pool, CODE_INVALID, "%s: not UTF-8", path);
	secret_digest(text, length, digest);
	migration->checksum = text_hex(digest, sizeof(digest), pool);
	migration->statements = apr_array_make(pool, 16, sizeof(struct migration_statement));
	return split(path, text, migration->statements, pool);
}

const struct err *migration_list(const char *folder, apr_pool_t *pool, apr_array_header_t **out)
{
	TRY(list_names(folder, pool, out));
	TRY(number_names(folder, *out, pool));
	for (int i = 0; i < (*out)->nelts; i++)
		TRY(read_migration(folder, &APR_ARRAY_IDX(*out, i, struct migration), pool));
	return NULL;
}
