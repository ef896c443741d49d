/* Accounts: made, signed in to, left; a forgotten password; what one has booked. */
#include "pages/page.h"
#include "pages/pages.h"

#include "base/pool.h"
#include "domain/account.h"
#include "pages/text_field.h"
#include "view_keys.h"

#include <string.h>

struct account_form {
	const char *email, *password, *code;
};

#define EMAIL \
	{ \
		.name = "email", .kind = FIELD_TEXT, \
		.target = offsetof(struct account_form, email), .max = 254, .is_required = true, \
		.label = "your e-mail address" \
	}
#define PASSWORD \
	{ \
		.name = "password", .kind = FIELD_SECRET, \
		.target = offsetof(struct account_form, password), .max = 128, \
		.is_required = true, .label = "your password" \
	}
#define CODE \
	{ \
		.name = "code", .kind = FIELD_TEXT, .target = offsetof(struct account_form, code), \
		.max = 100, .label = "code" \
	}

static const struct field credentials[] = { EMAIL, PASSWORD };
static const struct field address_only[] = { EMAIL };
static const struct field new_password[] = { CODE, PASSWORD };

/* A page with one form: its words, its fields, and where else one could go. */
struct account_page {
	struct form_table table;
	const char *title, *path, *button, *password_autocomplete;
	bool has_email, has_password;
	struct {
		const char *path, *text;
	} links[2];
};

static const struct account_page register_page = { { "register", credentials, 2 },
	"Make an account", "/register", "Make the account", "new-password", true, true,
	{ { "/sign-in", "I have an account" } } };
static const struct account_page sign_in_page = { { "sign-in", credentials, 2 }, "Sign in",
	"/sign-in", "Sign in", "current-password", true, true,
	{ { "/register", "Make an account" }, { "/forgot", "I forgot my password" } } };
static const struct account_page forgot_page = { { "forgot", address_only, 1 },
	"Forgotten your password?", "/forgot", "Mail me a link", NULL, true, false,
	{ { "/sign-in", "Back to sign in" } } };
static const struct account_page reset_page = { { "reset", new_password, 2 },
	"Choose a new password", "/reset", "Save the password", "new-password", false, true,
	{ { "/forgot", "Ask for a new link" } } };

static struct page_parts form_page(
    struct request *request, const struct account_page *kind, const struct form *form)
{
	struct page_parts parts = page_begin(request, "pages/account_form", kind->title);
	bool is_new = kind->password_autocomplete != NULL &&
	    strcmp(kind->password_autocomplete, "new-password") == 0;

	view_text(parts.body, K_PAGE, kind->table.name);
	view_text(parts.body, K_HEADING, kind->title);
	view_text(parts.body, K_ACTION_PATH, kind->path);
	view_text(parts.body, K_BUTTON, kind->button);
	if (kind->has_email)
		text_field_fill(parts.body, K_EMAIL,
		    &(const struct text_field){
			"email", 0, "E-mail", "email", "username", NULL, "" },
		    form, request->pool);
	if (kind->has_password)
		text_field_fill(parts.body, K_PASSWORD,
		    &(const struct text_field){ "password", 0, "Password", "password",
			kind->password_autocomplete,
			is_new ? "8 characters or more; any words will do" : NULL, "" },
		    form, request->pool);
	for (size_t i = 0; i < 2 && kind->links[i].path != NULL; i++) {
		struct view *row = view_each(parts.body, K_CHOICE);

		view_text(row, K_LINK, kind->links[i].path);
		view_text(row, K_TEXT, kind->links[i].text);
	}
	return parts;
}

static void hidden_code(struct page_parts *parts, const char *code)
{
	struct view *row = view_each(parts->body, K_HIDDEN);

	view_text(row, K_NAME, "code");
	view_text(row, K_VALUE, code);
}

static const struct err *show(
    struct request *request, struct reply *reply, const struct account_page *kind, const char *note)
{
	struct page_parts parts = form_page(request, kind, NULL);

	if (note != NULL)
		view_text(view_each(parts.body, K_NOTE), K_TEXT, note);
	return page_end(reply, 200, &parts);
}

/* The form again, with what was typed but the password. Errors that are not the typist's come back. */
static const struct err *refuse(struct request *request, struct reply *reply,
    const struct account_page *kind, struct form *form, const struct err *err)
{
	struct page_parts parts;

	if (!err_is(err, CODE_INVALID) && !err_is(err, CODE_TOO_MANY))
		return err;
	if (err->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, err);
	parts = form_page(request, kind, form);
	if (kind == &reset_page)
		hidden_code(&parts, form_typed(form, "code", 1));
	return page_refuse(request, reply, &parts, err, form);
}

