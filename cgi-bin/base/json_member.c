/* Values out of a JSON tree, each of the type and size that was asked for. */
#include "base/json_tree.h"

#include "base/pool.h"

#include <inttypes.h>
#include <string.h>

size_t json_count(const struct json *array)
{
	return json_is_array(array) ? array->count : 0;
}

const struct json *json_at(const struct json *array, size_t index)
{
	return index < json_count(array) ? &array->items[index] : NULL;
}

const struct json *json_member(const struct json *object, const char *name)
{
	if (!json_is_object(object))
		return NULL;
	for (size_t i = 0; i < object->count; i++)
		if (strcmp(object->names[i], name) == 0)
			return &object->items[i];
	return NULL;
}

static bool is_kind(const struct json *value, enum json_kind kind)
{
	return value != NULL && value->kind == kind;
}

bool json_is_object(const struct json *value)
{
	return is_kind(value, JSON_KIND_OBJECT);
}

bool json_is_array(const struct json *value)
{
	return is_kind(value, JSON_KIND_ARRAY);
}

bool json_is_text(const struct json *value)
{
	return is_kind(value, JSON_KIND_TEXT);
}

static const struct err *check_text(const struct json *value, const char *name, size_t min,
    size_t max, apr_pool_t *pool, const char **out)
{
	if (!json_is_text(value) || value->count < min || value->count > max)
		return err_new(
		    pool, CODE_INVALID, "JSON: %s is no text of %zu to %zu bytes", name, min, max);
	*out = value->text;
	return NULL;
}

static const struct err *check_int(const struct json *value, const char *name, int64_t min,
    int64_t max, apr_pool_t *pool, int64_t *out)
{
	if (!is_kind(value, JSON_KIND_INT) || value->integer < min || value->integer > max)
		return err_new(pool, CODE_INVALID,
		    "JSON: %s is no integer from %" PRId64 " to %" PRId64, name, min, max);
	*out = value->integer;
	return NULL;
}

static const char *index_name(size_t index, apr_pool_t *pool)
{
	return apr_psprintf(pool, "element %" APR_SIZE_T_FMT, index);
}

const struct err *json_text(const struct json *object, const char *name, size_t min, size_t max,
    apr_pool_t *pool, const char **out)
{
	return check_text(json_member(object, name), name, min, max, pool, out);
}

const struct err *json_text_at(const struct json *array, size_t index, size_t min, size_t max,
    apr_pool_t *pool, const char **out)
{
	return check_text(json_at(array, index), index_name(index, pool), min, max, pool, out);
}

const struct err *json_int(const struct json *object, const char *name, int64_t min, int64_t max,
    apr_pool_t *pool, int64_t *out)
{
	return check_int(json_member(object, name), name, min, max, pool, out);
}

const struct err *json_int_at(const struct json *array, size_t index, int64_t min, int64_t max,
    apr_pool_t *pool, int64_t *out)
{
	return check_int(json_at(array, index), index_name(index, pool), min, max, pool, out);
}

const struct err *json_number(const struct json *object, const char *name, double min, double max,
    apr_pool_t *pool, double *out)
{
	const struct json *value = json_member(object, name);

	if ((!is_kind(value, JSON_KIND_INT) && !is_kind(value, JSON_KIND_REAL)) ||
	    value->real < min || value->real > max)
		return err_new(
		    pool, CODE_INVALID, "JSON: %s is no number from %g to %g", name, min, max);
	*out = value->real;
	return NULL;
}

const struct err *json_bool(
    const struct json *object, const char *name, apr_pool_t *pool, bool *out)
{
	const struct json *value = json_member(object, name);

	if (!is_kind(value, JSON_KIND_BOOL))
		return err_new(pool, CODE_INVALID, "JSON: %s is neither true nor false", name);
	*out = value->is_true;
	return NULL;
}

const struct err *json_list(const struct json *object, const char *name, size_t max,
    apr_pool_t *pool, const struct json **out)
{
	const struct json *value = json_member(object, name);

	if (!json_is_array(value) || value->count > max)
		return err_new(
		    pool, CODE_INVALID, "JSON: %s is no array of up to %zu elements", name, max);
	*out = value;
	return NULL;
}
