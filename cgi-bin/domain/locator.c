/* Record locators. */
#include "domain/locator.h"

#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"

#include <string.h>

#define ALPHABET "ABCDEFGHJKLMNPQRSTUVWXYZ3789"
#define LENGTH 6

const char *locator_new(apr_pool_t *pool)
{
	return random_text(ALPHABET, LENGTH, pool);
}

const char *locator_nth(int64_t number, apr_pool_t *pool)
{
	int64_t base = (int64_t)strlen(ALPHABET);
	char *locator = pool_make_many(pool, char, LENGTH + 1);

	for (int i = LENGTH - 1; i >= 0; i--, number /= base)
		locator[i] = ALPHABET[number % base];
	return locator;
}

const char *locator_normal(const char *typed, apr_pool_t *pool)
{
	const char *locator = text_upper(text_tidy(typed, pool), pool);
	if (strlen(locator) != LENGTH || strspn(locator, ALPHABET) != LENGTH)
		return NULL;
	return locator;
}
