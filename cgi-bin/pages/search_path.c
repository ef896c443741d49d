/* Addresses of searches. */
#include "pages/search_leg.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "pages/fill.h"

#include <string.h>

#define PART_MAX 40

/* The address under construction: its parts, put together once. */
struct address {
	const char *parts[PART_MAX];
	size_t count;
	apr_pool_t *pool;
};

/* NULL: left out. */
static void put(struct address *address, const char *before, const char *value)
{
	if (value == NULL)
		return;
	address->parts[address->count++] = before;
	address->parts[address->count++] = value;
}

static void put_text(struct address *address, const char *before, const char *value)
{
	if (value != NULL)
		put(address, before, text_percent(value, address->pool));
}

static const char *together(const struct address *address)
{
	size_t length = 1;
	char *text, *end;

	for (size_t i = 0; i < address->count; i++)
		length += strlen(address->parts[i]);
	text = end = apr_palloc(address->pool, length);
	for (size_t i = 0; i < address->count; i++)
		end = apr_cpystrn(end, address->parts[i], length - (size_t)(end - text));
	return text;
}

const char *search_path(const struct search_asked *asked, apr_pool_t *pool)
{
	struct address address = { .pool = pool };

	put_text(&address, "/flights?origin=", asked->origin);
	put_text(&address, "&destination=", asked->destination);
	put(&address, "&date=", date_text(asked->on, pool));
	if (asked->back_on != DATE_NONE)
		put(&address, "&return=", date_text(asked->back_on, pool));
	put(&address, "&", fill_party_query(&asked->party, pool));
	put_text(&address, "&cabin=", asked->cabin);
	put_text(&address, "&sort=", asked->sort);
	put_text(&address, "&outbound=", asked->outbound);
	put_text(&address, "&inbound=", asked->inbound);
	put_text(&address, "&time=", asked->time);
	put_text(&address, "&return_time=", asked->return_time);
	put_text(&address, "&price_max=", asked->price_max);
	put_text(&address, "&seats=", asked->seats);
	put_text(&address, "&view=", asked->view);
	put_text(&address, "&month=", asked->month);
	put_text(&address, "&return_month=", asked->return_month);
	return together(&address);
}

const char *search_path_typed(
    const struct form *form, const char *field, const char *value, apr_pool_t *pool)
{
	struct address address = { .pool = pool };

	put(&address, "/flights", "");
	for (size_t i = 0; i < SEARCH_FORM.count; i++) {
		const char *name = SEARCH_FORM.fields[i].name;
		bool is_chosen = strcmp(name, field) == 0;
		const char *typed = is_chosen ? value : form_typed(form, name, 0);

		if (*typed != '\0')
			put_text(&address,
			    apr_pstrcat(pool, address.count == 2 ? "?" : "&", name, "=", NULL),
			    typed);
	}
	return together(&address);
}

const char *search_day_link(
    const struct search_asked *asked, const struct leg *leg, int32_t on, apr_pool_t *pool)
{
	struct search_asked other = *asked;

	if (on < leg->first_on || on > leg->last_on)
		return NULL;
	other.view = other.month = other.return_month = NULL;
	if (leg->no == 2) {
		other.back_on = on;
		other.inbound = NULL;
		return search_path(&other, pool);
	}
	other.on = on;
	other.outbound = NULL;
	if (asked->back_on != DATE_NONE && on > asked->back_on) {
		other.back_on = on + (asked->back_on - asked->on);
		if (other.back_on > leg->last_on)
			other.back_on = leg->last_on;
		other.inbound = NULL;
	}
	return search_path(&other, pool);
}

const char *search_month_link(
    const struct search_asked *asked, const struct leg *leg, const char *month, apr_pool_t *pool)
{
	struct search_asked other = *asked;

	other.view = "month";
	*(leg->no == 2 ? &other.return_month : &other.month) = month;
	return apr_pstrcat(
	    pool, search_path(&other, pool), leg->no == 2 ? "#leg-2" : "#leg-1", NULL);
}

const char *search_unfiltered(const struct search_asked *asked, apr_pool_t *pool)
{
	struct search_asked other = *asked;

	other.time = other.return_time = other.price_max = other.seats = NULL;
	return search_path(&other, pool);
}
