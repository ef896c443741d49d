/* Mailers for tests, as the settings make them. */
#include "support/mailers.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

const struct err *mailer_with(const char *settings, apr_pool_t *pool, struct mailer **out)
{
	char path[] = "/tmp/aisle-mail-XXXXXX";
	const struct config *config;
	FILE *file = fdopen(mkstemp(path), "w");

	assert_non_null(file);
	fprintf(file, "[mail]\n%s\n", settings);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(setenv("AISLE_CONFIG", path, 1), 0);
	assert_null(config_read(pool, &config));
	assert_int_equal(unlink(path), 0);
	return mailer_open(config, pool, out);
}

struct mailer *mailer_to_sink(const struct sink *sink, apr_pool_t *pool)
{
	const char *settings = apr_pstrcat(
	    pool, "from = bookings@aisle.example\nsmtp_url = ", sink_url(sink), NULL);
	struct mailer *mailer;

	assert_null(mailer_with(settings, pool, &mailer));
	return mailer;
}
