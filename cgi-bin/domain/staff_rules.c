/* What holds for all staff: roles and their rights, names, passwords, and how often they may be guessed. */
#include "domain/staff_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/account_internal.h"
#include "domain/throttle.h"

#include <string.h>

#define TRIES_BY_ADDRESS 20
#define TRIES_ON_NAME 5
#define PASSWORD_MIN 10
/* After so many in a row, of whoever knows the password, only a recovery code or an admin helps. */
#define WRONG_CODES_MAX 20

/* Set once, before there are threads. */
static unsigned char seal_key[SECRET_KEY_BYTES];
static bool is_second_factor_required;

const struct err *staff_start(const struct config *config, apr_pool_t *pool)
{
	const char *hex;
	const char *wish = config_text(config, "admin", "second_factor", "required");

	TRY(config_secret(config, "admin", "seal_key_file", &hex));
	if (!text_unhex(hex, seal_key, sizeof(seal_key)))
		return err_new(
		    pool, CODE_INVALID, "[admin] seal_key_file: 64 hexadecimal digits are wanted");
	is_second_factor_required = strcmp(wish, "required") == 0;
	if (!is_second_factor_required && strcmp(wish, "optional") != 0)
		return err_new(pool, CODE_INVALID, "[admin] second_factor is required or optional");
	return NULL;
}

const unsigned char *staff_seal_key(void)
{
	return seal_key;
}

#define EVERYBODYS (RIGHT_OWN | RIGHT_FLIGHTS | RIGHT_NAMES | RIGHT_BOOKINGS)
#define MANAGERS \
	(EVERYBODYS | RIGHT_AUDIT | RIGHT_FIGURES | RIGHT_MAILS | RIGHT_SERVE | RIGHT_MONEY | \
	    RIGHT_SEATS | RIGHT_SALES | RIGHT_GATE | RIGHT_UNDO | RIGHT_SCHEDULE | RIGHT_GIVE)

static const struct {
	const char *name;
	unsigned rights;
} ROLES[STAFF_ROLES] = {
	[STAFF_AGENT] = { "agent", EVERYBODYS | RIGHT_MAILS | RIGHT_SERVE | RIGHT_MONEY },
	[STAFF_GATE] = { "gate", EVERYBODYS | RIGHT_SEATS | RIGHT_GATE },
	[STAFF_MANAGER] = { "manager", MANAGERS },
	[STAFF_ADMIN] = { "admin", MANAGERS | RIGHT_TEAM },
};

unsigned staff_rights(enum staff_role role)
{
	return ROLES[role].rights;
}

const char *staff_role_name(enum staff_role role)
{
	return ROLES[role].name;
}

bool staff_role_parse(const char *name, enum staff_role *out)
{
	for (size_t i = 0; i < STAFF_ROLES; i++) {
		if (strcmp(ROLES[i].name, name) == 0) {
			*out = (enum staff_role)i;
			return true;
		}
	}
	return false;
}

const struct err *staff_invalid(struct desk *desk, const char *field, const char *words)
{
	return err_with(err_new(desk->pool, CODE_INVALID, "%s", words), FACT_FIELDS, field);
}

static const char *on_name(const char *what, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "staff/", what, "/name", NULL);
}

/* Counted, but not written down: what was typed as a name may be a password. */
static const char *sign_of(const char *name, apr_pool_t *pool)
{
	return secret_sign(name, seal_key, sizeof(seal_key), pool);
}

const struct err *staff_throttle(struct desk *desk, const char *what, const char *name)
{
	const char *by = apr_pstrcat(desk->pool, "staff/", what, "/address", NULL);

	TRY(throttle_try(desk, by, desk->address, TRIES_BY_ADDRESS));
	return throttle_try(
	    desk, on_name(what, desk->pool), sign_of(name, desk->pool), TRIES_ON_NAME);
}

const struct err *staff_throttle_right(
    struct desk *desk, const char *what, const char *name, const char *minute)
{
	return throttle_give_back(
	    desk, on_name(what, desk->pool), sign_of(name, desk->pool), minute);
}

const struct err *staff_check_password(struct desk *desk, const char *password, const char *name)
{
	if (text_length(password) < PASSWORD_MIN)
		return staff_invalid(
		    desk, "password.1", "Choose a password of 10 to 128 characters");
	return account_check_password(desk, password, name);
}

