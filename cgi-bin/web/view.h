/* Templates: the door to ctemplate. What a page shows is put under generated keys
   (build/gen/view_keys.h), so a wrong marker does not compile. */
#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include "base/err.h"
#include "view_keys.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct view; /* a dictionary: markers of one template, or of one section in it */

/*
 * Parse the templates that this program shows: `parts` are folders below `folder`, with every *.tpl
 * in them, or single files, NULL behind the last. For the languages that are spoken besides English
 * (base/words.h, started before) the same of words_folder()/LANGUAGE. CODE_BROKEN naming those that
 * do not parse. Once per process, before threads.
 */
const struct err *view_start(const char *folder, const char *const *parts, apr_pool_t *pool);

/* An empty one; it and all below it end with `pool`. */
struct view *view_new(apr_pool_t *pool);

/* Ends it, with all below it, before `pool`, in which it was made, does. */
void view_end(struct view *view, apr_pool_t *pool);

/*
 * Put a text (NULL: nothing) or a number; escaped by the template for the place where it stands.
 * Copied.
 */
void view_text(struct view *view, enum view_key key, const char *text);
void view_int(struct view *view, enum view_key key, int64_t number);
/*
 * Show a section once; one more row of a section, with its own markers; and an included template
 * ("parts/seat_map") with its own.
 */
void view_show(struct view *view, enum view_key key);
struct view *view_each(struct view *view, enum view_key key);
struct view *view_include(struct view *view, enum view_key key, const char *template_name);

/*
 * Expand "pages/home" (-> <folder>/pages/home.tpl), as it is in the thread's language, into
 * `pool`. CODE_BROKEN when it is not there.
 */
const struct err *view_render(const char *template_name, struct view *view, apr_pool_t *pool,
    const char **out, size_t *length);

#ifdef __cplusplus
}
#endif

#endif
