/* How cookies are called, set and read, and the browser's token in one of them. */
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

const char *cookie_name(const char *plain, bool is_tls, apr_pool_t *pool)
{
	return is_tls ? apr_pstrcat(pool, "__Host-", plain, NULL) : plain;
}

const char *cookie_field(
    const char *plain, const char *value, int age_s, bool is_tls, apr_pool_t *pool)
{
	const char *age = age_s == 0 ? "" : apr_psprintf(pool, "; Max-Age=%d", age_s);

	return apr_psprintf(pool, "%s=%s; Path=/%s; HttpOnly; SameSite=Lax%s",
	    cookie_name(plain, is_tls, pool), value, age, is_tls ? "; Secure" : "");
}

static const char *plain_name(const struct program *program)
{
	return program->cookie != NULL ? program->cookie : "aisle";
}

const char *cookie_browser_name(const struct program *program, bool is_tls, apr_pool_t *pool)
{
	return cookie_name(plain_name(program), is_tls, pool);
}

bool cookie_is_token(const char *value)
{
	return strlen(value) == TOKEN_LENGTH && strspn(value, TOKEN_ALPHABET) == TOKEN_LENGTH;
}

const char *cookie_browser_field(
    const struct program *program, const char *token, bool is_tls, apr_pool_t *pool)
{
	int age_s = program->cookie != NULL ? 0 : COOKIE_AGE_S;

	return cookie_field(plain_name(program), token, age_s, is_tls, pool);
}
