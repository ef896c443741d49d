/* pages/account_form, and what pages of an account share. */
#include "pages/account_form.h"

#include "base/random.h"
#include "base/words.h"
#include "view_keys.h"
#include "web/form_view.h"
#include "web/note.h"

#include <string.h>

static void fill_hidden(const struct page_parts *parts, const struct account_page *kind,
    const struct form *form, const char *code)
{
	for (size_t i = 0; i < kind->table.count; i++) {
		const struct field *field = &kind->table.fields[i];
		const char *value = code;

		if (text_fields_have(kind->shown, kind->shown_count, field->name))
			continue;
		if (field->kind == FIELD_KEY)
			value = form != NULL ? form_key(form) : random_ref(parts->pool);
		else if (form != NULL)
			value = form_typed(form, field->name, 1);
		form_hidden(parts->body, field->name, value);
	}
}

struct page_parts account_form_page(struct request *request, const struct account_page *kind,
    const struct form *form, const char *code)
{
	struct page_parts parts = page_begin(request, "pages/account_form", say(kind->title));

	view_text(parts.body, K_PAGE, kind->table.name);
	view_text(parts.body, K_HEADING, say(kind->title));
	view_text(parts.body, K_ACTION_PATH, kind->path);
	view_text(parts.body, K_BUTTON, say(kind->button));
	view_text(parts.body, K_BUTTON_CLASS, kind->is_danger ? "button danger" : "button");
	if (kind->intro != NULL)
		view_text(view_each(parts.body, K_INTRO), K_TEXT, say(kind->intro));
	fill_hidden(&parts, kind, form, code);
	for (size_t i = 0; i < kind->shown_count; i++)
		text_field_fill(parts.body, K_FORM_FIELD, &kind->shown[i], form, request->pool);
	for (size_t i = 0; i < 3 && kind->links[i].path != NULL; i++) {
		struct view *row = view_each(parts.body, K_CHOICE);

		view_text(row, K_LINK, kind->links[i].path);
		view_text(row, K_TEXT, say(kind->links[i].text));
	}
	return parts;
}

void account_note_fill(struct view *view, const char *note)
{
	if (note != NULL)
		view_text(view_each(view, K_NOTE), K_TEXT, note);
}

const struct err *account_form_show(struct request *request, struct reply *reply,
    const struct account_page *kind, const char *note, const char *code)
{
	struct page_parts parts = account_form_page(request, kind, NULL, code);

	account_note_fill(parts.body, note);
	return page_end(reply, 200, &parts);
}

const struct err *account_sign_in_first(struct reply *reply, const struct err *err)
{
	if (!err_is(err, CODE_UNAUTHENTICATED))
		return err;
	reply_see_other(reply, "/sign-in");
	return NULL;
}

const struct err *account_form_refuse(struct request *request, struct reply *reply,
    const struct account_page *kind, struct form *form, const struct err *err)
{
	struct page_parts parts;

	if (!err_is(err, CODE_INVALID) && !err_is(err, CODE_TOO_MANY) &&
	    !err_is(err, CODE_EMAIL_TAKEN) && !err_is(err, CODE_CHANGED_MEANWHILE))
		return account_sign_in_first(reply, err);
	if (err->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, err);
	parts = account_form_page(request, kind, form, NULL);
	return page_refuse(request, reply, &parts, err, form);
}

const struct err *account_form_read(struct request *request, const struct account_page *kind,
    struct form **form, void *typed, const struct err **complaint)
{
	*complaint = NULL;
	TRY(form_read(request, &kind->table, form));
	if (!form_check(*form, typed))
		*complaint = err_new(request->pool, CODE_INVALID, "the form has mistakes");
	return NULL;
}

const struct err *account_note(struct request *request, const char **out)
{
	static const struct note notes[] = {
		{ "registered",
		    TO_SAY(
			"If this address had no account yet, it has one now. We have mailed a link there that confirms it; you can sign in already.") },
		{ "mailed",
		    TO_SAY(
			"We have mailed to this address. The link in that mail is good for an hour.") },
		{ "reset", TO_SAY("The new password is saved. Sign in with it.") },
		{ "confirmed", TO_SAY("Your address is confirmed.") },
		{ "again", TO_SAY("The link is on its way to your address.") },
		{ "asked",
		    TO_SAY(
			"We have mailed a link to the new address. It is yours as soon as you open that link; until then the old one stays.") },
		{ "password",
		    TO_SAY("The new password is saved, and you are signed out everywhere else.") },
		{ "deleted", TO_SAY("Your account is deleted.") },
		{ "saved", TO_SAY("Saved.") },
		{ "removed", TO_SAY("Removed.") },
		{ "ended", TO_SAY("Signed out there.") },
	};

	TRY(note_find(request, notes, sizeof(notes) / sizeof(notes[0]), out));
	if (*out != NULL)
		*out = say(*out);
	return NULL;
}

void account_nav_fill(const struct page_parts *parts, const char *path)
{
	static const struct {
		const char *path, *text;
	} links[] = {
		{ "/account", TO_SAY("Bookings") },
		{ "/account/travellers", TO_SAY("Travellers") },
		{ "/account/sessions", TO_SAY("Devices") },
		{ "/account/data", TO_SAY("Your data") },
	};
	struct view *nav = view_include(parts->body, K_ACCOUNT_NAV, "parts/account_nav");

	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		struct view *row = view_each(nav, K_ACCOUNT_LINK);

		view_text(row, K_LINK, links[i].path);
		view_text(row, K_TEXT, say(links[i].text));
		if (strcmp(links[i].path, path) == 0)
			view_show(row, K_HERE);
	}
}
