/* Table staff. */
#include "store/staff.h"

#include "base/clock.h"
#include "base/pool.h"

#define STAFF_COLUMNS \
	"s.id, s.name, s.role + 0, s.version, s.is_password_given, s.totp_secret IS NOT NULL," \
	" s.created_at, s.signed_in_at, s.disabled_at"
#define STAFF_SECRETS ", s.password_hash, s.totp_secret, s.totp_step, s.wrong_codes"

static struct staff read_one(const struct rows *rows)
{
	return (struct staff){
		.id = row_int(rows, 0),
		.name = row_text(rows, 1),
		.role = (enum staff_role)(row_int(rows, 2) - 1),
		.version = row_int(rows, 3),
		.is_password_given = row_int(rows, 4) != 0,
		.has_second_factor = row_int(rows, 5) != 0,
		.created_at = row_instant(rows, 6),
		.signed_in_at = row_instant(rows, 7),
		.disabled_at = row_instant(rows, 8),
	};
}

static const struct err *find(struct db *db, const struct query *query, const struct arg *key,
    apr_pool_t *pool, struct staff *out, struct staff_secrets *secrets)
{
	struct rows *rows;

	TRY(db_select(db, query, key, 1, pool, &rows));
	*out = (struct staff){ .id = 0 };
	*secrets = (struct staff_secrets){ .password_hash = NULL };
	if (!rows_next(rows))
		return NULL;
	*out = read_one(rows);
	secrets->password_hash = row_text(rows, 9);
	secrets->totp_secret = row_bytes(rows, 10, &secrets->totp_length);
	secrets->totp_step = row_int(rows, 11);
	secrets->wrong_codes = row_int(rows, 12);
	return NULL;
}

const struct err *staff_find_by_name(struct db *db, const char *name, apr_pool_t *pool,
    struct staff *out, struct staff_secrets *secrets)
{
	static const struct query query = {
		.text = "SELECT " STAFF_COLUMNS STAFF_SECRETS " FROM staff s WHERE s.name = ?",
	};
	const struct arg key = arg_text(name);
	return find(db, &query, &key, pool, out, secrets);
}

const struct err *staff_find_by_id(
    struct db *db, int64_t id, apr_pool_t *pool, struct staff *out, struct staff_secrets *secrets)
{
	static const struct query query = {
		.text = "SELECT " STAFF_COLUMNS STAFF_SECRETS " FROM staff s WHERE s.id = ?",
	};
	const struct arg key = arg_int(id);
	return find(db, &query, &key, pool, out, secrets);
}

const struct err *staff_lock(
    struct db *db, int64_t id, apr_pool_t *pool, struct staff *out, struct staff_secrets *secrets)
{
	static const struct query query = {
		.text = "SELECT " STAFF_COLUMNS STAFF_SECRETS
			" FROM staff s WHERE s.id = ? FOR UPDATE",
	};
	const struct arg key = arg_int(id);
	return find(db, &query, &key, pool, out, secrets);
}

const struct err *staff_lock_admins(struct db *db, apr_pool_t *pool, size_t *count)
{
	static const struct query query = {
		.text = "SELECT s.id FROM staff s WHERE s.role = 'admin' AND s.disabled_at IS NULL"
			" ORDER BY s.id FOR UPDATE",
	};
	struct rows *rows;

	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	*count = rows_count(rows);
	return NULL;
}

const struct err *staff_list_all(struct db *db, const char *after, int64_t most, apr_pool_t *pool,
    struct staff **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " STAFF_COLUMNS " FROM staff s WHERE s.name > ?"
			" ORDER BY s.name LIMIT ?",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_text(after), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, struct staff, rows_count(rows));
	*count = 0;
	while (rows_next(rows))
		(*out)[(*count)++] = read_one(rows);
	return NULL;
}

/* A role is written by its number in the column's list. */
static struct arg arg_role(enum staff_role role)
{
	return arg_int((int64_t)role + 1);
}

const struct err *staff_insert(struct db *db, const char *name, enum staff_role role,
    const char *password_hash, bool is_password_given, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text = "INSERT INTO staff (name, role, password_hash, is_password_given,"
			" created_at) VALUES (?,?,?,?,NOW(6))",
	};
	struct db_done done;

	TRY(db_run(db, &query,
	    ARGS(arg_text(name), arg_role(role), arg_text(password_hash),
		arg_int(is_password_given)),
	    pool, &done));
	*id = done.id;
	return NULL;
}

const struct err *staff_set_role(struct db *db, int64_t id, enum staff_role role, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff SET role = ?, version = version + 1 WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_role(role), arg_int(id)), pool, NULL);
}

const struct err *staff_set_disabled(struct db *db, int64_t id, bool is_disabled, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff SET disabled_at = IF(?, NOW(6), NULL), version = version + 1"
			" WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(is_disabled), arg_int(id)), pool, NULL);
}

const struct err *staff_set_reset(
    struct db *db, int64_t id, const char *password_hash, bool is_password_given, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff SET password_hash = ?, is_password_given = ?,"
			" totp_secret = NULL, wrong_codes = 0, version = version + 1 WHERE id = ?",
	};
	return db_run(db, &query,
	    ARGS(arg_text(password_hash), arg_int(is_password_given), arg_int(id)), pool, NULL);
}

const struct err *staff_set_password(
    struct db *db, int64_t id, const char *password_hash, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff SET password_hash = ?, is_password_given = 0 WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_text(password_hash), arg_int(id)), pool, NULL);
}

const struct err *staff_set_totp(
    struct db *db, int64_t id, const void *sealed, size_t length, int64_t step, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff SET totp_secret = ?, totp_step = ?, wrong_codes = 0"
			" WHERE id = ?",
	};
	return db_run(
	    db, &query, ARGS(arg_bytes(sealed, length), arg_int(step), arg_int(id)), pool, NULL);
}

const struct err *staff_set_signed_in(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff SET signed_in_at = NOW(6), wrong_codes = 0 WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *staff_set_step(struct db *db, int64_t id, int64_t step, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff SET totp_step = ? WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(step), arg_int(id)), pool, NULL);
}

const struct err *staff_set_wrong_code(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff SET wrong_codes = wrong_codes + 1 WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}
