/* The invariants, and how their queries are run. */
#include "store/checks.h"

#include "base/pool.h"
#include "store/checks_internal.h"

static const struct check checks[] = {
	{ "I1", "no seat has two owners, no passenger two seats on a departure", false },
	{ "I4", "what a click was answered exists", false },
	{ "I5", "at most one charge for a booking, refunds never above it", false },
	{ "I6", "a total is the sum of its price lines, and of its sale in the ledger", false },
	{ "I7",
	    "every claim is a seat of its cabin's plan, a blocked one was blocked and says why; free + held + sold + blocked = seats",
	    false },
	{ "I8", "a party has all its seats on all its departures, or none", false },
	{ "I9",
	    "each hold ends once, sold or given back before its time was over and expired not before; none stays open two minutes past it; a used one has its booking",
	    false },
	{ "I11", "what was cancelled, released or expired never comes back", false },
	{ "I12", "only the allowed steps between states; versions 1 to n without gaps", false },
	{ "I13", "each version has its event line, with actor, request and the state it led to",
	    false },
	{ "I14", "each sale, each cancellation and each change has its mail in the outbox", false },
	{ "I15", "locators and refs are unique and of their alphabets", false },
	{ "I17", "no orphan rows", false },
	{ "I18",
	    "the same passenger is on a departure once, and was not sold two that are in the air at the same time; every live passenger has a coupon for each departure",
	    false },
	{ "GATE",
	    "who is checked in has a coupon, who is on board a seat too; a closed flight has nobody in between; each step has its event",
	    false },
	{ "AL", "the audit log of staff is whole", false },
	{ "DAY", "what was summed up of a day that is over is what its rows say", false },
	{ "RESEAT", "passengers to be seated again: the aircraft has changed since", true },
};

const struct check *checks_list(size_t *count)
{
	*count = sizeof(checks) / sizeof(checks[0]);
	return checks;
}

const struct check_part *checks_parts(enum check_scope scope, size_t *count)
{
	switch (scope) {
	case CHECK_HOLDS:
		*count = checks_of_holds_count;
		return checks_of_holds;
	case CHECK_DEPARTURES:
		*count = checks_of_departures_count;
		return checks_of_departures;
	case CHECK_CLICKS:
		*count = checks_of_clicks_count;
		return checks_of_clicks;
	case CHECK_AUDIT:
	case CHECK_DAYS:
		*count = 0;
		return NULL;
	case CHECK_WHOLE:
	case CHECK_SCOPES:
		break;
	}
	*count = checks_of_whole_count;
	return checks_of_whole;
}

/* Ranges that are not there are from 1 to 0. */
static void set_ranges(enum check_scope scope, const struct check_ranges *ranges, struct arg *args)
{
	struct arg (*arg)(int64_t) = scope == CHECK_CLICKS ? arg_instant : arg_int;

	for (size_t i = 0; i < CHECK_RANGES; i++) {
		args[2 * i] = arg(i < ranges->n ? ranges->first[i] : 1);
		args[2 * i + 1] = arg(i < ranges->n ? ranges->last[i] : 0);
	}
}

const struct err *checks_run(struct db *db, enum check_scope scope, const struct check_part *part,
    const struct check_ranges *ranges, apr_pool_t *pool, const struct check_offender **out,
    size_t *count)
{
	size_t uses = (size_t)part->uses;
	struct arg *args = pool_make_many(pool, struct arg, uses * 2 * CHECK_RANGES + 1);
	struct check_offender *list;
	struct rows *rows;

	for (size_t i = 0; i < uses; i++)
		set_ranges(scope, ranges, args + i * 2 * CHECK_RANGES);
	TRY(db_select(db, &part->query, args, uses * 2 * CHECK_RANGES, pool, &rows));
	list = pool_make_many(pool, struct check_offender, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct check_offender){
			.id = row_int(rows, 0),
			.violations = row_int(rows, 1),
			.sample = row_text(rows, 2),
		};
	*out = list;
	return NULL;
}
