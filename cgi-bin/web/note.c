/* "?done=NAME": what happened just before. */
#include "web/note.h"

#include "base/words.h"

#include <string.h>

struct note_query {
	const char *done;
};

static const struct field fields[] = {
	{ .name = "done",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct note_query, done),
	    .max = 20,
	    .label = TO_SAY("done") },
};
static const struct form_table table = { "note", fields, 1 };

const struct err *note_find(
    struct request *request, const struct note *notes, size_t count, const char **words)
{
	struct note_query query;
	struct form *form;

	*words = NULL;
	TRY(form_read(request, &table, &form));
	if (!form_check(form, &query) || query.done == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (strcmp(notes[i].name, query.done) == 0)
			*words = notes[i].words;
	return NULL;
}
