/* Table departure_question: what the flight service is still to be asked about departures that booking knows. */
#ifndef STORE_DEPARTURE_QUESTIONS_H
#define STORE_DEPARTURE_QUESTIONS_H

#include "db/statement.h"

struct departure_question {
	int64_t departure_id;
	int64_t
	    version; /* of the flight service: this one or a later one is to be learned; 0: whichever it is */
	/* Of those that are listed: */
	const char *flight_no;
	int32_t on;
	int64_t departs_at;
	int64_t service_version; /* booking's */
	int64_t failures;        /* so far */
};

/* Due at once. In the transaction that writes the departures; CODE_DUPLICATE (PRIMARY), where one is to be asked for already, comes out of db_settle or tx_run. */
const struct err *departure_questions_insert_later(
    struct db *db, const struct departure_question *list, size_t count, apr_pool_t *pool);

/* It is to be learned in this version at least, and asked for at once; nothing where it is not to be asked for yet. */
const struct err *departure_questions_set_version(
    struct db *db, int64_t departure_id, int64_t version, apr_pool_t *pool, bool *is_there);

/* Those that are due, at most `most`: which failed least often first, and of these the longest due. */
const struct err *departure_questions_list_due(struct db *db, int64_t most, apr_pool_t *pool,
    const struct departure_question **out, size_t *count);

/* It could not be answered: due again after a pause, as one that has failed so often. What somebody else wants to know of it meanwhile stays due. */
const struct err *departure_questions_set_later(struct db *db,
    const struct departure_question *question, int64_t failures, int64_t pause_s, apr_pool_t *pool);

/* It is answered, up to this version. What goes beyond it stays. */
const struct err *departure_questions_delete(
    struct db *db, int64_t departure_id, int64_t version, apr_pool_t *pool);

#endif
