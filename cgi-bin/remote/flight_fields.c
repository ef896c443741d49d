/* Members of the flight service's JSON, each checked for its form before it is copied. */
#include "remote/flight_fields.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"

#include <string.h>

#define CHARACTER_BYTES 4 /* of UTF-8, at most */
#define AMOUNT_MAX INT64_C(1000000000)

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool flight_is_airport(const char *text)
{
	return strlen(text) == 3 && is_capital(text[0]) && is_capital(text[1]) &&
	    is_capital(text[2]);
}

bool flight_is_number(const char *text)
{
	size_t digits = 0;

	for (int i = 0; i < 2; i++, text++) {
		if (!is_capital(*text) && !is_digit(*text))
			return false;
	}
	for (; is_digit(*text); text++)
		digits++;
	if (is_capital(*text))
		text++;
	return digits >= 1 && digits <= 4 && *text == '\0';
}

static const char *const states[] = {
	[DEPARTURE_SCHEDULED] = "scheduled",
	[DEPARTURE_RETIMED] = "retimed",
	[DEPARTURE_CANCELLED] = "cancelled",
	[DEPARTURE_DEPARTED] = "departed",
};

const char *flight_state_name(enum departure_state state)
{
	return states[state];
}

bool flight_state_parse(const char *name, enum departure_state *out)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (strcmp(name, states[i]) == 0) {
			*out = (enum departure_state)i;
			return true;
		}
	}
	return false;
}

const struct err *flight_read_text(
    const struct json *object, const char *name, size_t max, apr_pool_t *pool, const char **out)
{
	const char *text;

	TRY(json_text(object, name, 1, max * CHARACTER_BYTES, pool, &text));
	if (text_length(text) > max)
		return err_new(pool, CODE_INVALID,
		    "%s: of more than %" APR_SIZE_T_FMT " characters", name, max);
	for (const char *at = text; *at != '\0'; at++) {
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return err_new(pool, CODE_INVALID, "%s: a control character", name);
	}
	*out = apr_pstrdup(pool, text);
	return NULL;
}

const struct err *flight_read_code(const struct json *object, const char *name, size_t min,
    size_t max, apr_pool_t *pool, const char **out)
{
	const char *text;

	TRY(json_text(object, name, min, max, pool, &text));
	for (const char *at = text; *at != '\0'; at++) {
		if (!is_capital(*at) && !is_digit(*at))
			return err_new(pool, CODE_INVALID, "%s: not a code", name);
	}
	*out = apr_pstrdup(pool, text);
	return NULL;
}

const struct err *flight_read_airport(
    const struct json *object, const char *name, apr_pool_t *pool, const char **out)
{
	TRY(flight_read_code(object, name, 3, 3, pool, out));
	if (!flight_is_airport(*out))
		return err_new(pool, CODE_INVALID, "%s: not an airport code", name);
	return NULL;
}

const struct err *flight_read_number(
    const struct json *object, const char *name, apr_pool_t *pool, const char **out)
{
	TRY(flight_read_code(object, name, 3, 7, pool, out));
	if (!flight_is_number(*out))
		return err_new(pool, CODE_INVALID, "%s: not a flight number", name);
	return NULL;
}

const struct err *flight_read_date(
    const struct json *object, const char *name, apr_pool_t *pool, int32_t *out)
{
	const char *text;

	TRY(json_text(object, name, 10, 10, pool, &text));
	if (!date_parse(text, out))
		return err_new(pool, CODE_INVALID, "%s: not a date", name);
	return NULL;
}

const struct err *flight_read_int(
    const struct json *object, const char *name, int min, int max, apr_pool_t *pool, int *out)
{
	int64_t number;

	TRY(json_int(object, name, min, max, pool, &number));
	*out = (int)number;
	return NULL;
}

const struct err *flight_read_amount(
    const struct json *object, const char *name, apr_pool_t *pool, int64_t *out)
{
	return json_int(object, name, 0, AMOUNT_MAX, pool, out);
}
