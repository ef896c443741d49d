/* How people are written on all staff pages. */
#include "staff/words.h"

#include "base/pool.h"

const char *staff_person_name(const char *given_name, const char *surname, apr_pool_t *pool)
{
	if (surname == NULL)
		return "";
	if (given_name == NULL || given_name[0] == '\0')
		return surname;
	return apr_pstrcat(pool, surname, ", ", given_name, NULL);
}

const char *staff_type_name(enum passenger_type type)
{
	static const char *const names[] = { "adult", "child", "infant" };

	return names[type];
}
