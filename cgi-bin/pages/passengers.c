/* parts/passengers. */
#include "pages/passengers.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/full_name.h"
#include "view_keys.h"
#include "web/text_field.h"

const char *passenger_name(const struct passenger *passenger, apr_pool_t *pool)
{
	return full_name(passenger->given_name, passenger->surname, pool);
}

static const char *const TYPES[] = { TO_SAY("adult"), TO_SAY("child"), TO_SAY("infant") };
static const char *const TYPES_CANCELLED[] = { TO_SAY("adult, cancelled"),
	TO_SAY("child, cancelled"), TO_SAY("infant, cancelled") };
static const char *const TYPES_BEGINNING[] = { TO_SAY("Adult"), TO_SAY("Child"),
	TO_SAY("Infant on a lap") };

static void fill_born(struct view *row, int32_t born_on, apr_pool_t *pool)
{
	struct view *born;

	if (born_on == DATE_NONE)
		return;
	born = view_each(row, K_BORN);
	view_text(born, K_BORN_ON, date_text(born_on, pool));
	view_text(born, K_BORN_WORDS, date_without_weekday(born_on, pool));
}

const char *passenger_title(int64_t no, enum passenger_type type, apr_pool_t *pool)
{
	if (type == PASSENGER_ADULT)
		return apr_psprintf(pool, say("Passenger %d: adult"), (int)no);
	if (type == PASSENGER_CHILD)
		return apr_psprintf(pool, say("Passenger %d: child"), (int)no);
	return apr_psprintf(pool, say("Passenger %d: infant on a lap"), (int)no);
}

void passengers_fill(
    struct view *view, const struct passenger *passengers, size_t count, apr_pool_t *pool)
{
	struct view *part = view_include(view, K_PASSENGERS, "parts/passengers");

	for (size_t i = 0; i < count; i++) {
		struct view *row = view_each(part, K_PASSENGER);

		view_text(row, K_NAME, passenger_name(&passengers[i], pool));
		view_text(row, K_PASSENGER_TYPE,
		    say((
			passengers[i].is_cancelled ? TYPES_CANCELLED : TYPES)[passengers[i].type]));
		fill_born(row, passengers[i].born_on, pool);
	}
}

void passengers_fill_answers(
    struct view *view, const struct passenger *passengers, size_t count, apr_pool_t *pool)
{
	for (size_t i = 0; i < count; i++) {
		struct view *row = view_each(view, K_PASSENGER);

		view_text(row, K_NAME, passenger_name(&passengers[i], pool));
		view_text(row, K_PASSENGER_TYPE, say(TYPES_BEGINNING[passengers[i].type]));
		view_text(row, K_CHANGE_ID, text_field_id("given_name", i + 1, pool));
		fill_born(row, passengers[i].born_on, pool);
	}
}
