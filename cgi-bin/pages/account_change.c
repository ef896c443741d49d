/* An account's address, its password and its end: forms that ask for the password. */
#include "pages/account_form.h"
#include "pages/pages.h"

#include "base/words.h"
#include "domain/account.h"

struct change_form {
	const char *email, *current, *password, *key;
};

#define CURRENT \
	{ \
		.name = "current", .kind = FIELD_SECRET, \
		.target = offsetof(struct change_form, current), .max = 128, .is_required = true, \
		.label = TO_SAY("your password") \
	}

static const struct field email_fields[] = {
	{ .name = "email",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct change_form, email),
	    .max = 254,
	    .is_required = true,
	    .label = TO_SAY("the new e-mail address") },
	CURRENT,
	FIELD_ROW_KEY(struct change_form),
};
static const struct field password_fields[] = {
	CURRENT,
	{ .name = "password",
	    .kind = FIELD_SECRET,
	    .target = offsetof(struct change_form, password),
	    .max = 128,
	    .is_required = true,
	    .label = TO_SAY("the new password") },
	FIELD_ROW_KEY(struct change_form),
};
static const struct field delete_fields[] = { CURRENT };

#define SHOWN_CURRENT \
	{ \
		"current", 0, TO_SAY("Your password"), "password", "current-password", NULL, "" \
	}

static const struct text_field shown_email[] = { { "email", 0, TO_SAY("New e-mail address"),
						     "email", "email",
						     TO_SAY("We mail a link there"), "" },
	SHOWN_CURRENT };
static const struct text_field shown_password[] = { SHOWN_CURRENT,
	{ "password", 0, TO_SAY("New password"), "password", "new-password",
	    TO_SAY("8 characters or more; any words will do"), "" } };
static const struct text_field shown_delete[] = { SHOWN_CURRENT };

static const struct account_page email_page = { { "account-email", email_fields, 3 },
	TO_SAY("Change your e-mail address"), "/account/email", TO_SAY("Mail me the link"),
	TO_SAY(
	    "The new address is your account's when you open the link that we mail there. The old one is told."),
	false, shown_email, 2,
	{ { "/account", TO_SAY("Keep the old address") },
	    { "/forgot", TO_SAY("I forgot my password") } } };
static const struct account_page password_page = { { "account-password", password_fields, 3 },
	TO_SAY("Change your password"), "/account/password", TO_SAY("Save the password"),
	TO_SAY("You stay signed in here and are signed out everywhere else."), false,
	shown_password, 2,
	{ { "/account", TO_SAY("Keep the old password") },
	    { "/forgot", TO_SAY("I forgot my password") } } };
static const struct account_page delete_page = { { "account-delete", delete_fields, 1 },
	TO_SAY("Delete your account?"), "/account/delete", TO_SAY("Delete my account"),
	TO_SAY(
	    "This cannot be undone: travellers, sign-ins and the list of your bookings go, and seats that you hold are given back. Bookings stay valid; you find them with their booking code and a surname."),
	true, shown_delete, 1, { { "/account/data", TO_SAY("Keep it") } } };

static const struct err *show(
    struct request *request, struct reply *reply, const struct account_page *kind)
{
	const struct account *account;

	TRY(account_of_browser(page_desk(request), &account));
	if (account == NULL) {
		reply_see_other(reply, "/sign-in");
		return NULL;
	}
	return account_form_show(request, reply, kind, NULL, NULL);
}

const struct err *page_account_email_show(struct request *request, struct reply *reply)
{
	return show(request, reply, &email_page);
}

const struct err *page_account_password_show(struct request *request, struct reply *reply)
{
	return show(request, reply, &password_page);
}

const struct err *page_account_delete_show(struct request *request, struct reply *reply)
{
	return show(request, reply, &delete_page);
}

typedef const struct err *rule(struct desk *desk, const struct change_form *typed,
    const struct click *click, const char **answer);

static const struct err *move(struct desk *desk, const struct change_form *typed,
    const struct click *click, const char **answer)
{
	return account_move(desk, typed->email, typed->current, click, answer);
}

static const struct err *set_password(struct desk *desk, const struct change_form *typed,
    const struct click *click, const char **answer)
{
	return account_set_password(desk, typed->current, typed->password, click, answer);
}

/* A copy of a click that had its effect is answered as then, whatever is wrong with it now. */
static const struct err *change(
    struct request *request, struct reply *reply, const struct account_page *kind, rule *apply)
{
	struct change_form typed = { NULL, NULL, NULL, NULL };
	struct click click;
	const char *answer = NULL;
	const struct err *err;
	struct form *form;
	bool is_done;

	TRY(account_form_read(request, kind, &form, &typed, &err));
	click = page_click(request, form);
	if (err != NULL) {
		TRY(page_recall(request, reply, form, &is_done));
		return is_done ? NULL : account_form_refuse(request, reply, kind, form, err);
	}
	err = apply(page_desk(request), &typed, &click, &answer);
	if (err != NULL)
		return account_form_refuse(request, reply, kind, form, err);
	reply_see_other(reply, answer);
	return NULL;
}

const struct err *page_account_email(struct request *request, struct reply *reply)
{
	return change(request, reply, &email_page, move);
}

const struct err *page_account_password(struct request *request, struct reply *reply)
{
	return change(request, reply, &password_page, set_password);
}

const struct err *page_account_delete(struct request *request, struct reply *reply)
{
	struct change_form typed = { NULL, NULL, NULL, NULL };
	const char *token = NULL;
	const struct err *err;
	struct form *form;

	TRY(account_form_read(request, &delete_page, &form, &typed, &err));
	if (err == NULL)
		err = account_delete(page_desk(request), typed.current, &token);
	if (err != NULL)
		return account_form_refuse(request, reply, &delete_page, form, err);
	reply_set_browser(reply, token);
	reply_see_other(reply, "/sign-in?done=deleted");
	return NULL;
}
