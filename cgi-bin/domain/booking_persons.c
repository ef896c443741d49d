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

/* Whose the other booking is decides whether its departure is named. `whose` is the hold's or booking's name. */
static const struct err *elsewhere(const char *whose, int64_t customer_id,
    const struct segment *segments, size_t count, const struct coupon_overlap *overlaps,
    size_t overlap_count, apr_pool_t *pool)
{
	const char *names = "", *others = "";
	for (size_t i = 0; i < overlap_count; i++) {
		if (overlaps[i].is_same)
			continue;
		names = add(names, name_of(segments, count, overlaps[i].departure_id), pool);
		if (overlaps[i].customer_id == customer_id)
			others = add(others, overlaps[i].other_name, pool);
	}
	if (names[0] == '\0')
		return NULL;
	struct err *err = err_new(pool, CODE_PASSENGER_ELSEWHERE,
	    "a passenger of %s is on another departure while %s is in the air", whose, names);
	return err_with(
	    err_with(err, FACT_DEPARTURE, names), FACT_OTHERS, others[0] != '\0' ? others : NULL);
}

/* The first of the departures, in order of id, that one of them is on already. */
static const struct err *on_board(const char *whose, const struct segment *segments, size_t count,
    const struct coupon_overlap *overlaps, size_t overlap_count, apr_pool_t *pool)
{
	int64_t first_id = 0;
	for (size_t i = 0; i < overlap_count; i++)
		if (overlaps[i].is_same && (first_id == 0 || overlaps[i].departure_id < first_id))
			first_id = overlaps[i].departure_id;
	if (first_id == 0)
		return NULL;
	const char *name = name_of(segments, count, first_id);
	return err_with(err_new(pool, CODE_DUPLICATE_PASSENGER,
			    "a passenger of %s is on %s already", whose, name),
	    FACT_DEPARTURE, name);
}

const struct err *booking_check_persons(const struct hold_row *hold, const struct segment *segments,
    size_t count, const struct asked *asked, apr_pool_t *pool)
{
	struct coupon_overlap *overlaps;
	size_t overlap_count;
	coupons_read_overlaps(asked, pool, &overlaps, &overlap_count);
	TRY(elsewhere(
	    hold->hold.ref, hold->customer_id, segments, count, overlaps, overlap_count, pool));
	return on_board(hold->hold.ref, segments, count, overlaps, overlap_count, pool);
}

static bool is_among(const struct passenger *people, size_t count, int64_t no)
{
	for (size_t i = 0; i < count; i++)
		if (people[i].no == no)
			return true;
	return false;
}

/* Of the others nothing is said: they may be in two places since an airline moved one of them. */
const struct err *booking_check_corrected(const struct booking_locked *locked,
    const struct passenger *corrected, size_t count, const struct asked *asked, apr_pool_t *pool)
{
	const struct booking_row *row = &locked->row;
	struct coupon_overlap *overlaps;
	size_t overlap_count, left = 0;
	coupons_read_overlaps(asked, pool, &overlaps, &overlap_count);
	for (size_t i = 0; i < overlap_count; i++)
		if (is_among(corrected, count, overlaps[i].passenger_no))
			overlaps[left++] = overlaps[i];
	TRY(elsewhere(row->booking.locator, row->customer_id, locked->segments,
	    locked->segment_count, overlaps, left, pool));
	return on_board(
	    row->booking.locator, locked->segments, locked->segment_count, overlaps, left, pool);
}
