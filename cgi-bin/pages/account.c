/* Accounts: made, signed in to, left; a forgotten password. */
#include "pages/account_form.h"
#include "pages/pages.h"
#include "web/client_words.h"

#include "base/words.h"
#include "domain/account.h"

struct account_form {
	const char *email, *password, *code;
};

#define EMAIL \
	{ \
		.name = "email", .kind = FIELD_TEXT, \
		.target = offsetof(struct account_form, email), .max = 254, .is_required = true, \
		.label = TO_SAY("your e-mail address") \
	}
#define PASSWORD \
	{ \
		.name = "password", .kind = FIELD_SECRET, \
		.target = offsetof(struct account_form, password), .max = 128, \
		.is_required = true, .label = TO_SAY("your password") \
	}
#define CODE \
	{ \
		.name = "code", .kind = FIELD_TEXT, .target = offsetof(struct account_form, code), \
		.max = 100, .label = TO_SAY("code") \
	}

static const struct field credentials[] = { EMAIL, PASSWORD };
static const struct field address_only[] = { EMAIL };
static const struct field new_password[] = { CODE, PASSWORD };

#define SHOWN_EMAIL \
	{ \
		"email", 0, TO_SAY("E-mail"), "email", "username", NULL, "" \
	}
#define SHOWN_NEW_PASSWORD \
	{ \
		"password", 0, TO_SAY("Password"), "password", "new-password", \
		    TO_SAY("8 characters or more; any words will do"), "" \
	}

static const struct text_field shown_new[] = { SHOWN_EMAIL, SHOWN_NEW_PASSWORD };
static const struct text_field shown_known[] = { SHOWN_EMAIL,
	{ "password", 0, TO_SAY("Password"), "password", "current-password", NULL, "" } };
static const struct text_field shown_reset[] = { SHOWN_NEW_PASSWORD };

static const struct account_page register_page = { { "register", credentials, 2 },
	TO_SAY("Create an account"), "/register", TO_SAY("Create the account"),
	TO_SAY(
	    "Nobody needs one to book. It keeps your bookings and the people you travel with in one place."),
	false, shown_new, 2, { { "/sign-in", TO_SAY("I have an account already") } } };
static const struct account_page sign_in_page = { { "sign-in", credentials, 2 }, TO_SAY("Sign in"),
	"/sign-in", TO_SAY("Sign in"), NULL, false, shown_known, 2,
	{ { "/register", TO_SAY("Create an account") },
	    { "/forgot", TO_SAY("I forgot my password") } } };
static const struct account_page forgot_page = { { "forgot", address_only, 1 },
	TO_SAY("Forgotten your password?"), "/forgot", TO_SAY("Mail me a link"), NULL, false,
	shown_known, 1, { { "/sign-in", TO_SAY("Back to sign in") } } };
static const struct account_page reset_page = { { "reset", new_password, 2 },
	TO_SAY("Choose a new password"), "/reset", TO_SAY("Save the password"), NULL, false,
	shown_reset, 1, { { "/forgot", TO_SAY("Ask for a new link") } } };

const struct err *page_register_show(struct request *request, struct reply *reply)
{
	return account_form_show(request, reply, &register_page, NULL, NULL);
}

const struct err *page_register(struct request *request, struct reply *reply)
{
	struct account_form typed = { NULL, NULL, NULL };
	const struct err *err;
	struct form *form;

	TRY(account_form_read(request, &register_page, &form, &typed, &err));
	if (err == NULL)
		err = account_register(page_desk(request), typed.email, typed.password);
	if (err != NULL)
		return account_form_refuse(request, reply, &register_page, form, err);
	reply_see_other(reply, "/sign-in?done=registered");
	return NULL;
}

const struct err *page_sign_in_show(struct request *request, struct reply *reply)
{
	const char *note;

	TRY(account_note(request, &note));
	return account_form_show(request, reply, &sign_in_page, note, NULL);
}

const struct err *page_sign_in(struct request *request, struct reply *reply)
{
	struct account_form typed = { NULL, NULL, NULL };
	const struct err *err;
	const char *token = NULL;
	struct form *form;

	TRY(account_form_read(request, &sign_in_page, &form, &typed, &err));
	if (err == NULL)
		err = account_sign_in(page_desk(request), typed.email, typed.password,
		    client_words(request_header(request, "User-Agent"), request->pool), &token);
	if (err != NULL)
		return account_form_refuse(request, reply, &sign_in_page, form, err);
	reply_set_browser(reply, token);
	reply_see_other(reply, "/account");
	return NULL;
}

const struct err *page_forgot_show(struct request *request, struct reply *reply)
{
	const char *note;

	TRY(account_note(request, &note));
	return account_form_show(request, reply, &forgot_page, note, NULL);
}

const struct err *page_forgot(struct request *request, struct reply *reply)
{
	struct account_form typed = { NULL, NULL, NULL };
	const struct err *err;
	struct form *form;

	TRY(account_form_read(request, &forgot_page, &form, &typed, &err));
	if (err == NULL)
		err = account_forgot(page_desk(request), typed.email);
	if (err != NULL)
		return account_form_refuse(request, reply, &forgot_page, form, err);
	reply_see_other(reply, "/forgot?done=mailed");
	return NULL;
}

static const struct field code_fields[] = { CODE };
static const struct form_table code_table = { "reset", code_fields, 1 };

const struct err *page_reset_show(struct request *request, struct reply *reply)
{
	struct account_form query = { .code = NULL };
	struct form *form;

	TRY(form_read(request, &code_table, &form));
	form_check(form, &query);
	return account_form_show(request, reply, &reset_page, NULL, query.code);
}

const struct err *page_reset(struct request *request, struct reply *reply)
{
	struct account_form typed = { NULL, NULL, NULL };
	const struct err *err;
	struct form *form;

	TRY(account_form_read(request, &reset_page, &form, &typed, &err));
	if (err == NULL)
		err = account_reset(
		    page_desk(request), typed.code != NULL ? typed.code : "", typed.password);
	if (err != NULL)
		return account_form_refuse(request, reply, &reset_page, form, err);
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
