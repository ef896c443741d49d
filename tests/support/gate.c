/* Somebody at a gate, for tests of its rules. */
#include "support/gate.h"

#include "support/database.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct desk *gate_desk_new(const char *actor)
{
	struct desk *desk = desk_new();

	desk->actor = actor;
	return desk;
}

/* One act under a new key; what was said is left in `said`. */
const struct err *gate_try(struct desk *desk, const struct departure *departure, const char *code,
    int64_t version, enum gate_act act, struct gate_said *said)
{
	const struct gate_wish wish = { .flight_no = departure->flight_no,
		.on = departure->on,
		.code = code,
		.version = version,
		.act = act,
		.path = "/admin/departures/",
		.click = click_of(NULL, code) };

	return gate_do(desk, &wish, said);
}

void gate_must(struct desk *desk, const struct departure *departure, const char *locator, int no,
    enum gate_act act)
{
	struct gate_said said;

	assert_no_err(gate_try(desk, departure, apr_psprintf(desks_pool(), "%s/%d", locator, no),
	    act == GATE_BACK
		? database_number(desks_db(),
		      "SELECT g.version FROM boarding g JOIN booking b ON b.id = g.booking_id"
		      " JOIN departure d ON d.id = g.departure_id WHERE b.locator = '%s'"
		      " AND g.passenger_no = %d AND d.flight_no = '%s'",
		      locator, no, departure->flight_no)
		: GATE_ANY_VERSION,
	    act, &said));
	assert_int_equal(said.answer, GATE_DONE);
}

void gate_assert(struct desk *desk, const struct departure *departure, const char *code,
    enum gate_act act, enum gate_answer answer)
{
	struct gate_said said;

	assert_err(
	    gate_try(desk, departure, code, GATE_ANY_VERSION, act, &said), CODE_GATE_REFUSED);
	assert_string_equal(gate_answer_name(said.answer), gate_answer_name(answer));
}

const char *gate_code_of(const char *locator, int no)
{
	return apr_psprintf(desks_pool(), "%s/%d", locator, no);
}
