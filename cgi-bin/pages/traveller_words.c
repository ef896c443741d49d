/* A saved traveller in words. */
#include "pages/traveller_words.h"

#include "base/date.h"
#include "base/pool.h"

const char *traveller_name(const struct traveller *traveller, apr_pool_t *pool)
{
	if (traveller->given_name == NULL)
		return traveller->surname;
	return apr_pstrcat(pool, traveller->given_name, " ", traveller->surname, NULL);
}

const char *traveller_born(const struct traveller *traveller, apr_pool_t *pool)
{
	return date_without_weekday(traveller->born_on, pool);
}
