/* The one cookie of a program: the browser's token, and how cookies are read. */
#include "web/cookie.h"

#include "base/pool.h"
#include "web/router.h"

#include <string.h>

#define TOKEN_LENGTH 22
#define TOKEN_ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define COOKIE_AGE_S (180 * 24 * 60 * 60)

const char *cookie_find(const char *header, const char *name, apr_pool_t *pool)
{
	size_t name_length = strlen(name);

	while (header != NULL && *header != '\0') {
		size_t length;

		header += strspn(header, " \t;");
		length = strcspn(header, ";");
		if (length > name_length && header[name_length] == '=' &&
		    memcmp(header, name, name_length) == 0) {
			const char *value = header + name_length + 1;
			size_t value_length = length - name_length - 1;

			while (value_length > 0 && strchr(" \t", value[value_length - 1]) != NULL)
				value_length--;
			return apr_pstrmemdup(pool, value, value_length);
		}
		header += length;
	}
	return NULL;
}

const char *cookie_browser_name(const struct program *program, bool is_tls, apr_pool_t *pool)
{
	const char *name = program->cookie != NULL ? program->cookie : "aisle";

	return is_tls ? apr_pstrcat(pool, "__Host-", name, NULL) : name;
}

bool cookie_is_token(const char *value)
{
	return strlen(value) == TOKEN_LENGTH && strspn(value, TOKEN_ALPHABET) == TOKEN_LENGTH;
}

const char *cookie_browser_field(
    const struct program *program, const char *token, bool is_tls, apr_pool_t *pool)
{
	const char *age = program->cookie != NULL
	    ? ""
	    : apr_psprintf(pool, "; Max-Age=%d", COOKIE_AGE_S);

	return apr_psprintf(pool, "%s=%s; Path=/%s; HttpOnly; SameSite=Lax%s",
	    cookie_browser_name(program, is_tls, pool), token, age, is_tls ? "; Secure" : "");
}
