/* The gate of a departure, as it is read. */
#include "domain/staff_gate_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/locator.h"
#include "store/boardings.h"
#include "store/names.h"

#include <string.h>

const char *gate_state_name(enum boarding_state state)
{
	static const char *const names[BOARDING_STATES] = { "open", "checked-in", "boarded",
		"no-show" };

	return names[state];
}

const char *gate_answer_name(enum gate_answer answer)
{
	static const char *const names[GATE_ANSWERS] = { "done", "already", "not-checked-in",
		"no-seat", "adult-first", "choose", "other-flight", "cancelled", "unknown",
		"closed", "not-flown", "changed" };

	return names[answer];
}

const char *gate_subject(const struct departure *departure, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "departure/", departure->name, NULL);
}

const char *gate_code(const struct boarding *passenger, apr_pool_t *pool)
{
	return apr_psprintf(
	    pool, "%s/%" APR_INT64_T_FMT, passenger->locator, passenger->passenger_no);
}

struct event gate_event(const struct desk *desk, const struct boarding *passenger, int64_t id,
    enum boarding_state to, const struct departure *departure, apr_pool_t *pool)
{
	return (struct event){
		.actor = desk->actor,
		.request_id = desk->request_id,
		.subject = "coupon",
		.subject_id = id,
		.version = passenger->version + 1,
		.from_state = passenger->id == 0 ? "" : name_of_boarding_state(passenger->state),
		.to_state = name_of_boarding_state(to),
		.detail = apr_pstrcat(pool, gate_code(passenger, pool), " on ", departure->name,
		    passenger->seat_no != NULL ? ", seat " : "",
		    passenger->seat_no != NULL ? passenger->seat_no : "", NULL),
	};
}

static const struct err *not_found(apr_pool_t *pool)
{
	return err_new(pool, CODE_NOT_FOUND, "booking does not know this departure");
}

const struct err *gate_lock(
    struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool, struct departure_row *out)
{
	TRY(departures_lock(db, flight_no, on, pool, out));
	return out->id != 0 ? NULL : not_found(pool);
}

static void count_passengers(struct gate *gate)
{
	struct boarding_count *total = &gate->total;

	*total = (struct boarding_count){ .booked = (int64_t)gate->count };
	for (size_t i = 0; i < gate->count; i++) {
		enum boarding_state state = gate->passengers[i].state;

		total->checked_in += state == BOARDING_CHECKED_IN || state == BOARDING_BOARDED;
		total->boarded += state == BOARDING_BOARDED;
	}
	total->missing = total->booked - total->boarded;
}

const struct err *gate_count(struct desk *desk, const char *flight_no, int32_t on, struct gate *out)
{
	struct departure_row row;

	TRY(departures_find(desk->db, flight_no, on, desk->pool, &row));
	if (row.id == 0)
		return not_found(desk->pool);
	*out = (struct gate){ .id = row.id,
		.version = row.version,
		.departure = row.departure,
		.closed_at = row.gate_closed_at };
	return boardings_count(desk->db, row.id, desk->pool, &out->total);
}

const struct err *gate_find(struct desk *desk, const char *flight_no, int32_t on, bool is_by_name,
    const char *action, struct gate *out)
{
	struct boarding *passengers;
	struct departure_row row;

	TRY(departures_find(desk->db, flight_no, on, desk->pool, &row));
	if (row.id == 0)
		return not_found(desk->pool);
	TRY(audit_note(desk, action, gate_subject(&row.departure, desk->pool), ""));
	*out = (struct gate){ .id = row.id,
		.version = row.version,
		.departure = row.departure,
		.closed_at = row.gate_closed_at };
	TRY(boardings_list(desk->db, row.id, is_by_name, desk->pool, &passengers, &out->count));
	out->passengers = passengers;
	count_passengers(out);
	return NULL;
}

const struct err *gate_find_passenger(struct desk *desk, const char *flight_no, int32_t on,
    const char *locator, int64_t passenger_no, struct boarding *out)
{
	const char *normal = locator_normal(locator, desk->pool);
	struct departure_row row;
	struct boarding *party;
	size_t count;

	TRY(departures_find(desk->db, flight_no, on, desk->pool, &row));
	if (row.id == 0 || normal == NULL)
		return not_found(desk->pool);
	TRY(audit_note(desk, "names-read", gate_subject(&row.departure, desk->pool), normal));
	TRY(boardings_list_party(desk->db, row.id, normal, desk->pool, &party, &count));
	for (size_t i = 0; i < count; i++) {
		if (party[i].passenger_no != passenger_no)
			continue;
		*out = party[i];
		return NULL;
	}
	return err_new(desk->pool, CODE_NOT_FOUND, "no such passenger on this departure");
}

/* The departure's version, and each passenger with her seat and state. */
const char *gate_seen(const struct gate *gate, apr_pool_t *pool)
{
	apr_array_header_t *parts = apr_array_make(
	    pool, (int)gate->count + 1, sizeof(const char *));
	unsigned char digest[SECRET_DIGEST_BYTES];
	const char *text;

	APR_ARRAY_PUSH(parts, const char *) = apr_psprintf(
	    pool, "%" APR_INT64_T_FMT, gate->version);
	for (size_t i = 0; i < gate->count; i++) {
		const struct boarding *one = &gate->passengers[i];

		APR_ARRAY_PUSH(parts, const char *) = apr_psprintf(pool,
		    "%s %s %d %" APR_INT64_T_FMT, gate_code(one, pool),
		    one->seat_no != NULL ? one->seat_no : "-", (int)one->state, one->version);
	}
	text = apr_array_pstrcat(pool, parts, '\n');
	secret_digest(text, strlen(text), digest);
	return text_hex(digest, sizeof(digest), pool);
}
