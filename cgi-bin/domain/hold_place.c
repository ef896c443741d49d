/* Placing a hold: the flight service is asked, then one transaction takes all seats or none. */
#include "domain/hold_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/click_internal.h"
#include "domain/departure.h"
#include "domain/departure_known.h"
#include "remote/flight_client.h"
#include "store/customers.h"
#include "store/departures.h"

#include <string.h>

#define ANSWER "/holds/"

static const struct err *invalid_seat(struct desk *desk, size_t index, const char *text)
{
	return err_with(err_new(desk->pool, CODE_INVALID, "%s", text), FACT_FIELDS,
	    apr_psprintf(desk->pool, "seat.%" APR_SIZE_T_FMT, index + 1));
}

static const struct err *closed(apr_pool_t *pool, const struct departure *departure)
{
	return err_with(err_new(pool, CODE_SALES_CLOSED, "%s is not on sale", departure->name),
	    FACT_DEPARTURE, departure->name);
}

static const struct err *elsewhere(struct desk *desk, size_t index)
{
	return invalid_seat(desk, index, say("This seat is on another departure"));
}

/* What the names of seats can say by themselves: named once, and not more of them than people. */
static const struct err *check_seat_name(struct desk *desk, const struct hold_request *request,
    size_t index, const char **departure, const char **seat)
{
	const char *name = request->seats[index];
	size_t seated = party_seated(&request->offer.party), others = 0;
	if (!seat_name_parse(name, desk->pool, departure, seat))
		return invalid_seat(desk, index, say("This is not the name of a seat"));
	for (size_t i = 0; i < index; i++) {
		if (strcmp(request->seats[i], name) == 0)
			return invalid_seat(desk, index, say("This seat is there twice"));
		others += strncmp(request->seats[i], name, (size_t)(*seat - name)) == 0;
	}
	if (others >= seated)
		return invalid_seat(
		    desk, index, say("These are more seats than people who need one"));
	return NULL;
}

/* Before anybody is asked about the departures: what is wrong with the form is told first. */
static const struct err *check_seat_names(struct desk *desk, const struct hold_request *request)
{
	const struct offer_request *offer = &request->offer;
	const char *departure, *seat;
	for (size_t i = 0; i < request->seat_count; i++) {
		TRY(check_seat_name(desk, request, i, &departure, &seat));
		if (!text_is_one_of(departure, offer->departures, offer->departure_count))
			return elsewhere(desk, i);
	}
	return NULL;
}

/* The hold whose people are taken over must be there, before it is asked whether it is too late. */
static const struct err *check_from(struct desk *desk, const char *from)
{
	unsigned char digest[32];
	struct hold_row row;
	if (from == NULL || from[0] == '\0')
		return NULL;
	customer_digest(desk, digest);
	TRY(holds_find(desk->db, from, digest, desk->pool, &row));
	if (row.hold.id == 0)
		return err_new(desk->pool, CODE_NOT_FOUND, "no hold %s of this browser", from);
	return NULL;
}

/* One named seat: there must be such a seat in the cabin that was chosen. */
static const struct err *plan_seat(struct placing *placing, size_t index)
{
	struct desk *desk = placing->desk;
	const char *departure, *seat;
	size_t i = 0;
	TRY(check_seat_name(desk, placing->request, index, &departure, &seat));
	while (i < placing->offer->segment_count &&
	    strcmp(placing->offer->segments[i].departure->name, departure) != 0)
		i++;
	if (i == placing->offer->segment_count)
		return elsewhere(desk, index);
	const struct offer_segment *segment = &placing->offer->segments[i];
	const struct cabin *cabin = seating_cabin_of(segment->departure, seat);
	if (cabin == NULL)
		return invalid_seat(desk, index, say("There is no such seat on this aircraft"));
	if (segment->fare != NULL && strcmp(cabin->code, segment->fare->cabin) != 0)
		return invalid_seat(
		    desk, index, say("This seat is in another cabin than the fare"));
	if (!seating_may_have(cabin, seat, &placing->request->offer.party))
		return invalid_seat(desk, index,
		    apr_psprintf(desk->pool,
			say("Seat %s is in an exit row, which is not for parties with children or infants"),
			seat));
	struct hold_seats *seats = &placing->seats[i];
	seats->v[seats->named++] = seat;
	return NULL;
}

static const struct err *plan(struct placing *placing)
{
	for (size_t i = 0; i < placing->request->seat_count; i++)
		TRY(plan_seat(placing, i));
	for (size_t i = 0; i < placing->offer->segment_count; i++)
		if (placing->offer->segments[i].sales != SALES_ON)
			return closed(placing->desk->pool, placing->offer->segments[i].departure);
	return NULL;
}

