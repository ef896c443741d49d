/* Departures as booking knows them: learned from the flight service, and what is taken on them. */
#include "domain/departure_internal.h"

#include "base/date.h"
#include "base/pool.h"
#include "domain/departure_known.h"
#include "domain/departure_words.h"
#include "domain/seating.h"
#include "remote/flight_client.h"
#include "store/cabins.h"
#include "store/departure_questions.h"
#include "store/departure_works.h"
#include "store/names.h"
#include "store/seat_maps.h"

struct learning {
	struct desk *desk;
	const struct departure *departure;
	int64_t id;
};

/* What is to follow, by the worker: who is told, and who has to sit elsewhere. */
static const struct err *begin_work(
    struct db *db, struct departure_row *was, const struct departure *is, apr_pool_t *pool)
{
	struct departure_work work = {
		.departure_id = was->id, .is = *is, .service_version = is->version
	};

	TRY(cabins_fill(db, was, 1, pool));
	work.was = was->departure;
	work.is_news = departure_change_words(&work.was, is, pool) != NULL;
	work.is_reseating = !seating_is_same_plan(&work.was, is);
	if (!work.is_news && !work.is_reseating)
		return NULL;
	return departure_works_insert(db, &work, pool);
}

struct event departure_learned(const struct desk *desk, int64_t id,
    const struct departure *departure, int64_t version, const char *from, apr_pool_t *pool)
{
	return (struct event){ .actor = desk->actor,
		.request_id = desk->request_id,
		.subject = "departure",
		.subject_id = id,
		.version = version,
		.from_state = from,
		.to_state = name_of_departure_state(departure->state),
		.detail = apr_psprintf(
		    pool, EVENTS_LEARNED "%" APR_INT64_T_FMT, departure->version) };
}

static const struct err *write_event(struct db *db, const struct learning *learning,
    int64_t version, const char *from, apr_pool_t *pool)
{
	const struct event event = departure_learned(
	    learning->desk, learning->id, learning->departure, version, from, pool);

	return events_insert(db, &event, pool);
}

/* What it was learned from may be older than what the worker has read of the feed, where it would not have found the row: so it is asked for once more, from when the row can be seen. */
static const struct err *write_new(struct db *db, const struct learning *learning, apr_pool_t *pool)
{
	const struct departure_question question = { .departure_id = learning->id };

	TRY(departure_questions_insert_later(db, &question, 1, pool));
	return write_event(db, learning, 1, "", pool);
}

static const struct err *learn_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct learning *learning = arg;
	const struct departure *departure = learning->departure;
	struct departure_row known;
	const struct err *err;

	TRY(departures_lock(db, departure->flight_no, departure->on, pool, &known));
	if (known.id == 0) {
		err = departures_insert(db, departure, pool, &learning->id);
		if (db_is_duplicate(err, "departure_name"))
			return tx_again(pool, "the departure was learned by somebody else");
		TRY(err);
		return write_new(db, learning, pool);
	}
	learning->id = known.id;
	if (known.departure.version >= departure->version)
		return NULL;
	TRY(begin_work(db, &known, departure, pool));
	TRY(departures_set_known(db, known.id, departure, pool));
	return write_event(
	    db, learning, known.version + 1, name_of_departure_state(known.departure.state), pool);
}

const struct err *departure_learn(struct desk *desk, const struct departure *departure, int64_t *id)
{
	struct learning learning = { .desk = desk, .departure = departure };
	struct departure_row known;

	if (departure_known(departure->name, departure->version, id))
		return NULL;
	TRY(departures_find(desk->db, departure->flight_no, departure->on, desk->pool, &known));
	if (known.id != 0 && known.departure.version >= departure->version) {
		*id = known.id;
	} else {
		TRY(tx_run(desk->db, learn_in_tx, &learning, desk->pool));
		*id = learning.id;
	}
	departure_remember(departure->name, departure->version, *id);
	return NULL;
}

const struct err *departure_seats(
    struct desk *desk, const char *flight_no, int32_t on, struct departure_seats *out)
{
	const struct departure *departure;
	bool is_cached;
	int64_t id;

	*out = (struct departure_seats){
		.name = apr_pstrcat(desk->pool, flight_no, "/", date_text(on, desk->pool), NULL),
	};
	TRY(seat_maps_revision(
	    desk->db, flight_no, on, desk->pool, &id, &out->revision, &out->taken, &out->count));
	if (id != 0)
		return NULL;
	return flight_client_departure(
	    desk->flights, flight_no, on, 0, desk->pool, &departure, &is_cached);
}
