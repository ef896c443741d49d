/* Record locators. */
#include "domain/locator.h"

#include "base/random.h"
#include "base/text.h"

#include <string.h>

#define ALPHABET "ABCDEFGHJKLMNPQRSTUVWXYZ3789"
#define LENGTH 6

const char *locator_new(apr_pool_t *pool)
{
	return random_text(ALPHABET, LENGTH, pool);
}

const char *locator_normal(const char *typed, apr_pool_t *pool)
{
	const char *locator = text_upper(text_tidy(typed, pool), pool);
	if (strlen(locator) != LENGTH || strspn(locator, ALPHABET) != LENGTH)
		return NULL;
	return locator;
}