static bool is_as_learned(const struct departure *known, const struct departure *offered)
{
	return strcmp(known->name, offered->name) == 0 && known->version >= offered->version;
}

/* The database is older than what this process learned of it: everything is learned again. */
static const struct err *not_as_learned(struct placing *placing)
{
	for (size_t i = 0; i < placing->offer->segment_count; i++)
		departure_forget(placing->offer->segments[i].departure->name);
	placing->has_to_learn = true;
	return err_new(placing->pool, CODE_STALE, "a departure is not as it was learned");
}

/* From here to the commit nobody retimes, closes or cancels these departures. */
static const struct err *check_departures(struct placing *placing)
{
	struct departure_row rows[DEPARTURES_PER_HOLD];
	size_t count = placing->offer->segment_count;
	if (departures_read(
		&placing->departures, placing->departure_ids, count, placing->pool, rows) != NULL)
		return not_as_learned(placing);
	for (size_t i = 0; i < count; i++)
		if (!is_as_learned(&rows[i].departure, placing->offer->segments[i].departure))
			return not_as_learned(placing);
	for (size_t i = 0; i < count; i++) {
		const struct departure *departure = &rows[i].departure;
		if (departure->state == DEPARTURE_CANCELLED ||
		    departure->state == DEPARTURE_DEPARTED || rows[i].is_sales_closed ||
		    rows[i].is_too_late)
			return closed(placing->pool, departure);
		if (departure->version > placing->offer->segments[i].departure->version)
			return err_new(
			    placing->pool, CODE_STALE, "%s changed meanwhile", departure->name);
	}
	return NULL;
}

static const struct err *set_end(struct placing *placing, int64_t ends_by)
{
	for (size_t i = 0; i < placing->offer->segment_count; i++) {
		struct seat_names names = { .n = placing->seats[i].n };
		for (size_t j = 0; j < names.n; j++)
			names.v[j] = placing->seats[i].v[j];
		TRY(seats_set_named_held_until(placing->db, placing->hold_id,
		    placing->departure_ids[i], &names, ends_by, placing->pool));
	}
	return holds_set_end(placing->db, placing->hold_id, ends_by, placing->pool);
}

static const struct err *check_kept(struct placing *placing)
{
	const char *names[DEPARTURES_PER_HOLD];
	size_t count = placing->offer->segment_count;
	for (size_t i = 0; i < count; i++)
		names[i] = placing->offer->segments[i].departure->name;
	const struct hold_keeping keeping = {
		.settings = placing->desk->settings,
		.hold_id = placing->hold_id,
		.address = hold_address(placing->desk),
		.now = placing->now,
		.step = placing->moving_count > 0 ? STEP_MOVED : STEP_PLACED,
		.old_end_at = placing->moving_count > 0 ? placing->moving[0].expires_at
							: CLOCK_NONE,
		.departure_ids = placing->departure_ids,
		.names = names,
		.count = count,
	};
	int64_t ends_by;
	if (placing->desk->is_staff)
		return NULL;
	TRY(hold_check_kept(placing->db, &keeping, placing->pool, &ends_by));
	return ends_by == CLOCK_NONE ? NULL : set_end(placing, ends_by);
}

/* At the counter each sale has an owner of its own: two that share a departure have nothing to do with each other. */
static const struct err *begin_sale(struct placing *placing, struct customer_asked *customer)
{
	TRY(db_settle(placing->db, placing->pool));
	customer_read_made(customer, &placing->here);
	customer->is_made = false;
	placing->is_new = true;
	return customers_insert(placing->db, placing->pool, &placing->here.customer_id);
}

/* Who asks, and had this click its effect already? */
static const struct err *recall(struct placing *placing, struct customer_asked *customer)
{
	struct desk *desk = placing->desk;
	const struct click *click = &placing->request->click;
	struct db *db = placing->db;
	apr_pool_t *pool = placing->pool;
	struct asked click_asked;
	TRY(customer_lock_later(desk, db, pool, customer));
	TRY(click_recall_later(desk, db, click, pool, &click_asked));
	TRY(db_settle(db, pool));
	placing->is_asked = true;
	TRY(click_read(desk, db, click, &click_asked, pool, &placing->answer));
	if (placing->answer != NULL)
		return customer_read_known(db, customer, pool, &placing->here);
	TRY(customer_make_later(desk, db, customer, pool, &placing->here));
	placing->is_new = customer->is_made;
	return desk->is_staff ? begin_sale(placing, customer) : NULL;
}

