/* The team: people, their roles, and who may not sign in any more. */
#include "staff/form_page.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"

#include <string.h>

#define PAGE_ROWS 200

struct member_form {
	const char *name, *role, *password, *current;
	int64_t version;
};

#define ROLE \
	{ \
		.name = "role", .kind = FIELD_TEXT, .target = offsetof(struct member_form, role), \
		.max = 10, .is_required = true, .label = "the role" \
	}
#define PASSWORD \
	{ \
		.name = "password", .kind = FIELD_SECRET, \
		.target = offsetof(struct member_form, password), .max = 128, .is_required = true, \
		.label = "a first password" \
	}
#define VERSION \
	{ \
		.name = "version", .kind = FIELD_INT, \
		.target = offsetof(struct member_form, version), .min = 1, .max = INT64_MAX, \
		.is_required = true, .label = "version" \
	}

static const struct field add_fields[] = {
	{ .name = "name",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct member_form, name),
	    .max = 60,
	    .is_required = true,
	    .label = "the name" },
	PASSWORD,
	ROLE,
	STAFF_CURRENT(struct member_form),
};
static const struct form_table add_table = { "staff-add", add_fields, 4 };
static const struct field role_fields[] = { ROLE, STAFF_CURRENT(struct member_form), VERSION };
static const struct form_table role_table = { "staff-role", role_fields, 3 };
/* The role is there for the complaint about it. */
static const struct field state_fields[] = {
	STAFF_CURRENT(struct member_form),
	VERSION,
	{ .name = "role",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct member_form, role),
	    .max = 10,
	    .label = "the role" },
};
static const struct form_table disable_table = { "staff-disable", state_fields, 3 };
static const struct form_table enable_table = { "staff-enable", state_fields, 3 };
static const struct field reset_fields[] = { PASSWORD, STAFF_CURRENT(struct member_form), VERSION };
static const struct form_table reset_table = { "staff-reset", reset_fields, 3 };

static const struct text_field shown_name = { "name", 0, "Name", "text", "off",
	"a to z, 0 to 9, dots, hyphens, underscores. It stays theirs for good: the audit log knows people by it",
	"" };
static const struct text_field shown_password = { "password", 0, "First password", "password",
	"new-password", "10 characters or more. Another one has to be chosen at the first sign-in",
	"" };

/* Whoever acts gives the own password, in each form. The one that was sent (`form`, NULL: another one or none) has the id that its complaint leads to, the others are told apart by `nth`. */
static void ask_current(
    struct view *view, enum view_key section, size_t nth, const struct form *form, apr_pool_t *pool)
{
	const struct text_field shown = { "current", form == NULL ? nth : 0, "Your password",
		"password", "current-password", NULL, "" };

	text_field_fill(view, section, &shown, form, pool);
}

/* The roles to choose from, `chosen` marked; a complaint about them beside. */
static void fill_roles(struct view *view, const struct form *form, enum staff_role chosen)
{
	const char *error = form != NULL ? form_complaint_shown(form, "role", 0) : NULL;

	for (int role = 0; role < STAFF_ROLES; role++) {
		const char *name = staff_role_name((enum staff_role)role);
		struct view *row = view_each(view, K_ROLE_CHOICE);
		bool is_typed = form != NULL && form_typed_has(form, "role", name);

		view_text(row, K_VALUE, name);
		if (form != NULL && form_typed(form, "role", 1)[0] != '\0' ? is_typed
									   : role == (int)chosen)
			view_show(row, K_CHOSEN);
	}
	if (error != NULL)
		view_text(view_each(view, K_ERROR), K_MESSAGE, error);
}

static void fill_member(struct view *row, const struct staff *staff, apr_pool_t *pool)
{
	view_text(row, K_STAFF_NAME, staff->name);
	view_text(row, K_STAFF_ROLE, staff_role_name(staff->role));
	view_text(row, K_STATE, staff->disabled_at == CLOCK_NONE ? "active" : "disabled");
	view_text(row, K_FACTOR, staff->has_second_factor ? "yes" : "no");
	if (staff->signed_in_at != CLOCK_NONE)
		staff_fill_moment(row, K_SIGNED_IN, staff->signed_in_at, pool);
	else
		view_show(row, K_NEVER);
}

