/* One's own sign-in: password, second factor, and where one is signed in. */
#include "domain/staff_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"

#include <string.h>

#define SESSIONS_MAX 50
#define SESSION_LONGEST (8 * CLOCK_HOUR)
#define CODE_BYTES 10
#define GROUP 4

struct changing {
	struct desk *desk;
	const struct staff_here *here;
	const struct staff_secrets *checked;
	const char *password_hash;
	const char *code;
	struct staff_code present;
	bool is_right;
};

static const struct err *lock_own(const struct changing *changing, struct db *db, apr_pool_t *pool,
    struct staff *staff, struct staff_secrets *secrets)
{
	TRY(staff_lock(db, changing->here->staff.id, pool, staff, secrets));
	return staff_check_same(staff, secrets, changing->checked, pool);
}

const struct err *staff_confirm(
    struct desk *desk, const struct staff_here *here, const char *current)
{
	struct staff_secrets secrets;

	return staff_check_current(desk, here, current, &secrets);
}

static const struct err *set_password_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct changing *changing = arg;
	struct staff_secrets secrets;
	struct staff staff;

	TRY(lock_own(changing, db, pool, &staff, &secrets));
	TRY(staff_set_password(db, staff.id, changing->password_hash, pool));
	TRY(staff_sessions_delete_all(db, staff.id, changing->here->session_id, pool));
	return audit_write(changing->desk, db, "password-changed", staff_subject(staff.name, pool),
	    "by its owner", pool);
}

const struct err *staff_set_own_password(
    struct desk *desk, const struct staff_here *here, const char *current, const char *password)
{
	struct staff_secrets secrets;
	struct changing changing = { .desk = desk, .here = here, .checked = &secrets };

	TRY(staff_check_password(desk, password, here->staff.name));
	TRY(staff_check_current(desk, here, current, &secrets));
	if (strcmp(current, password) == 0)
		return staff_invalid(desk, "password.1", "Choose another password than now");
	TRY(secret_password_hash(password, desk->pool, &changing.password_hash));
	return tx_run(desk->db, set_password_in_tx, &changing, desk->pool);
}

/* "abcd-efgh-…", or with blanks. */
static const char *grouped(const char *text, char between, apr_pool_t *pool)
{
	char *out = apr_palloc(pool, 2 * strlen(text) + 1), *at = out;

	for (size_t i = 0; text[i] != '\0'; i++) {
		if (i > 0 && i % GROUP == 0)
			*at++ = between;
		*at++ = text[i];
	}
	*at = '\0';
	return out;
}

/* They follow from the secret and our key, so that the page that shows them can be shown again while nothing of them is kept. */
static const char *recovery_code(
    const unsigned char secret[TOTP_SECRET_BYTES], size_t number, apr_pool_t *pool)
{
	unsigned char mac[SECRET_DIGEST_BYTES];
	const char *text = apr_psprintf(pool, "recovery/%" APR_SIZE_T_FMT "/%s", number,
	    text_hex(secret, TOTP_SECRET_BYTES, pool));
	char *code;

	secret_digest_keyed(text, strlen(text), staff_seal_key(), SECRET_KEY_BYTES, mac);
	code = apr_pstrdup(pool, totp_base32(mac, CODE_BYTES, pool));
	for (char *c = code; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	return grouped(code, '-', pool);
}

/* The second factor that this session is setting up; false: none. */
static const struct err *find_pending(struct desk *desk, struct db *db, apr_pool_t *pool,
    struct staff_session_row *session, unsigned char secret[TOTP_SECRET_BYTES], bool *is_there)
{
	unsigned char digest[SECRET_DIGEST_BYTES];

	staff_token_digest(desk->browser, digest);
	TRY(staff_sessions_find(db, digest, pool, session));
	*is_there = session->id != 0 && session->totp_pending != NULL &&
	    secret_open(session->totp_pending, session->totp_length, staff_seal_key(), secret,
		TOTP_SECRET_BYTES);
	return NULL;
}

const struct err *staff_enrol(
    struct desk *desk, const struct staff_here *here, struct staff_enrolment *out)
{
	unsigned char secret[TOTP_SECRET_BYTES], sealed[TOTP_SECRET_BYTES + SECRET_SEAL_BYTES];
	struct staff_session_row session;
	const char *issuer = text_percent(desk->settings->site_name, desk->pool);
	const char *base32;
	bool is_there;

	TRY(find_pending(desk, desk->db, desk->pool, &session, secret, &is_there));
	if (!is_there) {
		random_bytes(secret, sizeof(secret));
		secret_seal(secret, sizeof(secret), staff_seal_key(), sealed);
		TRY(staff_sessions_set_pending(
		    desk->db, here->session_id, sealed, sizeof(sealed), desk->pool));
	}
	base32 = totp_base32(secret, sizeof(secret), desk->pool);
	out->secret = grouped(base32, ' ', desk->pool);
	out->uri = apr_pstrcat(desk->pool, "otpauth://totp/", issuer, ":", here->staff.name,
	    "?secret=", base32, "&issuer=", issuer, NULL);
	for (size_t i = 0; i < STAFF_CODES; i++)
		out->codes[i] = recovery_code(secret, i, desk->pool);
	return NULL;
}

static const struct err *set_codes(struct db *db, int64_t staff_id,
    const unsigned char secret[TOTP_SECRET_BYTES], apr_pool_t *pool)
{
	unsigned char digests[STAFF_CODES][SECRET_DIGEST_BYTES];

	for (size_t i = 0; i < STAFF_CODES; i++)
		staff_code_digest(recovery_code(secret, i, pool), pool, digests[i]);
	return staff_codes_set(
	    db, staff_id, (const unsigned char(*)[SECRET_DIGEST_BYTES])digests, STAFF_CODES, pool);
}

static const struct err *confirm_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct changing *changing = arg;
	unsigned char secret[TOTP_SECRET_BYTES];
	struct staff_session_row session;
	struct staff_secrets secrets;
	struct staff staff;
	bool is_there;
	int64_t step;

	TRY(lock_own(changing, db, pool, &staff, &secrets));
	TRY(find_pending(changing->desk, db, pool, &session, secret, &is_there));
	step = is_there ? totp_match(secret, changing->code, changing->present.now, 0, pool) : 0;
	changing->is_right = step != 0;
	if (!changing->is_right)
		return NULL;
	if (staff.has_second_factor) {
		TRY(staff_use_code(changing->desk, db, &staff, &secrets, &changing->present, pool));
		if (changing->present.how == NULL)
			return NULL;
	}
	TRY(staff_set_totp(db, staff.id, session.totp_pending, session.totp_length, step, pool));
	TRY(set_codes(db, staff.id, secret, pool));
	TRY(staff_sessions_set_pending(db, session.id, NULL, 0, pool));
	TRY(staff_sessions_delete_all(db, staff.id, session.id, pool));
	return audit_write(changing->desk, db, "second-factor-set", staff_subject(staff.name, pool),
	    staff.has_second_factor ? "in the place of another one" : "", pool);
}

