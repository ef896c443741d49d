/* A route's departures that booking does not know yet: many are learned at once. */
#include "domain/departure_internal.h"

#include "base/pool.h"
#include "domain/departure_known.h"
#include "store/cabins.h"
#include "store/departure_questions.h"

#include <apr_hash.h>
#include <stdlib.h>
#include <string.h>

/* A transaction: a buyer of one of them waits no longer than for these. */
#define AT_ONCE 144

struct learning {
	struct desk *desk;
	const struct departure *const *list;
	size_t count;
	/* Of them, set by each run of the transaction: which it has written, and as what. */
	const struct departure *fresh[AT_ONCE];
	int64_t ids[AT_ONCE];
	size_t fresh_count;
};

static const struct err *write_rest(struct learning *learning, struct db *db, apr_pool_t *pool)
{
	struct event *events = pool_make_many(pool, struct event, learning->fresh_count);
	struct departure_question *questions = pool_make_many(
	    pool, struct departure_question, learning->fresh_count);

	TRY(departures_list_ids(db, learning->fresh, learning->fresh_count, pool, learning->ids));
	for (size_t i = 0; i < learning->fresh_count; i++) {
		events[i] = departure_learned(
		    learning->desk, learning->ids[i], learning->fresh[i], 1, "", pool);
		questions[i].departure_id = learning->ids[i];
	}
	TRY(departure_questions_insert_later(db, questions, learning->fresh_count, pool));
	TRY(cabins_insert_many(db, learning->ids, learning->fresh, learning->fresh_count, pool));
	return events_insert_many(db, events, learning->fresh_count, pool);
}

static const struct err *learn_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct learning *learning = arg;
	int64_t known[AT_ONCE];
	const struct err *err;

	learning->fresh_count = 0;
	TRY(departures_list_ids(db, learning->list, learning->count, pool, known));
	for (size_t i = 0; i < learning->count; i++)
		if (known[i] == 0)
			learning->fresh[learning->fresh_count++] = learning->list[i];
	if (learning->fresh_count == 0)
		return NULL;
	err = departures_insert_many(db, learning->fresh, learning->fresh_count, pool);
	if (db_is_duplicate(err, "departure_name"))
		return tx_again(pool, "departures were learned by somebody else");
	TRY(err);
	return write_rest(learning, db, pool);
}

static const struct err *learn(struct desk *desk, const struct departure *const *list, size_t count)
{
	struct learning *learning = pool_make(desk->pool, struct learning);

	learning->desk = desk;
	learning->list = list;
	learning->count = count;
	TRY(tx_run(desk->db, learn_in_tx, learning, desk->pool));
	for (size_t i = 0; i < learning->fresh_count; i++)
		departure_remember(
		    learning->fresh[i]->name, learning->fresh[i]->version, learning->ids[i]);
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	const struct departure *const *left = a, *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

/* Those that booking does not have on this route; another one's of the same name are found under the lock. */
static const struct err *list_unknown(struct desk *desk, const struct departure_route *route,
    const struct departures *found, const struct departure **out, size_t *count)
{
	const struct departure_known *known;
	apr_hash_t *names = apr_hash_make(desk->pool);
	size_t known_count;

	TRY(departures_list_of_route(desk->db, route, desk->pool, &known, &known_count));
	for (size_t i = 0; i < known_count; i++)
		apr_hash_set(names, known[i].name, APR_HASH_KEY_STRING, &known[i]);
	*count = 0;
	for (size_t i = 0; i < found->n; i++)
		if (apr_hash_get(names, found->v[i]->name, APR_HASH_KEY_STRING) == NULL)
			out[(*count)++] = found->v[i];
	qsort(out, *count, sizeof(*out), by_name);
	return NULL;
}

const struct err *departure_learn_route(
    struct desk *desk, const struct departure_route *route, const struct departures *found)
{
	const struct departure **list = pool_make_many(
	    desk->pool, const struct departure *, found->n);
	size_t count;

	TRY(list_unknown(desk, route, found, list, &count));
	for (size_t done = 0; done < count; done += AT_ONCE)
		TRY(learn(desk, list + done, count - done < AT_ONCE ? count - done : AT_ONCE));
	return NULL;
}
