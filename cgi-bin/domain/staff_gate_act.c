/* Checking in, boarding and the way back, one passenger at a time. */
#include "domain/staff_gate_internal.h"

#include "base/pool.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/locator.h"
#include "domain/staff_click_internal.h"
#include "store/boardings.h"

#include <string.h>

struct acting {
	struct desk *desk;
	const struct gate_wish *wish;
	const char *locator; /* NULL: what was typed is none */
	int64_t passenger_no;
	struct gate_said *said;
	/* Set by each run of the transaction. */
	struct db *db;
	apr_pool_t *pool;
	struct departure_row departure;
	enum boarding_state to;
};

static const char *act_name(enum gate_act act)
{
	static const char *const names[] = { "checked-in", "boarded", "put-back" };

	return names[act];
}

/* "abc789/2" -> locator and number; "abc789": number 0. */
static void read_code(struct acting *acting)
{
	apr_pool_t *pool = acting->desk->pool;
	const char *code = text_tidy(acting->wish->code, pool);
	const char *slash = strchr(code, '/');
	const char *digits = slash != NULL ? slash + 1 : "";
	size_t length = slash != NULL ? (size_t)(slash - code) : strlen(code);

	acting->locator = locator_normal(apr_pstrmemdup(pool, code, length), pool);
	acting->passenger_no = 0;
	if (slash == NULL)
		return;
	if (digits[0] < '1' || digits[0] > '9' || strlen(digits) > 2 ||
	    strspn(digits, "0123456789") != strlen(digits)) {
		acting->locator = NULL;
		return;
	}
	for (; *digits != '\0'; digits++)
		acting->passenger_no = acting->passenger_no * 10 + (*digits - '0');
}

static const struct err *refuse(struct acting *acting, enum gate_answer answer)
{
	acting->said->answer = answer;
	return err_new(acting->pool,
	    answer == GATE_OTHERWISE ? CODE_CHANGED_MEANWHILE : CODE_GATE_REFUSED, "%s: %s",
	    acting->wish->code, gate_answer_name(answer));
}

/* Nobody of this code has a coupon here. */
static const struct err *refuse_absent(struct acting *acting)
{
	struct boarding_elsewhere elsewhere = { .departures = "" };

	if (acting->locator != NULL)
		TRY(boardings_find_elsewhere(acting->db, acting->departure.id, acting->locator,
		    acting->passenger_no, acting->pool, &elsewhere));
	acting->said->others = elsewhere.departures;
	if (!elsewhere.is_known)
		return refuse(acting, GATE_UNKNOWN);
	return refuse(acting, elsewhere.is_cancelled ? GATE_CANCELLED : GATE_OTHER_FLIGHT);
}

static const struct err *find(struct acting *acting)
{
	struct gate_said *said = acting->said;
	struct boarding *party = NULL;

	if (acting->locator != NULL)
		TRY(boardings_list_party(acting->db, acting->departure.id, acting->locator,
		    acting->pool, &party, &said->party_count));
	said->party = party;
	if (acting->passenger_no == 0 && said->party_count > 1)
		return refuse(acting, GATE_CHOOSE);
	for (size_t i = 0; i < said->party_count; i++) {
		if (acting->passenger_no != 0 && party[i].passenger_no != acting->passenger_no)
			continue;
		said->passenger = party[i];
		return NULL;
	}
	return refuse_absent(acting);
}

/* How many of a kind in the party are in this state, or in one after it. */
static int count_from(const struct gate_said *said, bool is_of_infants, enum boarding_state state)
{
	int count = 0;

	for (size_t i = 0; i < said->party_count; i++) {
		enum passenger_type type = said->party[i].type;

		if (is_of_infants ? type == PASSENGER_INFANT : type == PASSENGER_ADULT)
			count += said->party[i].state >= state &&
			    said->party[i].state != BOARDING_NO_SHOW;
	}
	return count;
}

/* Each infant is on the lap of an adult of its booking: it comes after her, and goes back before her. */
static const struct err *check_laps(struct acting *acting)
{
	const struct boarding *passenger = &acting->said->passenger;
	bool is_back = acting->wish->act == GATE_BACK;
	enum boarding_state from = is_back ? passenger->state : acting->to;
	int free_laps = count_from(acting->said, false, from) -
	    count_from(acting->said, true, from);

	if (passenger->type == (is_back ? PASSENGER_ADULT : PASSENGER_INFANT) && free_laps < 1)
		return refuse(acting, GATE_ADULT_FIRST);
	return NULL;
}

