/* Departures as booking knows them: learned from the flight service, and what is taken on them. */
#include "domain/departure.h"

#include "base/date.h"
#include "base/pool.h"
#include "db/tx.h"
#include "domain/departure_known.h"
#include "remote/flight_client.h"
#include "store/departures.h"
#include "store/events.h"
#include "store/names.h"
#include "store/outbox.h"
#include "store/seat_maps.h"

struct learning {
	struct desk *desk;
	const struct departure *departure;
	int64_t id;
};

/* One end of a flight as it was and as it is: "departs at 08:20 (was 08:00)", with the dates where the day is another one; NULL: it is as it was. */
static const char *end_words(const char *verb, int64_t was_at, int was_offset, int64_t is_at,
    int is_offset, apr_pool_t *pool)
{
	int32_t was_on = date_at_offset(was_at, was_offset);
	int32_t is_on = date_at_offset(is_at, is_offset);
	const char *was = date_clock_at_offset(was_at, was_offset, pool);
	const char *is = date_clock_at_offset(is_at, is_offset, pool);

	if (was_at == is_at)
		return NULL;
	if (was_on == is_on)
		return apr_psprintf(pool, "%s at %s (was %s)", verb, is, was);
	return apr_psprintf(pool, "%s at %s on %s (was %s on %s)", verb, is,
	    date_human(is_on, pool), was, date_human(was_on, pool));
}

/* What changed for who travels, in words; NULL: nothing. */
static const char *change_words(
    const struct departure *was, const struct departure *is, apr_pool_t *pool)
{
	const char *departs = end_words("departs", was->departs_at, was->origin_offset,
	    is->departs_at, is->origin_offset, pool);
	const char *arrives = end_words("arrives", was->arrives_at, was->destination_offset,
	    is->arrives_at, is->destination_offset, pool);

	if (is->state == DEPARTURE_CANCELLED && was->state != DEPARTURE_CANCELLED)
		return apr_psprintf(
		    pool, "%s on %s was cancelled", is->flight_no, date_human(is->on, pool));
	if (departs == NULL && arrives == NULL)
		return NULL;
	return apr_pstrcat(pool, is->flight_no, " on ", date_human(is->on, pool), " now ",
	    departs != NULL ? departs : arrives,
	    departs != NULL && arrives != NULL ? " and " : NULL, arrives, NULL);
}

static const struct err *tell_bookings(
    struct db *db, const struct departure_row *was, const struct departure *is, apr_pool_t *pool)
{
	const char *words = change_words(&was->departure, is, pool);
	const struct departure_booking *bookings;
	size_t count;

	if (words == NULL)
		return NULL;
	TRY(departures_list_bookings(db, was->id, pool, &bookings, &count));
	for (size_t i = 0; i < count; i++)
		TRY(outbox_insert(
		    db, "booking_changed", bookings[i].booking_id, bookings[i].email, words, pool));
	return NULL;
}

static const struct err *write_event(struct db *db, const struct learning *learning,
    int64_t version, const char *from, apr_pool_t *pool)
{
	const struct departure *departure = learning->departure;

	return events_insert(db,
	    &(const struct event){ .actor = learning->desk->actor,
		.request_id = learning->desk->request_id,
		.subject = "departure",
		.subject_id = learning->id,
		.version = version,
		.from_state = from,
		.to_state = name_of_departure_state(departure->state),
		.detail = apr_psprintf(
		    pool, EVENTS_LEARNED "%" APR_INT64_T_FMT, departure->version) },
	    pool);
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
		return write_event(db, learning, 1, "", pool);
	}
	learning->id = known.id;
	if (known.departure.version >= departure->version)
		return NULL;
	TRY(departures_set_known(db, known.id, departure, pool));
	TRY(write_event(
	    db, learning, known.version + 1, name_of_departure_state(known.departure.state), pool));
	return tell_bookings(db, &known, departure, pool);
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
