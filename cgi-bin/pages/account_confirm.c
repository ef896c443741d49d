/* The link that shows that an address is its account's owner's. */
#include "pages/account_form.h"
#include "pages/pages.h"
#include "web/client_words.h"

#include "base/words.h"
#include "domain/account.h"

struct confirm_form {
	const char *code, *password;
};

static const struct field fields[] = {
	{ .name = "code",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct confirm_form, code),
	    .max = 100,
	    .label = TO_SAY("code") },
	{ .name = "password",
	    .kind = FIELD_SECRET,
	    .target = offsetof(struct confirm_form, password),
	    .max = 128,
	    .label = TO_SAY("your password") },
};

static const struct text_field shown[] = { { "password", 0, TO_SAY("Password"), "password",
    "current-password", TO_SAY("The one that was chosen when the account was made"), "" } };

#define CONFIRM \
	{ "confirm", fields, 2 }, TO_SAY("Confirm your address"), "/confirm", TO_SAY("Confirm")

static const struct account_page stranger_page = { CONFIRM,
	TO_SAY(
	    "Give the password of the account, so that we know that address and account belong together."),
	false, shown, 1, { { "/forgot", TO_SAY("I do not know the password") } } };
/* Whoever is signed in has given it. */
static const struct account_page signed_in_page = { CONFIRM,
	TO_SAY("One click, and we know that mail to this address reaches you."), false, NULL, 0,
	{ { "/account", TO_SAY("Not now") } } };

static const struct form_table code_table = { "confirm", fields, 1 };

const struct err *page_confirm_show(struct request *request, struct reply *reply)
{
	struct confirm_form query = { NULL, NULL };
	const struct account *account;
	struct form *form;

	TRY(form_read(request, &code_table, &form));
	form_check(form, &query);
	TRY(account_of_browser(page_desk(request), &account));
	return account_form_show(
	    request, reply, account != NULL ? &signed_in_page : &stranger_page, NULL, query.code);
}

/* What is asked for in a browser that is signed in to another account is the password too: the form with it follows every refusal. */
const struct err *page_confirm(struct request *request, struct reply *reply)
{
	struct confirm_form typed = { NULL, NULL };
	const struct err *err;
	const char *token = NULL;
	struct form *form;

	TRY(account_form_read(request, &stranger_page, &form, &typed, &err));
	if (err == NULL)
		err = account_confirm(page_desk(request), typed.code != NULL ? typed.code : "",
		    typed.password,
		    client_words(request_header(request, "User-Agent"), request->pool), &token);
	if (err != NULL)
		return account_form_refuse(request, reply, &stranger_page, form, err);
	if (token != NULL)
		reply_set_browser(reply, token);
	reply_see_other(reply, "/account?done=confirmed");
	return NULL;
}

const struct err *page_account_confirm(struct request *request, struct reply *reply)
{
	static const struct form_table nothing = { "confirm-again", NULL, 0 };
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &nothing, &form));
	err = account_confirm_again(page_desk(request));
	if (err != NULL)
		return account_sign_in_first(reply, err);
	reply_see_other(reply, "/account?done=again");
	return NULL;
}
