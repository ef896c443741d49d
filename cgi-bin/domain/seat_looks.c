/* Looks that are shared: a table of the last ones, counted by who still reads them. */
#include "domain/seat_looks.h"

#include "base/changes.h"
#include "base/clock.h"
#include "base/pool.h"
#include "store/departures.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Departures whose last look is kept; of 180 taken seats it is 3 kB. */
#define PLACES 96
#define FLIGHT_NO_MAX 15

/* One answer of the database. */
struct answer {
	atomic_size_t uses;
	bool is_shared; /* it was counted before it was asked for */
	uint64_t changes;
	int64_t asked_ms;
	int64_t hold_ends_ms; /* a seat is free from then on */
	struct seat_look look;
	struct looked_seat seats[];
};

struct place {
	char flight_no[FLIGHT_NO_MAX + 1]; /* "": nobody's */
	int32_t on;
	int64_t departure_id; /* DEPARTURE_UNKNOWN until booking knows it; then it never changes */
	int64_t used_ms;
	struct answer *answer;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct place places[PLACES]; /* under lock */

static void check(int status)
{
	if (status != 0)
		abort();
}

static apr_status_t answer_drop(void *arg)
{
	struct answer *answer = arg;

	if (atomic_fetch_sub(&answer->uses, 1) == 1)
		free(answer);
	return APR_SUCCESS;
}

/* One use more, for as long as the pool is there. */
static void answer_use(struct answer *answer, apr_pool_t *pool)
{
	atomic_fetch_add(&answer->uses, 1);
	apr_pool_cleanup_register(pool, answer, answer_drop, apr_pool_cleanup_null);
}

static bool is_of(const struct place *place, const struct seat_map_name *name)
{
	return place->on == name->on && strcmp(place->flight_no, name->flight_no) == 0;
}

static struct place *place_of(const struct seat_map_name *name)
{
	for (size_t i = 0; i < PLACES; i++) {
		if (is_of(&places[i], name))
			return &places[i];
	}
	return NULL;
}

/* Its own, an empty one, or the one that was used longest ago. */
static struct place *place_for(const struct seat_map_name *name)
{
	struct place *oldest = &places[0];

	for (size_t i = 0; i < PLACES; i++) {
		if (is_of(&places[i], name))
			return &places[i];
		if (places[i].used_ms < oldest->used_ms)
			oldest = &places[i];
	}
	return oldest;
}

/* What is about to be asked of one departure. */
struct question {
	bool is_counted;
	int64_t departure_id; /* for which changes were counted */
	uint64_t changes;
	int64_t asked_ms;
};

static bool is_true_still(
    const struct answer *answer, const struct question *question, int64_t look_ms)
{
	return answer->is_shared && question->is_counted && answer->changes == question->changes &&
	    question->asked_ms - answer->asked_ms < look_ms &&
	    question->asked_ms < answer->hold_ends_ms;
}

/*
 * The answer that is there and still true, used in the desk's pool; or what has to be known before it is asked for. Counted first, asked then: a change between the two makes the answer old at once.
 */
static const struct answer *find(
    struct desk *desk, const struct seat_map_name *name, bool is_anew, struct question *question)
{
	const struct answer *found = NULL;
	struct place *place;

