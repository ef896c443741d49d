/* A person is not in two aircraft at one time. */
#include "domain/booking_internal.h"

#include "base/pool.h"
#include "base/text.h"
#include "store/coupons.h"

/* `list` with a word more, if it is not there yet. */
static const char *add(const char *list, const char *word, apr_pool_t *pool)
{
	size_t count;
	const char *const *words = text_words(list, pool, &count);
	if (text_is_one_of(word, words, count))
		return list;
	return apr_pstrcat(pool, list, list[0] != '\0' ? " " : "", word, NULL);
}

static const char *name_of(const struct segment *segments, size_t count, int64_t departure_id)
{
	size_t i = 0;
	while (i + 1 < count && segments[i].departure_id != departure_id)
		i++;
	return segments[i].departure.name;
}

/* Whose the other booking is decides whether its departure is named. */
static const struct err *elsewhere(const struct hold_row *hold, const struct segment *segments,
    size_t count, const struct coupon_overlap *overlaps, size_t overlap_count, apr_pool_t *pool)
{
	const char *names = "", *others = "";
	for (size_t i = 0; i < overlap_count; i++) {
		if (overlaps[i].is_same)
			continue;
		names = add(names, name_of(segments, count, overlaps[i].departure_id), pool);
		if (overlaps[i].customer_id == hold->customer_id)
			others = add(others, overlaps[i].other_name, pool);
	}
	if (names[0] == '\0')
		return NULL;
	struct err *err = err_new(pool, CODE_PASSENGER_ELSEWHERE,
	    "a passenger of hold %s is on another departure while %s is in the air", hold->hold.ref,
	    names);
	return err_with(
	    err_with(err, FACT_DEPARTURE, names), FACT_OTHERS, others[0] != '\0' ? others : NULL);
}

/* The first of the departures, in order of id, that one of them is on already. */
static const struct err *on_board(const struct hold_row *hold, const struct segment *segments,
    size_t count, const struct coupon_overlap *overlaps, size_t overlap_count, apr_pool_t *pool)
{
	int64_t first_id = 0;
	for (size_t i = 0; i < overlap_count; i++)
		if (overlaps[i].is_same && (first_id == 0 || overlaps[i].departure_id < first_id))
			first_id = overlaps[i].departure_id;
	if (first_id == 0)
		return NULL;
	const char *name = name_of(segments, count, first_id);
	return err_with(err_new(pool, CODE_DUPLICATE_PASSENGER,
			    "a passenger of hold %s is on %s already", hold->hold.ref, name),
	    FACT_DEPARTURE, name);
}

const struct err *booking_check_persons(const struct hold_row *hold, const struct segment *segments,
    size_t count, const struct asked *asked, apr_pool_t *pool)
{
	struct coupon_overlap *overlaps;
	size_t overlap_count;
	coupons_read_overlaps(asked, pool, &overlaps, &overlap_count);
	TRY(elsewhere(hold, segments, count, overlaps, overlap_count, pool));
	return on_board(hold, segments, count, overlaps, overlap_count, pool);
}
