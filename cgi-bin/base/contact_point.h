/* Where somebody is reached, in one line: an e-mail address, a telephone number or a page's address. */
#ifndef BASE_CONTACT_POINT_H
#define BASE_CONTACT_POINT_H

#include <stdbool.h>

#include <apr_pools.h>

enum contact_kind { CONTACT_NONE, CONTACT_EMAIL, CONTACT_PHONE, CONTACT_PAGE };

struct contact_point {
	enum contact_kind kind;
	const char *words; /* as it is read: a page without its scheme, a number in one piece */
	const char *
	    link; /* as a link needs it, behind "mailto:" or "tel:", which are not in it; a page's whole address */
};

/*
 * false: none of them. A telephone number has 5 to 15 digits, a + at most at its beginning, and blanks, brackets, dots, hyphens and slashes between; a page begins with http:// or https://, has a host
 * and no blanks, quotes, brackets or account; an e-mail address has no ?, & or % besides.
 */
bool contact_point_read(const char *text, apr_pool_t *pool, struct contact_point *out);

#endif
