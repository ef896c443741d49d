/* Tables in text: fields are ended and unquoted where they stand in the file's bytes. */
#include "flights/csv.h"

#include "base/pool.h"
#include "base/text.h"

#include <apr_file_io.h>
#include <string.h>

struct reader {
	const char *path;
	char separator;
	char *at; /* the next byte; a NUL stands behind the last */
	size_t line;
	apr_pool_t *pool;
	apr_array_header_t *fields;  /* const char *: of all records */
	apr_array_header_t *records; /* struct csv_record; `fields` is set at the end */
};

static const struct err *refuse(const struct reader *reader, const char *why)
{
	return err_new(reader->pool, CODE_INVALID, "%s:%zu: %s", reader->path, reader->line, why);
}

static const struct err *read_bytes(const char *path, apr_pool_t *pool, char **out, size_t *length)
{
	apr_file_t *file;
	apr_finfo_t info;
	char why[120];
	apr_status_t status = apr_file_open(&file, path, APR_FOPEN_READ, APR_OS_DEFAULT, pool);

	if (status == APR_SUCCESS)
		status = apr_file_info_get(&info, APR_FINFO_SIZE | APR_FINFO_TYPE, file);
	if (status != APR_SUCCESS)
		return err_new(
		    pool, CODE_INVALID, "%s: %s", path, apr_strerror(status, why, sizeof(why)));
	if (info.filetype != APR_REG)
		return err_new(pool, CODE_INVALID, "%s: not a file", path);
	if (info.size > CSV_BYTES_MAX)
		return err_new(
		    pool, CODE_INVALID, "%s: more than %d MiB", path, CSV_BYTES_MAX / 1024 / 1024);
	*length = (size_t)info.size;
	*out = pool_make_many(pool, char, *length + 1);
	status = apr_file_read_full(file, *out, *length, NULL);
	apr_file_close(file);
	if (status != APR_SUCCESS)
		return err_new(
		    pool, CODE_INVALID, "%s: %s", path, apr_strerror(status, why, sizeof(why)));
	return NULL;
}

static bool is_line_end(const char *at)
{
	return *at == '\n' || (*at == '\r' && at[1] == '\n') || *at == '\0';
}

/* A field between quotes; doubled quotes are one. On return `at` is behind the closing quote. */
static const struct err *read_quoted(struct reader *reader, char **out)
{
	char *to = ++reader->at;

	*out = to;
	for (;; reader->at++) {
		if (*reader->at == '\0')
			return refuse(reader, "a quote is not closed");
		if (*reader->at == '"' && *++reader->at != '"')
			break;
		if (*reader->at == '\n')
			reader->line++;
		*to++ = *reader->at;
	}
	if (*reader->at != reader->separator && !is_line_end(reader->at))
		return refuse(reader, "something follows a closing quote");
	/* The closing quote is behind `to` or at it: the field can be ended there. */
	*to = '\0';
	return NULL;
}

static const struct err *read_plain(struct reader *reader, char **out)
{
	*out = reader->at;
	while (*reader->at != reader->separator && !is_line_end(reader->at)) {
		if (*reader->at == '"' && reader->separator == ',')
			return refuse(reader, "a quote inside a field that is not quoted");
		reader->at++;
	}
	return NULL;
}

/* One record; `at` is then at the beginning of the next line, or at the end. */
static const struct err *read_record(struct reader *reader)
{
	struct csv_record *record = apr_array_push(reader->records);
	bool is_last = false;

	*record = (struct csv_record){ .line = reader->line };
	while (!is_last) {
		char *field;
		if (*reader->at == '"' && reader->separator == ',')
			TRY(read_quoted(reader, &field));
		else
			TRY(read_plain(reader, &field));
		is_last = *reader->at != reader->separator;
		char *end = reader->at;
		if (*end == '\r')
			reader->at++;
		if (*reader->at == '\n')
			reader->line++;
		if (*reader->at != '\0')
			reader->at++;
		*end = '\0';
		APR_ARRAY_PUSH(reader->fields, const char *) = field;
		record->count++;
	}
	return NULL;
}

static const struct err *read_records(struct reader *reader, size_t columns)
{
	while (*reader->at != '\0') {
		if (is_line_end(reader->at)) {
			reader->at += *reader->at == '\r' ? 2 : 1;
			reader->line++;
			continue;
		}
		TRY(read_record(reader));
		const struct csv_record *record = &APR_ARRAY_IDX(
		    reader->records, reader->records->nelts - 1, struct csv_record);
		if (record->count != columns)
			return err_new(reader->pool, CODE_INVALID, "%s:%zu: %zu fields, not %zu",
			    reader->path, record->line, record->count, columns);
	}
	return NULL;
}

/* The header must stand there to the letter. */
static const struct err *read_header(struct reader *reader, const char *header)
{
	size_t length = strlen(header);

	if (strncmp(reader->at, header, length) != 0 || !is_line_end(reader->at + length))
		return err_new(reader->pool, CODE_INVALID, "%s:1: the first line must be %s",
		    reader->path, header);
	reader->at += length;
	if (*reader->at == '\r')
		reader->at++;
	if (*reader->at == '\n')
		reader->at++;
	reader->line = 2;
	return NULL;
}

const struct err *csv_read(
    const char *path, char separator, const char *header, apr_pool_t *pool, struct csv *out)
{
	struct reader reader = { .path = path, .separator = separator, .line = 1, .pool = pool };
	size_t length = 0, columns = 1, first = 0;

	TRY(read_bytes(path, pool, &reader.at, &length));
	if (!text_is_utf8(reader.at, length))
		return err_new(pool, CODE_INVALID, "%s: not UTF-8 text", path);
	if (strncmp(reader.at, "\xef\xbb\xbf", 3) == 0)
		reader.at += 3;
	for (const char *c = header; *c != '\0'; c++)
		columns += *c == separator;
	reader.fields = apr_array_make(pool, 1024, sizeof(const char *));
	reader.records = apr_array_make(pool, 128, sizeof(struct csv_record));
	TRY(read_header(&reader, header));
	TRY(read_records(&reader, columns));

	struct csv_record *records = (struct csv_record *)reader.records->elts;
	for (int i = 0; i < reader.records->nelts; i++) {
		records[i].fields = (const char *const *)reader.fields->elts + first;
		first += records[i].count;
	}
	*out = (struct csv){ path, records, (size_t)reader.records->nelts, columns };
	return NULL;
}
