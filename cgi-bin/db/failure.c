/* Error numbers of server and library, read once: what happened, and what the caller is told. */
#include "db/session.h"

#include "base/log.h"
#include "base/pool.h"

#include <string.h>

static const struct {
	unsigned int number;
	enum trouble trouble;
} TROUBLES[] = {
	{ 1020, TROUBLE_AGAIN },     /* record has changed since the snapshot */
	{ 1205, TROUBLE_WAITED },    /* lock wait time-out                    */
	{ 1213, TROUBLE_AGAIN },     /* deadlock, or a cluster's conflict     */
	{ 3101, TROUBLE_AGAIN },     /* rolled back by group replication      */
	{ 3572, TROUBLE_WAITED },    /* NOWAIT found a lock (MySQL)           */
	{ 1062, TROUBLE_DUPLICATE }, /* duplicate entry                       */
	{ 1586, TROUBLE_DUPLICATE }, /* duplicate entry, with the key's name  */
	{ 1040, TROUBLE_UNSENT },    /* too many connections                  */
	{ 1047, TROUBLE_UNSENT },    /* this node of a cluster serves nobody  */
	{ 1203, TROUBLE_UNSENT },    /* too many connections of this account  */
	{ 1226, TROUBLE_UNSENT },    /* the account's limit is used up        */
	{ 1290, TROUBLE_UNSENT },    /* read_only: another server writes now  */
	{ 1836, TROUBLE_UNSENT },    /* the same, while it stops              */
	{ 2002, TROUBLE_UNSENT },    /* no unix socket, or nobody listens     */
	{ 2003, TROUBLE_UNSENT },    /* nobody listens on the port            */
	{ 2005, TROUBLE_UNSENT },    /* the host's name is not known now      */
	{ 2006, TROUBLE_UNSENT },    /* gone: the packet could not be sent    */
	{ 1053, TROUBLE_LOST },      /* server shuts down                     */
	{ 1927, TROUBLE_LOST },      /* connection was killed                 */
	{ 4031, TROUBLE_LOST },      /* closed for idleness (MySQL)           */
	{ 1180, TROUBLE_CUT },       /* error during COMMIT                   */
	{ 1317, TROUBLE_CUT },       /* query was interrupted                 */
	{ 1969, TROUBLE_CUT },       /* query took longer than it may         */
	{ 3024, TROUBLE_CUT },       /* the same in MySQL                     */
	{ 1615, TROUBLE_STALE },     /* prepared statement needs preparing    */
	{ 2057, TROUBLE_STALE },     /* its columns are others now            */
	{ 2020, TROUBLE_OTHER },     /* packet larger than the library takes  */
};

static enum trouble trouble_of(unsigned int number)
{
	for (size_t i = 0; i < sizeof(TROUBLES) / sizeof(TROUBLES[0]); i++)
		if (TROUBLES[i].number == number)
			return TROUBLES[i].trouble;
	/* What else the library itself reports leaves the connection in an unknown state. */
	return number >= 2000 && number < 3000 ? TROUBLE_LOST : TROUBLE_OTHER;
}

/*
 * "… for key 'name'" (MariaDB) or "… for key 'table.name'" (MySQL). The entry before it may
 * hold any text, so the last one counts.
 */
static const char *key_name(const char *message, apr_pool_t *pool)
{
	static const char MARK[] = "for key '";
	const char *start = NULL;
	for (const char *p = strstr(message, MARK); p != NULL; p = strstr(p + 1, MARK))
		start = p + sizeof(MARK) - 1;
	const char *end = start == NULL ? NULL : strrchr(start, '\'');
	if (end == NULL)
		return "";
	for (const char *p = start; p < end; p++)
		if (*p == '.')
			start = p + 1;
	return apr_pstrmemdup(pool, start, (apr_size_t)(end - start));
}

static const struct err *duplicate(const char *message, apr_pool_t *pool)
{
	/* Not the server's text: it quotes the entry, which may be somebody's address. */
	const char *key = key_name(message, pool);
	return err_with(err_new(pool, CODE_DUPLICATE, "duplicate key %s", key), FACT_KEY_NAME, key);
}

static const struct err *unavailable(enum err_code code, int retry_after_s, unsigned int number,
    const char *message, apr_pool_t *pool)
{
	struct err *err = err_new(pool, code, "database error %u: %s", number, message);
	err->retry_after_s = retry_after_s;
	return err;
}

const struct err *failure_new(struct db *db, unsigned int number, const char *message,
    bool may_matter, const char *about, apr_pool_t *pool)
{
	const char *said = apr_pstrdup(pool, message); /* closing the connection frees it */
	enum err_code lost = may_matter && !db->is_in_tx ? CODE_UNSURE : CODE_UNAVAILABLE;
	bool was_open = db->mysql != NULL;

	db->trouble = trouble_of(number);
	if (db->trouble == TROUBLE_UNSENT || db->trouble == TROUBLE_LOST)
		session_close(db);
	const struct err *err = NULL;
	switch (db->trouble) {
	case TROUBLE_DUPLICATE:
		return duplicate(said, pool);
	case TROUBLE_AGAIN:
	case TROUBLE_WAITED:
		return unavailable(CODE_UNAVAILABLE, 1, number, said, pool);
	case TROUBLE_CUT:
		return unavailable(lost, 5, number, said, pool);
	case TROUBLE_UNSENT:
		err = unavailable(CODE_UNAVAILABLE, 5, number, said, pool);
		break;
	case TROUBLE_LOST:
		err = unavailable(lost, 5, number, said, pool);
		break;
	default:
		return err_new(pool, CODE_BROKEN, "database error %u: %s%s%.200s", number, said,
		    about == NULL ? "" : " in: ", about == NULL ? "" : about);
	}
	if (was_open)
		log_err(LOG_WARN, "db.lost", err);
	return err;
}
