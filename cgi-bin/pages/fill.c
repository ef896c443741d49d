/* Parties, times, prices and fields, as pages show them. */
#include "pages/fill.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

#include <inttypes.h>
#include <string.h>

const char *fill_party_words(const struct party *party, apr_pool_t *pool)
{
	const char *parts[3] = { NULL, NULL, NULL };
	const char *out = "";

	if (party->adults > 0)
		parts[0] = apr_psprintf(
		    pool, say_count(party->adults, "%d adult", "%d adults"), (int)party->adults);
	if (party->children > 0)
		parts[1] = apr_psprintf(pool, say_count(party->children, "%d child", "%d children"),
		    (int)party->children);
	if (party->infants > 0)
		parts[2] = apr_psprintf(pool, say_count(party->infants, "%d infant", "%d infants"),
		    (int)party->infants);
	for (size_t i = 0; i < 3; i++)
		if (parts[i] != NULL)
			out = apr_pstrcat(pool, out, *out == '\0' ? "" : ", ", parts[i], NULL);
	return out;
}

const char *fill_party_query(const struct party *party, apr_pool_t *pool)
{
	return apr_psprintf(pool, "adults=%" PRId64 "&children=%" PRId64 "&infants=%" PRId64,
	    party->adults, party->children, party->infants);
}

const char *fill_local_time(int64_t at, int offset_minutes, apr_pool_t *pool)
{
	return date_clock_at_offset(at, offset_minutes, pool);
}

const char *fill_datetime(int64_t at, int offset_minutes, apr_pool_t *pool)
{
	return clock_text_at_offset(at, offset_minutes, pool);
}

const char *fill_duration(int64_t from_at, int64_t to_at, apr_pool_t *pool)
{
	int64_t minutes = (to_at - from_at) / CLOCK_MINUTE;

	if (minutes < 60)
		return apr_psprintf(pool, say("%d min"), (int)minutes);
	return apr_psprintf(pool, say("%d h %02d min"), (int)(minutes / 60), (int)(minutes % 60));
}

const char *fill_cabin_name(const struct departure *departure, const char *code)
{
	for (size_t i = 0; i < departure->cabin_count; i++)
		if (strcmp(departure->cabins[i].code, code) == 0)
			return say(departure->cabins[i].name);
	return code;
}

static const char *const FARE_LABELS[] = {
	[PASSENGER_ADULT] = TO_SAY("Adult fare"),
	[PASSENGER_CHILD] = TO_SAY("Child fare"),
	[PASSENGER_INFANT] = TO_SAY("Infant on lap"),
};

static const char *taxes_words(enum passenger_type type, const char *codes, apr_pool_t *pool)
{
	if (type == PASSENGER_ADULT)
		return apr_psprintf(pool, say("Taxes %s, adult"), codes);
	if (type == PASSENGER_CHILD)
		return apr_psprintf(pool, say("Taxes %s, child"), codes);
	return apr_psprintf(pool, say("Taxes %s, infant"), codes);
}

static bool is_same_flight(const struct price_line *a, const struct price_line *b)
{
	return a->position == b->position;
}

/* Taxes of one traveller on one flight are shown in one line. */
static bool is_same_tax_line(const struct price_line *a, const struct price_line *b)
{
	return is_same_flight(a, b) && a->kind == PRICE_TAX && b->kind == PRICE_TAX &&
	    a->type == b->type && a->quantity == b->quantity;
}

/* One line for prices[0] and those that belong to it; how many they were. */
static size_t fill_price_line(struct view *group, const struct price_line *prices, size_t count,
    const char *currency, apr_pool_t *pool)
{
	struct view *row = view_each(group, K_PRICE_LINE);
	const struct price_line *first = &prices[0];
	const char *label = say(FARE_LABELS[first->type]);
	const char *codes = first->code;
	int64_t unit = first->unit_minor;
	size_t n = 1;

	for (; n < count && is_same_tax_line(first, &prices[n]); n++) {
		codes = apr_pstrcat(pool, codes, ", ", prices[n].code, NULL);
		unit += prices[n].unit_minor;
	}
	if (first->kind == PRICE_TAX)
		label = taxes_words(first->type, codes, pool);
	view_text(row, K_PRICE_LABEL, label);
	view_text(row, K_PRICE_TIMES,
	    apr_psprintf(
		pool, "%" PRId64 " × %s", first->quantity, money_text(unit, currency, pool)));
	view_text(row, K_AMOUNT, money_text(unit * first->quantity, currency, pool));
	return n;
}

void fill_prices(struct view *view, enum view_key key, const struct price_line *prices,
    size_t count, int64_t total_minor, const char *currency, apr_pool_t *pool)
{
	struct view *part = view_include(view, key, "parts/prices");
	struct view *group = NULL;
	bool has_several = count > 0 && !is_same_flight(&prices[0], &prices[count - 1]);

	for (size_t i = 0; i < count;) {
		if (i == 0 || !is_same_flight(&prices[i], &prices[i - 1])) {
			group = view_each(part, K_PRICE_GROUP);
			if (has_several)
				view_text(view_each(group, K_PRICE_HEADING), K_TEXT,
				    apr_psprintf(pool, say("Flight %d"), (int)prices[i].position));
		}
		i += fill_price_line(group, &prices[i], count - i, currency, pool);
	}
	view_text(part, K_TOTAL, money_text(total_minor, currency, pool));
}

/* "surname-2" for the second of many, "date" for a single one: as form_complaint ids. */
static void fill_id(struct view *row, const char *name, size_t nth)
{
	char digits[24];
	char id[96];

	if (nth == 0) {
		view_text(row, K_ID, name);
		return;
	}
	apr_snprintf(digits, sizeof(digits), "-%" APR_SIZE_T_FMT, nth);
	apr_snprintf(id, sizeof(id), "%s%s", name, digits);
	view_text(row, K_ID, id);
}

struct view *fill_field(struct view *view, enum view_key key, const struct form *form,
    const char *name, size_t nth, const char *fallback)
{
	struct view *row = view_each(view, key);
	const char *typed = form != NULL ? form_typed(form, name, nth) : "";
	const char *complaint = form != NULL ? form_complaint_shown(form, name, nth) : NULL;

	view_text(row, K_VALUE, *typed != '\0' ? typed : fallback);
	fill_id(row, name, nth);
	if (complaint != NULL)
		view_text(view_each(row, K_ERROR), K_MESSAGE, complaint);
	return row;
}

void fill_find_form(struct view *view, enum view_key key, const struct form *form)
{
	struct view *part = view_include(view, key, "parts/find_form");

	fill_field(part, K_LOCATOR, form, "locator", 0, NULL);
	fill_field(part, K_SURNAME, form, "surname", 0, NULL);
}