static const struct err *read_form(struct request *request, const struct account_page *kind,
    struct form **form, struct account_form *typed, const struct err **complaint)
{
	memset(typed, 0, sizeof(*typed));
	*complaint = NULL;
	TRY(form_read(request, &kind->table, form));
	if (!form_check(*form, typed))
		*complaint = err_new(request->pool, CODE_INVALID, "the form has mistakes");
	return NULL;
}

/* The note that a page carries after a redirect: "?done=…" names which. */
struct note_query {
	const char *done;
};

static const struct field note_fields[] = {
	{ .name = "done",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct note_query, done),
	    .max = 20,
	    .label = "done" },
};
static const struct form_table note_table = { "note", note_fields, 1 };

static const struct err *read_note(struct request *request, const char **out)
{
	static const struct {
		const char *name, *words;
	} notes[] = {
		{ "registered", "If this address had no account yet, it has one now: sign in." },
		{ "mailed",
		    "If there is an account for this address, a link is on its way to it." },
		{ "reset", "The new password is saved. Sign in with it." },
	};
	struct note_query query;
	struct form *form;

	*out = NULL;
	TRY(form_read(request, &note_table, &form));
	if (!form_check(form, &query) || query.done == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		if (strcmp(notes[i].name, query.done) == 0)
			*out = notes[i].words;
	}
	return NULL;
}

const struct err *page_register_show(struct request *request, struct reply *reply)
{
	return show(request, reply, &register_page, NULL);
}

const struct err *page_register(struct request *request, struct reply *reply)
{
	struct account_form typed;
	const struct err *err;
	struct form *form;

	TRY(read_form(request, &register_page, &form, &typed, &err));
	if (err == NULL)
		err = account_register(page_desk(request), typed.email, typed.password);
	if (err != NULL)
		return refuse(request, reply, &register_page, form, err);
	reply_see_other(reply, "/sign-in?done=registered");
	return NULL;
}

const struct err *page_sign_in_show(struct request *request, struct reply *reply)
{
	const char *note;

	TRY(read_note(request, &note));
	return show(request, reply, &sign_in_page, note);
}

const struct err *page_sign_in(struct request *request, struct reply *reply)
{
	struct account_form typed;
	const struct err *err;
	const char *token = NULL;
	struct form *form;

	TRY(read_form(request, &sign_in_page, &form, &typed, &err));
	if (err == NULL)
		err = account_sign_in(page_desk(request), typed.email, typed.password, &token);
	if (err != NULL)
		return refuse(request, reply, &sign_in_page, form, err);
	reply_set_browser(reply, token);
	reply_see_other(reply, "/account");
	return NULL;
}

const struct err *page_forgot_show(struct request *request, struct reply *reply)
{
	const char *note;

	TRY(read_note(request, &note));
	return show(request, reply, &forgot_page, note);
}

const struct err *page_forgot(struct request *request, struct reply *reply)
{
	struct account_form typed;
	const struct err *err;
	struct form *form;

	TRY(read_form(request, &forgot_page, &form, &typed, &err));
	if (err == NULL)
		err = account_forgot(page_desk(request), typed.email);
	if (err != NULL)
		return refuse(request, reply, &forgot_page, form, err);
	reply_see_other(reply, "/forgot?done=mailed");
	return NULL;
}

static const struct field code_fields[] = { CODE };
static const struct form_table code_table = { "reset", code_fields, 1 };

const struct err *page_reset_show(struct request *request, struct reply *reply)
{
	struct account_form query = { .code = NULL };
	struct page_parts parts;
	struct form *form;

	TRY(form_read(request, &code_table, &form));
	form_check(form, &query);
	parts = form_page(request, &reset_page, NULL);
	hidden_code(&parts, query.code);
	return page_end(reply, 200, &parts);
}

const struct err *page_reset(struct request *request, struct reply *reply)
{
	struct account_form typed;
	const struct err *err;
	struct form *form;

	TRY(read_form(request, &reset_page, &form, &typed, &err));
	if (err == NULL)
		err = account_reset(
		    page_desk(request), typed.code != NULL ? typed.code : "", typed.password);
	if (err != NULL)
		return refuse(request, reply, &reset_page, form, err);
	reply_see_other(reply, "/sign-in?done=reset");
	return NULL;
}

const struct err *page_sign_out(struct request *request, struct reply *reply)
{
	static const struct form_table nothing = { "sign-out", NULL, 0 };
	const char *token = NULL;
	struct form *form;

	TRY(form_read(request, &nothing, &form));
	TRY(account_sign_out(page_desk(request), &token));
	reply_set_browser(reply, token);
	reply_see_other(reply, "/");
	return NULL;
}
