/* Staff: signing in with a password and a code, one's own sign-in, and the team. docs/staff.md says who may what. */
#ifndef DOMAIN_STAFF_H
#define DOMAIN_STAFF_H

#include "domain/desk.h"
#include "model/staff.h"

/* Once per process of admin.fcgi: [admin] seal_key_file, second_factor (required, optional). CODE_INVALID. */
const struct err *staff_start(const struct config *config, apr_pool_t *pool);

/* RIGHT_… of a role; its name ("agent") and back. */
unsigned staff_rights(enum staff_role role);
const char *staff_role_name(enum staff_role role);
bool staff_role_parse(const char *name, enum staff_role *out);

/* Who is signed in under this desk's browser token. */
struct staff_here {
	struct staff staff; /* id 0: nobody */
	int64_t session_id;
	bool needs_code;          /* the password was right, the code is still asked for */
	bool needs_password;      /* somebody else chose the password: another one first */
	bool needs_second_factor; /* it is required, and not set up yet */
};
const struct err *staff_find_here(struct desk *desk, struct staff_here *out);

/*
 * CODE_INVALID (one message for an unknown name, a wrong password and who is disabled, same time), CODE_TOO_MANY. The browser gets a new token; with a second factor it stands for nobody until
 * staff_give_code. `client` is what signs in, in words of at most 60 characters.
 */
const struct err *staff_sign_in(struct desk *desk, const char *name, const char *password,
    const char *client, const char **token);
/* A code of the second factor or a recovery code: CODE_INVALID (code.1), CODE_TOO_MANY, CODE_UNAUTHENTICATED (the five minutes for it are over). A new token again. */
const struct err *staff_give_code(struct desk *desk, const char *code, const char **token);
const struct err *staff_sign_out(struct desk *desk, const struct staff_here *here);

/* Is it one's own password? What an open sign-in alone must not do asks first. CODE_INVALID (current.1), CODE_TOO_MANY; a wrong one is an entry of the audit log. */
const struct err *staff_confirm(
    struct desk *desk, const struct staff_here *here, const char *current);

/* One's own. CODE_INVALID (current.1, password.1): all other sessions are over. */
const struct err *staff_set_own_password(
    struct desk *desk, const struct staff_here *here, const char *current, const char *password);

/* A second factor to be set up: the same until it is confirmed or the session ends. */
#define STAFF_CODES 10
struct staff_enrolment {
	const char *secret; /* base32, in groups of four */
	const char *uri;    /* otpauth://… for a QR code */
	const char *codes[STAFF_CODES];
};
const struct err *staff_enrol(
    struct desk *desk, const struct staff_here *here, struct staff_enrolment *out);
/*
 * It counts from now on, in the place of an older one, of which `present` is a code, or a recovery code (NULL: there is none). CODE_INVALID (current.1, code.1, present.1), CODE_TOO_MANY.
 */
const struct err *staff_enrol_confirm(struct desk *desk, const struct staff_here *here,
    const char *current, const char *code, const char *present);
/* Recovery codes that are not used up yet. */
const struct err *staff_count_codes(
    struct desk *desk, const struct staff_here *here, int64_t *unused);

struct staff_session {
	const char *ref; /* names it in a form */
	const char *client, *address;
	int64_t signed_in_at, seen_at, ends_at;
	bool is_this;
};
const struct err *staff_list_sessions(struct desk *desk, const struct staff_here *here,
    const struct staff_session **out, size_t *count);
/* End one of them (one that is not there: no error), or all but this one (ref NULL). */
const struct err *staff_end_sessions(
    struct desk *desk, const struct staff_here *here, const char *ref);

/*
 * The team. Names are 2 to 60 characters of a-z 0-9 . _ -, written in any case. `is_given`: the password was chosen for them, and they have to choose another one at the first sign-in. Changes carry the version
 * that was seen (STAFF_ANY_VERSION: whatever it is); CODE_CHANGED_MEANWHILE. CODE_NOT_FOUND; CODE_INVALID (name.1, password.1; role.1: nobody else could let people in then).
 */
#define STAFF_ANY_VERSION 0
const struct err *staff_add(
    struct desk *desk, const char *name, enum staff_role role, const char *password, bool is_given);
/* Those whose names come after this one; what is no name: from the first on. */
const struct err *staff_list(
    struct desk *desk, const char *after, int64_t most, const struct staff **out, size_t *count);
const struct err *staff_find(struct desk *desk, const char *name, struct staff *out);
const struct err *staff_change_role(
    struct desk *desk, const char *name, int64_t version, enum staff_role role);
/* Disabling ends all sessions at once. */
const struct err *staff_disable(struct desk *desk, const char *name, int64_t version);
const struct err *staff_enable(struct desk *desk, const char *name, int64_t version);
/* Nobody resets the own sign-in, since a password alone would do for the second factor then. CODE_FORBIDDEN; CODE_NOT_FOUND. */
const struct err *staff_check_reset(
    struct desk *desk, const struct staff_here *here, const char *name);
/* Another password and no second factor; all sessions are over. */
const struct err *staff_reset(
    struct desk *desk, const char *name, int64_t version, const char *password, bool is_given);

/* A password that nobody guesses, for who needs a new one. */
const char *staff_new_password(apr_pool_t *pool);

#endif
