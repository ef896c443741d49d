/* Staff sign in and out. */
#include "staff/form_page.h"
#include "staff/staff_pages.h"

#include "base/pool.h"
#include "web/client_words.h"

struct sign_in_form {
	const char *name, *password, *next, *code;
};

/* Where one wanted to go: goes along hidden. */
#define NEXT(type) \
	{ \
		.name = "next", .kind = FIELD_TEXT, .target = offsetof(type, next), \
		.max = STAFF_NEXT_MAX, .label = "next" \
	}

static const struct field sign_in_fields[] = {
	{ .name = "name",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct sign_in_form, name),
	    .max = 60,
	    .is_required = true,
	    .label = "your name" },
	{ .name = "password",
	    .kind = FIELD_SECRET,
	    .target = offsetof(struct sign_in_form, password),
	    .max = 128,
	    .is_required = true,
	    .label = "your password" },
	NEXT(struct sign_in_form),
};
static const struct text_field sign_in_shown[] = {
	{ "name", 0, "Name", "text", "username", NULL, "" },
	{ "password", 0, "Password", "password", "current-password", NULL, "" },
};
static const struct staff_form sign_in_page = { { "sign-in", sign_in_fields, 3 }, "sign-in",
	"Staff sign-in", "/admin/sign-in", "Sign in", NULL, sign_in_shown, 2 };

static const struct field code_fields[] = {
	STAFF_CODE(struct sign_in_form),
	NEXT(struct sign_in_form),
};
static const struct text_field code_shown[] = {
	{ "code", 0, "Code", "text", "one-time-code",
	    "Six digits from your app; or one of your recovery codes, each of which is good once",
	    "" },
};
static const struct staff_form code_page = { { "code", code_fields, 2 }, "code",
	"Your second factor", "/admin/sign-in/code", "Go on", NULL, code_shown, 1 };

/* Only to a page of ours. */
static const char *way_on(const char *next)
{
	return next != NULL && staff_is_next(next) ? next : "/admin/";
}

struct next_query {
	const char *next;
};
static const struct field next_fields[] = { NEXT(struct next_query) };
static const struct form_table next_table = { "next", next_fields, 1 };

/* A form that nothing was typed into yet. */
static const struct err *show(
    struct request *request, struct reply *reply, const struct staff_form *kind)
{
	struct next_query query = { NULL };
	struct staff_page parts;
	struct form *form;

	TRY(form_read(request, &next_table, &form));
	if (!form_check(form, &query))
		query.next = NULL;
	parts = staff_form_page(request, kind, NULL, way_on(query.next));
	TRY(staff_note(request, &parts));
	return staff_page_end(reply, 200, &parts);
}

const struct err *page_staff_sign_in_show(struct request *request, struct reply *reply)
{
	return show(request, reply, &sign_in_page);
}

const struct err *page_staff_sign_in(struct request *request, struct reply *reply)
{
	struct sign_in_form typed = { NULL, NULL, NULL, NULL };
	const struct err *err;
	const char *token = NULL;
	struct staff_page parts;
	struct form *form;

	TRY(staff_form_read(request, &sign_in_page.table, &form, &typed, &err));
	if (err == NULL)
		err = staff_sign_in(staff_desk(request), typed.name, typed.password,
		    client_words(request_header(request, "User-Agent"), request->pool), &token);
	if (err == NULL) {
		reply_set_browser(reply, token);
		reply_see_other(reply, way_on(typed.next));
		return NULL;
	}
	if (!staff_form_takes(form, err))
		return err;
	parts = staff_form_page(request, &sign_in_page, form, NULL);
	return staff_page_refuse(reply, &parts, err, form);
}

const struct err *page_staff_code_show(struct request *request, struct reply *reply)
{
	if (staff_here(request)->needs_code)
		return show(request, reply, &code_page);
	reply_see_other(reply, "/admin/sign-in");
	return NULL;
}

const struct err *page_staff_code(struct request *request, struct reply *reply)
{
	struct sign_in_form typed = { NULL, NULL, NULL, NULL };
	const struct err *err;
	const char *token = NULL;
	struct staff_page parts;
	struct form *form;

	TRY(staff_form_read(request, &code_page.table, &form, &typed, &err));
	if (err == NULL)
		err = staff_give_code(staff_desk(request), typed.code, &token);
	if (err == NULL) {
		reply_set_browser(reply, token);
		reply_see_other(reply, way_on(typed.next));
		return NULL;
	}
	if (!staff_form_takes(form, err))
		return err;
	parts = staff_form_page(request, &code_page, form, NULL);
	return staff_page_refuse(reply, &parts, err, form);
}

/* Harmless to repeat: who is signed out stays so. */
const struct err *page_staff_sign_out(struct request *request, struct reply *reply)
{
	static const struct form_table nothing = { "sign-out", NULL, 0 };
	const struct staff_here *here = staff_here(request);
	struct form *form;

	TRY(form_read(request, &nothing, &form));
	if (here->staff.id != 0)
		TRY(staff_sign_out(staff_desk(request), here));
	reply_see_other(reply, "/admin/sign-in?done=signed-out");
	return NULL;
}
