/* pages/account_form: the one form that most pages of an account are, and what such pages share. */
#ifndef PAGES_ACCOUNT_FORM_H
#define PAGES_ACCOUNT_FORM_H

#include "pages/page.h"
#include "web/text_field.h"

/* A page with one form: its words, its fields, and where else one could go. Fields of the table that are not shown go along hidden: a key, or a code as it came. */
struct account_page {
	struct form_table table;
	const char *title, *path, *button;
	const char *intro; /* NULL: none */
	bool is_danger;
	const struct text_field *shown;
	size_t shown_count;
	struct {
		const char *path, *text;
	} links[3]; /* as many as have a path */
};

/* Empty (`form` NULL), or with what was typed but passwords. `code` is the hidden code of an empty one. */
struct page_parts account_form_page(struct request *request, const struct account_page *kind,
    const struct form *form, const char *code);
/* Empty, with a note (NULL: none). */
const struct err *account_form_show(struct request *request, struct reply *reply,
    const struct account_page *kind, const char *note, const char *code);
/* The form again, with what is wrong. Errors that are not the typist's come back; CODE_UNAUTHENTICATED leads to where one signs in. */
const struct err *account_form_refuse(struct request *request, struct reply *reply,
    const struct account_page *kind, struct form *form, const struct err *err);
/* The form of a POST into `typed`; `*complaint` is CODE_INVALID when it has mistakes. */
const struct err *account_form_read(struct request *request, const struct account_page *kind,
    struct form **form, void *typed, const struct err **complaint);

/* What happened just before: the words of "?done=…"; NULL: nothing. */
const struct err *account_note(struct request *request, const char **out);
void account_note_fill(struct view *view, const char *note);

/* CODE_UNAUTHENTICATED leads to where one signs in; other errors come back. */
const struct err *account_sign_in_first(struct reply *reply, const struct err *err);

/* The account's pages, this one marked. */
void account_nav_fill(const struct page_parts *parts, const char *path);

#endif
