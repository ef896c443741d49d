/* A person is not in two aircraft at one time. */
#include "domain/booking_internal.h"

#include "base/pool.h"
#include "base/text.h"
#include "store/coupons.h"
#include "store/persons.h"

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
		names = add(names, name_of(segments, count, overlaps[i].departure_id), pool);
		if (overlaps[i].customer_id == hold->customer_id)
			others = add(others, overlaps[i].other_name, pool);
	}
	struct err *err = err_new(pool, CODE_PASSENGER_ELSEWHERE,
	    "a passenger of hold %s is on another departure while %s is in the air", hold->hold.ref,
	    names);
	return err_with(
	    err_with(err, FACT_DEPARTURE, names), FACT_OTHERS, others[0] != '\0' ? others : NULL);
}

const struct err *booking_check_persons(struct db *db, const struct hold_row *hold,
    const struct segment *segments, size_t count, apr_pool_t *pool)
{
	struct coupon_overlap *overlaps;
	size_t overlap_count;
	TRY(persons_set_sold(db, hold->hold.passengers, hold->hold.passenger_count, pool));
	TRY(coupons_list_overlaps(db, hold->hold.id, pool, &overlaps, &overlap_count));
	if (overlap_count == 0)
		return NULL;
	return elsewhere(hold, segments, count, overlaps, overlap_count, pool);
}
