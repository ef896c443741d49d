/* Staff block seats of a departure and free them again. */
#include "domain/staff_departure_internal.h"

#include "base/pool.h"
#include "base/text.h"
#include "domain/staff_click_internal.h"
#include "store/cabins.h"
#include "store/seats_block.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct blocking {
	struct desk *desk;
	const struct staff_decision *decision;
	const char *typed;
	bool is_freeing;
	/* Set by each run of the transaction. */
	struct db *db;
	apr_pool_t *pool;
	struct departure_row row;
	struct seat_block seats[STAFF_SEATS_MAX];
	size_t count;
	const char *answer;
};

static const struct err *invalid(const struct blocking *blocking, const char *words)
{
	return err_with(err_new(blocking->pool, CODE_INVALID, "%s", words), FACT_FIELDS, "seats.1");
}

static bool has(const struct blocking *blocking, const char *seat_no)
{
	for (size_t i = 0; i < blocking->count; i++)
		if (strcmp(blocking->seats[i].seat_no, seat_no) == 0)
			return true;
	return false;
}

static const struct err *add(
    struct blocking *blocking, const char *seat_no, const struct cabin *cabin)
{
	if (has(blocking, seat_no))
		return NULL;
	if (blocking->count == STAFF_SEATS_MAX)
		return invalid(blocking, "At most 100 seats at once");
	blocking->seats[blocking->count++] = (struct seat_block){ seat_no, cabin->code, false };
	return NULL;
}

/* The seats of a cabin that a word names: one, or those of its row. */
static const struct err *add_of_cabin(
    struct blocking *blocking, const struct cabin *cabin, const char *word, bool *is_known)
{
	const char *row = apr_pstrndup(blocking->pool, word, strspn(word, "0123456789"));
	const char *letter = word + strlen(row);
	int row_no = atoi(row);

	if (strlen(row) == 0 || strlen(row) > 2 || row[0] == '0' || strlen(letter) > 1 ||
	    row_no < cabin->first_row || row_no > cabin->last_row)
		return NULL;
	for (const char *at = cabin->letters; *at != '\0'; at++) {
		const char *seat_no = apr_psprintf(blocking->pool, "%s%c", row, *at);

		if (*at == ' ' || (letter[0] != '\0' && letter[0] != *at) ||
		    text_is_one_of(seat_no, cabin->missing, cabin->missing_count))
			continue;
		*is_known = true;
		TRY(add(blocking, seat_no, cabin));
	}
	return NULL;
}

static int by_seat(const void *a, const void *b)
{
	const struct seat_block *left = a, *right = b;

	return strcmp(left->seat_no, right->seat_no);
}

/* In order of seat, as claims are written. */
static const struct err *read_seats(struct blocking *blocking)
{
	const struct departure *departure = &blocking->row.departure;
	char *text = apr_pstrdup(blocking->pool, text_upper(blocking->typed, blocking->pool));
	const char *const *words;
	size_t count;

	for (char *c = text; *c != '\0'; c++)
		if (*c == ',' || *c == ';' || isspace((unsigned char)*c))
			*c = ' ';
	words = text_words(text, blocking->pool, &count);
	blocking->count = 0;
	for (size_t i = 0; i < count; i++) {
		bool is_known = false;

		for (size_t j = 0; j < departure->cabin_count; j++)
			TRY(add_of_cabin(blocking, &departure->cabins[j], words[i], &is_known));
		if (!is_known)
			return invalid(blocking,
			    apr_pstrcat(blocking->pool, "There is no seat or row ", words[i],
				" on this aircraft", NULL));
	}
	if (blocking->count == 0)
		return invalid(blocking, "Name the seats, or tick them in the cabin");
	qsort(blocking->seats, blocking->count, sizeof(blocking->seats[0]), by_seat);
	return NULL;
}

static const struct seat_claimed *claim_of(
    const struct seat_claimed *claims, size_t count, const char *seat_no)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(claims[i].seat_no, seat_no) == 0)
			return &claims[i];
	return NULL;
}

static const char *join(const char *names, const char *seat_no, apr_pool_t *pool)
{
	return names == NULL ? seat_no : apr_pstrcat(pool, names, " ", seat_no, NULL);
}