static const struct err *check_forward(struct acting *acting)
{
	const struct boarding *passenger = &acting->said->passenger;

	if (passenger->state >= acting->to)
		return refuse(acting, GATE_ALREADY);
	if (acting->wish->version != GATE_ANY_VERSION &&
	    acting->wish->version != passenger->version)
		return refuse(acting, GATE_OTHERWISE);
	if (acting->to == BOARDING_BOARDED && passenger->state != BOARDING_CHECKED_IN)
		return refuse(acting, GATE_NOT_CHECKED_IN);
	if (passenger->type != PASSENGER_INFANT && !passenger->is_seat_there)
		return refuse(acting, GATE_NO_SEAT);
	return check_laps(acting);
}

static const struct err *check_back(struct acting *acting)
{
	const struct boarding *passenger = &acting->said->passenger;

	if (passenger->state == BOARDING_OPEN || acting->wish->version != passenger->version)
		return refuse(acting, GATE_OTHERWISE);
	return check_laps(acting);
}

static const struct err *check(struct acting *acting)
{
	const struct departure *departure = &acting->departure.departure;
	enum boarding_state state = acting->said->passenger.state;

	if (departure->state == DEPARTURE_CANCELLED)
		return refuse(acting, GATE_NOT_FLOWN);
	if (departure->is_gate_closed || departure->state == DEPARTURE_DEPARTED)
		return refuse(acting, GATE_CLOSED);
	switch (acting->wish->act) {
	case GATE_CHECK_IN:
		acting->to = BOARDING_CHECKED_IN;
		return check_forward(acting);
	case GATE_BOARD:
		acting->to = BOARDING_BOARDED;
		return check_forward(acting);
	case GATE_BACK:
		break;
	}
	acting->to = state == BOARDING_BOARDED ? BOARDING_CHECKED_IN : BOARDING_OPEN;
	return check_back(acting);
}

static const struct err *write_down(struct acting *acting)
{
	const struct boarding *passenger = &acting->said->passenger;
	const struct departure *departure = &acting->departure.departure;
	int64_t id = passenger->id;
	struct event event;

	if (id == 0)
		TRY(boardings_insert(acting->db, acting->departure.id, passenger, acting->to,
		    acting->desk->actor, acting->pool, &id));
	else
		TRY(boardings_set_state(
		    acting->db, id, acting->to, acting->desk->actor, acting->pool));
	event = gate_event(acting->desk, passenger, id, acting->to, departure, acting->pool);
	TRY(events_insert(acting->db, &event, acting->pool));
	acting->said->path = apr_pstrcat(
	    acting->pool, acting->wish->path, gate_code(passenger, acting->pool), NULL);
	TRY(staff_click_keep(
	    acting->desk, acting->db, &acting->wish->click, acting->said->path, acting->pool));
	return audit_write(acting->desk, acting->db, act_name(acting->wish->act),
	    gate_subject(departure, acting->pool), event.detail, acting->pool);
}

static const struct err *act_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct acting *acting = arg;
	const struct gate_wish *wish = acting->wish;

	acting->db = db;
	acting->pool = pool;
	*acting->said = (struct gate_said){ .answer = GATE_DONE };
	TRY(gate_lock(db, wish->flight_no, wish->on, pool, &acting->departure));
	TRY(staff_click_recall(acting->desk, db, &wish->click, pool, &acting->said->path));
	if (acting->said->path != NULL)
		return NULL;
	TRY(find(acting));
	TRY(check(acting));
	return write_down(acting);
}

const struct err *gate_do(struct desk *desk, const struct gate_wish *wish, struct gate_said *out)
{
	struct acting acting = { .desk = desk, .wish = wish, .said = out };
	const struct err *err;

	read_code(&acting);
	err = staff_click_run(desk, &wish->click, act_in_tx, &acting, &out->path);
	if (err_is(err, CODE_GATE_REFUSED) || err_is(err, CODE_CHANGED_MEANWHILE))
		TRY(audit_note(desk, "gate-refused",
		    gate_subject(&acting.departure.departure, desk->pool),
		    apr_pstrcat(desk->pool, act_name(wish->act), ": ",
			acting.locator != NULL ? err->text : gate_answer_name(out->answer), NULL)));
	return err;
}
