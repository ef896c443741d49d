/* Customers: who a browser stands for. Whoever changes what a customer owns has the customer's lock, which comes before every other. */
#ifndef DOMAIN_CUSTOMER_H
#define DOMAIN_CUSTOMER_H

#include "db/tx.h"
#include "domain/desk.h"
#include "store/asked.h"

struct customer_here {
	int64_t browser_id; /* 0: this browser is not known */
	int64_t customer_id;
};

/* SHA-256 of the desk's browser token, under which it is kept; of nothing where there is no browser: stands for nobody. A member of staff has one row whatever it is signed in with. */
void customer_digest(const struct desk *desk, unsigned char out[32]);

/*
 * In a transaction: lock the browser and its customer, made as a guest when the browser is new (or its sign-in is over). CODE_NOT_FOUND without a browser; CODE_DUPLICATE (browser_token) when its other tab was first (anew_run).
 */
const struct err *customer_lock(
    struct desk *desk, struct db *db, apr_pool_t *pool, struct customer_here *out);
/* The same without making anybody: ids 0; a browser whose sign-in is over keeps its own. */
const struct err *customer_lock_known(
    struct desk *desk, struct db *db, apr_pool_t *pool, struct customer_here *out);

/* Who acts for the owner of something: the owner's own lock, behind that of the browser. */
const struct err *customer_lock_owner(
    struct desk *desk, struct db *db, int64_t customer_id, apr_pool_t *pool);

/*
 * The two above in steps, so that other questions go along with each: asked; then, after something was waited for, read (customer_read_known, or customer_make_later, which makes whom
 * customer_lock would make). Of somebody new the ids are 0 until the answers that come next have been waited for; then customer_read_made gives them.
 */
struct customer_asked {
	struct asked browser;
	bool is_made; /* these two are */
	struct asked made_customer, made_browser;
};
const struct err *customer_lock_later(
    struct desk *desk, struct db *db, apr_pool_t *pool, struct customer_asked *out);
const struct err *customer_read_known(
    struct db *db, const struct customer_asked *asked, apr_pool_t *pool, struct customer_here *out);
const struct err *customer_make_later(struct desk *desk, struct db *db,
    struct customer_asked *asked, apr_pool_t *pool, struct customer_here *out);
void customer_read_made(const struct customer_asked *asked, struct customer_here *out);

/*
 * Before this browser is told what somebody else committed (a copy of its click, another tab), and nothing of its own is changed: from here on that is on disk, and in every look at seats that begins. The
 * server shows a commit before it is on disk, and would lose it when it is killed at that moment. In a transaction: once this is committed.
 */
const struct err *customer_tell_again(struct desk *desk, struct db *db, apr_pool_t *pool);

/*
 * After CODE_UNSURE of tx_run: wait, till eight seconds after it began, until no transaction of this browser can be under way any more at the server that answers now. CODE_UNSURE when that cannot be known.
 */
const struct err *customer_await(struct desk *desk);
/*
 * What to say when the effect was looked up after that, and is not there: CODE_UNAVAILABLE, it surely did not happen; CODE_UNSURE when the connection has led to another server meanwhile, since the one
 * at which COMMIT was lost may live and still do it. The same request again is then what settles it: of the two one is refused by its key.
 */
const struct err *customer_found_nothing(struct desk *desk);

#endif
