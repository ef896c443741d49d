/* A person's name as people say it. */
#include "domain/full_name.h"

#include "base/pool.h"

const char *full_name(const char *given_name, const char *surname, apr_pool_t *pool)
{
	if (given_name == NULL)
		return surname;
	return apr_pstrcat(pool, given_name, " ", surname, NULL);
}
