/* What the parts of staff share. */
#ifndef DOMAIN_STAFF_INTERNAL_H
#define DOMAIN_STAFF_INTERNAL_H

#include "base/secret.h"
#include "base/totp.h"
#include "db/tx.h"
#include "domain/audit.h"
#include "domain/staff.h"
#include "store/staff.h"
#include "store/staff_sessions.h"

/* The key that seals second factors. */
const unsigned char *staff_seal_key(void);

/* CODE_INVALID for one field ("password.1"). */
const struct err *staff_invalid(struct desk *desk, const char *field, const char *words);
/* One more try of `what` by this client and on this name. CODE_TOO_MANY. */
const struct err *staff_throttle(struct desk *desk, const char *what, const char *name);
/* It was right, and does not count on the name any more; by the client it does, since each costs us as much as a wrong one. `minute` is throttle_minute before it. */
const struct err *staff_throttle_right(
    struct desk *desk, const char *what, const char *name, const char *minute);
/* CODE_INVALID (password.1). */
const struct err *staff_check_password(struct desk *desk, const char *password, const char *name);
/* Is it one's own password, and not just guessing? CODE_INVALID (current.1), CODE_TOO_MANY. `secrets` are what it was compared with. */
const struct err *staff_check_current(struct desk *desk, const struct staff_here *here,
    const char *current, struct staff_secrets *secrets);
/* CODE_CHANGED_MEANWHILE when the password is not the one that was compared, or they are disabled. */
const struct err *staff_check_same(const struct staff *now, const struct staff_secrets *secrets,
    const struct staff_secrets *checked, apr_pool_t *pool);

/* A code of the second factor, or a recovery code: which one is `how` ("with a code"), NULL when it is neither or was used before. */
struct staff_code {
	const char *typed;
	int64_t now;
	const char *how;
};
/* It counts no more from now on; a wrong one is counted, and an entry of the audit log. In a transaction that has locked `staff`, and is committed in both cases. */
const struct err *staff_use_code(struct desk *desk, struct db *db, const struct staff *staff,
    const struct staff_secrets *secrets, struct staff_code *code, apr_pool_t *pool);
/* What is said of a wrong one: CODE_INVALID for the field that it was typed into ("code.1"). */
const struct err *staff_refuse_code(struct desk *desk, const char *field);

/* SHA-256 of the desk's browser token. */
void staff_token_digest(const char *token, unsigned char out[SECRET_DIGEST_BYTES]);
/* "staff/ada" */
const char *staff_subject(const char *name, apr_pool_t *pool);

/* A recovery code as it is kept: whatever its case, blanks and hyphens. */
void staff_code_digest(const char *code, apr_pool_t *pool, unsigned char out[SECRET_DIGEST_BYTES]);

#endif
