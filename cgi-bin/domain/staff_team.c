/* The team: people are added, change role, are disabled, and get another password. */
#include "domain/staff_internal.h"

#include "base/clock.h"
#include "base/pool.h"

#include <string.h>

#define STAFF_NAME_MIN 2
#define STAFF_NAME_MAX 60

/* NULL: no name. */
static const char *name_of(const char *typed, apr_pool_t *pool)
{
	char *name = apr_pstrdup(pool, typed);
	size_t length = strlen(name);

	if (length < STAFF_NAME_MIN || length > STAFF_NAME_MAX)
		return NULL;
	for (char *c = name; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", *c) == NULL)
			return NULL;
	}
	return name;
}

struct team {
	struct desk *desk;
	const char *name;
	int64_t id, version;
	enum staff_role role;
	const char *password_hash;
	bool is_given;
	const char *action;
	const char *detail;
	const struct err *(*change)(
	    struct team *team, struct db *db, const struct staff *staff, apr_pool_t *pool);
};

static const struct err *add_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct team *team = arg;
	int64_t id;

	TRY(staff_insert(
	    db, team->name, team->role, team->password_hash, team->is_given, pool, &id));
	return audit_write(team->desk, db, "staff-added", staff_subject(team->name, pool),
	    staff_role_name(team->role), pool);
}

const struct err *staff_add(
    struct desk *desk, const char *name, enum staff_role role, const char *password, bool is_given)
{
	struct team team = {
		.desk = desk, .name = name_of(name, desk->pool), .role = role, .is_given = is_given
	};
	const struct err *err;

	if (team.name == NULL)
		return staff_invalid(desk, "name.1",
		    "A name is 2 to 60 letters (a to z), digits, dots, hyphens or underscores");
	TRY(staff_check_password(desk, password, team.name));
	TRY(secret_password_hash(password, desk->pool, &team.password_hash));
	err = tx_run(desk->db, add_in_tx, &team, desk->pool);
	if (db_is_duplicate(err, "staff_name"))
		return staff_invalid(desk, "name.1", "Somebody has this name already");
	return err;
}

const struct err *staff_list(
    struct desk *desk, const char *after, int64_t most, const struct staff **out, size_t *count)
{
	const char *name = name_of(after, desk->pool);
	struct staff *rows;

	TRY(staff_list_all(desk->db, name != NULL ? name : "", most, desk->pool, &rows, count));
	*out = rows;
	return NULL;
}

const struct err *staff_find(struct desk *desk, const char *name, struct staff *out)
{
	struct staff_secrets secrets;
	const char *folded = name_of(name, desk->pool);

	*out = (struct staff){ .id = 0 };
	if (folded != NULL)
		TRY(staff_find_by_name(desk->db, folded, desk->pool, out, &secrets));
	if (out->id == 0)
		return err_new(desk->pool, CODE_NOT_FOUND, "nobody is called that");
	return NULL;
}

/* Does it leave nobody who could let others in? */
static const struct err *check_others(
    struct team *team, struct db *db, const struct staff *staff, apr_pool_t *pool)
{
	size_t admins;

	if (staff->role != STAFF_ADMIN || staff->disabled_at != CLOCK_NONE)
		return NULL;
	TRY(staff_lock_admins(db, pool, &admins));
	if (admins > 1)
		return NULL;
	return staff_invalid(
	    team->desk, "role.1", "This is the only admin: make somebody else one first");
}

static const struct err *change_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct team *team = arg;
	struct staff_secrets secrets;
	struct staff staff;

	TRY(staff_lock(db, team->id, pool, &staff, &secrets));
	if (team->version != STAFF_ANY_VERSION && staff.version != team->version)
		return err_new(pool, CODE_CHANGED_MEANWHILE, "version %" APR_INT64_T_FMT " is old",
		    team->version);
	team->detail = "";
	TRY(team->change(team, db, &staff, pool));
	return audit_write(
	    team->desk, db, team->action, staff_subject(staff.name, pool), team->detail, pool);
}

static const struct err *change(struct team *team, const char *name)
{
	struct staff staff;

	TRY(staff_find(team->desk, name, &staff));
	team->id = staff.id;
	return tx_run(team->desk->db, change_in_tx, team, team->desk->pool);
}

static const struct err *change_role(
    struct team *team, struct db *db, const struct staff *staff, apr_pool_t *pool)
{
	if (team->role != STAFF_ADMIN)
		TRY(check_others(team, db, staff, pool));
	team->detail = apr_pstrcat(team->desk->pool, staff_role_name(staff->role), " -> ",
	    staff_role_name(team->role), NULL);
	return staff_set_role(db, staff->id, team->role, pool);
}

const struct err *staff_change_role(
    struct desk *desk, const char *name, int64_t version, enum staff_role role)
{
	struct team team = { .desk = desk,
		.version = version,
		.role = role,
		.action = "staff-role",
		.change = change_role };

	return change(&team, name);
}

static const struct err *disable(
    struct team *team, struct db *db, const struct staff *staff, apr_pool_t *pool)
{
	TRY(check_others(team, db, staff, pool));
	TRY(staff_sessions_delete_all(db, staff->id, 0, pool));
	return staff_set_disabled(db, staff->id, true, pool);
}

const struct err *staff_disable(struct desk *desk, const char *name, int64_t version)
{
	struct team team = {
		.desk = desk, .version = version, .action = "staff-disabled", .change = disable
	};

	return change(&team, name);
}

static const struct err *enable(
    struct team *team, struct db *db, const struct staff *staff, apr_pool_t *pool)
{
	(void)team;
	return staff_set_disabled(db, staff->id, false, pool);
}

const struct err *staff_enable(struct desk *desk, const char *name, int64_t version)
{
	struct team team = {
		.desk = desk, .version = version, .action = "staff-enabled", .change = enable
	};

	return change(&team, name);
}

const struct err *staff_check_reset(
    struct desk *desk, const struct staff_here *here, const char *name)
{
	struct staff staff;

	TRY(staff_find(desk, name, &staff));
	if (staff.id != here->staff.id)
		return NULL;
	return err_new(desk->pool, CODE_FORBIDDEN, "%s wants to reset the own sign-in", staff.name);
}

static const struct err *reset(
    struct team *team, struct db *db, const struct staff *staff, apr_pool_t *pool)
{
	TRY(staff_codes_set(db, staff->id, NULL, 0, pool));
	TRY(staff_sessions_delete_all(db, staff->id, 0, pool));
	return staff_set_reset(db, staff->id, team->password_hash, team->is_given, pool);
}

const struct err *staff_reset(
    struct desk *desk, const char *name, int64_t version, const char *password, bool is_given)
{
	struct team team = { .desk = desk,
		.version = version,
		.is_given = is_given,
		.action = "staff-reset",
		.change = reset };

	TRY(staff_check_password(desk, password, name));
	TRY(secret_password_hash(password, desk->pool, &team.password_hash));
	return change(&team, name);
}
