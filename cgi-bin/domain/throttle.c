/* Throttles. */
#include "domain/throttle.h"

#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "store/throttles.h"

#include <string.h>

#define SUBJECT_MAX 200
#define MINUTE_S 60

/* What does not fit a row is counted under its digest. */
static const char *subject_of(const char *what, const char *whom, apr_pool_t *pool)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	if (strlen(whom) > SUBJECT_MAX) {
		secret_digest(whom, strlen(whom), digest);
		whom = text_hex(digest, sizeof(digest), pool);
	}
	return apr_pstrcat(pool, what, "/", whom, NULL);
}

const struct err *throttle_try(struct desk *desk, const char *what, const char *whom, int64_t limit)
{
	bool is_allowed = true;
	if (limit == 0)
		return NULL;
	TRY(throttles_count(
	    desk->db, subject_of(what, whom, desk->pool), limit, desk->pool, &is_allowed));
	if (is_allowed)
		return NULL;
	struct err *err = err_new(desk->pool, CODE_TOO_MANY,
	    "%s: more than %" APR_INT64_T_FMT " in a minute", what, limit);
	err->retry_after_s = MINUTE_S;
	return err;
}

const struct err *throttle_minute(struct desk *desk, const char **minute)
{
	return throttles_find_minute(desk->db, desk->pool, minute);
}

const struct err *throttle_give_back(
    struct desk *desk, const char *what, const char *whom, const char *minute)
{
	return throttles_count_back(
	    desk->db, subject_of(what, whom, desk->pool), minute, desk->pool);
}

const struct err *throttle_sweep(struct desk *desk, int64_t most, int64_t *count)
{
	return throttles_delete_old(desk->db, most, desk->pool, count);
}
