/* What goes along when a booking is split. Pure rules; no database. */
#include "domain/staff_booking_internal.h"

#include "base/pool.h"
#include "domain/booking_internal.h"
#include "domain/full_name.h"
#include "domain/passengers.h"

#include <string.h>

#define NAMES_MAX 500 /* bytes; the first may be longer */
#define AND_MORE ", …"

static const struct err *invalid(apr_pool_t *pool, const char *text)
{
	return err_with(err_new(pool, CODE_INVALID, "%s", text), FACT_FIELDS, "passenger.1");
}

static int64_t *count_of(struct party *party, enum passenger_type type)
{
	switch (type) {
	case PASSENGER_ADULT:
		return &party->adults;
	case PASSENGER_CHILD:
		return &party->children;
	case PASSENGER_INFANT:
		break;
	}
	return &party->infants;
}

/* As many as fit into a line of what happened: a name has up to 200 letters. */
static const char *add_name(const char *names, const char *name, apr_pool_t *pool)
{
	size_t length = strlen(names);
	if (length == 0)
		return name;
	if (length > strlen(AND_MORE) && strcmp(names + length - strlen(AND_MORE), AND_MORE) == 0)
		return names;
	if (length + strlen(name) > NAMES_MAX)
		return apr_pstrcat(pool, names, AND_MORE, NULL);
	return apr_pstrcat(pool, names, ", ", name, NULL);
}

/* Numbers go on from one: who has a seat stays before who has none. */
static void pick_people(const struct booking *booking, const bool goes[PARTY_PASSENGERS_MAX],
    apr_pool_t *pool, struct split_plan *plan, struct party *staying)
{
	plan->names = "";
	for (size_t i = 0; i < booking->passenger_count; i++) {
		const struct passenger *passenger = &booking->passengers[i];
		struct passenger_row *row = &plan->people[plan->people_count];
		if (passenger->is_cancelled)
			continue;
		if (!goes[i]) {
			(*count_of(staying, passenger->type))++;
			continue;
		}
		(*count_of(&plan->party, passenger->type))++;
		row->passenger = *passenger;
		row->passenger.no = (int64_t)plan->people_count + 1;
		row->surname_folded = passenger_fold_surname(passenger->surname, pool);
		plan->old_no[plan->people_count++] = passenger->no;
		plan->names = add_name(
		    plan->names, full_name(passenger->given_name, passenger->surname, pool), pool);
	}
}

static const struct err *check_parties(
    const struct split_plan *plan, const struct party *staying, apr_pool_t *pool)
{
	if (plan->people_count == 0)
		return invalid(pool, "Choose who gets a booking of their own");
	if (party_count(staying) == 0)
		return invalid(pool, "Somebody has to stay in this booking");
	if (plan->party.infants > plan->party.adults || staying->infants > staying->adults)
		return invalid(
		    pool, "An infant travels on the lap of an adult, in the same booking");
	if (party_seated(&plan->party) == 0 || party_seated(staying) == 0)
		return invalid(pool, "A booking needs somebody with a seat");
	return NULL;
}

/* A claim that waits for another seat, since the aircraft has changed, is found by its own past: it stays where it is until then. */
static const struct err *check_seat(
    const struct segment *segment, const char *seat, apr_pool_t *pool)
{
	if (segment->departure.state == DEPARTURE_CANCELLED || segment_has_seat(segment, seat))
		return NULL;
	return invalid(pool,
	    apr_psprintf(pool, "Seat %s on %s is not on the aircraft any more: change it first",
		seat, segment->departure.name));
}

/* Where the departure comes in the order of ids, with room made for it. */
static size_t place_of(struct split_plan *plan, int64_t departure_id)
{
	size_t at = plan->departure_count++;
	for (; at > 0 && plan->departure_ids[at - 1] > departure_id; at--) {
		plan->departure_ids[at] = plan->departure_ids[at - 1];
		memcpy(plan->seats[at], plan->seats[at - 1], sizeof(plan->seats[at]));
		plan->seat_count[at] = plan->seat_count[at - 1];
	}
	plan->departure_ids[at] = departure_id;
	plan->seat_count[at] = 0;
	return at;
}

static const struct err *pick_seats(
    const struct segment *segment, apr_pool_t *pool, struct split_plan *plan)
{
	size_t at = place_of(plan, segment->departure_id);
	for (size_t i = 0; i < plan->people_count; i++) {
		size_t seat = (size_t)plan->old_no[i] - 1;
		if (seat >= segment->seat_count || segment->seats[seat] == NULL)
			continue;
		TRY(check_seat(segment, segment->seats[seat], pool));
		plan->seats[at][plan->seat_count[at]++] = (struct seat_handing){
			segment->seats[seat], plan->people[i].passenger.no
		};
		plan->seats_text = apr_pstrcat(pool, plan->seats_text,
		    plan->seats_text[0] != '\0' ? " " : "", segment->departure.name, "/",
		    segment->seats[seat], NULL);
	}
	return NULL;
}

/* Each pays as it paid: a line's unit price, so often as there are people of its type. */
static void pick_lines(const struct segment *segment, int64_t position,
    const struct price_line *lines, size_t line_count, struct split_plan *plan)
{
	for (size_t i = 0; i < line_count; i++) {
		int64_t quantity = *count_of(&plan->party, lines[i].type);
		if (lines[i].position != segment->position || quantity == 0)
			continue;
		struct price_line *line = &plan->lines[plan->line_count++];
		*line = lines[i];
		line->position = position;
		line->quantity = quantity;
		line->amount_minor = line->unit_minor * quantity;
		plan->price_minor += line->amount_minor;
	}
}

/* Of what was paid goes what those who stay do not owe. */
static int64_t moved(const struct booking *booking, int64_t price_minor)
{
	int64_t paid = booking->paid_minor - booking->refund_minor;
	int64_t owed = booking->total_minor - booking->credit_minor - price_minor;
	return paid > owed ? paid - owed : 0;
}

const struct err *split_plan_make(const struct booking_locked *locked,
    const struct price_line *lines, size_t line_count, const bool goes[PARTY_PASSENGERS_MAX],
    apr_pool_t *pool, struct split_plan *out)
{
	const struct booking *booking = &locked->row.booking;
	struct party staying = { 0, 0, 0 };
	*out = (struct split_plan){ .seats_text = "" };
	pick_people(booking, goes, pool, out, &staying);
	TRY(check_parties(out, &staying, pool));
	for (size_t i = 0; i < out->people_count; i++)
		TRY(booking_check_not_checked_in(locked->segments, locked->segment_count,
		    locked->row.now, 0, out->old_no[i], pool));
	out->lines = pool_make_many(pool, struct price_line, line_count + 1);
	for (size_t i = 0; i < locked->segment_count; i++) {
		const struct segment *segment = &locked->segments[i];
		if (segment->is_cancelled || segment_has_departed(segment, locked->row.now))
			continue;
		struct segment *copy = &out->segments[out->segment_count++];
		*copy = *segment;
		copy->position = (int64_t)out->segment_count;
		TRY(pick_seats(segment, pool, out));
		pick_lines(segment, copy->position, lines, line_count, out);
	}
	if (out->segment_count == 0)
		return booking_check_ahead(
		    locked->segments, locked->segment_count, locked->row.now, pool);
	out->moved_minor = moved(booking, out->price_minor);
	if (out->moved_minor <= booking_left(booking))
		return NULL;
	return err_with(
	    err_new(pool, CODE_INVALID, "More went back as goodwill than those who stay have paid"),
	    FACT_FIELDS, "passenger.1");
}