const struct err *staff_check_current(struct desk *desk, const struct staff_here *here,
    const char *current, struct staff_secrets *secrets)
{
	struct staff staff;

	TRY(staff_throttle(desk, "password", here->staff.name));
	TRY(staff_find_by_id(desk->db, here->staff.id, desk->pool, &staff, secrets));
	if (secret_password_matches(secrets->password_hash, current))
		return NULL;
	TRY(audit_note(desk, "password-refused", staff_subject(here->staff.name, desk->pool), ""));
	return staff_invalid(desk, "current.1", "This is not your password");
}

const struct err *staff_check_same(const struct staff *now, const struct staff_secrets *secrets,
    const struct staff_secrets *checked, apr_pool_t *pool)
{
	if (now->id != 0 && now->disabled_at == CLOCK_NONE &&
	    strcmp(secrets->password_hash, checked->password_hash) == 0)
		return NULL;
	return err_new(pool, CODE_CHANGED_MEANWHILE, "the sign-in was changed meanwhile");
}

void staff_token_digest(const char *token, unsigned char out[SECRET_DIGEST_BYTES])
{
	secret_digest(token, strlen(token), out);
}

const char *staff_subject(const char *name, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "staff/", name, NULL);
}

void staff_code_digest(const char *code, apr_pool_t *pool, unsigned char out[SECRET_DIGEST_BYTES])
{
	char *plain = apr_palloc(pool, strlen(code) + 1), *at = plain;

	for (; *code != '\0'; code++) {
		if (*code == ' ' || *code == '-')
			continue;
		*at++ = (char)(*code >= 'A' && *code <= 'Z' ? *code - 'A' + 'a' : *code);
	}
	*at = '\0';
	secret_digest(plain, strlen(plain), out);
}

const struct err *staff_use_code(struct desk *desk, struct db *db, const struct staff *staff,
    const struct staff_secrets *secrets, struct staff_code *code, apr_pool_t *pool)
{
	unsigned char secret[TOTP_SECRET_BYTES], digest[SECRET_DIGEST_BYTES];
	int64_t step = 0;
	bool is_right;

	if (secrets->totp_secret != NULL && secrets->wrong_codes < WRONG_CODES_MAX &&
	    secret_open(
		secrets->totp_secret, secrets->totp_length, seal_key, secret, sizeof(secret)))
		step = totp_match(secret, code->typed, code->now, secrets->totp_step, pool);
	code->how = "with a code";
	if (step != 0)
		return staff_set_step(db, staff->id, step, pool);
	staff_code_digest(code->typed, pool, digest);
	TRY(staff_codes_use(db, staff->id, digest, pool, &is_right));
	code->how = is_right ? "with a recovery code" : NULL;
	if (is_right)
		return NULL;
	TRY(staff_set_wrong_code(db, staff->id, pool));
	return audit_write(desk, db, "code-refused", staff_subject(staff->name, pool), "", pool);
}

const struct err *staff_refuse_code(struct desk *desk, const char *field)
{
	return staff_invalid(
	    desk, field, "This code is not right, or was used before. Wait for the next one");
}

const char *staff_new_password(apr_pool_t *pool)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";

	return apr_pstrcat(pool, random_text(letters, 5, pool), "-", random_text(letters, 5, pool),
	    "-", random_text(letters, 5, pool), "-", random_text(letters, 5, pool), NULL);
}

const struct err *staff_find_here(struct desk *desk, struct staff_here *out)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	struct staff_session_row session;
	struct staff_secrets secrets;

	*out = (struct staff_here){ .session_id = 0 };
	if (desk->browser == NULL || desk->is_browser_new)
		return NULL;
	staff_token_digest(desk->browser, digest);
	TRY(staff_sessions_find(desk->db, digest, desk->pool, &session));
	if (session.id == 0)
		return NULL;
	TRY(staff_find_by_id(desk->db, session.staff_id, desk->pool, &out->staff, &secrets));
	TRY(staff_sessions_set_seen(desk->db, session.id, desk->pool));
	out->session_id = session.id;
	out->needs_code = !session.is_full;
	out->needs_password = out->staff.is_password_given;
	out->needs_second_factor = is_second_factor_required && !out->staff.has_second_factor;
	return NULL;
}
