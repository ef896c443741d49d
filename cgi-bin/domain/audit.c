/* The audit log: written, read, and looked at whether it is whole. */
#include "domain/audit_internal.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "db/tx.h"
#include "store/staff_audit.h"

#include <string.h>

/* Each part with its length before it, so that nothing can move from one into the next. */
static const char *part(const char *text, apr_pool_t *pool)
{
	return apr_psprintf(pool, "%" APR_SIZE_T_FMT ":%s,", strlen(text), text);
}

static void hash_of(const struct audit_row *row, const unsigned char previous[AUDIT_HASH_BYTES],
    apr_pool_t *pool, unsigned char out[AUDIT_HASH_BYTES])
{
	const char *text = apr_pstrcat(pool,
	    apr_psprintf(pool, "%" APR_INT64_T_FMT ",%" APR_INT64_T_FMT ",", row->seq, row->at),
	    part(row->actor, pool), part(row->action, pool), part(row->subject, pool),
	    part(row->detail, pool), part(row->address, pool), part(row->request_id, pool),
	    text_hex(previous, AUDIT_HASH_BYTES, pool), NULL);

	secret_digest(text, strlen(text), out);
}

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

const struct err *audit_write(struct desk *desk, struct db *db, const char *action,
    const char *subject, const char *detail, apr_pool_t *pool)
{
	struct audit_head head;
	struct audit_row row = {
		.actor = desk->actor,
		.action = action,
		.subject = subject,
		.detail = detail,
		.address = or_empty(desk->address),
		.request_id = or_empty(desk->request_id),
	};

	TRY(staff_audit_lock_head(db, pool, &head));
	row.seq = head.seq + 1;
	row.at = head.now;
	hash_of(&row, head.hash, pool, row.hash);
	return staff_audit_insert(db, &row, pool);
}

const struct err *audit_act(struct desk *desk, struct db *db, const char *subject, apr_pool_t *pool)
{
	const struct desk_act *act = desk->act;

	if (act == NULL)
		return desk->is_staff
		    ? err_new(pool, CODE_BROKEN, "what staff do has no name for the audit log")
		    : NULL;
	return audit_write(
	    desk, db, act->action, subject != NULL ? subject : act->subject, act->words, pool);
}

struct note {
	struct desk *desk;
	const char *action, *subject, *detail;
};

static const struct err *note_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct note *note = arg;

	return audit_write(note->desk, db, note->action, note->subject, note->detail, pool);
}

const struct err *audit_note(
    struct desk *desk, const char *action, const char *subject, const char *detail)
{
	struct note note = { desk, action, subject, detail };

	return tx_run(desk->db, note_in_tx, &note, desk->pool);
}

/* Actions are words of ours: of another alphabet there is none. */
static bool may_be_action(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text > '~')
			return false;
	return true;
}

const struct err *audit_list(struct desk *desk, const struct audit_filter *filter, int64_t most,
    const struct audit_entry **out, size_t *count)
{
	const struct audit_wanted wanted = {
		.actor = filter->actor,
		.action = filter->action,
		.subject = filter->subject,
		.from_at = filter->from_on == DATE_NONE ? CLOCK_NONE : filter->from_on * CLOCK_DAY,
		.until_at = filter->until_on == DATE_NONE ? CLOCK_NONE
							  : (filter->until_on + 1) * CLOCK_DAY,
		.before_seq = filter->before_seq,
	};
	struct audit_row *rows;
	struct audit_entry *entries;

	*count = 0;
	if (filter->action != NULL && !may_be_action(filter->action))
		return NULL;
	TRY(staff_audit_list(desk->db, &wanted, most, desk->pool, &rows, count));
	entries = pool_make_many(desk->pool, struct audit_entry, *count);
	for (size_t i = 0; i < *count; i++)
		entries[i] = (struct audit_entry){ rows[i].seq, rows[i].at, rows[i].actor,
			rows[i].action, rows[i].subject, rows[i].detail, rows[i].address,
			rows[i].request_id };
	*out = entries;
	return NULL;
}

/* Looking at entries one after another: the next has to be `next_seq`. */
struct checking {
	apr_pool_t *pool;
	int64_t next_seq;
	unsigned char previous[AUDIT_HASH_BYTES];
	bool is_bound; /* `previous` is known */
	struct check_offender *found;
	size_t count;
};

static void find(struct checking *checking, int64_t seq, const char *words)
{
	checking->found[checking->count++] = (struct check_offender){
		.id = seq,
		.violations = 1,
		.sample = apr_psprintf(checking->pool, "entry %" APR_INT64_T_FMT "%s", seq, words),
	};
}

static void find_missing(struct checking *checking, int64_t until_seq)
{
	if (checking->next_seq < until_seq)
		checking->is_bound = false;
	for (; checking->next_seq < until_seq; checking->next_seq++)
		find(checking, checking->next_seq, " is missing");
}

/* From a wrong one it goes on as from a right one: what comes after is bound to what is there. */
static void check_row(
    struct checking *checking, const struct audit_row *row, const struct audit_head *head)
{
	unsigned char hash[AUDIT_HASH_BYTES];

	find_missing(checking, row->seq);
	hash_of(row, checking->previous, checking->pool, hash);
	if (checking->is_bound && memcmp(hash, row->hash, sizeof(hash)) != 0)
		find(checking, row->seq, ", or the one before it, was changed");
	else if (row->seq == head->seq && memcmp(row->hash, head->hash, sizeof(hash)) != 0)
		find(checking, row->seq, " is not the one that was written last");
	else if (row->seq > head->seq)
		find(checking, row->seq, " comes after the one that was written last");
	memcpy(checking->previous, row->hash, sizeof(hash));
	checking->is_bound = true;
	checking->next_seq = row->seq + 1;
}

const struct err *audit_check(struct db *db, int64_t first_seq, int64_t last_seq,
    const struct audit_head *head, apr_pool_t *pool, const struct check_offender **out,
    size_t *count)
{
	struct checking checking = {
		.pool = pool,
		.next_seq = first_seq,
		.is_bound = first_seq == 1,
		.found = pool_make_many(
		    pool, struct check_offender, (size_t)(last_seq - first_seq + 1)),
	};
	int64_t before_seq = first_seq > 1 ? first_seq - 1 : first_seq;
	struct audit_row *rows;
	size_t row_count;

	TRY(staff_audit_list_chain(db, before_seq, last_seq, pool, &rows, &row_count));
	for (size_t i = 0; i < row_count; i++) {
		if (rows[i].seq >= first_seq) {
			check_row(&checking, &rows[i], head);
			continue;
		}
		memcpy(checking.previous, rows[i].hash, sizeof(checking.previous));
		checking.is_bound = true;
	}
	find_missing(&checking, last_seq + 1);
	*out = checking.found;
	*count = checking.count;
	return NULL;
}