static const struct err *refuse(const struct blocking *blocking, const char *names)
{
	struct err *err;

	if (blocking->is_freeing)
		return invalid(blocking, apr_pstrcat(blocking->pool, "Not blocked: ", names, NULL));
	err = err_new(blocking->pool, CODE_SEAT_TAKEN, "Not free: %s", names);
	return err_with(err_with(err, FACT_SEATS, names), FACT_FIELDS, "seats.1");
}

/* What stands on the seats as it is wanted: nothing, or what is over; or the block that is taken away. */
static const struct err *check_seats(struct blocking *blocking)
{
	const struct seat_claimed *claims;
	const char *wrong = NULL;
	size_t count;

	TRY(seats_list_claimed(blocking->db, blocking->row.id, blocking->pool, &claims, &count));
	for (size_t i = 0; i < blocking->count; i++) {
		struct seat_block *seat = &blocking->seats[i];
		const struct seat_claimed *claim = claim_of(claims, count, seat->seat_no);
		bool is_blocked = claim != NULL && claim->standing == SEAT_IS_BLOCKED;

		seat->is_over = claim != NULL && claim->standing == SEAT_IS_OVER;
		if (blocking->is_freeing ? !is_blocked : claim != NULL && !seat->is_over)
			wrong = join(wrong, seat->seat_no, blocking->pool);
	}
	return wrong == NULL ? NULL : refuse(blocking, wrong);
}

/* Nobody will be sold a seat any more, blocked or not. */
static const struct err *check_ahead(const struct blocking *blocking)
{
	const struct departure_row *row = &blocking->row;

	if (row->departure.state != DEPARTURE_CANCELLED &&
	    row->departure.state != DEPARTURE_DEPARTED && !row->is_too_late)
		return NULL;
	return err_new(blocking->pool, CODE_DEPARTURE_ENDED, "%s has left or is cancelled",
	    row->departure.name);
}

static const struct err *record(struct blocking *blocking)
{
	const struct staff_decision *decision = blocking->decision;
	const char *what = blocking->is_freeing ? "seats-unblocked" : "seats-blocked";
	const char *names = NULL;

	for (size_t i = 0; i < blocking->count; i++)
		names = join(names, blocking->seats[i].seat_no, blocking->pool);
	TRY(departures_set_version(blocking->db, blocking->row.id, blocking->pool));
	TRY(departure_record(blocking->desk, blocking->db, &blocking->row,
	    apr_pstrcat(blocking->pool, "seats ", names,
		blocking->is_freeing ? " not blocked any more: " : " blocked: ", decision->reason,
		NULL),
	    blocking->pool));
	TRY(staff_departure_keep(
	    blocking->desk, blocking->db, decision, what, blocking->pool, &blocking->answer));
	return staff_departure_audit(blocking->desk, blocking->db, &blocking->row, what,
	    apr_pstrcat(blocking->pool, names, ": ", decision->reason, NULL), blocking->pool);
}

static const struct err *block_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct blocking *blocking = arg;
	struct departure_row *row = &blocking->row;

	blocking->db = db;
	blocking->pool = pool;
	TRY(staff_departure_lock(
	    blocking->desk, db, blocking->decision, pool, row, &blocking->answer));
	if (blocking->answer != NULL)
		return NULL;
	if (!blocking->is_freeing)
		TRY(check_ahead(blocking));
	TRY(cabins_fill(db, row, 1, pool));
	TRY(read_seats(blocking));
	TRY(check_seats(blocking));
	if (blocking->is_freeing)
		TRY(seats_unblock(db, row->id, blocking->seats, blocking->count, pool));
	else
		TRY(seats_block(db, row->id, blocking->seats, blocking->count,
		    blocking->decision->reason, pool));
	return record(blocking);
}

static const struct err *decide(struct blocking *blocking, const char **answer)
{
	TRY(staff_click_run(
	    blocking->desk, &blocking->decision->click, block_in_tx, blocking, &blocking->answer));
	*answer = blocking->answer;
	return NULL;
}

const struct err *staff_block_seats(struct desk *desk, const struct staff_decision *decision,
    const char *seats, const char **answer)
{
	struct blocking blocking = { .desk = desk, .decision = decision, .typed = seats };

	return decide(&blocking, answer);
}

const struct err *staff_unblock_seats(struct desk *desk, const struct staff_decision *decision,
    const char *seats, const char **answer)
{
	struct blocking blocking = {
		.desk = desk, .decision = decision, .typed = seats, .is_freeing = true
	};

	return decide(&blocking, answer);
}