struct after_query {
	const char *after;
};
static const struct field after_fields[] = {
	{ .name = "after",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct after_query, after),
	    .max = 60,
	    .label = "after" },
};
static const struct form_table after_table = { "team", after_fields, 1 };

static const struct err *team_page(
    struct request *request, const char *after, const struct form *form, struct staff_page *parts)
{
	const struct staff *staff;
	size_t count;

	TRY(staff_list(staff_desk(request), after, PAGE_ROWS + 1, &staff, &count));
	*parts = staff_page_begin(request, "staff/team", "Team");
	for (size_t i = 0; i < count && i < PAGE_ROWS; i++)
		fill_member(view_each(parts->body, K_MEMBER), &staff[i], request->pool);
	if (count > PAGE_ROWS)
		view_text(view_each(parts->body, K_MORE), K_AFTER, staff[PAGE_ROWS - 1].name);
	text_field_fill(parts->body, K_FORM_FIELD, &shown_name, form, request->pool);
	text_field_fill(parts->body, K_FORM_FIELD, &shown_password, form, request->pool);
	fill_roles(parts->body, form, STAFF_AGENT);
	ask_current(parts->body, K_ROLE_FIELD, 0, form, request->pool);
	return NULL;
}

const struct err *page_staff_team_show(struct request *request, struct reply *reply)
{
	struct after_query query = { NULL };
	struct staff_page parts;
	struct form *form;

	TRY(form_read(request, &after_table, &form));
	if (!form_check(form, &query))
		query.after = NULL;
	TRY(team_page(request, query.after != NULL ? query.after : "", NULL, &parts));
	TRY(staff_note(request, &parts));
	return staff_page_end(reply, 200, &parts);
}

static const struct err *read_role(
    struct request *request, struct form *form, const char *typed, enum staff_role *out)
{
	if (staff_role_parse(typed, out))
		return NULL;
	form_problem(form, "role", 1, "Choose agent, gate, manager or admin");
	return err_new(request->pool, CODE_INVALID, "no such role");
}

const struct err *page_staff_team_add(struct request *request, struct reply *reply)
{
	struct member_form typed = { .name = NULL };
	enum staff_role role = STAFF_AGENT;
	const struct err *err;
	struct staff_page parts;
	struct form *form;

	TRY(staff_form_read(request, &add_table, &form, &typed, &err));
	if (err == NULL)
		err = read_role(request, form, typed.role, &role);
	if (err == NULL)
		err = staff_confirm(staff_desk(request), staff_here(request), typed.current);
	if (err == NULL)
		err = staff_add(staff_desk(request), typed.name, role, typed.password, true);
	if (err == NULL) {
		reply_see_other(reply, "/admin/team?done=added");
		return NULL;
	}
	if (!staff_form_takes(form, err))
		return err;
	TRY(team_page(request, "", form, &parts));
	return staff_page_refuse(reply, &parts, err, form);
}

/* The own sign-in is somebody else's to reset. */
static void fill_reset(
    struct request *request, struct view *body, const struct staff *staff, const struct form *form)
{
	struct view *view;

	if (staff->id == staff_here(request)->staff.id) {
		view_show(body, K_OWN_RESET);
		return;
	}
	view = view_each(body, K_RESET);
	view_text(view, K_STAFF_NAME, staff->name);
	view_int(view, K_VERSION, staff->version);
	text_field_fill(view, K_FORM_FIELD, &shown_password, form, request->pool);
	ask_current(view, K_FORM_FIELD, 2, form, request->pool);
}