const struct err *staff_enrol_confirm(struct desk *desk, const struct staff_here *here,
    const char *current, const char *code, const char *present)
{
	struct staff_secrets secrets;
	struct changing changing = {
		.desk = desk, .here = here, .checked = &secrets, .code = code
	};

	/* Right until it was looked at: nobody looks where there is no second factor. */
	changing.present = (struct staff_code){ present != NULL ? present : "", clock_now(), "" };
	TRY(staff_check_current(desk, here, current, &secrets));
	if (here->staff.has_second_factor)
		TRY(staff_throttle(desk, "code", here->staff.name));
	TRY(tx_run(desk->db, confirm_in_tx, &changing, desk->pool));
	if (!changing.is_right)
		return staff_invalid(desk, "code.1",
		    "This is not the code that your app shows now. Is the clock of your phone right?");
	if (changing.present.how == NULL)
		return staff_refuse_code(desk, "present.1");
	return NULL;
}

const struct err *staff_count_codes(
    struct desk *desk, const struct staff_here *here, int64_t *unused)
{
	return staff_codes_count(desk->db, here->staff.id, desk->pool, unused);
}

/* A session's number is not shown: its signature stands for it. */
static const char *session_ref(struct desk *desk, int64_t id)
{
	return secret_sign(apr_psprintf(desk->pool, "staff-session/%" APR_INT64_T_FMT, id),
	    staff_seal_key(), SECRET_KEY_BYTES, desk->pool);
}

const struct err *staff_list_sessions(struct desk *desk, const struct staff_here *here,
    const struct staff_session **out, size_t *count)
{
	struct staff_session_row *rows;
	struct staff_session *list;

	TRY(staff_sessions_list(desk->db, here->staff.id, SESSIONS_MAX, desk->pool, &rows, count));
	list = pool_make_many(desk->pool, struct staff_session, *count);
	for (size_t i = 0; i < *count; i++)
		list[i] = (struct staff_session){
			.ref = session_ref(desk, rows[i].id),
			.client = rows[i].client,
			.address = rows[i].address,
			.signed_in_at = rows[i].signed_in_at,
			.seen_at = rows[i].seen_at,
			.ends_at = rows[i].signed_in_at + SESSION_LONGEST,
			.is_this = rows[i].id == here->session_id,
		};
	*out = list;
	return NULL;
}

struct ending {
	struct desk *desk;
	const struct staff_here *here;
	int64_t id; /* 0: all but this one */
};

static const struct err *end_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct ending *ending = arg;
	const struct staff *staff = &ending->here->staff;

	if (ending->id != 0)
		TRY(staff_sessions_delete(db, staff->id, ending->id, pool));
	else
		TRY(staff_sessions_delete_all(db, staff->id, ending->here->session_id, pool));
	return audit_write(ending->desk, db, "sessions-ended", staff_subject(staff->name, pool),
	    ending->id != 0 ? "one of them" : "all others", pool);
}

const struct err *staff_end_sessions(
    struct desk *desk, const struct staff_here *here, const char *ref)
{
	struct ending ending = { desk, here, 0 };
	struct staff_session_row *rows;
	size_t count;

	TRY(staff_sessions_list(desk->db, here->staff.id, SESSIONS_MAX, desk->pool, &rows, &count));
	for (size_t i = 0; ref != NULL && i < count; i++) {
		if (secret_equal(ref, session_ref(desk, rows[i].id)))
			ending.id = rows[i].id;
	}
	if (ref != NULL && ending.id == 0)
		return NULL;
	return tx_run(desk->db, end_in_tx, &ending, desk->pool);
}
