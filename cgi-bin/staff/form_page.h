/* staff/form: the one form that signing in, and what changes one's own sign-in, are; and what other forms of staff share. */
#ifndef STAFF_FORM_PAGE_H
#define STAFF_FORM_PAGE_H

#include "staff/page.h"
#include "web/text_field.h"

/* Fields of the table that are not shown go along hidden. */
struct staff_form {
	struct form_table table;
	const char *page; /* data-page, without "admin-" */
	const char *title, *path, *button;
	const char *intro; /* NULL: none */
	const struct text_field *shown;
	size_t shown_count;
};

/* Empty (`form` NULL), or with what was typed but passwords. `hidden` is the value of an empty one's hidden field. */
struct staff_page staff_form_page(struct request *request, const struct staff_form *kind,
    const struct form *form, const char *hidden);
/* The form of a POST into `typed`; `*complaint` is CODE_INVALID when it has mistakes. */
const struct err *staff_form_read(struct request *request, const struct form_table *table,
    struct form **form, void *typed, const struct err **complaint);
/* Is this error one that the form says itself? Its fields are told to the form then. */
bool staff_form_takes(struct form *form, const struct err *err);

/* A filter as it was typed, as a query string ("a=1&b=2&"), without the table's last field, which is the place in the list. */
const char *staff_filter_text(
    const struct form *form, const struct form_table *table, apr_pool_t *pool);

/* Fields that several forms have. */
#define STAFF_CURRENT(type) \
	{ \
		.name = "current", .kind = FIELD_SECRET, .target = offsetof(type, current), \
		.max = 128, .is_required = true, .label = "your password" \
	}
#define STAFF_CODE(type) \
	{ \
		.name = "code", .kind = FIELD_TEXT, .target = offsetof(type, code), .max = 40, \
		.is_required = true, .label = "the code" \
	}

#endif
