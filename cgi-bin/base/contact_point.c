/* Where somebody is reached, in one line: an e-mail address, a telephone number or a page's address. */
#include "base/contact_point.h"

#include "base/pool.h"
#include "base/text.h"

#include <string.h>

#define DIGITS_LEAST 5
#define DIGITS_MOST 15
#define PAGE_MOST 200

static bool read_email(const char *text, apr_pool_t *pool, struct contact_point *out)
{
	if (!text_is_email(text) || strpbrk(text, "?&%#\"<>") != NULL)
		return false;
	*out = (struct contact_point){ CONTACT_EMAIL, apr_pstrdup(pool, text),
		apr_pstrdup(pool, text) };
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number is not broken over two lines. */
static const char *unbroken(const char *text, apr_pool_t *pool)
{
	static const char blank[] = "\xc2\xa0";
	char *out = apr_palloc(pool, strlen(text) * strlen(blank) + 1);
	char *at = out;

	for (; *text != '\0'; text++) {
		if (*text == ' ') {
			memcpy(at, blank, strlen(blank));
			at += strlen(blank);
		} else {
			*at++ = *text;
		}
	}
	*at = '\0';
	return out;
}

static bool read_phone(const char *text, apr_pool_t *pool, struct contact_point *out)
{
	char *number = apr_palloc(pool, strlen(text) + 1);
	size_t digits = 0, length = 0;

	for (const char *c = text; *c != '\0'; c++) {
		bool is_plus = *c == '+' && c == text;

		if (!is_digit(*c) && !is_plus && strchr(" ().-/", *c) == NULL)
			return false;
		if (is_digit(*c) || is_plus)
			number[length++] = *c;
		digits += is_digit(*c);
	}
	number[length] = '\0';
	if (digits < DIGITS_LEAST || digits > DIGITS_MOST)
		return false;
	*out = (struct contact_point){ CONTACT_PHONE, unbroken(text, pool), number };
	return true;
}

/* Only what stands for itself in an address, and nothing that hides whose it is. */
static bool is_plain(const char *address)
{
	for (const char *c = address; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || (unsigned char)*c > '~' ||
		    strchr("\"'<>\\^`{|}", *c) != NULL)
			return false;
	return true;
}

static bool read_page(const char *text, apr_pool_t *pool, struct contact_point *out)
{
	const char *host = NULL;
	size_t length, host_length;

	if (strncmp(text, "https://", 8) == 0)
		host = text + 8;
	else if (strncmp(text, "http://", 7) == 0)
		host = text + 7;
	if (host == NULL || strlen(text) > PAGE_MOST || !is_plain(text))
		return false;
	host_length = strspn(
	    host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:");
	if (host_length == 0 || strchr(".-:", host[0]) != NULL ||
	    strchr("/?#", host[host_length]) == NULL)
		return false;
	length = strlen(host);
	out->kind = CONTACT_PAGE;
	out->words = apr_pstrmemdup(pool, host, host[length - 1] == '/' ? length - 1 : length);
	out->link = apr_pstrdup(pool, text);
	return true;
}

bool contact_point_read(const char *text, apr_pool_t *pool, struct contact_point *out)
{
	*out = (struct contact_point){ CONTACT_NONE, NULL, NULL };
	return read_page(text, pool, out) || read_email(text, pool, out) ||
	    read_phone(text, pool, out);
}
