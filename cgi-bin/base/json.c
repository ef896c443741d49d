/* JSON texts into trees of our own, in a pool: the only file that knows the JSON library. */
#include "base/json_tree.h"

#include "base/pool.h"

#include <jansson.h>
#include <pthread.h>
#include <string.h>

#define JSON_DEPTH_MAX 32

#define ROOM_MIN 1024
#define ROOM_MAX ((size_t)256 * 1024)

/*
 * What the library makes of a text is gone when our tree is there: its thousands of small blocks come from a pool that ends with them, and leave no holes between what the
 * process keeps.
 */
struct room {
	apr_pool_t *pool;
	size_t step; /* how much is taken of the pool at once */
	char *next;
	size_t left;
};

static _Thread_local struct room room;

static void *room_take(size_t size)
{
	void *taken;

	if (size > SIZE_MAX - 16)
		return NULL;
	size = (size + 15) / 16 * 16;
	if (size > room.left) {
		if (size > room.step / 4)
			return apr_palloc(room.pool, size);
		room.next = apr_palloc(room.pool, room.step);
		room.left = room.step;
	}
	taken = room.next;
	room.next += size;
	room.left -= size;
	return taken;
}

static void room_give_back(void *block)
{
	(void)block;
}

static void rooms_start(void)
{
	json_set_alloc_funcs(room_take, room_give_back);
}

/* For a text of so many bytes. */
static void room_open(size_t length, apr_pool_t *pool)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	size_t step = length < ROOM_MAX / 4 ? length * 4 : ROOM_MAX;

	(void)pthread_once(&once, rooms_start);
	room = (struct room){ .pool = pool_new(pool), .step = step < ROOM_MIN ? ROOM_MIN : step };
}

static void room_close(void)
{
	apr_pool_destroy(room.pool);
	room = (struct room){ .pool = NULL };
}

/* Where a scan of the text is. */
struct scan {
	const char *at;
	const char *end;
	int depth;
	int line;
};

/* Past a string; the parser itself finds what is wrong in it. */
static void skip_string(struct scan *scan)
{
	for (scan->at++; scan->at < scan->end && *scan->at != '"'; scan->at++)
		if (*scan->at == '\\' && scan->at + 1 < scan->end)
			scan->at++;
}

static bool is_minus_zero(const struct scan *scan)
{
	size_t left = (size_t)(scan->end - scan->at);

	return left >= 2 && scan->at[0] == '-' && scan->at[1] == '0' &&
	    (left == 2 || strchr(".eE", scan->at[2]) == NULL);
}

/* A number's letters and signs, so that the exponent of 1e-05 is not taken for a -0. */
static void skip_number(struct scan *scan)
{
	while (scan->at + 1 < scan->end && scan->at[1] != '\0' &&
	    strchr("0123456789.eE+-", scan->at[1]) != NULL)
		scan->at++;
}

/* What the parser would let pass, or would take too much stack for. */
static const struct err *check_shape(const char *text, size_t length, apr_pool_t *pool)
{
	struct scan scan = { .at = text, .end = text + length, .line = 1 };

	for (; scan.at < scan.end; scan.at++) {
		if (*scan.at == '\n')
			scan.line++;
		else if (*scan.at == '"')
			skip_string(&scan);
		else if (*scan.at == ']' || *scan.at == '}')
			scan.depth--;
		else if ((*scan.at == '[' || *scan.at == '{') && ++scan.depth > JSON_DEPTH_MAX)
			return err_new(pool, CODE_INVALID, "JSON deeper than %d in line %d",
			    JSON_DEPTH_MAX, scan.line);
		else if (is_minus_zero(&scan))
			return err_new(
			    pool, CODE_INVALID, "JSON with the integer -0 in line %d", scan.line);
		else if (*scan.at == '-' || (*scan.at >= '0' && *scan.at <= '9'))
			skip_number(&scan);
	}
	return NULL;
}

static void copy_value(json_t *from, struct json *to, apr_pool_t *pool);

static void copy_array(json_t *from, struct json *to, apr_pool_t *pool)
{
	struct json *items;

	to->count = json_array_size(from);
	items = pool_make_many(pool, struct json, to->count);
	for (size_t i = 0; i < to->count; i++)
		copy_value(json_array_get(from, i), &items[i], pool);
	to->items = items;
}

static void copy_object(json_t *from, struct json *to, apr_pool_t *pool)
{
	struct json *items;
	size_t i = 0;

	to->count = json_object_size(from);
	items = pool_make_many(pool, struct json, to->count);
	to->names = pool_make_many(pool, const char *, to->count);
	for (void *at = json_object_iter(from); at != NULL; at = json_object_iter_next(from, at)) {
		to->names[i] = apr_pstrdup(pool, json_object_iter_key(at));
		copy_value(json_object_iter_value(at), &items[i], pool);
		i++;
	}
	to->items = items;
}

static void copy_value(json_t *from, struct json *to, apr_pool_t *pool)
{
	switch (json_typeof(from)) {
	case JSON_OBJECT:
		to->kind = JSON_KIND_OBJECT;
		copy_object(from, to, pool);
		return;
	case JSON_ARRAY:
		to->kind = JSON_KIND_ARRAY;
		copy_array(from, to, pool);
		return;
	case JSON_STRING:
		to->kind = JSON_KIND_TEXT;
		to->count = json_string_length(from);
		to->text = apr_pstrmemdup(pool, json_string_value(from), to->count);
		return;
	case JSON_INTEGER:
		to->kind = JSON_KIND_INT;
		to->integer = json_integer_value(from);
		to->real = (double)to->integer;
		return;
	case JSON_REAL:
		to->kind = JSON_KIND_REAL;
		to->real = json_real_value(from);
		return;
	case JSON_TRUE:
	case JSON_FALSE:
		to->kind = JSON_KIND_BOOL;
		to->is_true = json_typeof(from) == JSON_TRUE;
		return;
	case JSON_NULL:
		to->kind = JSON_KIND_NULL;
	}
}

const struct err *json_parse(
    const char *text, size_t length, apr_pool_t *pool, const struct json **out)
{
	json_error_t error;
	json_t *parsed;
	struct json *tree;

	TRY(check_shape(text, length, pool));
	room_open(length, pool);
	parsed = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
	if (parsed != NULL) {
		tree = pool_make(pool, struct json);
		copy_value(parsed, tree, pool);
		*out = tree;
	}
	room_close();
	return parsed != NULL ? NULL
			      : err_new(pool, CODE_INVALID, "JSON line %d, column %d: %s",
				    error.line, error.column, error.text);
}
