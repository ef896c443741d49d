/* staff/form. */
#include "staff/form_page.h"

#include "base/pool.h"
#include "base/text.h"
#include "web/form_view.h"

struct staff_page staff_form_page(struct request *request, const struct staff_form *kind,
    const struct form *form, const char *hidden)
{
	struct staff_page parts = staff_page_begin(request, "staff/form", kind->title);

	view_text(parts.body, K_PAGE, kind->page);
	view_text(parts.body, K_HEADING, kind->title);
	view_text(parts.body, K_ACTION_PATH, kind->path);
	view_text(parts.body, K_BUTTON, kind->button);
	if (kind->intro != NULL)
		view_text(view_each(parts.body, K_INTRO), K_TEXT, kind->intro);
	for (size_t i = 0; i < kind->table.count; i++) {
		const char *name = kind->table.fields[i].name;

		if (text_fields_have(kind->shown, kind->shown_count, name))
			continue;
		form_hidden(parts.body, name, form != NULL ? form_typed(form, name, 1) : hidden);
	}
	for (size_t i = 0; i < kind->shown_count; i++)
		text_field_fill(parts.body, K_FORM_FIELD, &kind->shown[i], form, request->pool);
	return parts;
}

const struct err *staff_form_read(struct request *request, const struct form_table *table,
    struct form **form, void *typed, const struct err **complaint)
{
	*complaint = NULL;
	TRY(form_read(request, table, form));
	if (!form_check(*form, typed))
		*complaint = err_new(request->pool, CODE_INVALID, "the form has mistakes");
	return NULL;
}

bool staff_form_takes(struct form *form, const struct err *err)
{
	if (!err_is(err, CODE_INVALID) && !err_is(err, CODE_TOO_MANY) &&
	    !err_is(err, CODE_CHANGED_MEANWHILE))
		return false;
	if (err->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, err);
	return true;
}

const char *staff_filter_text(
    const struct form *form, const struct form_table *table, apr_pool_t *pool)
{
	const char *text = "";

	for (size_t i = 0; i + 1 < table->count; i++) {
		const char *name = table->fields[i].name;
		const char *value = form_typed(form, name, 1);

		if (value[0] != '\0')
			text = apr_pstrcat(
			    pool, text, name, "=", text_percent(value, pool), "&", NULL);
	}
	return text;
}
