/* What goes wrong in a request that had an effect already. */
#include "domain/after_effect.h"

const struct err *after_effect(const struct err *err, const char *done, apr_pool_t *pool)
{
	if (err == NULL || err->kind != ERR_BUSY)
		return err;
	return err_new(pool, CODE_UNSURE, "%s, and then: %s", done, err->text);
}