/* Of somebody; `form` is the one that was refused, of `table` (NULL: none). */
static const struct err *member_page(struct request *request, const struct form *form,
    const struct form_table *table, struct staff_page *parts)
{
	const struct form *role = table == &role_table ? form : NULL;
	const struct form *reset = table == &reset_table ? form : NULL;
	const struct form *state = role == NULL && reset == NULL ? form : NULL;
	struct staff staff;

	TRY(staff_find(staff_desk(request), request->args[0], &staff));
	*parts = staff_page_begin(request, "staff/member", staff.name);
	fill_member(parts->body, &staff, request->pool);
	view_int(parts->body, K_VERSION, staff.version);
	staff_fill_moment(parts->body, K_MADE, staff.created_at, request->pool);
	fill_roles(parts->body, form, staff.role);
	ask_current(parts->body, K_ROLE_FIELD, 1, role, request->pool);
	fill_reset(request, parts->body, &staff, reset);
	ask_current(parts->body, K_STATE_FIELD, 3, state, request->pool);
	if (staff.disabled_at == CLOCK_NONE)
		view_show(parts->body, K_ACTIVE);
	else
		view_show(parts->body, K_DISABLED);
	return NULL;
}

const struct err *page_staff_member_show(struct request *request, struct reply *reply)
{
	struct staff_page parts;

	TRY(member_page(request, NULL, NULL, &parts));
	TRY(staff_note(request, &parts));
	return staff_page_end(reply, 200, &parts);
}

typedef const struct err *member_change(
    struct request *request, struct form *form, const struct member_form *typed);

/* Read the form, ask who it is, change, back to the person's page; or the page as it is now, with what is wrong. */
static const struct err *change_member(struct request *request, struct reply *reply,
    const struct form_table *table, member_change *change, const char *done)
{
	struct member_form typed = { .name = NULL };
	const struct err *err;
	struct staff_page parts;
	struct staff staff;
	struct form *form;

	TRY(staff_form_read(request, table, &form, &typed, &err));
	TRY(staff_find(staff_desk(request), request->args[0], &staff));
	if (err == NULL)
		err = staff_confirm(staff_desk(request), staff_here(request), typed.current);
	if (err == NULL)
		err = change(request, form, &typed);
	if (err == NULL) {
		reply_see_other(reply,
		    apr_pstrcat(request->pool, "/admin/team/", staff.name, "?done=", done, NULL));
		return NULL;
	}
	if (!staff_form_takes(form, err))
		return err;
	TRY(member_page(request, form, table, &parts));
	return staff_page_refuse(reply, &parts, err, form);
}

static const struct err *change_role(
    struct request *request, struct form *form, const struct member_form *typed)
{
	enum staff_role role;

	TRY(read_role(request, form, typed->role, &role));
	return staff_change_role(staff_desk(request), request->args[0], typed->version, role);
}

const struct err *page_staff_member_role(struct request *request, struct reply *reply)
{
	return change_member(request, reply, &role_table, change_role, "role");
}

static const struct err *change_disable(
    struct request *request, struct form *form, const struct member_form *typed)
{
	(void)form;
	return staff_disable(staff_desk(request), request->args[0], typed->version);
}

const struct err *page_staff_member_disable(struct request *request, struct reply *reply)
{
	return change_member(request, reply, &disable_table, change_disable, "disabled");
}

static const struct err *change_enable(
    struct request *request, struct form *form, const struct member_form *typed)
{
	(void)form;
	return staff_enable(staff_desk(request), request->args[0], typed->version);
}

const struct err *page_staff_member_enable(struct request *request, struct reply *reply)
{
	return change_member(request, reply, &enable_table, change_enable, "enabled");
}

static const struct err *change_reset(
    struct request *request, struct form *form, const struct member_form *typed)
{
	(void)form;
	return staff_reset(
	    staff_desk(request), request->args[0], typed->version, typed->password, true);
}

const struct err *page_staff_member_reset(struct request *request, struct reply *reply)
{
	const struct err *err = staff_check_reset(
	    staff_desk(request), staff_here(request), request->args[0]);
	struct staff_page parts;

	if (err_is(err, CODE_FORBIDDEN)) {
		TRY(member_page(request, NULL, NULL, &parts));
		return staff_page_refuse(reply, &parts, err, NULL);
	}
	TRY(err);
	return change_member(request, reply, &reset_table, change_reset, "reset");
}
