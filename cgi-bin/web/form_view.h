/* Parts of a form on a page that need no template of their own. */
#ifndef WEB_FORM_VIEW_H
#define WEB_FORM_VIEW_H

#include "web/view.h"

#include <apr_pools.h>

/* A hidden input: one more row HIDDEN of `view`, with NAME and VALUE. */
void form_hidden(struct view *view, const char *name, const char *value);
void form_hidden_int(struct view *view, const char *name, int64_t value, apr_pool_t *pool);

/* A choice: one more row OPTION of `select`, with VALUE and TEXT, and CHOSEN. */
void form_option(struct view *select, const char *value, const char *text, bool is_chosen);

#endif