	*question = (struct question){ .asked_ms = clock_monotonic_ms() };
	check(pthread_mutex_lock(&lock));
	place = place_of(name);
	if (place != NULL) {
		struct answer *answer = place->answer;

		place->used_ms = question->asked_ms;
		question->departure_id = place->departure_id;
		question->is_counted = changes_count(place->departure_id, &question->changes);
		if (!is_anew && is_true_still(answer, question, desk->settings->look_ms)) {
			answer_use(answer, desk->pool);
			found = answer;
		}
	}
	check(pthread_mutex_unlock(&lock));
	return found;
}

/* The answer takes the place of what is there, unless that was asked for later. */
static void keep(const struct seat_map_name *name, int64_t departure_id, struct answer *answer)
{
	struct answer *old = answer;
	struct place *place;

	check(pthread_mutex_lock(&lock));
	place = place_for(name);
	if (place->answer == NULL || !is_of(place, name) ||
	    place->answer->asked_ms <= answer->asked_ms) {
		old = place->answer;
		*place = (struct place){ .on = name->on,
			.departure_id = departure_id,
			.used_ms = answer->asked_ms,
			.answer = answer };
		memcpy(place->flight_no, name->flight_no, strlen(name->flight_no) + 1);
	}
	check(pthread_mutex_unlock(&lock));
	if (old != NULL)
		answer_drop(old);
}

static bool is_row_of(const struct seat_map_row *row, const struct seat_map_name *name)
{
	return row->on == name->on && strcmp(row->flight_no, name->flight_no) == 0;
}

static size_t rows_of(
    const struct seat_map_name *name, const struct seat_map_row *rows, size_t row_count)
{
	size_t n = 0;

	for (size_t i = 0; i < row_count; i++)
		n += is_row_of(&rows[i], name) ? 1 : 0;
	return n;
}

/* Out of the rows for all departures that were asked for. */
static struct answer *answer_of(const struct seat_map_name *name, const struct seat_map_row *rows,
    size_t row_count, int64_t asked_ms, int64_t *departure_id)
{
	struct answer *answer = malloc(
	    sizeof(*answer) + rows_of(name, rows, row_count) * sizeof(struct looked_seat));
	size_t n = 0, length;

	if (answer == NULL)
		abort();
	*answer = (struct answer){ .uses = 1, .asked_ms = asked_ms, .hold_ends_ms = INT64_MAX };
	*departure_id = DEPARTURE_UNKNOWN;
	for (size_t i = 0; i < row_count; i++) {
		if (!is_row_of(&rows[i], name))
			continue;
		*departure_id = rows[i].departure_id;
		answer->look.is_sales_closed = rows[i].is_sales_closed;
		length = rows[i].seat_no == NULL ? 0 : strlen(rows[i].seat_no);
		if (length == 0 || length > LOOKED_SEAT_MAX)
			continue;
		if (rows[i].held_by != 0 && asked_ms + rows[i].held_ms < answer->hold_ends_ms)
			answer->hold_ends_ms = asked_ms + rows[i].held_ms;
		answer->seats[n] = (struct looked_seat){ .is_blocked = rows[i].is_blocked,
			.held_by = rows[i].held_by };
		memcpy(answer->seats[n++].seat_no, rows[i].seat_no, length + 1);
	}
	answer->look.seats = answer->seats;
	answer->look.count = n;
	return answer;
}

static void take(struct desk *desk, const struct seat_map_name *name,
    const struct question *question, const struct seat_map_row *rows, size_t row_count,
    struct seat_look *out)
{
	int64_t departure_id;
	struct answer *answer = answer_of(name, rows, row_count, question->asked_ms, &departure_id);

	answer->is_shared = question->is_counted && question->departure_id == departure_id;
	answer->changes = question->changes;
	*out = answer->look;
	answer_use(answer, desk->pool);
	if (strlen(name->flight_no) <= FLIGHT_NO_MAX)
		keep(name, departure_id, answer);
	else
		answer_drop(answer);
}

const struct err *seat_looks_at(struct desk *desk, const struct seat_map_name *names, size_t count,
    bool is_anew, struct seat_look *out)
{
	struct seat_map_name asked[DEPARTURES_PER_HOLD];
	struct question questions[DEPARTURES_PER_HOLD];
	size_t places_asked[DEPARTURES_PER_HOLD], asked_count = 0, row_count;
	const struct seat_map_row *rows;

	for (size_t i = 0; i < count; i++) {
		const struct answer *answer = find(
		    desk, &names[i], is_anew, &questions[asked_count]);

		if (answer != NULL) {
			out[i] = answer->look;
			continue;
		}
		places_asked[asked_count] = i;
		asked[asked_count++] = names[i];
	}
	if (asked_count == 0)
		return NULL;
	TRY(seat_maps_list(desk->db, asked, asked_count, desk->pool, &rows, &row_count));
	for (size_t i = 0; i < asked_count; i++)
		take(desk, &asked[i], &questions[i], rows, row_count, &out[places_asked[i]]);
	return NULL;
}
