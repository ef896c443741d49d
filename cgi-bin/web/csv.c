/* Tables as CSV. */
#include "web/csv.h"

#include "base/pool.h"

#include <string.h>

struct csv {
	apr_pool_t *pool;
	apr_array_header_t *pieces; /* const char * */
};

struct csv *csv_new(apr_pool_t *pool)
{
	struct csv *csv = pool_make(pool, struct csv);

	csv->pool = pool;
	csv->pieces = apr_array_make(pool, 256, sizeof(const char *));
	return csv;
}

/* What a spreadsheet begins a formula at; some take the wide forms of = + - @ for it too. */
static bool is_formula(const char *text)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return true;
	return *text != '\0' && strchr("=+-@\t\r\n", *text) != NULL;
}

static const char *cell_of(const char *text, apr_pool_t *pool)
{
	char *cell = apr_palloc(pool, 2 * strlen(text) + 4), *at = cell;

	*at++ = '"';
	if (is_formula(text))
		*at++ = '\'';
	for (; *text != '\0'; text++) {
		if (*text == '"')
			*at++ = '"';
		*at++ = *text;
	}
	*at++ = '"';
	*at = '\0';
	return cell;
}

void csv_row(struct csv *csv, const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			APR_ARRAY_PUSH(csv->pieces, const char *) = ",";
		if (cells[i] != NULL && cells[i][0] != '\0')
			APR_ARRAY_PUSH(csv->pieces, const char *) = cell_of(cells[i], csv->pool);
	}
	APR_ARRAY_PUSH(csv->pieces, const char *) = "\r\n";
}

void csv_reply(
    struct request *request, struct reply *reply, const struct csv *csv, const char *file_name)
{
	const char *text = apr_array_pstrcat(csv->pool, csv->pieces, '\0');

	reply_body(reply, 200, "text/csv; charset=utf-8", text, strlen(text));
	reply_header(reply, "Content-Disposition",
	    apr_pstrcat(request->pool, "attachment; filename=\"", file_name, "\"", NULL));
}
