/* parts/passengers. */
#include "pages/passengers.h"

#include "base/date.h"
#include "base/pool.h"
#include "view_keys.h"

const char *passenger_name(const struct passenger *passenger, apr_pool_t *pool)
{
	if (passenger->given_name == NULL)
		return passenger->surname;
	return apr_pstrcat(pool, passenger->given_name, " ", passenger->surname, NULL);
}

const char *passenger_title(int64_t no, enum passenger_type type, apr_pool_t *pool)
{
	static const char *const words[] = { "adult", "child", "infant on a lap" };

	return apr_psprintf(pool, "Passenger %" APR_INT64_T_FMT ": %s", no, words[type]);
}

void passengers_fill(
    struct view *view, const struct passenger *passengers, size_t count, apr_pool_t *pool)
{
	static const char *const types[] = { "adult", "child", "infant" };
	struct view *part = view_include(view, K_PASSENGERS, "parts/passengers");

	for (size_t i = 0; i < count; i++) {
		struct view *row = view_each(part, K_PASSENGER);

		view_text(row, K_NAME, passenger_name(&passengers[i], pool));
		view_text(row, K_PASSENGER_TYPE,
		    apr_pstrcat(pool, types[passengers[i].type],
			passengers[i].is_cancelled ? ", cancelled" : "", NULL));
		if (passengers[i].born_on != DATE_NONE) {
			struct view *born = view_each(row, K_BORN);

			view_text(born, K_BORN_ON, date_text(passengers[i].born_on, pool));
			/* Without the weekday. */
			view_text(born, K_BORN_WORDS, date_human(passengers[i].born_on, pool) + 4);
		}
	}
}
