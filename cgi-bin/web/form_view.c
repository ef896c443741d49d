/* Parts of a form on a page. */
#include "web/form_view.h"

#include "base/pool.h"
#include "view_keys.h"

void form_hidden(struct view *view, const char *name, const char *value)
{
	struct view *row = view_each(view, K_HIDDEN);

	view_text(row, K_NAME, name);
	view_text(row, K_VALUE, value);
}

void form_hidden_int(struct view *view, const char *name, int64_t value, apr_pool_t *pool)
{
	form_hidden(view, name, apr_psprintf(pool, "%" APR_INT64_T_FMT, value));
}

void form_option(struct view *select, const char *value, const char *text, bool is_chosen)
{
	struct view *option = view_each(select, K_OPTION);

	view_text(option, K_VALUE, value);
	view_text(option, K_TEXT, text);
	if (is_chosen)
		view_show(option, K_CHOSEN);
}
