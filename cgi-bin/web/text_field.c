/* parts/text_field. */
#include "web/text_field.h"

#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

#include <string.h>

bool text_fields_have(const struct text_field *fields, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0)
			return true;
	return false;
}

const char *text_field_id(const char *name, size_t nth, apr_pool_t *pool)
{
	return nth == 0 ? name : apr_psprintf(pool, "%s-%" APR_SIZE_T_FMT, name, nth);
}

/* The error before the hint, as they stand on the page. */
static const char *described_by(const char *id, bool has_error, bool has_hint, apr_pool_t *pool)
{
	if (has_error && has_hint)
		return apr_psprintf(pool, "%s-error %s-hint", id, id);
	return apr_psprintf(pool, "%s-%s", id, has_error ? "error" : "hint");
}

void text_field_fill(struct view *view, enum view_key section, const struct text_field *field,
    const struct form *form, apr_pool_t *pool)
{
	struct view *part = view_include(
	    view_each(view, section), K_TEXT_FIELD, "parts/text_field");
	const char *id = text_field_id(field->name, field->nth, pool);
	const char *error = form != NULL ? form_complaint_shown(form, field->name, field->nth)
					 : NULL;

	view_text(part, K_ID, id);
	view_text(part, K_NAME, field->name);
	view_text(part, K_LABEL, say(field->label));
	view_text(part, K_INPUT_TYPE, field->type);
	view_text(part, K_AUTOCOMPLETE, field->autocomplete);
	view_text(part, K_VALUE,
	    form != NULL ? form_typed(form, field->name, field->nth == 0 ? 1 : field->nth)
			 : field->value);
	if (error != NULL)
		view_text(view_each(part, K_ERROR), K_MESSAGE, error);
	if (field->hint != NULL)
		view_text(view_each(part, K_HINT), K_TEXT, say(field->hint));
	if (error != NULL || field->hint != NULL)
		view_text(view_each(part, K_DESCRIBED), K_DESCRIBED_BY,
		    described_by(id, error != NULL, field->hint != NULL, pool));
}
