/* Forms read: pairs under the fields of a table, the key, its fingerprint, what was typed. */
#include "web/form_parts.h"

#include "base/text.h"
#include "web/urlencoded.h"

#include <string.h>

#define KEY_ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define KEY_LENGTH_MIN 16
#define KEY_LENGTH_MAX 64

size_t form_field_index(const struct form *form, const char *name)
{
	size_t i = 0;

	while (i < form->table->count && strcmp(form->table->fields[i].name, name) != 0)
		i++;
	return i;
}

/* Gather the values of one field; a second value of a single-valued one is an error. */
static const struct err *values_gather(const struct field *field,
    const struct urlencoded_pair *pairs, size_t pair_count, apr_pool_t *pool,
    struct form_values *out)
{
	const char **values;
	size_t n = 0;

	for (size_t i = 0; i < pair_count; i++)
		n += strcmp(pairs[i].name, field->name) == 0;
	if (n > 1 && field->kind != FIELD_MANY)
		return err_new(pool, CODE_BAD_REQUEST, "more than one %s", field->name);
	values = pool_make_many(pool, const char *, n + 1);
	out->v = values;
	out->n = n;
	for (size_t i = 0; i < pair_count; i++)
		if (strcmp(pairs[i].name, field->name) == 0)
			*values++ = pairs[i].value;
	return NULL;
}

static const struct err *key_read(struct form *form, const struct form_values *typed)
{
	const char *key = typed->n == 1 ? typed->v[0] : "";
	size_t length = strlen(key);

	if (length < KEY_LENGTH_MIN || length > KEY_LENGTH_MAX ||
	    strspn(key, KEY_ALPHABET) != length)
		return err_new(form->pool, CODE_BAD_REQUEST, "the key is missing or malformed");
	form->key = key;
	return NULL;
}

/* Every part is preceded by its length, so no two different forms write the same text. */
static void part_append(apr_array_header_t *text, const char *part)
{
	size_t length = strlen(part);
	const char *head = apr_psprintf(text->pool, "%" APR_SIZE_T_FMT ":", length);

	for (; *head != '\0'; head++)
		APR_ARRAY_PUSH(text, char) = *head;
	for (size_t i = 0; i < length; i++)
		APR_ARRAY_PUSH(text, char) = part[i];
}

static void fingerprint_make(struct form *form, const char *path)
{
	apr_array_header_t *text = apr_array_make(form->pool, 1024, 1);

	part_append(text, path);
	for (size_t i = 0; i < form->table->count; i++) {
		const struct form_values *typed = &form->typed[i];

		if (form->table->fields[i].kind == FIELD_KEY)
			continue;
		for (size_t nth = 0; nth < typed->n; nth++) {
			part_append(text, form->table->fields[i].name);
			part_append(text, typed->v[nth]);
		}
	}
	secret_digest(text->elts, (size_t)text->nelts, form->fingerprint);
}

const struct err *form_read(
    struct request *request, const struct form_table *table, struct form **out)
{
	apr_pool_t *pool = request->pool;
	struct form *form = pool_make(pool, struct form);
	const struct urlencoded_pair *pairs;
	size_t pair_count;

	if (request->method == METHOD_GET)
		TRY(urlencoded_parse(
		    request->query, strlen(request->query), pool, &pairs, &pair_count));
	else
		TRY(urlencoded_parse(
		    request->body, request->body_length, pool, &pairs, &pair_count));
	form->pool = pool;
	form->table = table;
	form->typed = pool_make_many(pool, struct form_values, table->count + 1);
	form->complaints = apr_array_make(pool, 4, sizeof(struct form_complaint));
	for (size_t i = 0; i < table->count; i++) {
		TRY(values_gather(&table->fields[i], pairs, pair_count, pool, &form->typed[i]));
		if (table->fields[i].kind == FIELD_KEY)
			TRY(key_read(form, &form->typed[i]));
	}
	if (form->key != NULL)
		fingerprint_make(form, request->path);
	*out = form;
	return NULL;
}

const char *form_key(const struct form *form)
{
	return form->key;
}

const unsigned char *form_fingerprint(const struct form *form)
{
	return form->key == NULL ? NULL : form->fingerprint;
}

bool form_counts_once(const struct request *request)
{
	const struct urlencoded_pair *pairs;
	size_t count;

	if (request->method != METHOD_POST ||
	    urlencoded_parse(request->body, request->body_length, request->pool, &pairs, &count) !=
		NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(pairs[i].name, "key") == 0 || strcmp(pairs[i].name, "version") == 0)
			return true;
	return false;
}

/* The values that may be shown again; none of a secret. */
static const struct form_values *typed_of(const struct form *form, const char *name)
{
	static const struct form_values none = { NULL, 0 };
	size_t i = form_field_index(form, name);

	if (i == form->table->count || form->table->fields[i].kind == FIELD_SECRET)
		return &none;
	return &form->typed[i];
}

const char *form_typed(const struct form *form, const char *name, size_t nth)
{
	const struct form_values *typed = typed_of(form, name);
	size_t index = nth == 0 ? 0 : nth - 1;

	return index < typed->n ? typed->v[index] : "";
}

void form_set_typed(struct form *form, const char *name, size_t nth, const char *value)
{
	struct form_values *typed = &form->typed[form_field_index(form, name)];
	size_t n = nth > typed->n ? nth : typed->n;
	const char **values = pool_make_many(form->pool, const char *, n);

	for (size_t i = 0; i < n; i++)
		values[i] = i + 1 == nth ? value : i < typed->n ? typed->v[i] : "";
	typed->v = values;
	typed->n = n;
}

bool form_typed_has(const struct form *form, const char *name, const char *value)
{
	const struct form_values *typed = typed_of(form, name);

	return text_is_one_of(value, typed->v, typed->n);
}
