/* What a departure's change means for a booking, in the words of its mail. */
#include "domain/departure_words.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "base/words.h"

/* An end of a flight at a time: its clock, and its day. */
struct end {
	int64_t at;
	int offset;
};

static const char *clock_words(const struct end *end, apr_pool_t *pool)
{
	return date_clock_at_offset(end->at, end->offset, pool);
}

static const char *day_words(const struct end *end, apr_pool_t *pool)
{
	return date_human(date_at_offset(end->at, end->offset), pool);
}

static bool is_same_day(const struct end *a, const struct end *b)
{
	return date_at_offset(a->at, a->offset) == date_at_offset(b->at, b->offset);
}

/* "departs at 08:20 (was 08:00)", with the dates where the day is another one; NULL: it is as it was. */
static const char *departs_words(const struct end *was, const struct end *is, apr_pool_t *pool)
{
	if (was->at == is->at)
		return NULL;
	if (is_same_day(was, is))
		return apr_psprintf(pool, say("departs at %s (was %s)"), clock_words(is, pool),
		    clock_words(was, pool));
	return apr_psprintf(pool, say("departs at %s on %s (was %s on %s)"), clock_words(is, pool),
	    day_words(is, pool), clock_words(was, pool), day_words(was, pool));
}

static const char *arrives_words(const struct end *was, const struct end *is, apr_pool_t *pool)
{
	if (was->at == is->at)
		return NULL;
	if (is_same_day(was, is))
		return apr_psprintf(pool, say("arrives at %s (was %s)"), clock_words(is, pool),
		    clock_words(was, pool));
	return apr_psprintf(pool, say("arrives at %s on %s (was %s on %s)"), clock_words(is, pool),
	    day_words(is, pool), clock_words(was, pool), day_words(was, pool));
}

const char *departure_change_words(
    const struct departure *was, const struct departure *is, apr_pool_t *pool)
{
	const char *departs = departs_words(
	    &(const struct end){ was->departs_at, was->origin_offset },
	    &(const struct end){ is->departs_at, is->origin_offset }, pool);
	const char *arrives = arrives_words(
	    &(const struct end){ was->arrives_at, was->destination_offset },
	    &(const struct end){ is->arrives_at, is->destination_offset }, pool);

	if (is->state == DEPARTURE_CANCELLED && was->state != DEPARTURE_CANCELLED)
		return apr_psprintf(
		    pool, say("%s on %s was cancelled"), is->flight_no, date_human(is->on, pool));
	if (departs == NULL && arrives == NULL)
		return NULL;
	if (departs == NULL || arrives == NULL)
		return apr_psprintf(pool, say("%s on %s now %s"), is->flight_no,
		    date_human(is->on, pool), departs != NULL ? departs : arrives);
	return apr_psprintf(pool, say("%s on %s now %s and %s"), is->flight_no,
	    date_human(is->on, pool), departs, arrives);
}

/* "9A, 9B" */
static const char *moved_words(
    const struct departure *is, const struct departure_seat_changes *seats, apr_pool_t *pool)
{
	return apr_psprintf(pool,
	    say("%s on %s is flown with another aircraft now, and you sit elsewhere: %s instead of %s"),
	    is->flight_no, date_human(is->on, pool), text_list(seats->to, seats->moved, pool),
	    text_list(seats->from, seats->moved, pool));
}

static const char *lost_words(
    const struct departure *is, const struct departure_seat_changes *seats, apr_pool_t *pool)
{
	return apr_psprintf(pool,
	    say_count((int64_t)seats->lost_count,
		"%s on %s is flown with another aircraft now, which has no seat %s",
		"%s on %s is flown with another aircraft now, which has no seats %s"),
	    is->flight_no, date_human(is->on, pool),
	    text_list(seats->lost, seats->lost_count, pool));
}

static const char *then(const char *text, const char *more, apr_pool_t *pool)
{
	return text == NULL ? more : apr_pstrcat(pool, text, ". ", more, NULL);
}

const char *departure_told_words(const struct departure *was, const struct departure *is,
    const struct departure_seat_changes *seats, apr_pool_t *pool)
{
	const char *text = departure_change_words(was, is, pool);

	if (seats->moved > 0)
		text = then(text, moved_words(is, seats, pool), pool);
	if (seats->lost_count > 0)
		text = then(text, lost_words(is, seats, pool), pool);
	return text;
}
