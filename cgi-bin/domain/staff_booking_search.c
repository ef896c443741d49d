/* One search box for bookings: what was typed, in all the ways it may be meant. */
#include "domain/staff_booking.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/locator.h"
#include "domain/offer.h"
#include "domain/passengers.h"
#include "store/booking_search.h"

#include <string.h>

/* Above everything that begins as it does. */
#define LAST_LETTER "\xF4\x8F\xBF\xBF"
#define WORDS_MAX 4

static bool is_departure(const char *text, apr_pool_t *pool, const char **flight_no, int32_t *on)
{
	size_t count;
	const char *upper = text_upper(text, pool);
	const char *const *words = text_words(upper, pool, &count);

	if (count == 2)
		upper = apr_pstrcat(pool, words[0], "/", words[1], NULL);
	return departure_name_parse(upper, pool, flight_no, on);
}

/* Words from..until as one. */
static const char *join(const char *const *words, size_t from, size_t until, apr_pool_t *pool)
{
	const char *out = "";

	for (size_t i = from; i < until; i++)
		out = apr_pstrcat(pool, out, out[0] != '\0' ? " " : "", words[i], NULL);
	return out;
}

/* Whole surnames, or those that begin so. */
static struct name_reading reading(const char *surname, const char *given, apr_pool_t *pool)
{
	size_t length = strlen(surname);
	bool is_beginning = length > 1 && surname[length - 1] == '*';
	const char *typed = is_beginning ? apr_pstrmemdup(pool, surname, length - 1) : surname;
	const char *folded = passenger_fold_surname(typed, pool);

	return (struct name_reading){ folded,
		is_beginning ? apr_pstrcat(pool, folded, LAST_LETTER, NULL) : folded,
		text_fold_name(given, pool) };
}

/* "Lovelace, Ada" can be read in one way; of words without a comma any may be surnames, the last or the first. */
static void read_name(
    const char *text, apr_pool_t *pool, struct name_reading readings[NAME_READINGS])
{
	const char *comma = strchr(text, ',');
	size_t count, n = 0;
	const char *const *words = text_words(text, pool, &count);

	if (comma != NULL)
		readings[n++] = reading(
		    apr_pstrmemdup(pool, text, (size_t)(comma - text)), comma + 1, pool);
	else
		readings[n++] = reading(text, "", pool);
	for (size_t i = 1; comma == NULL && i < count && count <= WORDS_MAX; i++) {
		const char *first = join(words, 0, i, pool), *last = join(words, i, count, pool);

		readings[n++] = reading(last, first, pool);
		readings[n++] = reading(first, last, pool);
	}
	/* Nobody is called so. Were they all one name, the server would sort everybody of that name: what is one of several it reads in order. */
	for (; n < NAME_READINGS; n++)
		readings[n] = (struct name_reading){ LAST_LETTER, LAST_LETTER, "" };
}

/* Which way it is found by. */
enum way { BY_LOCATOR, BY_EMAIL, BY_DEPARTURE, BY_NAME };

struct looking {
	struct desk *desk;
	const char *text;
	struct booking_place place;
	int64_t most;
	enum way way;
	struct booking_found *found;
	size_t count;
};

static const struct err *look_for_name(struct looking *looking)
{
	struct name_reading readings[NAME_READINGS];

	looking->way = BY_NAME;
	read_name(looking->text, looking->desk->pool, readings);
	if (readings[0].from[0] == '\0')
		return NULL;
	return booking_search_name(looking->desk->db, readings, &looking->place, looking->most,
	    looking->desk->pool, &looking->found, &looking->count);
}

static const struct err *look_for_email(struct looking *looking)
{
	apr_pool_t *pool = looking->desk->pool;
	char *from = apr_pstrdup(pool, looking->text);

	for (char *at = from; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	looking->way = BY_EMAIL;
	return booking_search_email(looking->desk->db, from,
	    apr_pstrcat(pool, from, LAST_LETTER, NULL), &looking->place, looking->most, pool,
	    &looking->found, &looking->count);
}

/* A word of six letters may be a locator and a name. */
static const struct err *look(struct looking *looking, bool is_name_only)
{
	struct desk *desk = looking->desk;
	const char *flight_no, *locator = locator_normal(looking->text, desk->pool);
	int32_t on;

	if (is_name_only)
		return look_for_name(looking);
	if (locator != NULL)
		TRY(booking_search_locator(
		    desk->db, locator, desk->pool, &looking->found, &looking->count));
	if (looking->count > 0)
		return NULL;
	if (strchr(looking->text, '@') != NULL)
		return look_for_email(looking);
	if (!is_departure(looking->text, desk->pool, &flight_no, &on))
		return look_for_name(looking);
	looking->way = BY_DEPARTURE;
	return booking_search_departure(desk->db, flight_no, on, &looking->place, looking->most,
	    desk->pool, &looking->found, &looking->count);
}

/* Two passengers of a name are one line. */
static void take_once(struct looking *looking)
{
	size_t left = 0;

	for (size_t i = 0; i < looking->count; i++)
		if (left == 0 || looking->found[left - 1].id != looking->found[i].id)
			looking->found[left++] = looking->found[i];
	looking->count = left;
}

static struct booking_place place_after(const struct looking *looking, size_t rows)
{
	const struct booking_found *last = &looking->found[rows - 1];

	return (
	    struct booking_place){ last->key, looking->way == BY_EMAIL ? last->id : last->hold_id };
}

const struct err *staff_booking_search(struct desk *desk, const struct booking_search *wanted,
    size_t most, const struct booking_found **out, size_t *count, struct booking_place *next)
{
	struct looking looking = { .desk = desk,
		.text = text_tidy(wanted->text, desk->pool),
		.place = wanted->place,
		.most = (int64_t)most + 1,
		.way = BY_LOCATOR };
	size_t rows;

	*next = (struct booking_place){ NULL, 0 };
	TRY(audit_note(desk, "bookings-searched", "bookings", looking.text));
	TRY(look(&looking, wanted->is_name_only));
	rows = looking.count;
	if (rows > most) {
		looking.count = most;
		*next = place_after(&looking, most);
	}
	take_once(&looking);
	*out = looking.found;
	*count = looking.count;
	return NULL;
}
