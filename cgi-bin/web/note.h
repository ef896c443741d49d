/* "?done=NAME": what happened just before, said on the page that its click led to. */
#ifndef WEB_NOTE_H
#define WEB_NOTE_H

#include "web/form.h"

struct note {
	const char *name;  /* at most 20 characters */
	const char *words; /* a sentence */
};

/* The words of the note that the query names; NULL: it names none of them. Errors as form_read. */
const struct err *note_find(
    struct request *request, const struct note *notes, size_t count, const char **words);

#endif
