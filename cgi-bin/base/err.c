/* Errors as values: made in a pool, named as the outside contract names them. */
#include "base/err.h"

#include "base/pool.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	enum err_kind kind;
	const char *name;
} err_codes[CODE_COUNT] = {
#define ERR_CODE_ROW(code, kind, name) [CODE_##code] = { ERR_##kind, name },
	ERR_CODES(ERR_CODE_ROW)
#undef ERR_CODE_ROW
};

/* The last two parts of a path: rooms have files of the same name. */
static const char *room_and_file(const char *path)
{
	const char *file = strrchr(path, '/');

	if (file == NULL)
		return path;
	while (file > path && file[-1] != '/')
		file--;
	return file;
}

struct err *err_new_at(
    apr_pool_t *pool, enum err_code code, const char *file, int line, const char *format, ...)
{
	struct err *err = pool_make(pool, struct err);
	va_list args;
	int length;

	assert((unsigned)code < CODE_COUNT);
	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length > 0) {
		char *text = apr_palloc(pool, (size_t)length + 1);

		va_start(args, format);
		vsnprintf(text, (size_t)length + 1, format, args);
		va_end(args);
		err->text = text;
	} else {
		err->text = "";
	}
	err->kind = err_codes[code].kind;
	err->code = code;
	err->where = apr_psprintf(pool, "%s:%d", room_and_file(file), line);
	return err;
}

struct err *err_with(struct err *err, enum err_fact fact, const char *value)
{
	assert((unsigned)fact < FACT_COUNT);
	err->facts[fact] = value;
	return err;
}

const char *err_code_name(enum err_code code)
{
	assert((unsigned)code < CODE_COUNT);
	return err_codes[code].name;
}

bool err_is(const struct err *err, enum err_code code)
{
	return err != NULL && err->code == code;
}