/* Locks the departures and looks at everything that decides, seats excepted. */
static const struct err *gather(struct placing *placing, const struct customer_asked *customer)
{
	TRY(hold_lock_departures_later(placing));
	TRY(hold_gather_later(placing));
	TRY(hold_list_taken_later(placing));
	TRY(db_settle(placing->db, placing->pool));
	customer_read_made(customer, &placing->here);
	TRY(check_departures(placing));
	return hold_gather(placing);
}

static const struct err *write_down(struct placing *placing)
{
	TRY(hold_write(placing));
	TRY(hold_take_seats(placing));
	placing->answer = apr_pstrcat(placing->pool, ANSWER, placing->ref, NULL);
	TRY(click_keep(placing->db, placing->here.browser_id, &placing->request->click,
	    placing->answer, placing->pool));
	return check_kept(placing);
}

static const struct err *place_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct placing *placing = arg;
	struct customer_asked customer;
	placing->db = db;
	placing->pool = pool;
	placing->runs++;
	TRY(recall(placing, &customer));
	if (placing->answer != NULL)
		return NULL;
	TRY(gather(placing, &customer));
	TRY(hold_find_seats_later(placing));
	return write_down(placing);
}

static const struct err *learn_and_run(struct placing *placing)
{
	struct desk *desk = placing->desk;
	const struct offer *offer = placing->offer;
	placing->has_to_learn = false;
	for (size_t i = 0; i < offer->segment_count; i++)
		TRY(departure_learn(
		    desk, offer->segments[i].departure, &placing->departure_ids[i]));
	return click_run(desk, &placing->request->click, place_in_tx, placing, &placing->answer);
}

/* `*is_asked`: the click was looked for, under the browser's lock. */
static const struct err *place(struct desk *desk, const struct hold_request *request,
    const struct offer *offer, const char **ref, bool *is_asked)
{
	struct placing placing = {
		.desk = desk,
		.request = request,
		.offer = offer,
		.seated = party_seated(&request->offer.party),
	};
	TRY(plan(&placing));
	const struct err *err = learn_and_run(&placing);
	if (err != NULL && placing.has_to_learn)
		err = learn_and_run(&placing);
	*is_asked = placing.is_asked;
	TRY(err);
	*ref = placing.answer + strlen(ANSWER);
	return NULL;
}

const struct err *hold_place_known(struct desk *desk, const struct hold_request *request,
    const struct offer *offer, const char **ref)
{
	bool is_asked;
	return place(desk, request, offer, ref, &is_asked);
}

static const struct err *ask_and_place(
    struct desk *desk, const struct hold_request *request, const char **ref, bool *is_asked)
{
	struct hold_request asked = *request;
	struct offer offer;
	asked.offer.max_age_s = (int)desk->settings->known_departure_s;
	TRY(offer_price(desk, &asked.offer, &offer));
	return place(desk, &asked, &offer, ref, is_asked);
}

static void forget_departures(struct desk *desk, const struct offer_request *offer)
{
	const char *flight_no;
	int32_t on;
	for (size_t i = 0; i < offer->departure_count; i++)
		if (departure_name_parse(offer->departures[i], desk->pool, &flight_no, &on))
			flight_client_forget(desk->flights, flight_no, on);
}

static const struct err *check_and_place(
    struct desk *desk, const struct hold_request *request, const char **ref, bool *is_asked)
{
	TRY(check_seat_names(desk, request));
	TRY(check_from(desk, request->from));
	const struct err *err = ask_and_place(desk, request, ref, is_asked);
	if (!err_is(err, CODE_STALE))
		return err;
	forget_departures(desk, &request->offer);
	*is_asked = false;
	err = ask_and_place(desk, request, ref, is_asked);
	if (!err_is(err, CODE_STALE))
		return err;
	struct err *down = err_new(desk->pool, CODE_FLIGHT_SERVICE_DOWN, "%s", err->text);
	down->retry_after_s = 5;
	return down;
}

static bool is_refusal(const struct err *err)
{
	return err->kind == ERR_MISSING || err->kind == ERR_REFUSED || err->kind == ERR_GONE ||
	    err->kind == ERR_INPUT || err->code == CODE_FLIGHT_SERVICE_DOWN;
}

/* A click that had its effect is answered as then, whatever would be said now: what refuses before the transaction has looked for it does so itself. */
const struct err *hold_place(
    struct desk *desk, const struct hold_request *request, const char **ref)
{
	bool is_asked = false;
	const char *answer;
	const struct err *err = check_and_place(desk, request, ref, &is_asked);
	if (err == NULL || is_asked || !is_refusal(err))
		return err;
	TRY(click_find(desk, &request->click, &answer));
	if (answer == NULL)
		return err;
	*ref = answer + strlen(ANSWER);
	return NULL;
}
