/* One's own sign-in: password, second factor, where one is signed in. */
#include "staff/form_page.h"
#include "staff/staff_pages.h"

#include "base/barcode.h"
#include "base/pool.h"

struct own_form {
	const char *current, *password, *code, *present;
};

static const struct field password_fields[] = {
	STAFF_CURRENT(struct own_form),
	{ .name = "password",
	    .kind = FIELD_SECRET,
	    .target = offsetof(struct own_form, password),
	    .max = 128,
	    .is_required = true,
	    .label = "a new password" },
};
static const struct text_field password_shown[] = {
	{ "current", 0, "Your password now", "password", "current-password", NULL, "" },
	{ "password", 0, "New password", "password", "new-password",
	    "10 characters or more; any words will do", "" },
};
static const struct staff_form password_page = { { "password", password_fields, 2 }, "password",
	"Choose a new password", "/admin/account/password", "Save the password",
	"You are signed out everywhere else then.", password_shown, 2 };

static const struct field factor_fields[] = {
	STAFF_CODE(struct own_form),
	STAFF_CURRENT(struct own_form),
	{ .name = "present",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct own_form, present),
	    .max = 40,
	    .is_required = true,
	    .label = "a code of the second factor you have" },
};
static const struct text_field factor_shown[] = {
	{ "code", 0, "Code that the app shows now", "text", "one-time-code",
	    "Six digits, of what you have just scanned", "" },
	{ "current", 0, "Your password", "password", "current-password", NULL, "" },
	{ "present", 0, "Code of the second factor you have", "text", "off",
	    "Six digits of the old entry in your app, or one of the recovery codes you have; none of those above",
	    "" },
};

/* The last field is for who has a second factor. */
static size_t factor_count(const struct staff_here *here)
{
	return here->staff.has_second_factor ? 3 : 2;
}

static void fill_sessions(
    struct view *body, const struct staff_session *sessions, size_t count, apr_pool_t *pool)
{
	for (size_t i = 0; i < count; i++) {
		const struct staff_session *session = &sessions[i];
		struct view *row = view_each(body, K_SESSION);

		view_text(row, K_CLIENT, session->client);
		view_text(row, K_ADDRESS, session->address);
		staff_fill_moment(row, K_SIGNED_IN, session->signed_in_at, pool);
		staff_fill_moment(row, K_LAST_SEEN, session->seen_at, pool);
		staff_fill_moment(row, K_ENDS_BY, session->ends_at, pool);
		if (session->is_this)
			view_show(row, K_THIS_ONE);
		else
			view_text(view_each(row, K_OTHER_ONE), K_REF, session->ref);
	}
	if (count > 1)
		view_show(body, K_OTHERS);
}

const struct err *page_staff_account_show(struct request *request, struct reply *reply)
{
	const struct staff_here *here = staff_here(request);
	struct desk *desk = staff_desk(request);
	struct staff_page parts = staff_page_begin(request, "staff/account", "My sign-in");
	const struct staff_session *sessions;
	size_t count;
	int64_t codes;

	TRY(staff_note(request, &parts));
	TRY(staff_count_codes(desk, here, &codes));
	TRY(staff_list_sessions(desk, here, &sessions, &count));
	view_text(parts.body, K_STAFF_NAME, here->staff.name);
	view_text(parts.body, K_STAFF_ROLE, staff_role_name(here->staff.role));
	if (here->staff.has_second_factor)
		view_int(view_each(parts.body, K_FACTOR_ON), K_COUNT, codes);
	else
		view_show(parts.body, K_FACTOR_OFF);
	fill_sessions(parts.body, sessions, count, request->pool);
	return staff_page_end(reply, 200, &parts);
}

const struct err *page_staff_password_show(struct request *request, struct reply *reply)
{
	struct staff_page parts = staff_form_page(request, &password_page, NULL, NULL);

	return staff_page_end(reply, 200, &parts);
}

const struct err *page_staff_password(struct request *request, struct reply *reply)
{
	struct own_form typed = { NULL, NULL, NULL, NULL };
	const struct err *err;
	struct staff_page parts;
	struct form *form;

	TRY(staff_form_read(request, &password_page.table, &form, &typed, &err));
	if (err == NULL)
		err = staff_set_own_password(
		    staff_desk(request), staff_here(request), typed.current, typed.password);
	if (err == NULL) {
		reply_see_other(reply, "/admin/account?done=password");
		return NULL;
	}
	if (!staff_form_takes(form, err))
		return err;
	parts = staff_form_page(request, &password_page, form, NULL);
	return staff_page_refuse(reply, &parts, err, form);
}

static const struct err *factor_page(
    struct request *request, const struct form *form, struct staff_page *parts)
{
	const struct staff_here *here = staff_here(request);
	struct staff_enrolment enrolment;
	struct barcode code;

	TRY(staff_enrol(staff_desk(request), here, &enrolment));
	TRY(barcode_qr(enrolment.uri, request->pool, &code));
	*parts = staff_page_begin(request, "staff/second_factor", "Set up a second factor");
	view_int(parts->body, K_CODE_SIDE, code.side);
	view_text(parts->body, K_CODE_PATH, code.path);
	view_text(parts->body, K_SECRET, enrolment.secret);
	if (here->needs_second_factor)
		view_show(parts->body, K_FACTOR_NEEDED);
	if (here->staff.has_second_factor)
		view_show(parts->body, K_FACTOR_ON);
	for (size_t i = 0; i < STAFF_CODES; i++)
		view_text(view_each(parts->body, K_RECOVERY_CODE), K_TEXT, enrolment.codes[i]);
	for (size_t i = 0; i < factor_count(here); i++)
		text_field_fill(parts->body, K_FORM_FIELD, &factor_shown[i], form, request->pool);
	return NULL;
}

const struct err *page_staff_second_factor_show(struct request *request, struct reply *reply)
{
	struct staff_page parts;

	TRY(factor_page(request, NULL, &parts));
	return staff_page_end(reply, 200, &parts);
}

const struct err *page_staff_second_factor(struct request *request, struct reply *reply)
{
	const struct staff_here *here = staff_here(request);
	struct form_table table = { "second-factor", factor_fields, factor_count(here) };
	struct own_form typed = { NULL, NULL, NULL, NULL };
	const struct err *err;
	struct staff_page parts;
	struct form *form;

	TRY(staff_form_read(request, &table, &form, &typed, &err));
	if (err == NULL)
		err = staff_enrol_confirm(
		    staff_desk(request), here, typed.current, typed.code, typed.present);
	if (err == NULL) {
		reply_see_other(reply, "/admin/account?done=second-factor");
		return NULL;
	}
	if (!staff_form_takes(form, err))
		return err;
	TRY(factor_page(request, form, &parts));
	return staff_page_refuse(reply, &parts, err, form);
}

static const struct err *end(struct request *request, struct reply *reply, const char *ref)
{
	static const struct form_table nothing = { "end-session", NULL, 0 };
	struct form *form;

	TRY(form_read(request, &nothing, &form));
	TRY(staff_end_sessions(staff_desk(request), staff_here(request), ref));
	reply_see_other(reply, "/admin/account?done=ended");
	return NULL;
}

const struct err *page_staff_session_end(struct request *request, struct reply *reply)
{
	return end(request, reply, request->args[0]);
}

const struct err *page_staff_sessions_end(struct request *request, struct reply *reply)
{
	return end(request, reply, NULL);
}
