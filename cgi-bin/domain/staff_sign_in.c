/* Staff sign in: a password, then a code where there is a second factor. */
#include "domain/staff_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "domain/throttle.h"

#include <string.h>

#define STAFF_NAME_MAX 60

struct sign_in {
	struct desk *desk;
	int64_t staff_id;
	const struct staff_secrets *checked;
	const char *client;
	const char *token; /* from now on */
};

static const struct err *sign_in_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct sign_in *sign_in = arg;
	unsigned char digest[SECRET_DIGEST_BYTES], before[SECRET_DIGEST_BYTES];
	struct staff_secrets secrets;
	struct staff staff;

	staff_token_digest(sign_in->token, digest);
	staff_token_digest(sign_in->desk->browser, before);
	TRY(staff_lock(db, sign_in->staff_id, pool, &staff, &secrets));
	TRY(staff_check_same(&staff, &secrets, sign_in->checked, pool));
	TRY(staff_sessions_delete_left(db, before, pool));
	TRY(staff_sessions_insert(db, digest, staff.id, !staff.has_second_factor, sign_in->client,
	    sign_in->desk->address, pool));
	if (staff.has_second_factor)
		return NULL;
	TRY(staff_set_signed_in(db, staff.id, pool));
	sign_in->desk->actor = staff.name;
	return audit_write(sign_in->desk, db, "sign-in", staff_subject(staff.name, pool),
	    "without a second factor", pool);
}

/* Names are the same whatever the case of their letters; what is too long for one is cut. */
static const char *fold(const char *name, apr_pool_t *pool)
{
	char *folded = apr_pstrndup(pool, name, STAFF_NAME_MAX);

	for (char *c = folded; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		else if (*c < ' ' || *c > '~')
			*c = '?';
	}
	return folded;
}

/* What was typed as a name that nobody has is not kept: it may be a password. No name is called so. */
#define NO_NAME "?"

/* The same words and the same steps for all that is not right. */
static const struct err *refuse(struct desk *desk, const struct staff *staff)
{
	const char *name = staff->id != 0 ? staff->name : NO_NAME;

	desk->actor = "nobody";
	TRY(audit_note(desk, "sign-in-refused", staff_subject(name, desk->pool), ""));
	return staff_invalid(desk, "name.1 password.1", "The name or the password is not right");
}

const struct err *staff_sign_in(struct desk *desk, const char *name, const char *password,
    const char *client, const char **token)
{
	const char *folded = fold(name, desk->pool);
	struct staff_secrets secrets;
	struct staff staff;
	struct sign_in sign_in = { desk, 0, &secrets, client, random_ref(desk->pool) };
	const struct err *err;
	const char *minute;

	TRY(throttle_minute(desk, &minute));
	TRY(staff_throttle(desk, "sign-in", folded));
	TRY(staff_find_by_name(desk->db, folded, desk->pool, &staff, &secrets));
	sign_in.staff_id = staff.id;
	if (!secret_password_matches(secrets.password_hash, password) ||
	    staff.disabled_at != CLOCK_NONE)
		return refuse(desk, &staff);
	TRY(staff_throttle_right(desk, "sign-in", folded, minute));
	err = tx_run(desk->db, sign_in_in_tx, &sign_in, desk->pool);
	/* The password was right until a moment ago. */
	if (err_is(err, CODE_CHANGED_MEANWHILE))
		return refuse(desk, &staff);
	*token = sign_in.token;
	return err;
}

struct giving {
	struct desk *desk;
	struct staff_code code;
	const char *token;
	int64_t session_id, staff_id;
};

static const struct err *give_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct giving *giving = arg;
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct staff_secrets secrets;
	struct staff staff;

	TRY(staff_lock(db, giving->staff_id, pool, &staff, &secrets));
	giving->desk->actor = staff.name;
	TRY(staff_use_code(giving->desk, db, &staff, &secrets, &giving->code, pool));
	if (giving->code.how == NULL)
		return NULL;
	staff_token_digest(giving->token, digest);
	TRY(staff_sessions_set_full(db, giving->session_id, digest, pool));
	TRY(staff_set_signed_in(db, staff.id, pool));
	return audit_write(
	    giving->desk, db, "sign-in", staff_subject(staff.name, pool), giving->code.how, pool);
}

const struct err *staff_give_code(struct desk *desk, const char *code, const char **token)
{
	struct giving giving = { desk, { code, clock_now(), NULL }, random_ref(desk->pool), 0, 0 };
	struct staff_here here;

	TRY(staff_find_here(desk, &here));
	if (here.staff.id == 0 || !here.needs_code)
		return err_new(desk->pool, CODE_UNAUTHENTICATED, "nobody gave a password here");
	giving.session_id = here.session_id;
	giving.staff_id = here.staff.id;
	TRY(staff_throttle(desk, "code", here.staff.name));
	TRY(tx_run(desk->db, give_in_tx, &giving, desk->pool));
	if (giving.code.how == NULL)
		return staff_refuse_code(desk, "code.1");
	*token = giving.token;
	return NULL;
}

struct ending {
	struct desk *desk;
	const struct staff_here *here;
};

static const struct err *sign_out_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct ending *ending = arg;
	const struct staff *staff = &ending->here->staff;

	TRY(staff_sessions_delete(db, staff->id, ending->here->session_id, pool));
	return audit_write(
	    ending->desk, db, "sign-out", staff_subject(staff->name, pool), "", pool);
}

const struct err *staff_sign_out(struct desk *desk, const struct staff_here *here)
{
	struct ending ending = { desk, here };

	return tx_run(desk->db, sign_out_in_tx, &ending, desk->pool);
}
