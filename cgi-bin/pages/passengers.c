/* parts/passengers. */
#include "pages/passengers.h"

#include "base/date.h"
#include "base/pool.h"
#include "view_keys.h"
#include "web/text_field.h"

const char *passenger_name(const struct passenger *passenger, apr_pool_t *pool)
{
	if (passenger->given_name == NULL)
		return passenger->surname;
	return apr_pstrcat(pool, passenger->given_name, " ", passenger->surname, NULL);
}

static const char *const TYPES[] = { "adult", "child", "infant" };
static const char *const TYPES_BEGINNING[] = { "Adult", "Child", "Infant on a lap" };

static void fill_born(struct view *row, int32_t born_on, apr_pool_t *pool)
{
	struct view *born;

	if (born_on == DATE_NONE)
		return;
	born = view_each(row, K_BORN);
	view_text(born, K_BORN_ON, date_text(born_on, pool));
	/* Without the weekday. */
	view_text(born, K_BORN_WORDS, date_human(born_on, pool) + 4);
}

const char *passenger_title(int64_t no, enum passenger_type type, apr_pool_t *pool)
{
	static const char *const words[] = { "adult", "child", "infant on a lap" };

	return apr_psprintf(pool, "Passenger %" APR_INT64_T_FMT ": %s", no, words[type]);
}

void passengers_fill(
    struct view *view, const struct passenger *passengers, size_t count, apr_pool_t *pool)
{
	struct view *part = view_include(view, K_PASSENGERS, "parts/passengers");

	for (size_t i = 0; i < count; i++) {
		struct view *row = view_each(part, K_PASSENGER);

		view_text(row, K_NAME, passenger_name(&passengers[i], pool));
		view_text(row, K_PASSENGER_TYPE,
		    apr_pstrcat(pool, TYPES[passengers[i].type],
			passengers[i].is_cancelled ? ", cancelled" : "", NULL));
		fill_born(row, passengers[i].born_on, pool);
	}
}

void passengers_fill_answers(
    struct view *view, const struct passenger *passengers, size_t count, apr_pool_t *pool)
{
	for (size_t i = 0; i < count; i++) {
		struct view *row = view_each(view, K_PASSENGER);

		view_text(row, K_NAME, passenger_name(&passengers[i], pool));
		view_text(row, K_PASSENGER_TYPE, TYPES_BEGINNING[passengers[i].type]);
		view_text(row, K_CHANGE_ID, text_field_id("given_name", i + 1, pool));
		fill_born(row, passengers[i].born_on, pool);
	}
}
