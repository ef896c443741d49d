/* Transactions: begin, work, commit, and the whole of it again where that is safe. */
#include "db/tx.h"

#include "base/changes.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/pipeline.h"
#include "db/session.h"

#include <assert.h>

#define REPEATS_MAX 5
/*
 * nginx waits 15 s for an answer. The last repeat begins 7 s after the start (and a pause of 240 ms at most), is connected or given up 9 s after it (session_need: waiting 4 s, 5 s more for several
 * hosts), and when the server falls silent then that is seen at the first read, 5 s later: 14 s. It is the same when it falls silent while the connection is set up.
 */
#define REPEATS_MS 7000

/*
 * Not BEGIN: what was sent behind a statement that met a deadlock is executed all the same, the transaction having ended by then, and each statement of it would be a transaction of its own. This way it is
 * in a new one, which is rolled back. Between transactions it is on, as a read alone would have to be committed else.
 */
static const char BEGIN[] = "SET autocommit = 0";
static const char END[] = "SET autocommit = 1";

/* In FACT_KEY_NAME of an error of tx_again; its address is what counts. */
static const char AGAIN[] = "again";

const struct err *tx_again(apr_pool_t *pool, const char *why)
{
	struct err *err = err_new(pool, CODE_UNAVAILABLE, "transaction has to run again: %s", why);
	err->retry_after_s = 1;
	return err_with(err, FACT_KEY_NAME, AGAIN);
}

static bool is_again(const struct err *err)
{
	return err->facts[FACT_KEY_NAME] == AGAIN;
}

static bool is_repeatable(enum trouble trouble)
{
	return trouble == TROUBLE_AGAIN || trouble == TROUBLE_WAITED || trouble == TROUBLE_UNSENT ||
	    trouble == TROUBLE_LOST || trouble == TROUBLE_STALE;
}

void session_doom(struct db *db, const struct err *err)
{
	if (db->doom != NULL)
		return;
	db->doom = db->doom_told = err;
	db->doom_trouble = db->trouble;
	if (db->trouble == TROUBLE_DUPLICATE)
		db->doom_told = err_new(
		    db->tx_pool, CODE_BROKEN, "a statement before this one failed: %s", err->text);
}

/*
 * Back to no transaction, by the server's word or by ending the session. ROLLBACK is answered first: behind one that was interrupted autocommit would commit what should go.
 */
static void roll_back(struct db *db, apr_pool_t *pool)
{
	if (db->mysql != NULL &&
	    (session_send(db, "ROLLBACK", false, pool) != NULL ||
		session_send(db, END, false, pool) != NULL))
		session_close(db);
}

/* COMMIT and what is sent with it: the error of the first; without the second the session is of no more use. */
static const struct err *commit_together(struct db *db, apr_pool_t *pool)
{
	TRY(pipeline_send_text(db, "COMMIT", pool));
	TRY(pipeline_send_text(db, END, pool));
	const struct err *err = pipeline_read(db);
	enum trouble trouble = db->trouble;
	if (db->mysql != NULL && pipeline_read(db) != NULL)
		session_close(db);
	db->trouble = trouble;
	return err;
}

static void note_changes(const struct db *db)
{
	if (db->changed_count > SESSION_CHANGES) {
		changes_note_all();
		return;
	}
	for (size_t i = 0; i < db->changed_count; i++)
		changes_note(db->changed[i]);
}

/*
 * Commit what is there. A connection that was closed before COMMIT went out took nothing with it;
 * later than that nobody knows. But a conflict that a cluster finds at COMMIT (1213) is certain: all of its
 * nodes have refused the transaction.
 */
static const struct err *commit(struct db *db, apr_pool_t *pool, bool *again)
{
	if (!session_is_alive(db)) {
		session_close(db);
		*again = true;
		return err_new(pool, CODE_UNAVAILABLE, "database connection lost before COMMIT");
	}
	/* The server shows it before it answers. */
	note_changes(db);
	const struct err *err = commit_together(db, pool);
	if (err == NULL)
		return NULL;
	*again = db->trouble == TROUBLE_AGAIN;
	if (*again)
		return err;
	db->unsure_host = db->host;
	db->has_moved = false;
	session_close(db);
	struct err *unsure = err_new(pool, CODE_UNSURE, "at COMMIT: %s", err->text);
	unsure->retry_after_s = 5;
	return unsure;
}

void tx_changes(struct db *db, int64_t id)
{
	size_t i = 0;
	assert(db->is_in_tx);
	while (i < db->changed_count && i < SESSION_CHANGES && db->changed[i] != id)
		i++;
	if (i < SESSION_CHANGES)
		db->changed[i] = id;
	if (i == db->changed_count)
		db->changed_count++;
}

int64_t tx_passed_ms(const struct db *db)
{
	return clock_monotonic_ms() - db->tx_began_ms;
}

bool db_has_moved(const struct db *db)
{
	return db->has_moved;
}

/*
 * A node of a cluster that gives a transaction up for another node's tells the statement that comes next; but when that is a preparing one, it says nothing of it, and what comes behind is a new
 * transaction, whose COMMIT succeeds. So what has prepared something is not committed there: it runs again, now that all is prepared.
 */
static bool is_in_doubt(const struct db *db)
{
	return db->is_node && db->has_prepared;
}

static const struct err *run_once(
    struct db *db, tx_work *work, void *arg, apr_pool_t *pool, bool *again)
{
	db->doom = db->doom_told = NULL;
	db->tx_pool = pool;
	db->has_prepared = false;
	db->changed_count = 0;
	db->is_in_tx = true;
	const struct err *err = pipeline_send_text(db, BEGIN, pool);
	if (err != NULL)
		session_doom(db, err);
	else
		err = work(db, arg, pool);
	pipeline_settle(db);
	db->is_in_tx = false;
	const struct err *doom = db->doom;
	db->doom = NULL;
	if (doom != NULL &&
	    (err == NULL || err == db->doom_told || is_repeatable(db->doom_trouble)))
		err = doom;
	if (err == NULL && is_in_doubt(db))
		err = tx_again(pool, "statements were prepared in it, on a cluster");
	if (err == NULL)
		return commit(db, pool, again);
	*again = doom != NULL ? is_repeatable(db->doom_trouble) : is_again(err);
	roll_back(db, pool);
	return err;
}

/*
 * A server that took longer to vanish than a request waits for one has used up the request's
 * patience.
 */
static bool is_too_late(const struct db *db, uint32_t repeats, int64_t start_ms)
{
	int64_t passed_ms = clock_monotonic_ms() - start_ms;
	return repeats == REPEATS_MAX || passed_ms > REPEATS_MS ||
	    (db->mysql == NULL && passed_ms >= SESSION_WAIT_MS && !session_has_choice(db));
}

const struct err *tx_run(struct db *db, tx_work *work, void *arg, apr_pool_t *pool)
{
	assert(!db->is_in_tx);
	int64_t start_ms = db->tx_began_ms = clock_monotonic_ms();
	for (uint32_t repeats = 0;; repeats++) {
		bool again = false;
		TRY(session_need(db, start_ms + SESSION_WAIT_MS, pool));
		const struct err *err = run_once(db, work, arg, pool, &again);
		note_changes(db);
		if (err == NULL || !again)
			return err;
		if (is_too_late(db, repeats, start_ms)) {
			struct err *last = err_new(pool, CODE_UNAVAILABLE,
			    "given up after %u repeats: %s", (unsigned int)repeats, err->text);
			last->retry_after_s = db->mysql == NULL ? 5 : 1;
			return last;
		}
		log_err(LOG_INFO, "tx.again", err);
		session_pause(10u << repeats);
	}
}
