/* A saved traveller in words. */
#include "pages/traveller_words.h"

#include "base/date.h"
#include "domain/full_name.h"

const char *traveller_name(const struct traveller *traveller, apr_pool_t *pool)
{
	return full_name(traveller->given_name, traveller->surname, pool);
}

const char *traveller_born(const struct traveller *traveller, apr_pool_t *pool)
{
	return date_without_weekday(traveller->born_on, pool);
}
