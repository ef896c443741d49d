/* What the load generator is to ask for: read from a file, handed out piece by piece. */
#include "load_plan.h"

#include "base/json.h"
#include "base/pool.h"

#include <stdio.h>
#include <string.h>

#define FILE_MAX ((size_t)64 << 20)
#define TEXT_MAX 400
#define LIST_MAX 100000

static const struct err *read_file(
    const char *file, apr_pool_t *pool, const char **text, size_t *length)
{
	FILE *stream = fopen(file, "r");
	char *bytes;

	if (stream == NULL)
		return err_new(pool, CODE_INVALID, "%s cannot be read", file);
	bytes = apr_palloc(pool, FILE_MAX);
	*length = fread(bytes, 1, FILE_MAX, stream);
	fclose(stream);
	*text = bytes;
	return NULL;
}

static const struct err *read_page(
    const struct json *list, size_t index, apr_pool_t *pool, struct plan_page *out)
{
	const struct json *item = json_at(list, index);

	*out = (struct plan_page){ .cookie = "" };
	if (json_is_text(item))
		return json_text_at(list, index, 1, TEXT_MAX, pool, &out->path);
	TRY(json_text(item, "path", 1, TEXT_MAX, pool, &out->path));
	return json_text(item, "cookie", 0, TEXT_MAX, pool, &out->cookie);
}

static const struct err *read_pages(const struct json *whole, const char *name, apr_pool_t *pool,
    struct plan_page **out, size_t *count)
{
	const struct json *list;

	*count = 0;
	if (json_member(whole, name) == NULL)
		return NULL;
	TRY(json_list(whole, name, LIST_MAX, pool, &list));
	*count = json_count(list);
	*out = pool_make_many(pool, struct plan_page, *count);
	for (size_t i = 0; i < *count; i++)
		TRY(read_page(list, i, pool, &(*out)[i]));
	return NULL;
}

/* As it is in a form: its one slash escaped. */
static const char *escaped(const char *name, apr_pool_t *pool)
{
	const char *slash = strchr(name, '/');

	if (slash == NULL)
		return name;
	return apr_psprintf(pool, "%.*s%%2F%s", (int)(slash - name), name, slash + 1);
}

static const struct err *read_departure(
    const struct json *item, apr_pool_t *pool, struct plan_departure *out)
{
	const struct json *seats;
	const char **names;

	TRY(json_text(item, "name", 1, TEXT_MAX, pool, &out->name));
	out->form_name = escaped(out->name, pool);
	TRY(json_int(item, "total_minor", 0, INT64_MAX, pool, &out->total_minor));
	TRY(json_list(item, "seats", LIST_MAX, pool, &seats));
	out->seat_count = json_count(seats);
	names = pool_make_many(pool, const char *, out->seat_count);
	for (size_t i = 0; i < out->seat_count; i++)
		TRY(json_text_at(seats, i, 1, 8, pool, &names[i]));
	out->seats = names;
	return NULL;
}

static const struct err *read_departures(
    const struct json *whole, apr_pool_t *pool, struct plan *out)
{
	const struct json *sale = json_member(whole, "sale"), *list;

	if (sale == NULL)
		return NULL;
	TRY(json_list(sale, "departures", LIST_MAX, pool, &list));
	out->departure_count = json_count(list);
	out->departures = pool_make_many(pool, struct plan_departure, out->departure_count);
	for (size_t i = 0; i < out->departure_count; i++)
		TRY(read_departure(json_at(list, i), pool, &out->departures[i]));
	return NULL;
}

const struct err *plan_read(const char *file, apr_pool_t *pool, struct plan *out)
{
	const struct json *whole;
	const char *text;
	size_t length;

	*out = (struct plan){ .page_count = 0 };
	TRY(read_file(file, pool, &text, &length));
	TRY(json_parse(text, length, pool, &whole));
	TRY(read_pages(whole, "paths", pool, &out->pages, &out->page_count));
	TRY(read_pages(whole, "search", pool, &out->searches, &out->search_count));
	return read_departures(whole, pool, out);
}

const struct plan_page *plan_page(struct plan *plan)
{
	return plan->page_count == 0 ? NULL : &plan->pages[plan->next_page++ % plan->page_count];
}

const struct plan_page *plan_search(struct plan *plan)
{
	return plan->search_count == 0 ? NULL
				       : &plan->searches[plan->next_search++ % plan->search_count];
}

const struct plan_departure *plan_map(struct plan *plan)
{
	return plan->departure_count == 0
	    ? NULL
	    : &plan->departures[plan->next_map++ % plan->departure_count];
}

const char *plan_seat_of(struct plan_departure *departure)
{
	return departure->next == departure->seat_count ? NULL
							: departure->seats[departure->next++];
}

const char *plan_seat(struct plan *plan, struct plan_departure **departure)
{
	for (size_t i = 0; i < plan->departure_count; i++) {
		const char *seat;

		*departure = &plan->departures[plan->next_departure++ % plan->departure_count];
		seat = plan_seat_of(*departure);
		if (seat != NULL)
			return seat;
	}
	return NULL;
}

size_t plan_used(const struct plan *plan)
{
	size_t used = 0;

	for (size_t i = 0; i < plan->departure_count; i++)
		if (plan->departures[i].next > used)
			used = plan->departures[i].next;
	return used;
}
