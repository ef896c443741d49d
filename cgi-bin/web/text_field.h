/* parts/text_field: a labelled input with its hint, its error and what was typed. */
#ifndef WEB_TEXT_FIELD_H
#define WEB_TEXT_FIELD_H

#include "web/form.h"
#include "web/view.h"

struct text_field {
	const char *name;
	size_t nth; /* from 1 for names with several values; 0: single */
	const char *label;
	const char *type;         /* "text", "email", "tel", "password" */
	const char *autocomplete; /* HTML's token, or "off" */
	const char *hint;         /* NULL: none */
	const char *value;        /* shown when `form` is NULL */
};

/* One more field in `section`, whose template includes {{>TEXT_FIELD}}. What was typed and its complaint come from `form`, when not NULL. */
void text_field_fill(struct view *view, enum view_key section, const struct text_field *field,
    const struct form *form, apr_pool_t *pool);

/* Is one of them called that? */
bool text_fields_have(const struct text_field *fields, size_t count, const char *name);

/* The id of an input: "surname-2", "email". */
const char *text_field_id(const char *name, size_t nth, apr_pool_t *pool);

#endif
