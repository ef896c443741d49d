/* What the flight service is still to be asked about departures that booking knows: each for itself, so that one of which nothing can be made keeps no other from its change. */
#include "domain/departure_internal.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/pool.h"
#include "domain/departure_known.h"
#include "remote/flight_change.h"
#include "store/departure_questions.h"

#define AT_ONCE 500
#define FIRST_PAUSE_S 5
#define LONGEST_PAUSE_S 3600
/* What is wrong with all says nothing of this one: soon after the service is well again it is asked for. */
#define LONGEST_OF_ALL_S 60
/* So long after it has left nobody is told anything of it. */
#define OVER_AFTER (3 * CLOCK_DAY)

/* Twice as long with each failure. */
static int64_t pause_s(int64_t failures, int64_t longest)
{
	int64_t pause = FIRST_PAUSE_S;

	for (int64_t i = 0; i < failures && pause < longest; i++)
		pause *= 2;
	return pause < longest ? pause : longest;
}

/* Others would fare no better. */
static bool is_of_all(const struct err *err)
{
	return err_is(err, CODE_FLIGHT_SERVICE_DOWN) || err_is(err, CODE_UNAVAILABLE) ||
	    err_is(err, CODE_UNSURE);
}

/* Up to `*version` there is nothing to ask any more. A departure that vanished stays as booking knows it. */
static const struct err *ask(
    struct desk *desk, const struct departure_question *question, int64_t *version, bool *is_new)
{
	const struct departure *departure;
	struct flight_seen seen;
	const struct err *err;
	int64_t id;

	*version = question->version;
	err = flight_change_read(
	    desk->flights, question->flight_no, question->on, desk->pool, &seen);
	if (err_is(err, CODE_NOT_FOUND))
		return NULL;
	TRY(err);
	departure = seen.departure;
	*is_new = departure->version > question->service_version;
	if (*is_new) {
		flight_client_forget(desk->flights, question->flight_no, question->on);
		departure_forget(departure->name);
		TRY(departure_learn(desk, departure, &id));
	}
	if (departure->version < question->version)
		return err_new(desk->pool, CODE_STALE,
		    "it is said to be at version %" APR_INT64_T_FMT
		    ", after version %" APR_INT64_T_FMT " in the feed",
		    departure->version, question->version);
	*version = departure->version;
	return NULL;
}

static void tell(
    struct desk *desk, const struct departure_question *question, const struct err *err)
{
	log_line(LOG_WARN, "departure.not-learned", "departure",
	    apr_pstrcat(
		desk->pool, question->flight_no, "/", date_text(question->on, desk->pool), NULL),
	    "code", err_code_name(err->code), "reason", err->text, NULL);
}

/*
 * Tried again, unless nobody is told anything of it any more. What is wrong with this one alone is told in the log; what is wrong with all comes out, and makes no failures with which the pauses of one alone
 * would begin long.
 */
static const struct err *put_off(
    struct desk *desk, const struct departure_question *question, const struct err *err)
{
	bool is_alone = !is_of_all(err);
	int64_t longest = is_alone ? LONGEST_PAUSE_S : LONGEST_OF_ALL_S;
	int64_t pause = pause_s(question->failures, longest);
	int64_t failures = question->failures + (is_alone || pause < longest);

	if (is_alone)
		tell(desk, question, err);
	if (clock_now() > question->departs_at + OVER_AFTER)
		TRY(departure_questions_delete(
		    desk->db, question->departure_id, question->version, desk->pool));
	else
		TRY(departure_questions_set_later(desk->db, question, failures, pause, desk->pool));
	return is_alone ? NULL : err;
}

static const struct err *ask_one(
    struct desk *desk, const struct departure_question *question, int64_t *count)
{
	bool is_new = false;
	int64_t version;
	const struct err *err = ask(desk, question, &version, &is_new);

	if (err != NULL)
		return put_off(desk, question, err);
	*count += is_new;
	return departure_questions_delete(desk->db, question->departure_id, version, desk->pool);
}

/* Those that are due, one in any case, until the time is used up. `*has_more`: there may be others. */
static const struct err *ask_some(
    struct desk *desk, int64_t until_ms, int64_t *count, bool *has_more)
{
	const struct departure_question *list;
	size_t n;

	TRY(departure_questions_list_due(desk->db, AT_ONCE, desk->pool, &list, &n));
	*has_more = n == AT_ONCE;
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && clock_monotonic_ms() >= until_ms) {
			*has_more = true;
			return NULL;
		}
		TRY(ask_one(desk, &list[i], count));
	}
	return NULL;
}

const struct err *departure_ask_due(
    struct desk *desk, int64_t budget_ms, int64_t *count, bool *has_more)
{
	int64_t until_ms = clock_monotonic_ms() + budget_ms;
	const struct err *err;

	*has_more = false;
	do {
		struct desk own = *desk;

		own.pool = pool_new(desk->pool);
		err = departure_kept(ask_some(&own, until_ms, count, has_more), desk->pool);
		apr_pool_destroy(own.pool);
		*has_more &= err == NULL;
	} while (*has_more && clock_monotonic_ms() < until_ms);
	return err;
}
