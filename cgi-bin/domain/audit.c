/* The audit log: written, read, and looked at whether it is whole. */
#include "domain/audit.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "db/tx.h"
#include "store/staff_audit.h"

#include <string.h>

#define AT_ONCE 2000

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

	TRY(staff_audit_list(desk->db, &wanted, most, desk->pool, &rows, count));
	entries = pool_make_many(desk->pool, struct audit_entry, *count);
	for (size_t i = 0; i < *count; i++)
		entries[i] = (struct audit_entry){ rows[i].seq, rows[i].at, rows[i].actor,
			rows[i].action, rows[i].subject, rows[i].detail, rows[i].address,
			rows[i].request_id };
	*out = entries;
	return NULL;
}

struct checking {
	int64_t next_seq;
	unsigned char previous[AUDIT_HASH_BYTES];
	bool is_bound; /* `previous` is known: it is the start, or a row was looked at */
};

/* NULL: as it was written. */
static const char *wrong_with(
    struct checking *checking, const struct audit_row *row, apr_pool_t *pool)
{
	unsigned char hash[AUDIT_HASH_BYTES];

	if (row->seq != checking->next_seq)
		return apr_psprintf(
		    pool, "entry %" APR_INT64_T_FMT " is missing", checking->next_seq);
	hash_of(row, checking->previous, pool, hash);
	if (checking->is_bound && memcmp(hash, row->hash, sizeof(hash)) != 0)
		return apr_psprintf(pool,
		    "entry %" APR_INT64_T_FMT ", or the one before it, was changed", row->seq);
	memcpy(checking->previous, row->hash, sizeof(checking->previous));
	checking->is_bound = true;
	checking->next_seq++;
	return NULL;
}

/* The head was read first: what is appended meanwhile is left to the next time. */
static const struct err *check_rows(
    struct desk *desk, struct checking *checking, int64_t last_seq, struct audit_report *out)
{
	while (checking->next_seq <= last_seq && out->wrong == NULL) {
		apr_pool_t *pool = pool_new(desk->pool);
		struct audit_row *rows;
		size_t count;

		TRY(staff_audit_list_chain(
		    desk->db, checking->next_seq, AT_ONCE, pool, &rows, &count));
		if (count == 0)
			out->wrong = apr_psprintf(desk->pool,
			    "entry %" APR_INT64_T_FMT " and all after it are missing",
			    checking->next_seq);
		for (size_t i = 0; i < count && out->wrong == NULL; i++) {
			if (rows[i].seq > last_seq && checking->next_seq > last_seq)
				break;
			out->wrong = wrong_with(checking, &rows[i], desk->pool);
			out->looked_at++;
		}
		apr_pool_destroy(pool);
	}
	return NULL;
}

const struct err *audit_check(struct desk *desk, int64_t newest, struct audit_report *out)
{
	struct checking checking = { .next_seq = 1, .is_bound = true };
	struct audit_head head;

	*out = (struct audit_report){ .wrong = NULL };
	TRY(staff_audit_find_head(desk->db, desk->pool, &head));
	out->last_seq = head.seq;
	out->head = text_hex(head.hash, sizeof(head.hash), desk->pool);
	if (newest != 0 && head.seq > newest) {
		checking.next_seq = head.seq - newest;
		checking.is_bound = false;
	}
	TRY(check_rows(desk, &checking, head.seq, out));
	if (out->wrong == NULL && memcmp(checking.previous, head.hash, sizeof(head.hash)) != 0)
		out->wrong = "the last entry is not the one that was written last";
	return NULL;
}
